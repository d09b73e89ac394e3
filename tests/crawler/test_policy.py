"""What an answer means for its URL."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.failures import Refused, RobotsUnreachable, judge_failure
from crawler.policy import Backoff, Verdict, judge_class, judge_status, outcome_of, retry_after_seconds
from crawler.settings import CrawlerSettings

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "action", "reason"),
    [
        (200, "read", ""),
        (203, "read", ""),
        (304, "done", "not-modified"),
        (404, "gone", "http-404"),
        (410, "gone", "http-410"),
        (403, "blocked", "http-403"),
        (400, "failed", "http-400"),
        (302, "failed", "http-302"),
        (429, "retry", "http-429"),
        (500, "retry", "http-500"),
        (503, "retry", "http-503"),
        (599, "retry", "http-599"),
    ],
)
def test_status_decides(status: int, action: str, reason: str) -> None:
    verdict = judge_status(status)
    assert (verdict.action, verdict.reason) == (action, reason)


def test_a_busy_host_is_not_the_pages_fault() -> None:
    assert judge_status(503).host_fault
    assert judge_status(429).host_fault
    assert not judge_status(500).host_fault


@pytest.mark.parametrize(
    ("page_class", "content_type", "action"),
    [
        ("article", "text/html", "done"),
        ("list", "text/html", "done"),
        ("feed", "application/rss+xml", "done"),
        ("soft-404", "text/html", "gone"),
        ("error", "text/html", "retry"),
        ("empty", "text/html", "retry"),
        ("login", "text/html", "blocked"),
        ("challenge", "text/html", "blocked"),
        ("not-html", "text/html; charset=utf-8", "failed"),
        ("not-html", "application/pdf", "blocked"),
        ("not-html", None, "blocked"),
    ],
)
def test_page_class_decides(page_class: str, content_type: str | None, action: str) -> None:
    assert judge_class(page_class, content_type).action == action


def test_maintenance_and_challenges_concern_the_whole_host() -> None:
    maintenance = judge_class("error", "text/html", maintenance=True)
    assert (maintenance.action, maintenance.reason, maintenance.host_fault) == ("retry", "maintenance", True)
    assert not judge_class("error", "text/html").host_fault
    assert not judge_class("list", "text/html", maintenance=True).host_fault
    assert judge_class("challenge", "text/html").stops_host
    assert not judge_class("login", "text/html").stops_host


@pytest.mark.parametrize(
    ("error", "action", "reason"),
    [
        (RobotsUnreachable("robots-http-503"), "retry", "robots-http-503"),
        (Refused("off-portal"), "blocked", "off-portal"),
        (IgnoreRequest("max redirections reached"), "failed", "too-many-redirects"),
        (DownloadCancelledError("Expected to receive 60000000 bytes"), "failed", "body-too-large"),
        (DownloadTimeoutError(""), "retry", "timeout"),
        (DownloadConnectionRefusedError(""), "retry", "unreachable"),
        (CannotResolveHostError(""), "retry", "cannot-resolve"),
        (ResponseDataLossError(""), "retry", "cut-off"),
        (OSError("anything else"), "retry", "connection-broken"),
    ],
)
def test_failure_decides(error: Exception, action: str, reason: str) -> None:
    verdict = judge_failure(error, "vinhan.example.vn", ())
    assert (verdict.action, verdict.reason) == (action, reason)


def test_a_name_that_resolves_to_a_private_address_is_blocked() -> None:
    verdict = judge_failure(CannotResolveHostError(""), "vinhan.example.vn:8080", {"vinhan.example.vn"})
    assert (verdict.action, verdict.reason) == ("blocked", "private-address")


@pytest.mark.parametrize("action", ["read", "retry"])
def test_what_ends_nothing_has_no_outcome(action: str) -> None:
    with pytest.raises(ValueError, match=action):
        outcome_of(Verdict(action=action))


def test_waits_double_and_keep_to_the_limit_and_to_retry_after() -> None:
    backoff = Backoff(CrawlerSettings(retry_delay_seconds=60, retry_delay_limit_seconds=1000))

    def waits(tries: int, retry_after: str | None = None) -> float:
        return (backoff.next_try(NOW, tries, retry_after) - NOW).total_seconds()

    assert [waits(tries) for tries in (1, 2, 3, 4, 5, 99)] == [60, 120, 240, 480, 960, 1000]
    assert waits(1, "300") == 300
    assert waits(1, "5") == 60
    assert waits(1, "999999") == 1000


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Sun, 22 Nov 2026 03:10:00 GMT", 600),
        ("Sun, 22 Nov 2026 02:00:00 GMT", 0),
        ("soon", 0),
        ("", 0),
        (None, 0),
        ("-5", 0),
        ("٣", 0),
    ],
)
def test_retry_after_takes_seconds_or_a_date(value: str | None, seconds: float) -> None:
    assert retry_after_seconds(value, NOW) == seconds


def test_a_url_of_the_default_settings_gives_up_within_minutes() -> None:
    settings = CrawlerSettings()
    backoff = Backoff(settings)
    waits = [backoff.next_try(NOW, tries) - NOW for tries in range(1, settings.max_tries)]
    assert sum(waits, timedelta()) <= timedelta(minutes=5)
