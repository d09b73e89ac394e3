"""tantivy over every zone and family of the production chain, asked what our query tree asks.

Ways of a unit become alternatives, zones become boosts, words and pairs raise scores. What tantivy has no
query for is left out: shares by rarity, closeness of runs, strictness steps, nested demands. So its answers
are not ours; the work (fields, terms, facets) is comparable.
"""

import itertools
from collections.abc import Iterator
from typing import Any

from benchmarks.engines.corpus.analysed import JOINT
from benchmarks.engines.corpus.documents import Document, Schema
from benchmarks.engines.peers.base import Mode
from benchmarks.engines.peers.tantivy_core import TantivyCore
from benchmarks.engines.queries import Operator, Query
from indexer.analysis.analyzer import Family, Zone
from indexer.query.language import parse_query
from indexer.query.tree import Held, QueryTree, Term, Unit, Way, Without
from indexer.settings import IndexerSettings

_SETTINGS = IndexerSettings()


class TantivyChain(TantivyCore):
    """See `peers.base.Peer`."""

    schema = Schema.CHAIN

    def prepare(self, document: Document) -> dict[str, Any]:
        return {field: value for field, value in super().prepare(document).items() if value != ""}

    def accepts(self, query: Query, mode: Mode) -> bool:
        """The chain's language has no prefixes."""
        return query.operator is not Operator.PREFIX

    def _text_query(self, query: Query) -> Any:
        return self._tree(
            parse_query(
                query.typed, max_chars=_SETTINGS.query_max_chars, max_syllables=_SETTINGS.query_max_syllables
            )
        )

    def _tree(self, tree: QueryTree) -> Any:
        tantivy, ranking = self._tantivy, _SETTINGS.ranking
        occur = tantivy.Occur
        required = [unit for unit in tree.units if not unit.optional] or list(tree.units)
        units = [self._unit(unit) for unit in required]
        if len(required) > _SETTINGS.whole_query_units:
            least = max(1, round(_SETTINGS.match_share_least * len(required)))
            asked = tantivy.Query.boolean_query([(occur.Should, unit) for unit in units], least)
        else:
            asked = self._all(units) if units else tantivy.Query.all_query()
        raised = [self._boosted(self._zones(term), weight) for weight, term in _side_terms(tree, ranking)]
        favoured = [
            self._boosted(self._zones(term), ranking.accented)
            for unit in tree.units
            for term in unit.favoured
        ]
        clauses = [(occur.Must, asked), *((occur.Should, query) for query in [*raised, *favoured])]
        for demand in tree.demands:
            if isinstance(demand, Without) and isinstance(demand.part, Held):
                clauses.append((occur.MustNot, self._any([self._way(way) for way in demand.part.ways])))
        return tantivy.Query.boolean_query(clauses)

    def _unit(self, unit: Unit) -> Any:
        ways = [
            self._boosted(self._way(way), way.strength)
            for way in unit.ways
            if not way.loose or len(unit.ways) == 1
        ]
        return self._any(ways)

    def _way(self, way: Way) -> Any:
        if way.phrase and len(way.terms) > 1:
            words = [term.text for term in way.terms]
            schema, fields = self._index.schema, [f"{zone}_{Family.FOLDED}" for zone in Zone]
            return self._any([self._tantivy.Query.phrase_query(schema, field, words) for field in fields])
        return self._all([self._zones(term) for term in way.terms])

    def _zones(self, term: Term) -> Any:
        """The term in any zone, each at its weight."""
        weights = _SETTINGS.ranking.zones.model_dump()
        text = term.text.replace(" ", JOINT)
        return self._any(
            [self._boosted(self._in_field(f"{z}_{term.family}", text), weights[z]) for z in Zone]
        )

    def _in_field(self, field: str, text: str) -> Any:
        return self._tantivy.Query.term_query(self._index.schema, field, text, "freq")

    def _boosted(self, query: Any, weight: float) -> Any:
        return query if weight == 1.0 else self._tantivy.Query.boost_query(query, weight)


def _side_terms(tree: QueryTree, ranking: Any) -> Iterator[tuple[float, Term]]:
    """Neighbours as typed and words, as our scorer counts them."""
    for run in tree.runs:
        for first, second in itertools.pairwise(run):
            yield ranking.pairs, Term(Family.PAIR, f"{first} {second}")
    for word in tree.words:
        yield ranking.words, Term(Family.WORD, word)
