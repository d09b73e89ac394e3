"""The report of alarms: of each portal the latest, and a damaged file is no obstacle to the next report."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.alarms import Alarm, save_alarms, saved_alarms
from corpus.sealed import SealBroken

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def alarm(portal: str) -> Alarm:
    return Alarm(portal=portal, kind="silent", text="nothing new", value=9, usual=1)


def test_a_run_over_some_portals_leaves_the_alarms_of_others(tmp_path: Path) -> None:
    assert saved_alarms(tmp_path) is None
    save_alarms(tmp_path, {"an-phu", "vinh-an"}, [alarm("an-phu"), alarm("vinh-an")], NOON)
    save_alarms(tmp_path, {"vinh-an"}, [], NOON + timedelta(days=1))
    report = saved_alarms(tmp_path)
    assert report is not None
    assert report.alarms == (alarm("an-phu"),)
    assert report.at == NOON + timedelta(days=1)


def test_a_damaged_report_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "alarms.json").write_text("{}")
    with pytest.raises(SealBroken, match="remove it"):
        saved_alarms(tmp_path)
    save_alarms(tmp_path, {"vinh-an"}, [alarm("vinh-an")], NOON)
    report = saved_alarms(tmp_path)
    assert report is not None
    assert report.alarms == (alarm("vinh-an"),)
