"""Floors rise, and fall only for a reason that is written down."""

from pathlib import Path

import pytest

from benchmarks.quality.floors import Floors, read_floors, shortfalls, with_measured, write_floors
from corpus.errors import BadConfig

PINNED = with_measured(Floors(), "own", "d1", {"a": 0.91234, "b": 0.5}, None)


def floors_of(floors: Floors) -> dict[str, float]:
    found = floors.of("d1")
    assert found is not None
    return found.floors


def test_what_lies_below_or_was_not_measured_is_named() -> None:
    assert shortfalls(PINNED, "d1", {"a": 0.9123, "b": 0.6}) == []
    assert shortfalls(PINNED, "d1", {"a": 0.91}) == [
        "a: 0.9100, floor 0.9123",
        "b: not measured, floor 0.5000",
    ]
    assert shortfalls(PINNED, "other data", {}) == []


def test_an_update_raises_floors() -> None:
    assert floors_of(with_measured(PINNED, "own", "d1", {"a": 0.95, "b": 0.5, "c": 0.1}, None)) == {
        "a": 0.95,
        "b": 0.5,
        "c": 0.1,
    }


def test_a_floor_does_not_fall_without_a_reason() -> None:
    with pytest.raises(BadConfig, match=r"a: 0\.9000, floor 0\.9123"):
        with_measured(PINNED, "own", "d1", {"a": 0.9, "b": 0.6}, None)


def test_a_reason_is_kept_beside_the_lower_floor() -> None:
    lower = with_measured(PINNED, "own", "d1", {"a": 0.9, "b": 0.6}, "names weigh more now")
    assert floors_of(lower) == {"a": 0.9, "b": 0.6}
    (fallen,) = lower.sets[0].lowered
    assert (fallen.measure, fallen.before, fallen.after, fallen.why) == (
        "a",
        0.9123,
        0.9,
        "names weigh more now",
    )


def test_floors_are_kept_as_they_are(tmp_path: Path) -> None:
    write_floors(PINNED, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json") == PINNED
    assert read_floors(tmp_path / "absent.json") == Floors()
    (tmp_path / "floors.json").write_text("[")
    with pytest.raises(BadConfig, match="no file of floors"):
        read_floors(tmp_path / "floors.json")
