"""From a part of Scrapy to its engine and to our run. Nothing else knows where Scrapy keeps them."""

from typing import TYPE_CHECKING

from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler

if TYPE_CHECKING:
    from crawler.run_state import CrawlRun


def engine_of(crawler: Crawler) -> ExecutionEngine:
    """The engine of a crawler that has begun."""
    if crawler.engine is None:
        raise RuntimeError("the crawl has not begun")
    return crawler.engine


def run_of(crawler: Crawler) -> "CrawlRun":
    """The run that a Scrapy component belongs to: it comes with the spider."""
    run: CrawlRun = crawler.spider.run  # type: ignore[union-attr]  # ours is the only spider
    return run
