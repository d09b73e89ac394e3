"""States of an index that replace each other while searches go on."""

import threading
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexDamaged
from indexer.opened import Opened, State


class FakeReader:
    """Knows whether it was closed, and which state it was warmed for."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.closed = False
        self.warmed_after: int | None = None

    def warm(self, before: Any) -> None:
        self.warmed_after = before.number

    def close(self) -> None:
        self.closed = True


class Commits:
    """An index of numbered commits; each can be opened, or is broken."""

    def __init__(self) -> None:
        self.newest = 1
        self.broken = False
        self.opened_by: list[str] = []

    def open(self) -> State:
        if self.broken:
            raise IndexDamaged("torn")
        self.opened_by.append(threading.current_thread().name)
        reader: Any = FakeReader(self.newest)
        return State(Path(str(self.newest)), reader)

    def is_newest(self, state: State) -> bool:
        return not self.broken and state.directory == Path(str(self.newest))


def opened(commits: Commits, every_seconds: float = 3600) -> Opened:
    return Opened(commits.open, commits.is_newest, every_seconds=every_seconds)


def number(index: Opened) -> int:
    with index.using() as state:
        reader: Any = state.reader
        return int(reader.number)


def test_a_replaced_state_is_closed_when_its_last_search_ends() -> None:
    commits = Commits()
    index = opened(commits)
    with index.using() as first, index.using() as again:
        assert first is again
        commits.newest = 2
        index.refresh()
        old: Any = first.reader
        with index.using() as second:
            new: Any = second.reader
        assert (old.closed, new.closed, new.number, new.warmed_after) == (False, False, 2, 1)
    assert (old.closed, new.closed) == (True, False)
    index.close()
    assert new.closed


def test_closing_waits_for_the_searches_that_run() -> None:
    index = opened(Commits())
    with index.using() as state:
        reader: Any = state.reader
        index.close()
        assert not reader.closed
    assert reader.closed


def test_a_newer_state_is_opened_by_another_thread_and_seen_without_asking() -> None:
    commits = Commits()
    index = opened(commits, every_seconds=0)
    commits.newest = 2
    assert number(index) in (1, 2)
    deadline = threading.Event()
    for _ in range(200):
        if number(index) == 2:
            break
        deadline.wait(0.01)
    assert number(index) == 2
    assert commits.opened_by[1:] == ["index-refresh"]


def test_newer_states_are_looked_for_no_more_often_than_asked() -> None:
    commits = Commits()
    index = opened(commits, every_seconds=3600)
    commits.newest = 2
    assert [number(index) for _ in range(20)] == [1] * 20
    assert len(commits.opened_by) == 1


def test_what_takes_long_to_open_is_opened_seldom() -> None:
    """Ten seconds of opening are followed by ninety of rest."""
    now = 0.0

    def open_slowly() -> State:
        nonlocal now
        now += 10
        return commits.open()

    commits = Commits()
    index = Opened(open_slowly, commits.is_newest, every_seconds=5, clock=lambda: now)
    seen = []
    for _minute in range(40):
        now += 5
        commits.newest += 1
        number(index)
        with index._refreshing:  # the thread has ended
            seen.append(len(commits.opened_by))
    assert seen[0] == 2
    assert [seen.count(opened_times) for opened_times in (2, 3)] == [18, 18]


def test_a_broken_newer_state_is_named_until_it_is_whole_again() -> None:
    commits = Commits()
    index = opened(commits)
    commits.broken = True
    index.refresh()
    assert (number(index), index.problem) == (1, "torn")
    commits.broken, commits.newest = False, 2
    index.refresh()
    assert (number(index), index.problem) == (2, None)


def test_the_first_state_must_open() -> None:
    commits = Commits()
    commits.broken = True
    with pytest.raises(IndexDamaged, match="torn"):
        opened(commits)
