"""One committed state of an index, and the answers to searches over it.

Puts matching, scoring, facets and stored hits together.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import IndexDamaged
from indexer.dates import UNDATED
from indexer.engines.base import CitedDocument, EngineReader, Found, RankedArticle, Search
from indexer.engines.stored import StoredFile, StoredHit, files_from_json, passages_from_json
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.chain.demands import Demands
from indexer.engines.whoosh.chain.explaining import explain
from indexer.engines.whoosh.chain.folding import Clusters, Entry
from indexer.engines.whoosh.chain.likeness import most_like
from indexer.engines.whoosh.chain.matching import Matcher, UnitMatch
from indexer.engines.whoosh.chain.presence import DOCUMENTS, Presence
from indexer.engines.whoosh.chain.scoring import Best, Scorer
from indexer.engines.whoosh.chain.weighing import UNIT, Weigher
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.evaluate.facets import FacetCounter
from indexer.engines.whoosh.evaluate.topk import TieOrder
from indexer.engines.whoosh.manifest import latest_generation
from indexer.engines.whoosh.reading.docsets import DocSet, Rows, intersection
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.storage.sealed import damage
from indexer.engines.whoosh.vocabulary import Vocabulary
from indexer.facets import COLUMN_VALUES, FACET_VALUES
from indexer.query.tree import QueryTree, Term, Unit
from indexer.query.values import Labels
from indexer.settings import IndexerSettings
from indexer.types import Explanation, Sort

_OWN_SHOWN = 5
"""Articles that are one document: it may be posted by several portals."""
_WARMED = 2000
"""Terms and units worked out anew for a new state: some seconds of a core, of which `indexer.opened` allows a
tenth. With 300 the p95 of 20 clients was three times as long while an index changed; with these it is not."""


def open_reader(directory: Path, settings: IndexerSettings) -> "WhooshReader":
    """The last committed state. Raises NeedsRebuild (other version), IndexDamaged (all else)."""
    changed_ns = _changed_ns(directory)
    snapshot = Snapshot.open(directory, cache_bytes=settings.cache_mb << 20)
    return WhooshReader(directory, snapshot, settings, changed_ns)


class WhooshReader:
    """See `engines.base.EngineReader`."""

    def __init__(
        self, directory: Path, snapshot: Snapshot, settings: IndexerSettings, changed_ns: int = 0
    ) -> None:
        self._directory = directory
        self._snapshot = snapshot
        self._settings = settings
        self._seen_ns = changed_ns
        self._weigher = Weigher(snapshot, settings.ranking)
        columns = {name: schema.facet_field(name) for name in (*FACET_VALUES, *COLUMN_VALUES)}
        self._facets = FacetCounter(snapshot, columns)
        self._labels: dict[str, Labels] = {}
        self._order = TieOrder(snapshot, sort_key=schema.SORT_KEY, id_column=schema.ID)
        self._vocabulary = Vocabulary(snapshot)

    @cached_property
    def _clusters(self) -> Clusters:
        return Clusters(self._snapshot, self._order, column=schema.CLUSTER, id_column=schema.ID)

    @property
    def sequence(self) -> int:
        return self._snapshot.sequence

    @property
    def article_count(self) -> int:
        return self._snapshot.live_count

    def is_current(self) -> bool:
        """Looks for a later commit only when anything in the directory has changed."""
        changed_ns = _changed_ns(self._directory)
        if changed_ns == self._seen_ns:
            return True
        latest = latest_generation(self._directory)
        if latest == self._snapshot.generation:
            self._seen_ns = changed_ns
        return latest == self._snapshot.generation

    def warm(self, before: EngineReader) -> None:
        """Facets and spelling first, then what the cache of `before` gave last."""
        self.search(Search(limit=0, fold=True))
        self._vocabulary.syllable_count("")
        if not isinstance(before, WhooshReader):
            return
        presence = Presence(self._snapshot, Budget())
        for kind, *parts in before._used_last():
            if kind == DOCUMENTS:
                family, text, zone = parts
                presence.having(Term(family, text), zone)
            elif kind == UNIT:
                self._weigher.unit_steps(presence, Unit(0, 0, *parts))

    def _used_last(self) -> list[tuple[Any, ...]]:
        """Keys of the cache for terms and units, the last first."""
        keys = (key for key in reversed(self._snapshot.cache.keys()) if isinstance(key, tuple))
        return list(itertools.islice((key for key in keys if key[0] in (DOCUMENTS, UNIT)), _WARMED))

    def close(self) -> None:
        self._snapshot.close()

    def syllable_count(self, folded: str) -> int:
        return self._vocabulary.syllable_count(folded)

    def pair_count(self, first: str, second: str) -> int:
        return self._vocabulary.pair_count(first, second)

    def syllables_beginning(self, folded: str) -> Sequence[str]:
        return self._vocabulary.syllables_beginning(folded)

    def facet_label(self, facet: str, slug: str) -> str | None:
        return self._facets.facet(facet).label_of(slug)

    def search(self, search: Search) -> Found:
        matched = self._match(search)
        return Found(
            total=len(matched.hits),
            hits=tuple(self._page(search, matched)),
            facets=self._facets.count(
                matched.in_range,
                matched.chosen,
                tuple(FACET_VALUES) if search.counted is None else search.counted,
            ),
            listed=self._clusters.entries(matched.hits) if search.fold else len(matched.hits),
        )

    def _page(self, search: Search, matched: "_Matched") -> Iterable[RankedArticle]:
        order = partial(self._best, search, matched)
        start, stop = search.offset, search.offset + search.limit
        if not search.fold:
            yield from self._ranked(order(stop), start, stop)
            return
        by_score = matched.scorer is not None
        entries = list(self._clusters.page(order, matched.hits, start, stop, by_score=by_score))
        for entry, ranked in zip(entries, self._ranked(_best_of(entries), 0, len(entries)), strict=True):
            if entry.repost_count:
                others = Best(entry.reposts, np.full(len(entry.reposts), entry.score, dtype=np.float32))
                reposts = tuple(self._ranked(others, 0, len(entry.reposts)))
                ranked = replace(ranked, reposts=reposts, repost_count=entry.repost_count)  # noqa: PLW2901
            yield ranked

    def _best(self, search: Search, matched: "_Matched", count: int) -> Best:
        """The `count` best hits in order."""
        if matched.scorer is not None:
            return matched.scorer.order(search.tree, matched.units, matched.hits, count)
        return self._by_time(matched.hits, count, oldest=search.sort is Sort.OLDEST)

    def explain(self, search: Search) -> Sequence[Explanation]:
        matched = self._match(search)
        if matched.scorer is None:
            return ()
        start, stop = search.offset, search.offset + search.limit
        if search.fold:
            order = partial(self._best, search, matched)
            page = self._clusters.places(order, start, stop)
        else:
            best = self._best(search, matched, stop)
            page = Best(best.rows[start:], best.scores[start:])
        in_window = self._settings.ranking.phrase_window_hits - search.offset
        return explain(matched.scorer, search.tree, matched.units, page, in_window)

    def _match(self, search: Search) -> "_Matched":
        settings = self._settings
        budget = Budget(settings.query_deadline_seconds, settings.query_max_postings)
        presence = Presence(self._snapshot, budget)
        demands = Demands(presence, self._selection, self._published)
        matcher = Matcher(presence, demands, settings)
        by_relevance = search.sort is Sort.RELEVANCE and bool(search.tree.units)
        units: list[UnitMatch] = []
        for unit in search.tree.units:
            units.append(matcher.match_unit(unit))
            if by_relevance:  # weighed while its postings are at hand, not decoded again later
                self._weigher.unit_steps(presence, unit)
        in_range = self._in_days(matcher.match(search.tree, units), search)
        if search.cites is not None:
            in_range = in_range & self._snapshot.documents(
                schema.CITES, search.cites.encode("utf-8", "surrogatepass")
            )
        chosen = {
            facet: self._facets.selection(facet, slugs) for facet, slugs in search.filters.items() if slugs
        }
        scorer = None
        if by_relevance:
            wished = self._wished(search.tree, demands)
            scorer = Scorer(presence, self._weigher, self._order, settings.ranking, wished)
        return _Matched(units, in_range, chosen, intersection([in_range, *chosen.values()]), scorer)

    def _wished(self, tree: QueryTree, demands: Demands) -> DocSet | None:
        """What was published on the days that the query speaks of."""
        asked = tree.wished is not None and self._settings.ranking.dated
        return demands.met(tree.wished) if tree.wished is not None and asked else None

    def similar(self, article_id: str, terms: Mapping[Term, int], limit: int) -> Sequence[RankedArticle]:
        own = self._snapshot.postings(schema.ID, article_id.encode("utf-8", "surrogatepass")).rows
        best = most_like(Presence(self._snapshot, Budget()), terms, own, self._order, limit)
        return tuple(self._ranked(best, 0, limit))

    def documents(self, number_key: str) -> Sequence[CitedDocument]:
        keys = {key for field in (schema.CITES, schema.ISSUES) for key in self._beginning(field, number_key)}
        found = [self._cited(key) for key in sorted(keys)]
        return sorted((one for one in found if one.citing or one.own), key=lambda one: -one.citing)

    def _beginning(self, field: str, prefix: str) -> list[bytes]:
        return self._snapshot.texts_of(field, self._snapshot.prefix(field, prefix.encode()))

    def _cited(self, key: bytes) -> CitedDocument:
        live = self._snapshot.live
        own = live & self._snapshot.documents(schema.ISSUES, key)
        citing = live & self._snapshot.documents(schema.CITES, key)
        newest = self._by_time(citing, 1, oldest=False)
        first = self._by_time(own, _OWN_SHOWN, oldest=True)
        return CitedDocument(
            key=key.decode(),
            citing=len(citing),
            newest=tuple(self._ranked(newest, 0, 1)),
            own=tuple(self._ranked(first, 0, _OWN_SHOWN)),
        )

    def labels(self, facet: str) -> Labels:
        found = self._labels.get(facet)
        return found or self._labels.setdefault(facet, Labels(self._facets.facet(facet).values))

    def _selection(self, facet: str, slugs: frozenset[str]) -> DocSet:
        return self._facets.selection(facet, slugs)

    def _in_days(self, matched: DocSet, search: Search) -> DocSet:
        first, last = search.first_day, search.last_day
        return matched if first is None and last is None else matched & self._published(first, last)

    def _published(self, first: int | None, last: int | None) -> DocSet:
        """All live ones without bounds; else perhaps dead ones too, kept."""
        if first is None and last is None:
            return self._snapshot.live
        return self._snapshot.cache.get(("days", first, last), partial(self._days, first, last))

    def _days(self, first: int | None, last: int | None) -> DocSet:
        """Dated so that any day on which the article may have been published lies in the range."""
        if first is not None and last is not None and first > last:
            return DocSet.none(self._snapshot.size)
        first_days = self._snapshot.numbers(schema.FIRST_DAY)
        mask = first_days != UNDATED
        if first is not None:
            mask &= self._snapshot.numbers(schema.LAST_DAY) >= first
        if last is not None:
            mask &= first_days <= last
        return DocSet.from_mask(mask)

    def _by_time(self, hits: DocSet, count: int, *, oldest: bool) -> Best:
        """Undated articles come last in both orders of time."""
        rows = self._oldest(hits.rows, count) if oldest else self._order.first(hits.rows, count)
        return Best(rows, np.zeros(len(rows), dtype=np.float32))

    def _oldest(self, rows: Rows, count: int) -> Rows:
        times = self._snapshot.numbers(schema.SORT_KEY).take(rows).astype(np.int64)
        times[times == UNDATED] = np.iinfo(np.int64).max
        if count <= 0 or not len(rows):
            return rows[:0]
        last = np.partition(times, min(count, len(times)) - 1)[min(count, len(times)) - 1]
        earlier = self._order.arrange(np.compress(times < last, rows))
        by_time = np.argsort(self._snapshot.numbers(schema.SORT_KEY).take(earlier), kind="stable")
        tied = self._order.first(np.compress(times == last, rows), count - len(earlier))
        return np.concatenate([earlier.take(by_time), tied])

    def _ranked(self, best: Best, offset: int, end: int) -> Iterable[RankedArticle]:
        rows = best.rows[offset:end]
        ids = self._snapshot.texts(schema.ID).take(rows)
        scores = best.scores[offset:end].tolist()
        for row, article_id, score in zip(rows.tolist(), ids, scores, strict=True):
            yield RankedArticle(
                article_id.decode("ascii", "replace"),
                score,
                partial(self._hit, row),
                partial(self._passages, row),
                partial(self._files, row),
            )

    def _hit(self, row: int) -> StoredHit:
        return StoredHit.from_json(self._stored(schema.HIT, row))

    def _passages(self, row: int) -> tuple[str, ...]:
        return passages_from_json(self._stored(schema.PASSAGES, row))

    def _files(self, row: int) -> tuple[StoredFile, ...]:
        record = self._snapshot.stored(schema.FILES, row)
        return files_from_json(record) if record else ()

    def _stored(self, field: str, row: int) -> bytes:
        record = self._snapshot.stored(field, row)
        if record is None:
            raise damage(self._directory, f"document {row} has no {field}")
        return record


def _best_of(entries: Sequence[Entry]) -> Best:
    rows = np.array([entry.row for entry in entries], dtype=np.int32)
    return Best(rows, np.array([entry.score for entry in entries], dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Matched:
    """What a search found before it is ordered; `scorer` None: by time."""

    units: Sequence[UnitMatch]
    in_range: DocSet
    chosen: Mapping[str, DocSet]
    hits: DocSet
    scorer: Scorer | None


def _changed_ns(directory: Path) -> int:
    try:
        return directory.stat().st_mtime_ns
    except OSError as error:
        raise IndexDamaged(f"{directory} cannot be read ({error.strerror})") from error
