"""A date line is a date and little else; prose and dates of documents are not."""

import pytest

from crawler.extract.published import is_date_line


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
