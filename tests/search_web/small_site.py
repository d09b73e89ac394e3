"""A small archive for the front end's tests: articles written for them, captured and indexed for real."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from corpus.archive import Archive, Exchange
from corpus.article import (
    AdministrativeUnit,
    Article,
    Attachment,
    DocumentMetadata,
    DocumentReference,
    Kind,
    Meeting,
    PartialDate,
    Person,
)
from corpus.catalog import Catalog
from corpus.enrich import enrich
from corpus.portal import Portal
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index

NOW = dt.datetime(2026, 5, 4, 2, 30, tzinfo=dt.UTC)
_MEETING_LEAD = (
    "Sáng ngày 12/7/2019, UBND huyện Hòn Đất tổ chức Hội nghị sơ kết chương trình nước sạch nông thôn."
)
TRAP = "http://127.0.0.1:9"
"""What archived pages try to reach; the browser tests put a listening socket there."""
HOSTILE = "<script>alert(1)</script>"

PORTALS = (
    Portal(
        key="hon-dat",
        agency="UBND huyện Hòn Đất",
        level="district",
        province="Kiên Giang",
        start_urls=("https://hondat.example.gov.vn/",),
    ),
    Portal(
        key="so-gd-lao-cai",
        agency="Sở Giáo dục và Đào tạo Lào Cai",
        level="department",
        province="Lào Cai",
        start_urls=("https://giaoduc.laocai.example.vn/",),
    ),
)


More = Callable[[Catalog, Archive], dict[str, Article]]
"""Adds articles to an archive -> the same by short names."""


@dataclass(frozen=True)
class SmallSite:
    """Where everything lies, and the articles by short names."""

    storage: StorageSettings
    articles: dict[str, Article]

    def id_of(self, name: str) -> str:
        return self.articles[name].article_id


def day(value: str) -> PartialDate:
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value), "minute")
    return PartialDate(value=value, precision=precision, source="markup")


def make_site(directory: Path, more: More = lambda catalog, archive: {}) -> SmallSite:
    """The whole archive on disk under `directory`; `more` adds to it before it is indexed."""
    storage = StorageSettings(directory=directory)
    articles = {**_named_articles(), **_many_news()}
    articles["meeting"] = with_evidence(articles["meeting"])
    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        catalog.save_portals(PORTALS)
        for number, article in enumerate(articles.values()):
            keep(catalog, archive, article, NOW + dt.timedelta(minutes=number))
        first = articles["versions"]
        later = first.model_copy(
            update={"body": (*first.body, "Bổ sung: lịch tiếp ngày 20 chuyển sang ngày 21.")}
        )
        keep(catalog, archive, later, NOW + dt.timedelta(days=3))
        catalog.mark_article_gone(articles["gone"].article_id, NOW + dt.timedelta(days=5))
        articles.update(more(catalog, archive))
        update_index(IndexerSettings(), storage, catalog)
    return SmallSite(storage, articles)


def with_evidence(article: Article) -> Article:
    """What was read of the meeting besides, and the sentences it was read from."""
    read = enrich(article)
    assert article.meeting
    assert read.meeting
    told = {name: getattr(read.meeting, name) for name in ("chairs", "attendees", "conclusions", "evidence")}
    return article.model_copy(
        update={"meeting": article.meeting.model_copy(update=told), "tasks": read.tasks, "unit": read.unit}
    )


def page_html(article: Article) -> str:
    """A portal page as it was captured, with everything in it that must not act when it is shown."""
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.body)
    return f"""<!doctype html><html><head><title>{escape(article.title)}</title>
<meta http-equiv="refresh" content="0; url=/healthz"><base href="{TRAP}/">
<link rel="preconnect" href="{TRAP}/"><link rel="stylesheet" href="/site.css">
<style>body {{ font-family: serif; background: url({TRAP}/tracker.gif) }}</style>
<script>document.title = "script ran"; fetch("/healthz")</script></head>
<body onload="document.title = 'handler ran'"><h1>{escape(article.title)}</h1>{paragraphs}
<img src="{TRAP}/pixel.png" alt=""><iframe src="/tim"></iframe>
<form action="/tim"><input name="q"><button>Gửi</button></form></body></html>"""


def keep(catalog: Catalog, archive: Archive, article: Article, when: dt.datetime) -> None:
    """Captures the article's page and saves it."""
    exchange = Exchange(
        url=article.url,
        portal=article.portal,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=page_html(article).encode(),
        fetched_at=when,
    )
    capture_id = catalog.add_capture(archive.append(exchange, canonical_url=article.url))
    catalog.save_article(article, capture_id, when)


