"""What it means that a request brought no response: Scrapy's exceptions turned into verdicts."""

from collections.abc import Collection

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.policy import Verdict


class Refused(IgnoreRequest):
    """A request that must not leave; `reason` says why, `retry_after` what the host asked for, if it did."""

    def __init__(self, reason: str, retry_after: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class RobotsUnreachable(Refused):
    """robots.txt cannot be read just now, so nothing of its host may be (RFC 9309, 2.3.1.4)."""


_RETRIED: tuple[tuple[type[BaseException], Verdict], ...] = (
    (CannotResolveHostError, Verdict(action="retry", reason="cannot-resolve", host_fault=True)),
    (DownloadConnectionRefusedError, Verdict(action="retry", reason="unreachable", host_fault=True)),
    (DownloadTimeoutError, Verdict(action="retry", reason="timeout")),
    (ResponseDataLossError, Verdict(action="retry", reason="cut-off")),
)
_BROKEN = Verdict(action="retry", reason="connection-broken")


def judge_failure(error: BaseException | None, host: str, private_names: Collection[str]) -> Verdict:
    """The verdict on a failed request to `host`; `private_names` are those that the resolver refused."""
    if isinstance(error, RobotsUnreachable):
        return Verdict(action="retry", reason=error.reason, host_fault=True)
    if isinstance(error, Refused):
        return Verdict(action="blocked", reason=error.reason)
    if isinstance(error, IgnoreRequest):
        return Verdict(action="failed", reason="too-many-redirects")  # nothing else ignores a request here
    if isinstance(error, DownloadCancelledError):
        return Verdict(action="failed", reason="body-too-large")  # Scrapy cancels at DOWNLOAD_MAXSIZE only
    if isinstance(error, CannotResolveHostError) and host.partition(":")[0] in private_names:
        return Verdict(action="blocked", reason="private-address")
    return next((verdict for kind, verdict in _RETRIED if isinstance(error, kind)), _BROKEN)
