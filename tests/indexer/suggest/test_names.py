"""What articles name, as completions."""

from pathlib import Path

from indexer.suggest.counting.names import NameTally
from indexer.suggest.types import CompletionKind
from tests.indexer.suggest.conftest import article


def _day(value: str) -> dict[str, str]:
    return {"value": value, "precision": "day" if len(value) == 10 else "year", "source": "markup"}


def test_a_meeting_is_named_by_what_was_held_by_whom_and_when(tmp_path: Path) -> None:
    held = [_day("2022-07-08"), _day("2022-07-09"), _day("2022")]
    told = {"event_type": "giao ban", "host": "UBND huyện An Minh", "held": held}
    tally = NameTally(tmp_path)
    tally.add(article(1, "Họp tháng bảy", meeting=told))
    meetings = [one.text for run in tally.runs() for one in run if one.kind is CompletionKind.MEETING]
    assert meetings == ["giao ban UBND huyện An Minh tháng 7/2022"]
