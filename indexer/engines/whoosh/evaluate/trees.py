"""Turns a Whoosh query into clauses over a snapshot.

Hits and scores are Whoosh's own but where Whoosh is at fault: `DIFFERENCES` says where, and tests show it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from whoosh import query as q

from corpus.errors import BadQuery
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.evaluate.clauses import (
    AllOf,
    AnyOf,
    BestOf,
    Clause,
    Constant,
    Listed,
    Narrowed,
    Unread,
    WithExtra,
)
from indexer.engines.whoosh.evaluate.expansion import Expander, is_everything
from indexer.engines.whoosh.evaluate.phrases import PhraseFinder
from indexer.engines.whoosh.evaluate.terms import TermScorer
from indexer.engines.whoosh.reading.docsets import DocSet, intersection
from indexer.engines.whoosh.reading.snapshot import Snapshot

DIFFERENCES: Final = {
    "constant-score": "Prefixes, patterns, ranges and misspellings with `constantscore` score their boost."
    " Whoosh scores them by BM25F in segments with one or two of the words or more than 5,000 documents.",
    "require": "`Require` demands its second clause. Whoosh 2.7.4 excludes it.",
    "and-not": "`AndNot` excludes the first match too. Whoosh looks at its second clause only from the second"
    " match of a segment on, unless both begin with the same document.",
    "not-deleted": "`Not` never matches deleted documents. Whoosh's may, after the last excluded one.",
    "best-of": "`DisjunctionMax` scores a document by its own clauses. Whoosh takes the larger score of"
    " wherever its two matchers stand, also when one stands at a later document.",
    "and-maybe": "`AndMaybe` adds its second score also inside `And`. Whoosh loses it where a matcher is"
    " skipped to between the two.",
    "lone-boost": "The boost of an `And` or `Or` counts also around a single clause.",
    "zero-score": "A `ConstantScoreQuery` of 0 scores 0, not 1.",
    "otherwise": "`Otherwise` takes its second clause when the first matches nothing at all. Whoosh decides"
    " for each segment.",
}
"""Where results differ from Whoosh's on purpose."""

Handler = Callable[[Any, float, DocSet | None], Clause]


