"""One attempt at one URL, redirects included: what travels with a Scrapy request from claim to end."""

from dataclasses import dataclass, field
from typing import Any, Self

from scrapy import FormRequest, Request
from scrapy.http import Response

from corpus.capture import CaptureRecord
from corpus.frontier import ClaimedUrl
from corpus.portal import Portal

_CONDITIONAL = ("list", "feed", "sitemap", "rest", "article", "page", "attachment")


@dataclass
class Visit:
    """An attempt under way. robots.txt has visits of its own, without a claim."""

    portal: Portal
    claimed: ClaimedUrl | None = None
    earlier: CaptureRecord | None = None
    """The last capture of this URL that holds a payload."""
    conditional: bool = False
    """Whether the answer may be "not modified"."""
    captured: list[CaptureRecord] = field(default_factory=list)
    """Every hop of this attempt, in the archive already; the last one is the answer."""

    @classmethod
    def of(cls, message: Request | Response) -> Self:
        """The visit that a request or response belongs to."""
        visit: Self = message.meta["visit"]
        return visit

    @property
    def statuses(self) -> tuple[int, ...]:
        """Of all hops so far."""
        return tuple(capture.status for capture in self.captured)

    @property
    def is_robots(self) -> bool:
        return self.claimed is None

    @property
    def is_file(self) -> bool:
        """Whether it asks for a file that an article offers."""
        return self.claimed is not None and self.claimed.role == "attachment"

    @property
    def claim(self) -> ClaimedUrl:
        """The claimed URL; only for visits that are not for robots.txt."""
        if self.claimed is None:
            raise LookupError("robots.txt is not claimed")
        return self.claimed

    def request(self, url: str, **kwargs: Any) -> Request:
        """The Scrapy request that begins this visit. Cookies are the portal's own, shared with no other."""
        form = self.claimed.request if self.claimed else None
        kwargs |= {"meta": {"visit": self, "cookiejar": self.portal.key}, "dont_filter": True}
        if form is None:
            return Request(url, headers=self._validators() | self._found_on(), **kwargs)
        headers = {"Referer": form.referer} if form.referer else {}
        return FormRequest(url, formdata=list(form.fields), headers=headers, method="POST", **kwargs)

    def _found_on(self) -> dict[str, str]:
        hint = self.claimed.hint if self.claimed else None
        return {"Referer": hint.found_on} if hint and hint.found_on else {}

    def _validators(self) -> dict[str, str]:
        """RFC 9110, 13.1: only for what is visited again, and only with what the host gave itself.

        A start page is always asked for in full: its lists are looked into on every run.
        """
        if not self.conditional or self.earlier is None or self.claim.role not in _CONDITIONAL:
            return {}
        known = {"If-None-Match": self.earlier.etag, "If-Modified-Since": self.earlier.last_modified}
        return {name: value for name, value in known.items() if value}
