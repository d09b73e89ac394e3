"""A small archive in a temporary directory: the articles that the tasks look for, among 400 samples."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from benchmarks.web.site import sample_article
from corpus.archive import Archive, Exchange
from corpus.article import Article, Kind, Meeting, PartialDate, Person
from corpus.catalog import Catalog
from corpus.portal import Portal
from corpus.samples import generate_articles
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index

SAMPLES = 400
PORTAL = Portal(
    key="mau",
    agency="UBND huyện Phù Sa",
    level="district",
    province="Cà Mau",
    start_urls=("https://phusa.gov.vn/",),
)
_NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def make_site(directory: Path) -> StorageSettings:
    """The archive, indexed."""
    storage = StorageSettings(directory=directory)
    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        catalog.save_portals((PORTAL,))
        for article in (
            *_looked_for(),
            *(sample_article(s.number, s) for s in generate_articles(SAMPLES, 7)),
        ):
            _keep(catalog, archive, article)
        update_index(IndexerSettings(), storage, catalog)
    return storage


def _keep(catalog: Catalog, archive: Archive, article: Article) -> None:
    page = f"<!doctype html><title>{article.title}</title><h1>{article.title}</h1>"
    exchange = Exchange(
        url=article.url,
        portal=article.portal,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=(page + "".join(f"<p>{line}</p>" for line in article.body)).encode(),
        fetched_at=_NOW,
    )
    capture = catalog.add_capture(archive.append(exchange, canonical_url=article.url))
    catalog.save_article(article, capture, _NOW)


def _looked_for() -> Iterator[Article]:
    yield _article(
        "lich-tiep",
        "Lịch tiếp công dân của Chủ tịch UBND huyện tháng 10/2026",
        "Chủ tịch UBND huyện tiếp công dân ngày 5 và ngày 20, từ 7 giờ 30, tại Trụ sở tiếp công dân huyện.",
        "2026-09-28",
        Kind.NOTICE,
    )
    for month, chair in ((6, "Trần Thị Bưởi"), (7, "Lê Văn Chương"), (8, "Trần Thị Bưởi")):
        yield _article(
            f"giao-ban-{month}",
            f"Hội nghị giao ban công tác tháng {month}/2022",
            f"Sáng 8/{month}/2022, UBND huyện Phù Sa giao ban công tác tháng {month}. "
            f"Đồng chí {chair}, Phó Chủ tịch UBND huyện, chủ trì.",
            f"2022-0{month}-08",
            Kind.MEETING,
            Meeting(
                event_type="giao ban",
                held=(_day(f"2022-0{month}-08"),),
                host="UBND huyện Phù Sa",
                chairs=(Person(name=chair, post="Phó Chủ tịch UBND huyện"),),
            ),
        )
    for number in range(1, 7):
        yield _article(
            f"sap-nhap-{number}",
            f"Sáp nhập trường tiểu học Phù Sa {number} và Phù Sa {number + 1}",
            "Việc sáp nhập trường học thực hiện từ năm học mới; học sinh vẫn học tại điểm trường cũ.",
            f"2023-0{number}-15",
            Kind.NEWS,
        )


def _article(  # noqa: PLR0913, PLR0917  # all that makes an article
    name: str, title: str, body: str, day: str, kind: Kind, meeting: Meeting | None = None
) -> Article:
    return Article(
        url=f"https://phusa.gov.vn/tin/{name}",
        portal=PORTAL.key,
        platform="generic",
        title=title,
        lead=body,
        body=(body,),
        published=_day(day),
        kind=kind,
        agency=PORTAL.agency,
        province=PORTAL.province,
        province_now="Cà Mau",
        meeting=meeting,
    )


def _day(value: str) -> PartialDate:
    return PartialDate(value=value, precision="day", source="markup")
