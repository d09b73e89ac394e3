"""Abbreviations that articles explain themselves, `Ban Chỉ đạo phòng thủ (BCĐPT)`, as synonyms to approve.

Proposes only: a person decides. Asks the index and the catalog, some 40 searches at most.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.article import Article
from corpus.errors import BadQuery
from corpus.text import fold
from indexer import Query, Sort, Synonym, names_a_concept
from search_web.serving.stores import Stores

NEWEST_READ = 300
"""Articles read for abbreviations that nobody asked for yet."""
SEARCHES = 40
HITS_READ = 5
SEEN_LEAST = 2
"""In so many articles: one alone may be a slip. Where people asked for it, one is enough."""
PROPOSED = 30
_SHORT = re.compile(r"\(\s*([A-ZĐƯ][A-ZĐƯ0-9&\-]{1,9})\s*\)")
_WORD = re.compile(r"[^\W_]+")
_CONNECTIVES = frozenset({"va", "cua", "cho", "ve", "cac", "trong"})
_TOKEN = re.compile(r"[^\W\d_]{2,9}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`seen` articles explain it so; `asked` times it was part of a query that found nothing."""

    synonym: Synonym
    seen: int
    asked: int


def proposals(
    stores: Stores, unfound: Iterable[tuple[str, int]], approved: Iterable[Synonym]
) -> list[Proposal]:
    """The most asked for first, then the most seen."""
    asked: Counter[str] = Counter()
    for text, count in unfound:
        asked.update(dict.fromkeys(_TOKEN.findall(text), count))
    seen: Counter[tuple[str, str]] = Counter()
    for article in _articles(stores, asked):
        seen.update(set(explained(_text(article))))
    known = {fold(synonym.written) for synonym in approved}
    found = [
        Proposal(Synonym(written=short, meant=long), count, asked[fold(short)])
        for (short, long), count in _likeliest(seen)
        if fold(short) not in known
        and not names_a_concept(short)
        and (count >= SEEN_LEAST or asked[fold(short)])
    ]
    return sorted(found, key=lambda one: (-one.asked, -one.seen, one.synonym.written))[:PROPOSED]


def explained(text: str) -> Iterator[tuple[str, str]]:
    """(abbreviation, its words) for each that the text explains in parentheses by words of these initials."""
    for found in _SHORT.finditer(text):
        words = list(_WORD.finditer(text, max(0, found.start() - 150), found.start()))
        letters = "".join(letter for letter in fold(found[1]) if letter.isalpha())
        begin = _beginning(words, letters)
        if begin is not None:
            yield found[1], " ".join(text[begin : found.start()].split()).rstrip(" ,-")


def _beginning(words: list[re.Match[str]], letters: str) -> int | None:
    """Where the shortest run of last words of these initials begins; connectives may count or not."""
    if len(letters) < 2:
        return None
    for first in range(len(words) - 2, max(-1, len(words) - 2 * len(letters) - 2), -1):
        run = [fold(word[0]) for word in words[first:]]
        spare = [word[0] for word in run if word not in _CONNECTIVES]
        if run[0] not in _CONNECTIVES and letters in ("".join(spare), "".join(word[0] for word in run)):
            return words[first].start()
    return None


def _likeliest(seen: Counter[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Of several explanations of one abbreviation the most frequent alone."""
    best: dict[str, tuple[tuple[str, str], int]] = {}
    for (short, long), count in sorted(seen.items(), key=lambda one: (-one[1], one[0])):
        best.setdefault(fold(short), ((short, long), count))
    yield from best.values()


def _articles(stores: Stores, asked: Counter[str]) -> list[Article]:
    """The newest, and the best for each token that was asked for in vain."""
    index, ids = stores.index(), dict[str, None]()
    with index.scan(Query(sort=Sort.NEWEST), NEWEST_READ) as newest:
        ids.update(dict.fromkeys(newest.ids))
    for token, _count in itertools.islice(asked.most_common(), SEARCHES):
        try:
            hits = index.search(Query(text=f'"{token}"', per_page=HITS_READ, counted=())).hits
        except BadQuery:
            continue
        ids.update(dict.fromkeys(hit.article_id for hit in hits))
    return list(stores.articles().current_articles(list(ids)).values())


def _text(article: Article) -> str:
    return "\n".join((article.title, article.lead or "", *article.body))
