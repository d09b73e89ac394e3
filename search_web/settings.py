"""[web]: where the site listens and how much it shows. No logic."""

import ipaddress

from pydantic import Field, field_validator

from corpus.settings import Section
from search_web.operators.settings import OperatorsSettings


class WebSettings(Section):
    """The front end's tunables; every default works on one machine with two cores."""

    host: str = "127.0.0.1"
    """Loopback: a public site stands behind a reverse proxy that ends TLS."""
    port: int = Field(default=8600, ge=0, le=65535)
    """Free on most machines: 8000 and 8080 rarely are."""
    threads: int = Field(default=4, ge=1, le=64)
    """Two per core: half of them may wait for the disk while the others count facets."""
    workers: int = Field(default=2, ge=0, le=64)
    """Processes that make pages beside the one that serves, one for each core: Python runs one thread at a
    time in each. 0: the serving process makes them itself, with 150 MB less."""
    channel_timeout_seconds: int = Field(default=60, ge=5, le=600)
    """A connection idle for longer is closed, so that slow readers cannot hold all channels."""
    connection_limit: int = Field(default=200, ge=1)
    """Open connections, most of them idle; further ones wait."""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    """How many reverse proxies in front are ours; 0 means no X-Forwarded header is believed."""
    results_per_page: int = Field(default=10, ge=1, le=100)
    """What people know from other search pages."""
    facet_values_shown: int = Field(default=10, ge=1)
    """Values of a facet seen at once; the rest waits behind "Xem thêm"."""
    facet_values_max: int = Field(default=100, ge=1)
    """Values of a facet on the page at all: more than this nobody reads, and phones pay for it."""
    filter_values_max: int = Field(default=50, ge=1)
    """Selected values taken from one URL; a longer list is a machine's."""
    query_max_chars: int = Field(default=300, ge=20)
    """The longest real query seen is a pasted title of about 200 characters."""
    zero_queries_max: int = Field(default=12, ge=0)
    """Extra counting queries that a page without results may run to say what would help."""
    file_text_chars: int = Field(default=20_000, ge=0)
    """Of the texts of an article's files, on its page: more makes it heavier than 150 KB."""
    home_meetings: int = Field(default=5, ge=0, le=20)
    """Newest meetings on the home page: a screenful on a phone."""
    holdings_cache_seconds: float = Field(default=60.0, ge=0)
    """How long the numbers of the home page may be behind the archive."""
    public_url: str = Field(default="", pattern=r"^(https?://[^/\s]+)?$")
    """How readers reach the site, `https://host`, in feeds, exports and sitemaps; empty: as each asked."""
    tag_authority: str = Field(default="tra-tin.localhost", pattern=r"^[a-z0-9.-]+$")
    """In the ids of feed entries and calendar events: set it once to a domain of yours, before the first
    reader follows a search. Changed, every entry is new to every reader."""
    export_articles_max: int = Field(default=10_000, ge=1)
    """Articles in one CSV, Excel or JSON file: 2 s of a core, as Excel 3 s (12,000 samples, 2026-11)."""
    feed_entries_max: int = Field(default=100, ge=1, le=1000)
    """Articles in one Atom feed: what a busy province publishes in two days."""
    calendar_articles_max: int = Field(default=2000, ge=1)
    """Articles looked through for one calendar: phones become slow with more events."""
    exports_per_minute: int = Field(default=300, ge=1)
    """Of one address: an office or a mobile network often has just one, and most files are small (20 ms)."""
    api_per_minute: int = Field(default=600, ge=1)
    """Of one address: ten a second, as long as it likes; a search takes 10 to 60 ms."""
    page_cache_mb: int = Field(default=64, ge=0, le=4096)
    """Whole pages kept in memory: some 1,500 of 40 kB; 0 keeps none."""
    page_cache_seconds: float = Field(default=60.0, ge=0)
    """A page is made anew after this, or as soon as the index or the catalog is another one."""
    metrics_networks: tuple[str, ...] = Field(default=("127.0.0.0/8", "::1/128"), strict=False)
    """Who may read /metrics, as networks: this machine; add the one that Prometheus asks from."""

    operators: OperatorsSettings = OperatorsSettings()

    @field_validator("metrics_networks")
    @classmethod
    def _are_networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ipaddress.ip_network(network)
        return networks
