"""One adapter per CMS family, chosen by fingerprint, and a generic reader for all the rest.

`parse_page` turns any capture into a Reading and never raises over what a portal sent.
To add a platform: its file here, a line in PLATFORMS, two golden pages and a page that it must not claim.
"""

from datetime import datetime

from corpus.frontier import UrlHint
from corpus.host_blocks import NOTHING_KNOWN, HostBlocks
from corpus.portal import Portal
from crawler.extract.page import Headers, Page
from crawler.platforms.aspnet import ASPNET
from crawler.platforms.base import Layout, Mark, Platform
from crawler.platforms.cpx import CPX
from crawler.platforms.dotnetnuke import DOTNETNUKE
from crawler.platforms.drupal import DRUPAL
from crawler.platforms.generic import GENERIC
from crawler.platforms.huecit import HUECIT
from crawler.platforms.joomla import JOOMLA
from crawler.platforms.liferay import LIFERAY
from crawler.platforms.mojoportal import MOJOPORTAL
from crawler.platforms.nextjs import NEXTJS
from crawler.platforms.nukeviet import NUKEVIET
from crawler.platforms.parse import read_capture
from crawler.platforms.php import PHP
from crawler.platforms.reading import PageClass, Reading
from crawler.platforms.sharepoint import SHAREPOINT
from crawler.platforms.umbraco import UMBRACO
from crawler.platforms.vnedu import VNEDU
from crawler.platforms.vnpt_portal import VNPT_PORTAL
from crawler.platforms.websphere import WEBSPHERE
from crawler.platforms.wordpress import WORDPRESS

__all__ = [
    "GENERIC",
    "PLATFORMS",
    "Layout",
    "Mark",
    "Page",
    "PageClass",
    "Platform",
    "Reading",
    "parse_page",
]

PLATFORMS: tuple[Platform, ...] = (
    SHAREPOINT,
    LIFERAY,
    NUKEVIET,
    WORDPRESS,
    DOTNETNUKE,
    MOJOPORTAL,
    VNPT_PORTAL,
    VNEDU,
    DRUPAL,
    JOOMLA,
    HUECIT,
    CPX,
    NEXTJS,
    UMBRACO,
    WEBSPHERE,
    ASPNET,
    PHP,
)


def parse_page(  # noqa: PLR0913 - what was served, and options by keyword
    body: bytes,
    url: str,
    status: int,
    headers: Headers,
    *,
    portal: Portal | None = None,
    hint: UrlHint | None = None,
    platforms: tuple[Platform, ...] = PLATFORMS,
    host: HostBlocks = NOTHING_KNOWN,
    captured_at: datetime | None = None,
) -> Reading:
    """What a capture is and holds: any bytes, of any content type, also feeds, sitemaps, REST and robots.txt.

    `body` is without content coding. `portal` decides which links are its own (without one: the same host);
    `hint` is what was said of the URL where it was found, `host` what its other pages taught,
    `captured_at` when it was fetched: later dates are not believed. The article comes without enrichment.
    """
    return read_capture(
        body,
        url,
        status,
        headers,
        platforms=platforms,
        portal=portal,
        hint=hint,
        host=host,
        captured_at=captured_at,
    )
