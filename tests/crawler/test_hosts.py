"""Whose turn it is."""

from datetime import UTC, datetime, timedelta

from crawler.hosts import HostTurns

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def test_a_host_that_fails_in_a_row_is_too_much() -> None:
    turns = HostTurns(failure_limit=3)
    assert [turns.failed("a") for _ in range(4)] == [False, False, True, True]


def test_an_answer_in_between_forgives() -> None:
    turns = HostTurns(failure_limit=2)
    turns.failed("a")
    turns.answered("a")
    assert not turns.failed("a")


def test_a_host_is_not_asked_while_it_is_busy_paused_or_stopped() -> None:
    turns = HostTurns(failure_limit=2, busy={"a"}, stopped={"b": "timeout"})
    turns.pause("c", LATER)
    assert turns.unavailable(NOW) == {"a", "b", "c"}
    assert turns.unavailable(LATER) == {"a", "b"}
    assert turns.all_stopped(["b"])
    assert not turns.all_stopped(["a", "b"])


def test_the_longer_pause_counts() -> None:
    turns = HostTurns(failure_limit=2)
    turns.pause("a", LATER)
    turns.pause("a", NOW)
    assert turns.next_free_at() == LATER


def test_nobody_waits_for_a_stopped_host() -> None:
    turns = HostTurns(failure_limit=2, stopped={"a": "timeout"})
    turns.pause("a", LATER)
    assert turns.next_free_at() is None
