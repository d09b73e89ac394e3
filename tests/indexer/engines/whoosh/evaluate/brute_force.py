"""Answers by looking at every document in plain Python, from what Whoosh documents of its queries."""

import fnmatch
import math
import re
from collections.abc import Callable
from typing import Any

from whoosh import query as q
from whoosh.util.numeric import byte_to_length, length_to_byte

from tests.indexer.engines.whoosh.evaluate.corpora import Corpus, Document

B, K1 = 0.75, 1.2
SCORED = ("title", "body", "plain")


class BruteForce:
    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.documents = corpus.documents

    def search(self, query: Any) -> dict[int, float]:
        """Score of every live document that matches."""
        found = {row: self.score(query, self.documents[row]) for row in self.corpus.live}
        return {row: score for row, score in found.items() if score is not None}

    def score(self, query: Any, document: Document) -> float | None:
        """None when it does not match."""
        if query == q.NullQuery:
            return None
        for kind in type(query).__mro__:
            method: Callable[[Any, Document], float | None] | None = getattr(self, f"_{kind.__name__}", None)
            if method is not None:
                return method(query, document)
        raise NotImplementedError(type(query))

    def matches(self, query: Any, document: Document) -> bool:
        return self.score(query, document) is not None

    def _Term(self, query: Any, document: Document) -> float | None:  # noqa: N802
        score = self._bm25(query.fieldname, query.text, document)
        return None if score is None else score * query.boost

    def _bm25(self, field: str, text: str, document: Document) -> float | None:
        count = document.tokens(field).count(text)
        if not count:
            return None
        weight = float(count)
        if field not in SCORED:
            return weight
        having = sum(text in other.tokens(field) for other in self.documents)
        idf = math.log(len(self.documents) / (having + 1)) + 1
        average = sum(len(other.tokens(field)) for other in self.documents) / len(self.documents)
        length = byte_to_length(length_to_byte(len(document.tokens(field))))
        return idf * weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / average))

    def _scores(self, query: Any, document: Document) -> list[float]:
        found = (self.score(part, document) for part in query.subqueries)
        return [score for score in found if score is not None]

    def _And(self, query: Any, document: Document) -> float | None:  # noqa: N802
        scores = self._scores(query, document)
        whole = query.subqueries and len(scores) == len(query.subqueries)
        return sum(scores) * query.boost if whole else None

    def _Or(self, query: Any, document: Document) -> float | None:  # noqa: N802
        scores = self._scores(query, document)
        return sum(scores) * query.boost if scores else None

    def _DisjunctionMax(self, query: Any, document: Document) -> float | None:  # noqa: N802
        scores = self._scores(query, document)
        return max(scores) * query.boost if scores else None

    def _Not(self, query: Any, document: Document) -> float | None:  # noqa: N802
        return None if self.matches(query.query, document) else 1.0

    def _AndNot(self, query: Any, document: Document) -> float | None:  # noqa: N802
        return None if self.matches(query.b, document) else self.score(query.a, document)

    def _Require(self, query: Any, document: Document) -> float | None:  # noqa: N802
        return self.score(query.a, document) if self.matches(query.b, document) else None

    def _AndMaybe(self, query: Any, document: Document) -> float | None:  # noqa: N802
        score = self.score(query.a, document)
        return None if score is None else score + (self.score(query.b, document) or 0.0)

    def _Otherwise(self, query: Any, document: Document) -> float | None:  # noqa: N802
        return self.score(query.a if self.search(query.a) else query.b, document)

    def _ConstantScoreQuery(self, query: Any, document: Document) -> float | None:  # noqa: N802
        return query.score if self.matches(query.child, document) else None

    def _Every(self, query: Any, document: Document) -> float | None:  # noqa: N802
        return query.boost if query.fieldname is None or document.tokens(query.fieldname) else None

    def _Phrase(self, query: Any, document: Document) -> float | None:  # noqa: N802
        tokens = document.tokens(query.fieldname)
        ends = {at for at, token in enumerate(tokens) if token == query.words[0]}
        for word in query.words[1:]:
            places = [at for at, token in enumerate(tokens) if token == word]
            ends = {at for at in places if any(1 <= at - end <= query.slop for end in ends)}
        scores = [self._bm25(query.fieldname, word, document) for word in query.words]
        return sum(score or 0.0 for score in scores) * query.boost if ends else None

    def _MultiTerm(self, query: Any, document: Document) -> float | None:  # noqa: N802
        words = {word for word in document.tokens(query.fieldname) if stands_for(query, word)}
        if not words:
            return None
        if query.constantscore or is_everything(query):
            return query.boost
        return sum(self._bm25(query.fieldname, word, document) or 0.0 for word in words) * query.boost

    def _NumericRange(self, query: Any, document: Document) -> float | None:  # noqa: N802
        number = document.number
        if number is None:
            return None
        low, high = query.start, query.end
        above = low is None or number > low or (number == low and not query.startexcl)
        below = high is None or number < high or (number == high and not query.endexcl)
        return query.boost if above and below else None


def is_everything(query: Any) -> bool:
    """Whether Whoosh takes it for an `Every` of its field, which scores no words."""
    kinds = {q.Prefix: "", q.Wildcard: "*", q.Regex: ".*"}
    return type(query) in kinds and query.text == kinds[type(query)]


def stands_for(query: Any, word: str) -> bool:
    """Whether a query for many words means this one."""
    if isinstance(query, q.Prefix):
        return word.startswith(query.text)
    if isinstance(query, q.Wildcard):
        return fnmatch.fnmatchcase(word, query.text)
    if isinstance(query, q.Regex):
        return re.match(query.text, word) is not None
    if isinstance(query, q.FuzzyTerm):
        shares = word.startswith(query.text[: query.prefixlength])
        return shares and edits(word, query.text) <= query.maxdist
    if isinstance(query, q.TermRange):
        text, start, end = word.encode(), query.start, query.end
        low = start is None or text > start.encode() or (text == start.encode() and not query.startexcl)
        return low and (end is None or text < end.encode() or (text == end.encode() and not query.endexcl))
    raise NotImplementedError(type(query))


def edits(one: str, other: str) -> int:
    """Characters put in, left out or changed to make one of the other."""
    row = list(range(len(other) + 1))
    for at, character in enumerate(one, start=1):
        above, row = row, [at]
        for place, wanted in enumerate(other, start=1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (character != wanted)))
    return row[-1]
