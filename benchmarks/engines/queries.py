"""The questions that are asked of every engine: drawn with a seed from the corpus' own statistics."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from benchmarks.engines.corpus.documents import FACETS, Document
from indexer.analysis.analyzer import read_syllables


class QueryClass(StrEnum):
    """What is typical of a query."""

    RARE = "rare"
    FREQUENT = "frequent"
    AND = "and"
    OR = "or"
    PHRASE = "phrase"
    PREFIX = "prefix"
    FILTERED = "filtered"
    SORTED = "sorted"
    QUESTION = "question"


class Operator(StrEnum):
    """How the terms belong together. Each term may stand in title or body; a phrase in one of them."""

    ALL = "all"
    ANY = "any"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Query:
    """One query, free of any engine. `typed` is the same as a person types it, accents and all."""

    number: int
    kind: QueryClass
    operator: Operator
    terms: tuple[str, ...]
    typed: str
    facet: tuple[str, str] | None = None
    """(facet, slug): only articles with this value."""
    days: tuple[int, int] | None = None
    """YYYYMMDD, both inclusive."""
    newest: bool = False
    """Newest first instead of best first."""


@dataclass(slots=True)
class Statistics:
    """What queries are drawn from: in how many articles each term stands, and stretches of real text."""

    articles: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    stretches: list[tuple[Document, list[tuple[str, str]]]] = field(default_factory=list)
    """An article and the (folded, typed) syllables of its title and lead."""
    typed: dict[str, str] = field(default_factory=dict)


SEED = 20260
_QUESTION_SYLLABLES = 30
_STRETCHES = 3000
_RARE = (0.0005, 0.003)
_MIDDLING = (0.003, 0.1)
_COMMON = (0.02, 0.6)
_FREQUENT = (0.3, 1.0)
"""Shares of the articles that have a rare, a middling, a common (either of OR), a frequent term."""


def gather(documents: Iterable[Document]) -> Statistics:
    """The statistics of `documents`; ten thousand articles are plenty."""
    found = Statistics()
    for document in documents:
        found.articles += 1
        found.counts.update({term for text in document.texts.values() for term in text.split()})
        if len(found.stretches) < _STRETCHES:
            text = f"{document.article.title}\n{document.article.lead or ''}"
            syllables = [(s.folded, s.surface.lower()) for s in read_syllables(text)]
            found.stretches.append((document, syllables))
            found.typed.update(syllables)
    return found


def draw_queries(statistics: Statistics, each: int) -> list[Query]:
    """`each` queries of every class. The same statistics give the same queries."""
    draw = _Draw(statistics, random.Random(SEED))
    drawn: list[Query] = []
    for kind in QueryClass:
        for at in range(each):
            drawn.append(draw.query(len(drawn), kind, at))
    return drawn


class _Draw:
    """Draws queries one after the other."""

    def __init__(self, statistics: Statistics, chance: random.Random) -> None:
        self._statistics = statistics
        self._chance = chance
        self._rare = self._between(*_RARE)
        self._middling = self._between(*_MIDDLING)
        self._common = self._between(*_COMMON)
        self._frequent = self._between(*_FREQUENT)
        self._makers: dict[QueryClass, Callable[[int, int], Query]] = {
            QueryClass.RARE: lambda number, at: self._single(number, QueryClass.RARE, self._rare),
            QueryClass.FREQUENT: lambda number, at: self._single(number, QueryClass.FREQUENT, self._frequent),
            QueryClass.AND: self._and,
            QueryClass.OR: self._or,
            QueryClass.PHRASE: self._phrase,
            QueryClass.PREFIX: self._prefix,
            QueryClass.FILTERED: self._filtered,
            QueryClass.SORTED: self._sorted,
            QueryClass.QUESTION: self._question,
        }

    def query(self, number: int, kind: QueryClass, at: int) -> Query:
        return self._makers[kind](number, at)

    def _between(self, low: float, high: float) -> list[str]:
        articles, counts, typed = self._statistics.articles, self._statistics.counts, self._statistics.typed
        found = sorted(t for t, n in counts.items() if low <= n / articles <= high and t in typed)
        return found or sorted(typed)

    def _single(self, number: int, kind: QueryClass, terms: Sequence[str]) -> Query:
        term = self._chance.choice(terms)
        return Query(number, kind, Operator.ANY, (term,), self._statistics.typed[term])

    def _stretch(self, length: int) -> tuple[Document, list[tuple[str, str]]]:
        """An article and `length` syllables (fewer when it has not so many) side by side in it."""
        document, syllables = self._chance.choice(self._statistics.stretches)
        start = self._chance.randrange(max(1, len(syllables) - length + 1))
        return document, syllables[start : start + length]

    def _scattered(self, length: int) -> tuple[Document, list[tuple[str, str]]]:
        """An article and `length` different syllables of it."""
        document, syllables = self._chance.choice(self._statistics.stretches)
        different = sorted(dict(syllables).items())
        return document, self._chance.sample(different, min(length, len(different)))

    def _and(self, number: int, at: int) -> Query:
        _document, syllables = self._scattered(2 + at % 3)
        return Query(number, QueryClass.AND, Operator.ALL, *_sides(syllables))

    def _or(self, number: int, at: int) -> Query:
        terms = self._chance.sample(self._common, min(2 + at % 3, len(self._common)))
        typed = " OR ".join(self._statistics.typed[term] for term in terms)
        return Query(number, QueryClass.OR, Operator.ANY, tuple(terms), typed)

    def _phrase(self, number: int, at: int) -> Query:
        _document, syllables = self._stretch(2 + at % 3)
        terms, typed = _sides(syllables)
        return Query(number, QueryClass.PHRASE, Operator.PHRASE, terms, f'"{typed}"')

    def _prefix(self, number: int, at: int) -> Query:
        """Two or three letters: what a person has typed when completions are asked for."""
        long_enough = [term for term in self._middling if len(term) > 3 and term.isalpha()]
        prefix = self._chance.choice(long_enough)[: 2 + at % 2]
        return Query(number, QueryClass.PREFIX, Operator.PREFIX, (prefix,), prefix)

    def _filtered(self, number: int, at: int) -> Query:
        """By turns a value of each facet and a range of some years, of an article that has the terms."""
        document, syllables = self._scattered(1 + at % 2)
        terms, typed = _sides(syllables)
        which = [facet for facet in FACETS if document.facets[facet]]
        if at % 3 == 2 or not which:
            year = document.day // 10_000
            days = (year * 10_000 + 101, (year + at % 3) * 10_000 + 1231)
            return Query(number, QueryClass.FILTERED, Operator.ALL, terms, typed, days=days)
        facet = which[at % len(which)]
        chosen = (facet, self._chance.choice(document.facets[facet]))
        return Query(number, QueryClass.FILTERED, Operator.ALL, terms, typed, facet=chosen)

    def _sorted(self, number: int, at: int) -> Query:
        _document, syllables = self._scattered(1 + at % 2)
        return Query(number, QueryClass.SORTED, Operator.ALL, *_sides(syllables), newest=True)

    def _question(self, number: int, _at: int) -> Query:
        _document, syllables = self._stretch(_QUESTION_SYLLABLES)
        terms, typed = _sides(syllables)
        return Query(number, QueryClass.QUESTION, Operator.ANY, tuple(dict.fromkeys(terms)), typed)


def _sides(syllables: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], str]:
    """(folded terms, text as typed)."""
    return tuple(folded for folded, _typed in syllables), " ".join(typed for _folded, typed in syllables)
