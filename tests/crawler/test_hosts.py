"""Whose turn it is."""

from crawler.hosts import HostTurns


def test_a_host_that_fails_in_a_row_is_left_alone() -> None:
    turns = HostTurns(failure_limit=3)
    assert [turns.failed("a", "timeout") for _ in range(4)] == [False, False, True, False]
    assert turns.unavailable() == {"a"}
    assert turns.all_stopped(["a"])
    assert not turns.all_stopped(["a", "b"])


def test_an_answer_in_between_forgives() -> None:
    turns = HostTurns(failure_limit=2)
    turns.failed("a", "timeout")
    turns.answered("a")
    assert not turns.failed("a", "timeout")


def test_a_busy_host_is_not_asked() -> None:
    turns = HostTurns(failure_limit=2, busy={"a"})
    assert turns.unavailable() == {"a"}
    assert not turns.all_stopped(["a"])
