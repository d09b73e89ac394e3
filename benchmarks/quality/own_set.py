"""A judged set of our own, free to ship: a few words out of one generated article should find that article.

Words are taken from the middle of a paragraph, where they stand in no other article of the set. Other sets
say more about questions; this one is always at hand, and holds every typing to its floor.
"""

import hashlib
import itertools
import random
from collections.abc import Sequence

from corpus.samples.generate import generate_articles
from indexer.analysis.analyzer import read_syllables
from indexer.evaluation.collection import Collection, Passage

_ARTICLES, _SEED = 400, 7
_FEWEST, _MOST = 4, 9
"""Syllables of a query: what staff type who remember a passage."""
_TRIES = 30
"""Generated articles share most of their sentences."""


def own_set(articles: int = _ARTICLES) -> Collection:
    """One query an article where one can be had; the same each time."""
    samples = generate_articles(articles, _SEED)
    texts = {f"s{s.number}": (s.title, "\n".join(s.body)) for s in samples}
    chance = random.Random(_SEED)
    plain = [_plain(f"{title}\n{body}") for title, body in texts.values()]
    queries: dict[str, str] = {}
    for key, (_title, body) in texts.items():
        runs = _runs(body)
        tried = chance.sample(runs, min(_TRIES, len(runs)))
        alone = (run for run in tried if sum(_plain(run) in text for text in plain) == 1)
        queries.update({f"q-{key}": run for run in itertools.islice(alone, 1)})
    passages = tuple(Passage(key, title, body) for key, (title, body) in texts.items())
    return Collection(
        name="own",
        passages=passages,
        queries=queries,
        judgements={key: {key.removeprefix("q-"): 1} for key in queries},
        corpus_digest=_digest([repr(passage) for passage in passages]),
        digest=_digest([repr(passages), repr(sorted(queries.items()))]),
    )


def _runs(body: str) -> list[str]:
    """Stretches of a paragraph as they would be typed, of every length in turn, none overlapping another."""
    found: list[str] = []
    for paragraph in body.splitlines():
        syllables = read_syllables(paragraph)
        at, length = 1, _FEWEST
        while at + length < len(syllables):
            found.append(paragraph[syllables[at].start : syllables[at + length - 1].end].lower())
            at += length
            length = _FEWEST + (length + 1 - _FEWEST) % (_MOST + 1 - _FEWEST)
    return found


def _plain(text: str) -> str:
    """Folded syllables with a space round each: two typings of the same words are the same."""
    return f" {' '.join(syllable.folded for syllable in read_syllables(text))} "


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
