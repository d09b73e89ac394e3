"""Dates of meetings are read from the index once for each of its states."""

from dataclasses import dataclass, field

import pytest

from corpus.article import PartialDate
from indexer import Hit
from search_web.meetings import held_dates
from search_web.meetings.choice import read_month
from search_web.meetings.held_dates import HeldDates, Told
from search_web.pages.follow import Month


def date(value: str) -> PartialDate:
    return PartialDate(value=value, precision={4: "year", 7: "month", 10: "day"}[len(value)], source="text")


@dataclass
class OneScan:
    """As much of a scan as dates are read from."""

    version: str
    ids: tuple[str, ...]
    asked: list[int] = field(default_factory=list)

    def read(self, place: int) -> Hit:
        self.asked.append(place)
        return Hit.model_construct(held=(date("2022-07-01"),), published=date("2022-07-02"))


def test_a_date_is_read_once_for_each_state() -> None:
    dates = HeldDates()
    first, again, later = OneScan("1", ("a", "b")), OneScan("1", ("b", "a")), OneScan("2", ("a",))
    told = [dates.of(first, place) for place in (0, 1, 0)]
    assert first.asked == [0, 1]
    assert told[0] == dates.of(again, 1) == Told((date("2022-07-01"),), "2022-07-02")
    assert again.asked == []
    dates.of(later, 0)
    assert later.asked == [0]


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_dates, "KEPT", 2)
    dates, scan = HeldDates(), OneScan("1", ("a", "b", "c"))
    for place in (0, 1, 2, 2, 0):
        dates.of(scan, place)
    assert scan.asked == [0, 1, 2, 0]


@pytest.mark.parametrize(
    ("held", "posted", "inside"),
    [
        (("2022-07-31",), "2022-08-02", True),
        (("2022-07",), "", True),
        (("2022-06-30", "2022-07-01"), "", True),
        (("2022",), "2022-07-05", False),
        (("2022-08-01",), "2022-07-30", False),
        ((), "2022-07-30T08:00:00+07:00", True),
        ((), "2022", False),
        ((), "", False),
    ],
)
def test_what_an_article_tells_lies_in_a_month(held: tuple[str, ...], posted: str, inside: bool) -> None:
    july = read_month("7/2022")
    assert isinstance(july, Month)
    told = Told(tuple(map(date, held)), posted)
    assert told.is_in(july) is inside
    assert (july in told.months()) is (inside and bool(held))
