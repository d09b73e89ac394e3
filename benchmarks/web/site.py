"""A catalog of sample articles and its index, made once for each size."""

import base64
import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog
from corpus.portal import Portal
from corpus.samples import generate_articles, to_article
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index

SEED = 7
PORTALS = 200
DIRECTORY = Path("build") / "bench" / "web"
_BATCH = 1000
_NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def site(articles: int) -> StorageSettings:
    """Where the archive of so many articles lies; made when it is not there yet."""
    directory = DIRECTORY / str(articles)
    storage = StorageSettings(directory=directory)
    done = directory / "done"
    if not done.exists():
        directory.mkdir(parents=True, exist_ok=True)
        with Catalog.open(storage.resolved_catalog_url) as catalog:
            if catalog.article_count() < articles:
                fill(catalog, articles)
            report = update_index(IndexerSettings(), storage, catalog, rebuild=True)
        print(f"{articles:,} articles indexed: {report}")
        done.touch()
    return storage


def fill(catalog: Catalog, articles: int) -> None:
    catalog.save_portals(portals())
    made = (sample_article(sample.number, sample) for sample in generate_articles(articles, SEED))
    while batch := list(itertools.islice(made, _BATCH)):
        with catalog.together(lasting=False):
            for article in batch:
                capture = catalog.add_capture(_capture(article))
                catalog.save_article(article, capture, _NOW)


def sample_article(number: int, sample: object) -> Article:
    """One of the many portals' articles."""
    key = f"mau-{number % PORTALS}"
    made = to_article(sample, f"https://{key}.gov.vn/tin/{number}", "generic")  # type: ignore[arg-type]
    return made.model_copy(update={"portal": key})


def portals() -> tuple[Portal, ...]:
    return tuple(_portals())


def _portals() -> Iterator[Portal]:
    for number in range(PORTALS):
        start = (f"https://mau-{number}.gov.vn/",)
        yield Portal(key=f"mau-{number}", agency=f"Cổng mẫu số {number}", level="district", start_urls=start)


def _capture(article: Article) -> CaptureRecord:
    """As the catalog knows captures; there is no archive behind it: no page here opens one."""
    return CaptureRecord(
        url=article.url,
        canonical_url=article.url,
        portal=article.portal,
        locator=Locator(file="mau.warc.gz", offset=int(article.url.rpartition("/")[2]), length=1),
        status=200,
        content_type="text/html",
        digest=f"sha256:{base64.b32encode(hashlib.sha256(article.url.encode()).digest()).decode()}",
        fetched_at=_NOW,
    )
