"""A date line is a date and little else; prose and dates of documents are not."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.blocks import Block
from crawler.extract.published import date_in, is_age_line, is_date_line, shown_date, shown_update


@pytest.mark.parametrize(
    "text",
    [
        "(16:56 | 18/06/2019)",
        "Thứ năm, 18/10/2018, 08:06 GMT+7",
        "Ngày đăng: 27.01.2021 - Lượt xem: 1.234",
        "18/06/2019 04:56:00 CH | Lượt xem: 356",
        "Cập nhật lúc 8h20' ngày 5/9/2023",
        "Đăng bởi Nguyễn Thị Hạnh - 12/03/2020",
        "Ngày 27/02/2024",
        "10 Tháng Sáu, 2020",
    ],
)
def test_date_lines(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 25/01/2021, Sở Giáo dục và Đào tạo tổ chức hội nghị cán bộ, công chức.",
        "Hội nghị báo cáo viên và cộng tác viên dư luận xã hội (17/10/2018)",
        "Ngày ban hành: 12/02/2024",
        "Ngày hiệu lực 01/01/2021",
        "Hôm nay, 08:00",
        "1546/BC-UBND",
    ],
)
def test_other_lines(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 giờ trước", True),
        ("quantri · khoảng 2 ngày trước · 57", True),
        ("Vừa xong", True),
        ("Mười năm trước, nơi đây là rừng", False),
        ("Hơn 30 năm trước, ông Tư đến vùng đất này lập nghiệp với hai bàn tay trắng.", False),
    ],
)
def test_how_long_ago_is_told_by_a_line_of_its_own(text: str, expected: bool) -> None:
    assert is_age_line(text) is expected


def lines(*texts: str) -> list[Block]:
    soup = BeautifulSoup("".join(f"<p>{text}</p>" for text in texts), "lxml")
    return [Block(element.get_text(), element) for element in soup.find_all("p")]


def values(*texts: str) -> tuple[str | None, str | None]:
    """The dates of publication and of the update that these lines show."""
    published = shown_date(lines(*texts))
    updated = shown_update(lines(*texts), published)
    return published.value if published else None, updated.value if updated else None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Ngày đăng: 02/04/2023", "Cập nhật: 05/04/2023"], ("2023-04-02", "2023-04-05")),
        (["Cập nhật: 05/04/2023", "Ngày đăng: 02/04/2023"], ("2023-04-02", "2023-04-05")),
        (["Cập nhật lần cuối: 05/04/2023 - Đăng ngày: 02/04/2023"], ("2023-04-02", "2023-04-05")),
        (["02/04/2023 07:30 (cập nhật: 05/04/2023)"], ("2023-04-02T07:30:00+07:00", "2023-04-05")),
        (["Ngày cập nhật 05/04/2023"], ("2023-04-05", None)),
        (["Ngày đăng: 02/04/2023 - Lượt xem: 12"], ("2023-04-02", None)),
        (["Ngày ban hành: 01/03/2023", "Ngày có hiệu lực: 01/05/2023"], (None, None)),
        (["Cập nhật"], (None, None)),
    ],
)
def test_publication_and_update_are_told_apart(
    texts: list[str], expected: tuple[str | None, str | None]
) -> None:
    assert values(*texts) == expected


def test_raw_text_and_source_come_with_the_date() -> None:
    date = date_in("Ngày đăng: 02/04/2023, 8h05'")
    assert date is not None
    assert (date.raw, date.source, date.precision) == ("Ngày đăng: 02/04/2023, 8h05'", "markup", "minute")
    assert date_in("") is None
