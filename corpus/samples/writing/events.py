"""The kinds of meetings that agencies hold, from `data/events.tsv`."""

from functools import cache
from typing import NamedTuple

from corpus.samples.data_files import read_table


class Event(NamedTuple):
    """A kind of meeting: who holds and chairs it, on which topics, in which months, in what shape."""

    event: str
    type: str
    noun: str
    levels: frozenset[str]
    roles: tuple[str, ...]
    topics: frozenset[str]
    shape: str
    months: frozenset[int]
    host: str


@cache
def events() -> tuple[Event, ...]:
    """All kinds of meetings."""
    return tuple(_event(row) for row in read_table("events.tsv"))


@cache
def events_for(level: str, topic: str, month: int) -> tuple[Event, ...]:
    """The kinds of meetings that an agency of `level` holds on `topic` in a month."""
    return tuple(
        event
        for event in events()
        if month in event.months
        and (not event.levels or level in event.levels)
        and (not event.topics or topic in event.topics)
    )


def _event(row: dict[str, str]) -> Event:
    return Event(
        row["event"], row["type"], row["noun"], _set(row["levels"]), tuple(row["roles"].split(";")),
        _set(row["topics"]), row["shape"], frozenset(_months(row["months"])), row["host"],
    )  # fmt: skip


def _set(cell: str) -> frozenset[str]:
    return frozenset(cell.split(";")) if cell else frozenset()


def _months(cell: str) -> set[int]:
    found: set[int] = set()
    for span in cell.split(";"):
        low, _, high = span.partition("-")
        found.update(range(int(low), int(high or low) + 1))
    return found
