"""What flows look for besides the small site: an article that two portals posted, a file that was read."""

import datetime as dt

from corpus.archive import Archive
from corpus.article import Article, Kind
from corpus.attachment import FetchedFile, ReadFile, file_key
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, FrontierUrl, VisitedPage
from corpus.reposts import cluster_reposts
from tests.search_web.small_site import NOW, day, keep

REPORT = "https://hondat.example.gov.vn/tep/bao-cao.docx"
"""Attached to the small site's meeting."""
REPORT_TEXT = (
    "Báo cáo sơ kết chương trình nước sạch nông thôn.\n"
    "Toàn huyện có 31.204 hộ được dùng nước sạch, đạt 86,4 phần trăm; trạm cấp nước Sơn Kiên vượt công suất."
)
_STORY = (
    "Sáng ngày 12/3/2020, UBND huyện Hòn Đất phát động phong trào nông thôn mới kiểu mẫu.",
    "Đồng chí Lê Thị Mận, Phó Chủ tịch UBND huyện, dự và phát biểu; có mặt đại diện 14 xã, thị trấn.",
    "Theo kế hoạch, toàn huyện phấn đấu 9/14 xã đạt chuẩn; thu nhập bình quân 46,5 triệu đồng/người/năm.",
    "Các xã đăng ký trồng hoa dọc tuyến đường, phân loại rác tại nhà và thắp sáng đường quê trước tháng 9.",
)


def add_more(catalog: Catalog, archive: Archive) -> dict[str, Article]:
    """The articles by short names: `story`, the first to be posted, and `again`."""
    articles = {
        "story": _posted("hon-dat", "UBND huyện Hòn Đất", "2020-03-12"),
        "again": _posted("kien-giang", "Sở Nông nghiệp và Phát triển nông thôn Kiên Giang", "2020-03-13"),
    }
    for number, article in enumerate(articles.values()):
        keep(catalog, archive, article, NOW + dt.timedelta(hours=2, minutes=number))
    _read_report(catalog)
    cluster_reposts(catalog)
    return articles


def _posted(portal: str, agency: str, published: str) -> Article:
    return Article(
        url=f"https://{portal}.example.gov.vn/tin/nong-thon-moi",
        portal=portal,
        platform="generic",
        title="Phát động phong trào nông thôn mới kiểu mẫu",
        body=_STORY,
        published=day(published),
        kind=Kind.NEWS,
        agency=agency,
        province="Kiên Giang",
        province_now="An Giang",
    )


def _read_report(catalog: Catalog) -> None:
    key = file_key(REPORT)
    capture = CaptureRecord(
        url=REPORT,
        canonical_url=REPORT,
        portal="hon-dat",
        locator=Locator(file="tep.warc.gz", offset=0, length=90),
        status=200,
        digest="sha256:tep",
        fetched_at=NOW,
    )
    asked = FrontierUrl(url=REPORT, canonical_url=key, role="attachment")
    visited = VisitedPage(
        asked, capture, article=None, discovered=(), outcome="done", now=NOW, file=FetchedFile(key=key)
    )
    catalog.record_page(visited)
    catalog.files.save_text(key, ReadFile(text=REPORT_TEXT, kind="docx", bytes=9000), NOW)
