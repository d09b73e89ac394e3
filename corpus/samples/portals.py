"""The front door of the sample portals: serve them, list them for a crawl, know what a crawl should find."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.article import Article
from corpus.portal import Level, Portal
from corpus.samples.agencies import FIRST_DAY
from corpus.samples.cast import agency_name
from corpus.samples.sites.dotnetnuke import DotNetNuke
from corpus.samples.sites.liferay import Liferay
from corpus.samples.sites.mojoportal import MojoPortal
from corpus.samples.sites.nukeviet import NukeViet
from corpus.samples.sites.server import FIRST_PORT, HOST, serving, site_ports
from corpus.samples.sites.sharepoint_list import SharePointList
from corpus.samples.sites.sharepoint_pages import SharePointPages
from corpus.samples.sites.sharepoint_unit import SharePointUnit
from corpus.samples.sites.site import Site
from corpus.samples.sites.spec import Spec, specs
from corpus.samples.sites.vnedu import VnEdu
from corpus.samples.sites.vnpt_portal import VnptPortal
from corpus.samples.sites.wordpress import WordPress

PLATFORMS: tuple[type[Site], ...] = (
    SharePointList,
    SharePointUnit,
    SharePointPages,
    Liferay,
    WordPress,
    NukeViet,
    DotNetNuke,
    MojoPortal,
    VnptPortal,
    VnEdu,
)
"""One class for each platform that the samples imitate."""


def sample_portals(base_port: int = FIRST_PORT) -> tuple[Portal, ...]:
    """The sample portals as config.toml would name them, at consecutive ports from `base_port`."""
    return portals_of(sample_sites(base_port))


def expected_articles(base_port: int = FIRST_PORT) -> tuple[Article, ...]:
    """Every article that a complete crawl of the sample portals should yield, with the URL its lists link."""
    return tuple(site.expected(post) for site in sample_sites(base_port) for post in site.posts)


@contextmanager
def serve_samples(
    portals: Sequence[str] | None = None, base_port: int = FIRST_PORT
) -> Iterator[tuple[Site, ...]]:
    """Serves the sample portals (or those with the keys `portals`) on loopback while the block runs.

    Yields the sites; `portals_of(sites)` and `site.expected(post)` speak of them. Port 0 takes free ports.
    Raises BadConfig naming the port when one is taken.
    """
    chosen = [spec for spec in specs() if portals is None or spec.key in portals]
    ports = site_ports(base_port, len(chosen))
    sites = tuple(_site(spec, port) for spec, port in zip(chosen, ports, strict=True))
    with serving(sites, ports):
        yield sites


def sample_sites(base_port: int) -> tuple[Site, ...]:
    """All sample sites at consecutive ports, not served."""
    return tuple(_site(spec, base_port + place) for place, spec in enumerate(specs()))


def portals_of(sites: Sequence[Site]) -> tuple[Portal, ...]:
    """The portals of `sites` for a crawl: no delay, and loopback allowed."""
    return tuple(map(_portal, sites))


def _site(spec: Spec, port: int) -> Site:
    platform = next(cls for cls in PLATFORMS if cls.platform == spec.platform)
    return platform(spec, f"http://{HOST}:{port}")


def _portal(site: Site) -> Portal:
    agency = site.spec.agency
    level: Level = "department" if agency.level == "office" else agency.level
    return Portal(
        key=site.spec.key,
        agency=agency_name(agency, max(agency.first, FIRST_DAY)),
        level=level,
        province=agency.province.name,
        start_urls=(site.base + site.start_path(),),
        delay_seconds=0,
        allow_private_addresses=True,
    )
