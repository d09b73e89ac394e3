"""`tratin portal check`: learns what a portal is from a few of its pages, and writes its config.toml entry.

The pages are fetched by an ordinary crawl (guard, robots.txt, politeness) into a directory that is thrown
away; nothing reaches the archive, the catalog or the index of this installation.
"""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from corpus.archive import ArchiveReader
from corpus.errors import BadConfig
from corpus.portal import Portal
from corpus.settings import Progress, StorageSettings, no_progress
from crawler.clock import utc_now
from crawler.guard import refusal
from crawler.portal_check.entry import key_of
from crawler.portal_check.report import PortalCheck
from crawler.portal_check.survey import survey
from crawler.run import crawl
from crawler.settings import CrawlerSettings

MAX_PAGES = 20
"""Enough for a front page, its lists, a feed and a dozen articles; a minute at the usual politeness."""
_MAX_FROM_SITEMAP = 12
"""Taken of one sitemap or list, so that an index of a hundred sitemaps leaves room for articles."""


def check_portal(
    url: str,
    settings: CrawlerSettings,
    portals: Sequence[Portal] = (),
    *,
    progress: Progress = no_progress,
    clock: Callable[[], datetime] = utc_now,
) -> PortalCheck:
    """What the portal at `url` is, by at most MAX_PAGES of its pages.

    A portal of `portals` that owns the URL is asked under its own rules (loopback among them); any other one
    must be on the internet, with a contact in the settings. Like `crawl`, once per process.
    Raises BadConfig.
    """
    portal = _portal_at(url, portals)
    files = settings.attachments.model_copy(update={"fetch": False})
    few = settings.model_copy(
        update={
            "max_pages_per_portal": MAX_PAGES,
            "max_links_per_page": _MAX_FROM_SITEMAP,
            "max_links_per_sitemap": _MAX_FROM_SITEMAP,
            "max_tries": 1,
            "patience_seconds": 0.0,
            "attachments": files,
        }
    )
    with tempfile.TemporaryDirectory(prefix="tratin-check-") as directory:
        storage = StorageSettings(directory=Path(directory))
        crawled = crawl(few, storage, [portal], progress=progress, clock=clock)
        responses = [response for _, response in ArchiveReader(storage.warc_directory).scan()]
    return survey(portal, responses, crawled.portals[0], few)


def _portal_at(url: str, portals: Sequence[Portal]) -> Portal:
    """The portal that is checked: its start page is `url`."""
    known = next((portal for portal in portals if portal.owns(url)), None)
    if known is not None:
        return known.model_copy(update={"start_urls": (url,)})
    host = urlsplit(url).hostname or ""
    try:
        portal = Portal(key=key_of(host), agency=host or "?", level="department", start_urls=(url,))
    except ValidationError as error:
        raise BadConfig("URL", f"{url!r} is no address of a portal: give one as https://host/") from error
    if reason := refusal(url, portal):
        raise BadConfig("URL", f"{url!r} may not be asked ({reason}): name its portal in config.toml first")
    return portal
