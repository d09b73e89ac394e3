"""Signal: how much of the query stands in the title. Titles of portals say agency, event and year."""

from indexer.ranking.bm25f import Floats


def title_factor(share_in_title: Floats, weight: float) -> Floats:
    """1 + weight when the whole query is there."""
    return 1.0 + weight * share_in_title
