"""One committed state of a Whoosh index, and the answers to searches over it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from indexer.analysis.analyzer import Family
from indexer.dates import UNDATED
from indexer.engines.base import FacetValue, Found, RankedArticle, Search
from indexer.engines.whoosh.columns import Columns, Integers, Mask, read_columns
from indexer.engines.whoosh.files import check_sums, latest_generation, naming_damage, read_state
from indexer.engines.whoosh.matching import Matcher, Strengths
from indexer.engines.whoosh.postings import PostingReader
from indexer.engines.whoosh.scoring import Scorer
from indexer.settings import IndexerSettings
from indexer.types import Sort


class WhooshReader:
    """See `engines.base.EngineReader`."""

    def __init__(self, directory: Path, settings: IndexerSettings) -> None:
        from whoosh import index

        self._directory = directory
        self._seen_ns = directory.stat().st_mtime_ns
        with naming_damage(directory):
            opened = index.open_dir(str(directory))
            self._generation = int(opened.latest_generation())
        self._sequence = read_state(directory, self._generation).sequence
        check_sums(directory, self._generation)
        with naming_damage(directory):
            reader: Any = opened.reader()
            self._columns: Columns = read_columns(reader)
            self._postings = PostingReader(reader, directory, settings.term_cache_entries)
        self._matcher = Matcher(self._postings, self._columns, settings)
        self._scorer = Scorer(self._postings, self._columns, self._matcher, settings.ranking)

    @property
    def sequence(self) -> int:
        return self._sequence

    @property
    def article_count(self) -> int:
        return int(self._columns.live.sum())

    def is_current(self) -> bool:
        """Looks at the table of contents only when anything in the directory has changed."""
        changed_ns = self._directory.stat().st_mtime_ns
        if changed_ns == self._seen_ns:
            return True
        latest = latest_generation(self._directory)
        if latest == self._generation:
            self._seen_ns = changed_ns
        return latest == self._generation

    def close(self) -> None:
        self._postings.close()

    def syllable_count(self, folded: str) -> int:
        return self._postings.count(Family.FOLDED, folded)

    def pair_count(self, first: str, second: str) -> int:
        return self._postings.count(Family.PAIR, f"{first} {second}")

    def facet_label(self, facet: str, slug: str) -> str | None:
        values = self._columns.facets[facet].values
        return next((value.label for value in values if value.slug == slug), None)

    def search(self, search: Search) -> Found:
        matching = self._matcher.match(search.tree)
        chosen = {
            facet: self._columns.facets[facet].having(slugs, self._columns.size)
            for facet, slugs in search.filters.items()
            if slugs
        }
        in_range = matching.mask & self._in_days(search.first_day, search.last_day)
        mask = _all_of(in_range, chosen)
        by_relevance = search.sort is Sort.RELEVANCE and bool(search.tree.units)
        scores = self._scorer.score(search.tree, matching) if by_relevance else None
        rows = self._ordered(np.flatnonzero(mask), search.sort, scores)
        return Found(
            total=len(rows),
            hits=tuple(
                self._hit(int(row), scores) for row in rows[search.offset : search.offset + search.limit]
            ),
            facets=self._count_facets(in_range, chosen),
        )

    def _in_days(self, first: int | None, last: int | None) -> Mask:
        columns = self._columns
        if first is not None and last is not None and first > last:
            return np.zeros(columns.size, dtype=np.bool_)
        mask = np.ones(columns.size, dtype=np.bool_)
        if first is not None:
            mask &= columns.last_day >= first
        if last is not None:
            mask &= (columns.first_day <= last) & (columns.first_day != UNDATED)
        return mask

    def _ordered(self, rows: Integers, sort: Sort, scores: Strengths | None) -> Integers:
        """`rows` best first. Undated articles come last in both orders of time."""
        columns = self._columns
        ids, times = columns.id_order[rows], columns.sort_key[rows]
        if scores is not None:
            return rows[np.lexsort((ids, -scores[rows]))]
        by_time = times if sort is Sort.OLDEST else -times
        return rows[np.lexsort((ids, by_time, times == UNDATED))]

    def _hit(self, row: int, scores: Strengths | None) -> RankedArticle:
        score = 0.0 if scores is None else float(scores[row])
        return RankedArticle(self._columns.ids[row], score, self._postings.stored_article(row))

    def _count_facets(self, in_range: Mask, chosen: Mapping[str, Mask]) -> dict[str, dict[FacetValue, int]]:
        """Each facet is counted without its own selection."""
        counts: dict[str, dict[FacetValue, int]] = {}
        for facet, column in self._columns.facets.items():
            others = {name: mask for name, mask in chosen.items() if name != facet}
            counts[facet] = column.count(_all_of(in_range, others))
        return counts


def _all_of(mask: Mask, others: Mapping[str, Mask]) -> Mask:
    for other in others.values():
        mask = mask & other
    return mask
