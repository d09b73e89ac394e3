"""Authors are names after byline labels; accounts of the CMS are not."""

import pytest

from crawler.extract.byline import Byline, author_name, byline_of, is_person, source_name


@pytest.mark.parametrize(
    ("text", "author", "source"),
    [
        ("CTV: Lê Văn Bình", "Lê Văn Bình", None),
        ("Tin, ảnh: Hồng Nhung", "Hồng Nhung", None),
        ("(Bài và ảnh: Quốc Dũng)", "Quốc Dũng", None),
        ("Thực hiện: Hà My", "Hà My", None),
        ("Tác giả bài viết: Phạm Thị Hoa", "Phạm Thị Hoa", None),
        ("Tin: Anh Tú - Ảnh: Bá Lộc", "Anh Tú, Bá Lộc", None),
        ("Tác giả: Anh Tú | Nguồn: Báo Quảng Ngãi", "Anh Tú", "Báo Quảng Ngãi"),
        ("Nguồn: Sở Nội vụ", None, "Sở Nội vụ"),
        ("(Theo nguồn: baochinhphu.vn)", None, "baochinhphu.vn"),
        ("(Theo Báo Bưu điện)", None, "Báo Bưu điện"),
        ("Theo Cổng thông tin huyện", None, "Cổng thông tin huyện"),
        ("Đăng bởi Bùi Thanh Nhã | 05-03-2024 14:35", "Bùi Thanh Nhã", None),
        ("Người đăng: admin", None, None),
        ("Tác giả: Ban biên tập", None, None),
    ],
)
def test_byline_lines(text: str, author: str | None, source: str | None) -> None:
    assert byline_of(text) == Byline(author, source)


@pytest.mark.parametrize(
    "text",
    [
        "Tin vui đến với bà con xã An Bình trong dịp đầu năm.",
        "Thực hiện Kế hoạch số 12/KH-UBND, các xã khẩn trương triển khai.",
        "Nguồn nước sạch về với buôn làng",
        "(Theo Nghị định số 30/2020/NĐ-CP)",
        "Theo ông Sáu, giá lúa còn tăng",
    ],
)
def test_sentences_are_no_bylines(text: str) -> None:
    assert byline_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "administrator",
        "Super User",
        "SuperUser Account",
        "BBT",
        "Ban Biên tập Cổng",
        "Quản trị Sở Y tế",
        "host",
        "vpsokontum",
        "nva@x.gov.vn",
        "Quản trị viên",
        "System Account",
        "Đang cập nhật",
        "",
    ],
)
def test_accounts_are_no_authors(text: str) -> None:
    assert author_name(text) is None


@pytest.mark.parametrize("text", ["Trần Thuyết", "Y Thanh Niê", "H'Lan Êban", "Nguyễn Thị Minh Khai", "Tùng"])
def test_names_are_authors(text: str) -> None:
    assert author_name(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Nguyễn Văn An", True), ("Sở Giáo dục", False), ("Chương I", False), ("Hội nghị tổng kết", False)],
)
def test_is_person(text: str, expected: bool) -> None:
    assert is_person(text) is expected


def test_source_loses_the_buttons_beside_it() -> None:
    assert source_name("Nguồn: Báo Bắc Giang Copy link") == "Báo Bắc Giang"
