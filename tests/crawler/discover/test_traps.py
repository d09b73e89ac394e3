"""Calendars have no end: their ways on are never followed, while articles about schedules are."""

import pytest

from crawler.discover.traps import is_trap

TRAPS = [
    "/lich-cong-tac?tuan=31&nam=2025",
    "/lich-cong-tac/tuan-31",
    "/lich-cong-tac-tuan/31-2025",
    "/lich-hop/2025/8",
    "/lich-tiep-dan?d=2025-08-04",
    "/lich-tiep-dan?tu=04/08/2025",
    "/lich-tiep-dan?tu=04%2F08%2F2025",
    "/portal/lich?tuanthu=3",
    "/su-kien/ngay/2025-08-04",
    "/event/month/2025-08",
    "/calendar?view=month&mon=8",
    "/index.php?option=com_jevents&task=month.calendar",
    "/?m=202508",
    "/vi/news/archive/2025/",
    "/tin-tuc/nam-2025/thang-8",
    "/2025/08/",
]
PAGES = [
    "/lich-cong-tac",
    "/lich-cong-tac-tuan-31-nam-2025-a88.html",
    "/vi/news/Lich-cong-tac/lich-cong-tac-tuan-31-88.html",
    "/lich-su-hinh-thanh",
    "/su-kien/88",
    "/su-kien/88-le-hoi-dua-ghe-ngo",
    "/tin-tuc/ngay-hoi-doan-ket-88.html",
    "/tin-tuc/2025/08/le-hoi.html",
    "/portal/Pages/2025-8-4/Le-hoi.aspx",
    "/chi-tiet?id=20250804",
    "/default.aspx?sid=4&pageid=2&catid=3&id=44",
]


@pytest.mark.parametrize("path", TRAPS)
def test_calendars_are_traps(path: str) -> None:
    assert is_trap(path)


@pytest.mark.parametrize("path", PAGES)
def test_articles_and_lists_are_none(path: str) -> None:
    assert not is_trap(path)


def test_an_article_linked_by_its_print_view_only_is_found(read) -> None:
    view = "https://x.vidu.gov.vn/vi/news/print/Tin-tuc/Khai-giang-88.html"
    text = f'<html><body><p>Xem <a href="{view}">Khai giảng năm học mới</a></p></body></html>'
    found = {url.url for url in read(text, "https://x.vidu.gov.vn/vi/gioi-thieu/").discovered}
    assert "https://x.vidu.gov.vn/vi/news/Tin-tuc/Khai-giang-88.html" in found
    assert view not in found
