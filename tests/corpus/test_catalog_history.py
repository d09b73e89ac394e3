"""The history of crawling: days add up, and are kept apart by portal."""

from pathlib import Path

from corpus.catalog import Catalog
from corpus.crawl_history import DayCounts, PortalDay


def test_runs_of_a_day_add_up(tmp_path: Path) -> None:
    with Catalog.open(f"sqlite:///{tmp_path / 'c.sqlite'}") as catalog:
        history = catalog.history
        for fields in ({"lead": 1}, {"lead": 2, "author": 1}):
            counts = DayCounts(pages=3, read=2, fields=fields)
            history.add([PortalDay(portal="a", day="2026-11-22", counts=counts)])
        history.add([PortalDay(portal="b", day="2026-11-20", counts=DayCounts(pages=1))])
        days = history.since("2026-11-01")
        assert days["a"][0].counts == DayCounts(pages=6, read=4, fields={"lead": 3, "author": 1})
        assert history.first_days() == {"a": "2026-11-22", "b": "2026-11-20"}
        history.forget_before("2026-11-21")
        assert list(history.since("2026-11-01")) == ["a"]
