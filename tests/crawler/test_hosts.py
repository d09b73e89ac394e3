"""Whose turn it is."""

from datetime import UTC, datetime, timedelta

from crawler.hosts import HostTurns

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def turns(*hosts: str, limit: int = 2) -> HostTurns:
    made = HostTurns(failure_limit=limit)
    made.wake(hosts, NOW)
    return made


def begun(of: HostTurns, now: datetime = NOW) -> str | None:
    host = of.next_host(now)
    if host is not None:
        of.begin(host)
    return host


def test_a_host_that_fails_in_a_row_is_too_much() -> None:
    of = turns(limit=3)
    assert [of.failed("a") for _ in range(4)] == [False, False, True, True]


def test_an_answer_in_between_forgives() -> None:
    of = turns()
    of.failed("a")
    of.answered("a")
    assert not of.failed("a")


def test_hosts_take_turns_in_order() -> None:
    of = turns("a", "b")
    assert [begun(of), begun(of), begun(of)] == ["a", "b", None]
    of.end("b", NOW, NOW)
    of.end("a", NOW, NOW)
    assert [begun(of), begun(of)] == ["b", "a"]


def test_hosts_of_one_address_wait_for_each_other_and_take_turns() -> None:
    of = turns("a:80", "a:81", "b")
    for host in ("a:80", "a:81"):
        of.learn_address(host, "203.0.113.7")
    assert [begun(of), begun(of), begun(of)] == ["a:80", "b", None]
    of.end("a:80", NOW, NOW)
    assert begun(of) == "a:81"
    of.end("a:81", NOW, NOW)
    assert begun(of) == "a:80"


def test_an_address_is_asked_again_when_its_delay_is_over() -> None:
    of = turns("a")
    begun(of)
    of.end("a", LATER, NOW)
    assert begun(of) is None
    assert of.next_free_at() == LATER
    assert begun(of, LATER) == "a"


def test_a_host_that_moves_away_lets_those_behind_it_go_on() -> None:
    of = turns("a", "b")
    of.learn_address("a", "203.0.113.7")
    of.learn_address("b", "203.0.113.7")
    assert [begun(of), begun(of)] == ["a", None]
    of.learn_address("a", "203.0.113.8")
    assert begun(of) == "b"


def test_a_host_without_work_is_not_named_again_until_it_is_woken() -> None:
    of = turns("a")
    assert of.next_host(NOW) == "a"
    of.forget("a")
    assert of.next_host(NOW) is None
    of.wake(["a"], NOW)
    assert of.next_host(NOW) == "a"


def test_a_paused_host_waits_and_the_longer_pause_counts() -> None:
    of = turns("a")
    of.pause("a", LATER)
    of.pause("a", NOW)
    assert of.next_host(NOW) is None
    assert of.next_host(LATER) == "a"


def test_a_stopped_host_is_asked_once_when_its_rest_is_over() -> None:
    of = turns("a", "b")
    of.stop("a", "timeout", LATER)
    assert of.all_stopped(["a"])
    assert not of.all_stopped(["a", "b"])
    assert [begun(of), begun(of)] == ["b", None]
    assert begun(of, LATER) == "a"
    assert not of.stopped


def test_opening_hours_are_kept() -> None:
    of = HostTurns(failure_limit=2, opens=lambda host, at: LATER if host == "a" and at < LATER else at)
    of.wake(["a", "b"], NOW)
    assert [begun(of), begun(of)] == ["b", None]
    assert begun(of, LATER) == "a"