def _named_articles() -> dict[str, Article]:
    return {
        "meeting": Article(
            url="https://hondat.example.gov.vn/tin/hop-so-ket-nuoc-sach",
            portal="hon-dat",
            platform="generic",
            title="Hội nghị sơ kết chương trình nước sạch nông thôn 6 tháng đầu năm 2019",
            lead=_MEETING_LEAD,
            body=(
                _MEETING_LEAD,
                "Đồng chí Lê Thị Mận, Phó Chủ tịch UBND huyện, chủ trì hội nghị. Dự họp có lãnh đạo các xã, "
                "thị trấn và đại diện Trung tâm Nước sạch và Vệ sinh môi trường.",
                "Hội nghị đã nghe báo cáo kết quả thực hiện Kế hoạch số 58/KH-UBND ngày 20/3/2019 của UBND "
                "huyện và Công văn số 417/SNN-TL ngày 02/5/2019 của Sở Nông nghiệp và Phát triển nông thôn.",
                "Kết luận hội nghị, đồng chí Lê Thị Mận giao các xã rà soát số hộ chưa có nước sạch, báo cáo "
                "trước ngày 15/8/2019.",
            ),
            captions=("Quang cảnh hội nghị sơ kết.",),
            topics=("tai-nguyen-moi-truong",),
            author="Minh Đăng",
            published=day("2019-07-12T15:40:00+07:00"),
            attachments=(
                Attachment(
                    name="Bao cao so ket nuoc sach.docx",
                    href="/tep/bao-cao.docx",
                    url="https://hondat.example.gov.vn/tep/bao-cao.docx",
                ),
            ),
            kind=Kind.MEETING,
            agency="UBND huyện Hòn Đất",
            province="Kiên Giang",
            province_now="An Giang",
            unit=AdministrativeUnit(
                province="Kiên Giang", district="huyện Hòn Đất", path="kien-giang/hon-dat"
            ),
            units_now=(
                AdministrativeUnit(province="An Giang", commune="xã Hòn Đất", path="an-giang/hon-dat"),
                AdministrativeUnit(province="An Giang", commune="xã Mỹ Thuận", path="an-giang/my-thuan"),
            ),
            meeting=Meeting(
                event_type="sơ kết",
                held=(day("2019-07-12"),),
                part_of_day="sáng",
                host="UBND huyện Hòn Đất",
                chairs=(Person(name="Lê Thị Mận", post="Phó Chủ tịch UBND huyện"),),
                place="Hội trường UBND huyện",
            ),
            references=(
                DocumentReference(
                    raw="Kế hoạch số 58/KH-UBND ngày 20/3/2019 của UBND huyện",
                    number="58/KH-UBND",
                    kind="Kế hoạch",
                    issuer="UBND huyện",
                    date=day("2019-03-20"),
                ),
                DocumentReference(
                    raw="Công văn số 417/SNN-TL ngày 02/5/2019",
                    number="417/SNN-TL",
                    kind="Công văn",
                    date=day("2019-05-02"),
                ),
                DocumentReference(raw="58/KH-UBND", number="58/KH-UBND"),
            ),
        ),
        "document": Article(
            url="https://giaoduc.laocai.example.vn/van-ban/huong-dan-tuyen-sinh",
            portal="so-gd-lao-cai",
            platform="generic",
            title="V/v hướng dẫn tuyển sinh lớp 10 năm học 2024-2025",
            body=(
                "Kính gửi: Các trường trung học phổ thông.",
                "Thực hiện Quyết định số 912/QĐ-UBND của UBND tỉnh, Sở hướng dẫn tuyển sinh lớp 10 như sau.",
            ),
            published=day("2024-03"),
            document=DocumentMetadata(
                symbol="/SGDĐT-QLCL", issued=day("2024-03"), signer="Hoàng Văn Lự", signer_role="PHÓ GIÁM ĐỐC"
            ),
            kind=Kind.DOCUMENT,
            agency="Sở Giáo dục và Đào tạo Lào Cai",
            province="Lào Cai",
            province_now="Lào Cai",
            references=(DocumentReference(raw="912/QĐ-UBND", number="912/QĐ-UBND", kind="Quyết định"),),
        ),
        "bare": Article(
            url="https://hondat.example.gov.vn/tin/khong-ro",
            portal="khac",
            platform="generic",
            title="Ra quân làm sạch tuyến đường liên ấp",
            body=("Đông đảo bà con tham gia ra quân làm sạch tuyến đường liên ấp.",),
        ),
        "versions": Article(
            url="https://hondat.example.gov.vn/tin/lich-tiep-cong-dan",
            portal="hon-dat",
            platform="generic",
            title="Thông báo lịch tiếp công dân tháng 5/2026",
            body=("Lịch tiếp công dân của lãnh đạo huyện vào các ngày 5 và 20 hằng tháng.",),
            published=day("2026-05-02"),
            kind=Kind.NOTICE,
            agency="UBND huyện Hòn Đất",
            province="Kiên Giang",
            province_now="An Giang",
        ),
        "gone": Article(
            url="https://giaoduc.laocai.example.vn/tin/ngay-hoi-doc-sach",
            portal="so-gd-lao-cai",
            platform="generic",
            title="Ngày hội đọc sách của học sinh vùng cao",
            body=("Hơn 900 học sinh tham gia ngày hội đọc sách.",),
            published=day("2022-04-21"),
            kind=Kind.NEWS,
            agency="Sở Giáo dục và Đào tạo Lào Cai",
            province="Lào Cai",
        ),
        "hostile": Article(
            url="https://hondat.example.gov.vn/tin/doc-hai",
            portal="hon-dat",
            platform="generic",
            title=f"Tin có mã độc {HOSTILE}",
            lead=f"Đoạn đầu {HOSTILE}",
            body=(f"Đoạn đầu {HOSTILE}", f"Đoạn sau <img src=x onerror=alert(1)> mã độc {HOSTILE}"),
            captions=(HOSTILE,),
            author=HOSTILE,
            source=HOSTILE,
            published=day("2021-01-05"),
            attachments=(
                Attachment(name=HOSTILE, href="x", url="javascript:alert(1)"),
                Attachment(
                    name='"><b>tệp</b>', href="y", url='https://hondat.example.gov.vn/"onmouseover="x'
                ),
            ),
            kind=Kind.MEETING,
            agency=f"Phòng {HOSTILE}",
            province=f"Tỉnh {HOSTILE}",
            meeting=Meeting(event_type=HOSTILE, chairs=(Person(name=HOSTILE),), place=HOSTILE),
            references=(DocumentReference(raw=HOSTILE, number=HOSTILE),),
        ),
    }


def _many_news() -> dict[str, Article]:
    """Twenty-four plain items, two a year from 2013 on, so that results need three pages."""
    subjects = ("làm đường giao thông nông thôn", "tiêm vắc xin cho đàn bò", "trồng cây đầu xuân")
    return {f"news{n}": _news(n, subjects[n % len(subjects)]) for n in range(24)}


def _news(number: int, subject: str) -> Article:
    year, month = 2013 + number // 2, 3 + 6 * (number % 2)
    return Article(
        url=f"https://hondat.example.gov.vn/tin/{number}",
        portal="hon-dat",
        platform="generic",
        title=f"Xã Bình Giang {subject}, đợt {number + 1}",
        body=(
            f"Ngày 9/{month}/{year}, xã Bình Giang phát động {subject}.",
            "Nhiều hộ dân cùng góp công, góp đất.",
        ),
        published=day(f"{year}-{month:02}-10"),
        kind=Kind.NEWS,
        agency="UBND xã Bình Giang" if number % 3 else "UBND huyện Hòn Đất",
        province="Kiên Giang",
        province_now="An Giang",
    )
