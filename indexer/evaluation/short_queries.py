"""Short queries drawn from a set's own documents: words of one to three syllables, and who has them.

A word is right where it stands exactly: its accented syllables side by side. Words are those that pyvi joins
somewhere (for one syllable: any that stands alone), in enough documents to fill a page and not too many to
be listed whole, drawn by a seed.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Frozen
from corpus.settings import Progress, no_progress
from indexer.analysis.analyzer import read_syllables
from indexer.analysis.syllables import looks_vietnamese
from indexer.analysis.words import find_words
from indexer.evaluation.collection import Collection
from indexer.evaluation.judged import open_collection
from indexer.evaluation.typed import Typing, retype
from indexer.settings import IndexerSettings

PAGE = 10
DEPTH = 100
QUERIES_OF_LENGTH = {1: 120, 2: 150, 3: 60}
"""How many are drawn of each length in syllables, where there are so many."""


@dataclass(frozen=True, slots=True)
class ShortQuery:
    """`right` are the documents that have the word exactly."""

    syllables: int
    text: str
    right: frozenset[str]


class ShortMeasures(Frozen):
    """Of the queries of one length typed one way, means in 0..1: the share of the first ten that have the
    word exactly, and the share of those having it that are among the first hundred."""

    syllables: int
    typing: Typing
    queries: int
    precision_at_10: float
    recall_at_100: float


class ShortReport(Frozen):
    """How the short queries of a set fare. The digest names the documents."""

    collection: str
    documents: int
    seed: int
    digest: str
    lengths: tuple[ShortMeasures, ...]


def evaluate_short_queries(
    collection: Collection,
    settings: IndexerSettings,
    cache: Path,
    *,
    seed: int = 0,
    progress: Progress = no_progress,
) -> ShortReport:
    """Draws short queries and asks the production chain for them, with accents and without."""
    queries = draw_short_queries(collection, seed)
    rows: list[ShortMeasures] = []
    with closing(open_collection(collection, settings, cache, progress)) as opened:
        for typing in (Typing.ACCENTED, Typing.UNACCENTED):
            texts = {query.text: retype(query.text, typing) for query in queries}
            rows.extend(measure_short(queries, opened.rank(texts, progress=progress), typing))
    return ShortReport(
        collection=collection.name,
        documents=len(collection.passages),
        seed=seed,
        digest=collection.corpus_digest,
        lengths=tuple(rows),
    )


def draw_short_queries(collection: Collection, seed: int = 0) -> list[ShortQuery]:
    """At most QUERIES_OF_LENGTH of each length; the same for the same documents and seed."""
    texts = {passage.key: f"{passage.title}\n{passage.text}" for passage in collection.passages}
    words = _words(texts.values())
    found: dict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        syllables = [syllable.accented for syllable in read_syllables(text)]
        for length in QUERIES_OF_LENGTH:
            for first in range(len(syllables) - length + 1):
                run = " ".join(syllables[first : first + length])
                if run in words:
                    found[run].add(key)
    return [*_drawn({run: keys for run, keys in found.items() if PAGE <= len(keys) <= DEPTH}, seed)]


def _drawn(found: Mapping[str, set[str]], seed: int) -> Iterator[ShortQuery]:
    chance = random.Random(seed)  # noqa: S311  # a draw, no secret
    for length, count in QUERIES_OF_LENGTH.items():
        runs = sorted(run for run in found if run.count(" ") == length - 1)
        for run in sorted(chance.sample(runs, min(count, len(runs)))):
            yield ShortQuery(length, run, frozenset(found[run]))


def _words(texts: Iterable[str]) -> frozenset[str]:
    """Accented words: compounds as pyvi joins them anywhere, and every accented syllable."""
    counts: Counter[str] = Counter()
    for text in texts:
        for line in text.splitlines():
            counts.update(word.replace("_", " ") for word in find_words(line))
            counts.update(s.accented for s in read_syllables(line) if looks_vietnamese(s.folded))
    return frozenset(word for word in counts if _is_accented(word))


def _is_accented(word: str) -> bool:
    """At least one mark: a word without any is the same query typed either way."""
    return retype(word, Typing.UNACCENTED) != word and not any(char.isdigit() for char in word)


def measure_short(
    queries: Sequence[ShortQuery], rankings: Mapping[str, Sequence[str]], typing: Typing
) -> list[ShortMeasures]:
    """One row a length; `rankings` by the query's text as drawn."""
    rows = []
    for length in sorted({query.syllables for query in queries}):
        of_length = [query for query in queries if query.syllables == length]
        precisions = [_share(query.right, rankings[query.text][:PAGE], PAGE) for query in of_length]
        recalls = [_share(query.right, rankings[query.text][:DEPTH], len(query.right)) for query in of_length]
        rows.append(
            ShortMeasures(
                syllables=length,
                typing=typing,
                queries=len(of_length),
                precision_at_10=sum(precisions) / len(of_length),
                recall_at_100=sum(recalls) / len(of_length),
            )
        )
    return rows


def _share(right: frozenset[str], ranked: Sequence[str], whole: int) -> float:
    return len(right.intersection(ranked)) / whole