class TreeReader:
    """Evaluates the queries of one search over one snapshot. `schema` is Whoosh's."""

    def __init__(self, snapshot: Snapshot, schema: Any, budget: Budget) -> None:
        self._snapshot = snapshot
        self._schema = schema
        self._budget = budget
        self._scorer = TermScorer(snapshot, schema)
        self._expander = Expander(snapshot, schema, budget)
        self._nothing = Constant(DocSet.none(snapshot.size), 0.0)
        self._handlers: dict[type, Handler] = {
            q.Term: self._term,
            q.And: self._and,
            q.Or: self._or,
            q.DisjunctionMax: self._best,
            q.Not: self._not,
            q.AndNot: self._and_not,
            q.AndMaybe: self._and_maybe,
            q.Require: self._require,
            q.Otherwise: self._otherwise,
            q.Phrase: self._phrase,
            q.MultiTerm: self._expansion,
            q.NumericRange: self._numbers,
            q.Every: self._every,
            q.ConstantScoreQuery: self._constant,
            type(q.NullQuery): self._null,
        }

    def read(self, query: Any, boost: float = 1.0, within: DocSet | None = None) -> Clause:
        """The query's matches; those outside `within` may be left out. Raises BadQuery, QueryTooCostly."""
        for kind in type(query).__mro__:
            if kind in self._handlers:
                return self._handlers[kind](query, boost, within)
        raise BadQuery(f"query-unsupported: {type(query).__name__} is not evaluated here")

    def _docs(self, query: Any, within: DocSet | None) -> DocSet:
        """The query's matches where nobody asks for scores: of a term only the set is kept."""
        if type(query) is not q.Term:
            return self.read(query, 1.0, within).docs
        term = self._bytes(query.fieldname, query.text)
        if term is None:
            return self._nothing.docs
        found = self._snapshot.documents(query.fieldname, term)
        self._budget.spend(len(found))
        return found

    def _null(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        return self._nothing

    def _every(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        boost *= query.boost
        if query.fieldname is None:
            return Constant(self._snapshot.live, boost)
        return Constant(self._expander.having(query.fieldname), boost)

    def _term(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        term = self._bytes(query.fieldname, query.text)
        if term is None:
            return self._nothing
        listed = self._scorer.term(query.fieldname, term)
        self._budget.spend(listed.cost)
        return Listed(listed, boost * query.boost)

    def _unread(self, field: str, term: bytes, boost: float) -> Clause:
        docs = self._snapshot.documents(field, term)
        self._budget.spend(len(docs))
        return Unread(docs, partial(self._scorer.among, field, term, docs), boost)

    def _bytes(self, field: str, text: Any) -> bytes | None:
        """The indexed form; None where the field has no such thing."""
        if field not in self._schema:
            return None
        try:
            term: bytes = self._schema[field].to_bytes(text)
        except ValueError:
            return None
        return term

    def _and(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        """Clauses with positions to read come last, and read only where all others match."""
        boost *= query.boost
        clauses: list[Clause] = []
        for clause in sorted(query.subqueries, key=_is_dear):
            if clauses and _is_dear(clause):
                narrow = [found.docs for found in clauses]
                within = intersection(narrow if within is None else [*narrow, within])
            clauses.append(self.read(clause, boost, within))
        return self._combined(AllOf, clauses)

    def _or(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        if query.scale:
            raise BadQuery("query-unsupported: Or with a coordination bonus (scale) is not evaluated here")
        boost *= query.boost
        words, others = _same_words(query.subqueries)
        clauses = [self._joined(word, boost) for word in words]
        clauses += [self.read(clause, boost, within) for clause in others]
        return self._combined(AnyOf, clauses)

    def _joined(self, terms: Sequence[Any], boost: float) -> Clause:
        """One word in several fields, as one list."""
        found = [(term.fieldname, self._bytes(term.fieldname, term.text), term.boost) for term in terms]
        keys = [(field, text, own) for field, text, own in found if text is not None]
        listed = self._scorer.joined(keys)
        self._budget.spend(listed.cost)
        return Listed(listed, boost)

    def _combined(self, kind: "type[AllOf] | type[AnyOf]", clauses: Sequence[Clause]) -> Clause:
        if len(clauses) < 2:
            return clauses[0] if clauses else self._nothing
        return kind(tuple(clauses))

    def _best(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        clauses = tuple(self.read(clause, 1.0, within) for clause in query.subqueries)
        return BestOf(clauses, boost * query.boost) if clauses else self._nothing

    def _not(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        """Scores 1 everywhere, as in Whoosh: added to all hits alike it moves none of them."""
        base = self._snapshot.live if within is None else within
        return Constant(base - self._docs(query.query, within), boost)

    def _and_not(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        found = self.read(query.a, boost, within)
        return Narrowed(found, found.docs - self._docs(query.b, found.docs))

    def _require(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        found = self.read(query.a, boost, within)
        return Narrowed(found, found.docs & self._docs(query.b, found.docs))

    def _and_maybe(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        found = self.read(query.a, boost, within)
        return WithExtra(found, self.read(query.b, boost, found.docs))

    def _otherwise(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        found = self.read(query.a, boost)
        return found if len(found.docs) else self.read(query.b, boost, within)

    def _constant(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        return Constant(self._docs(query.child, within), boost * query.score)

    def _phrase(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        words = [self._bytes(query.fieldname, word) for word in query.words]
        known = [word for word in words if word is not None]
        if not words or len(known) < len(words):
            return self._nothing
        if len(words) > 1 and not self._schema[query.fieldname].format.supports("positions"):
            raise BadQuery(f"query-unsupported: field {query.fieldname!r} has no positions for phrases")
        terms = [self._unread(query.fieldname, word, boost * query.boost) for word in known]
        both = self._combined(AllOf, terms)
        candidates = both.docs if within is None else both.docs & within
        finder = PhraseFinder(self._snapshot, query.fieldname, self._budget)
        return Narrowed(both, finder.find(known, query.slop, candidates))

    def _expansion(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        boost *= query.boost
        if query.fieldname not in self._schema:
            return self._nothing
        if query.constantscore or is_everything(query):
            return Constant(self._expander.documents(query), boost)
        terms = [q.Term(query.fieldname, term) for term in self._expander.terms(query)]
        return self._combined(AnyOf, [self._term(term, boost, within) for term in terms])

    def _numbers(self, query: Any, boost: float, within: DocSet | None) -> Clause:
        """All hits of a range of numbers score its boost."""
        if query.fieldname not in self._schema:
            return self._nothing
        return Constant(self._expander.numbers(query, self.read), boost * query.boost)


def _same_words(clauses: Sequence[Any]) -> tuple[list[list[Any]], list[Any]]:
    """Terms with one text in several fields, by text, and all other clauses."""
    by_text: dict[Any, list[Any]] = {}
    for clause in clauses:
        if type(clause) is q.Term and clause.boost > 0:
            by_text.setdefault(clause.text, []).append(clause)
    words = [same for same in by_text.values() if 1 < len(same) == len({term.fieldname for term in same})]
    joined = {id(term) for same in words for term in same}
    return words, [clause for clause in clauses if id(clause) not in joined]


def _is_dear(query: Any) -> bool:
    """Whether positions may have to be read."""
    if isinstance(query, q.Phrase):
        return True
    parts = [query.query] if isinstance(query, q.Not) else query.children()
    return any(_is_dear(part) for part in parts)
