"""Articles like a given one: see `indexer.ranking.likeness`."""

from collections.abc import Mapping

import numpy as np

from indexer.analysis.analyzer import Zone
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.chain.scoring import Best
from indexer.engines.whoosh.evaluate.topk import TieOrder, top_rows
from indexer.engines.whoosh.reading.docsets import Rows
from indexer.engines.whoosh.schema import term_field
from indexer.query.tree import Term
from indexer.ranking.likeness import least_steps, telling

_EXAMINED = 1000
"""Of an article's terms so many are looked up, those that stand in it most often first."""


def most_like(presence: Presence, counts: Mapping[Term, int], own: Rows, order: TieOrder, limit: int) -> Best:
    """The `limit` live documents that have most of what tells the article of these `counts` from others.

    `own`: the article's row, when it is there. Scores are in 0..1.
    """
    snapshot = presence.snapshot
    examined = sorted(counts, key=lambda term: (-counts[term], term.family, term.text))[:_EXAMINED]
    having = {term: _document_frequency(presence, term) for term in examined}
    weights = telling({term: counts[term] for term in examined}, having, snapshot.live_count)
    steps = np.zeros(snapshot.size, dtype=np.int32)
    for term, weight in weights.items():
        steps[presence.find(term).rows] += weight
    steps[own] = 0
    rows = np.flatnonzero(steps >= least_steps(weights)).astype(np.int32)
    shares = (steps.take(rows) / max(sum(weights.values()), 1)).astype(np.float32)
    return Best(*top_rows(rows, shares, limit, order)) if limit > 0 else Best(rows[:0], shares[:0])


def _document_frequency(presence: Presence, term: Term) -> int:
    """Roughly: a document counts once for each zone, a dead one too."""
    text = term.text.encode("utf-8", "surrogatepass")
    snapshot = presence.snapshot
    found = sum(snapshot.document_frequency(term_field(zone, term.family), text) for zone in Zone)
    return min(found, snapshot.live_count)
