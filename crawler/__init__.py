"""From portals to the archive: fetching, discovery, and reading pages into articles.

The front door: `crawl` fetches what is due, `reparse` reads the archive again without the network.
"""

from crawler.enriching import EnrichReport, enrich_again
from crawler.reparse import reparse
from crawler.report import CrawlReport, PortalReport, ReparseReport
from crawler.run import crawl
from crawler.settings import CrawlerSettings, CrawlMode

__all__ = [
    "CrawlMode",
    "CrawlReport",
    "CrawlerSettings",
    "EnrichReport",
    "PortalReport",
    "ReparseReport",
    "crawl",
    "enrich_again",
    "reparse",
]
