"""[crawler] of config.toml: who we say we are, how gently we ask, and where we stop.

Only values and their reasons; turning them into Scrapy's own is `crawler/scrapy_settings.py`'s.
"""

from typing import Literal

from pydantic import Field, field_validator

from corpus.settings import Section
from crawler.attachments.settings import AttachmentSettings
from crawler.opening import checked_hours

CrawlMode = Literal["all", "fresh", "backfill"]
"""What a run takes: news (`fresh`), a portal's history (`backfill`), or both."""


class CrawlerSettings(Section):
    """[crawler]: every limit of a crawl, with its unit in its name."""

    bot_name: str = Field(default="TraTinBot", pattern=r"^[A-Za-z][A-Za-z0-9._-]{1,39}$")
    """The product token of the user agent, and the name that robots.txt rules are read for."""
    bot_version: str = "0.1"
    """Told in the user agent, so that a portal's staff can say which of our versions misbehaved."""
    contact: str = ""
    """A URL or mail address where a portal's staff reach us; without one only loopback is crawled."""

    delay_seconds: float = Field(default=3.0, ge=0)
    """Between two requests to one host: portals of a province often share one slow server."""
    delay_jitter: float = Field(default=0.3, ge=0, lt=1)
    """The delay varies by this share up and down, so that our requests do not fall in step with anything."""
    delay_limit_seconds: float = Field(default=60.0, gt=0)
    """A host that answers slowly is asked as slowly, up to this; a longer Crawl-delay is kept as it is."""
    hosts_at_once: int = Field(default=16, ge=1)
    """Hosts asked in parallel, at different IP addresses: each address gets one request at a time, always."""
    crawl_hours: str = ""
    """Hours of the day in Vietnam time, such as "22-6", in which portals are asked; empty: at any time."""
    max_requests_per_host_and_day: int = Field(default=20_000, ge=1)
    """A day has 28,800 times 3 s; the rest is the host's own peace. The day is Vietnam's."""
    old_tls_hosts: tuple[str, ...] = Field(default=(), strict=False)
    """Host names that only speak TLS 1.0 or old ciphers; no other host is offered them."""
    timeout_seconds: float = Field(default=60.0, gt=0)
    """Portals under load answer in 20 to 40 s; Scrapy's 180 s would hold the host's turn too long."""

    max_tries: int = Field(default=3, ge=1)
    """A page that fails this often (5xx, timeout, broken off) is marked failed."""
    retry_delay_seconds: float = Field(default=60.0, gt=0)
    """Before the second try; doubled for each further one. A Retry-After header is obeyed when longer."""
    retry_delay_limit_seconds: float = Field(default=21_600.0, gt=0)
    """No wait is longer than this (six hours), whatever the doubling or Retry-After says."""
    patience_seconds: float = Field(default=600.0, ge=0)
    """A run waits this long for postponed URLs; those due later stay in the frontier for the next run."""
    host_failure_limit: int = Field(default=3, ge=1)
    """Failures in a row before a host is left alone: a dead one costs 3 minutes, a silent one 6."""
    host_rest_hours: float = Field(default=6.0, gt=0)
    """How long it is left alone then; twice as long each time in a row, a week at most."""

    max_body_bytes: int = Field(default=20_000_000, ge=100_000)
    """Of a response on the wire. The largest honest page seen is under 3 MB; thicker scans are left."""
    max_decoded_bytes: int = Field(default=60_000_000, ge=100_000)
    """Of a response after gzip: a sitemap of 50 MB is the largest that its protocol allows."""
    max_redirects: int = Field(default=5, ge=0)
    """RFC 9309 asks for five hops for robots.txt; pages need two."""
    max_url_chars: int = Field(default=2_000, ge=200)
    """Longer ones are session state (WebSphere) or a trap."""

    max_barren_links: int = Field(default=10, ge=1)
    """Links followed in a row without meeting an article not yet met: calendars without end stop here, a list
    of 3,000 pages does not. The deepest menus seen need four."""
    max_barren_per_template: int = Field(default=100, ge=1)
    """URLs of one form visited in a row without anything new, before the form is left: sessions in the path
    and unknown calendars end here. A folder may bring nothing for three times as many."""
    max_pages_per_portal: int = Field(default=50_000, ge=1)
    """Fetched per portal and run; what is left stays in the frontier."""
    max_links_per_page: int = Field(default=1_000, ge=1)
    """Taken from one list page. Sitemaps and feeds may hold more, see below."""
    max_links_per_sitemap: int = Field(default=50_000, ge=1)
    """The most that the sitemap protocol allows in one file."""

    revisit_least_hours: float = Field(default=6.0, gt=0)
    """No list or feed is looked at again sooner: portals that publish daily do so in office hours."""
    revisit_most_days: float = Field(default=7.0, gt=0)
    """A list that brings nothing is looked at half as often each time, down to this."""
    article_revisit_days: tuple[float, ...] = Field(default=(1.0, 7.0, 30.0), strict=False)
    """Days after its first visit on which an article is looked at again: figures are mended, files added."""

    round_minutes: float = Field(default=60.0, gt=0)
    """With --follow: after so long files are read and what is new is indexed, even if URLs still wait."""
    metrics_port: int = Field(default=0, ge=0, le=65535)
    """With --follow: Prometheus metrics at 127.0.0.1 and this port; 0 means none."""

    @field_validator("crawl_hours")
    @classmethod
    def _hours(cls, hours: str) -> str:
        return checked_hours(hours)

    attachments: AttachmentSettings = AttachmentSettings()

    @property
    def user_agent(self) -> str:
        """One honest name for all portals, with the contact where there is one."""
        about = f" (+{self.contact})" if self.contact else ""
        return f"{self.bot_name}/{self.bot_version}{about}"
