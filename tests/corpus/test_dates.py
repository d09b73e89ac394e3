"""Dates as portals write them. Cases are of our own making, in the forms that the platforms print."""

import datetime as dt
import json
from pathlib import Path

import pytest

from corpus.article import PartialDate
from corpus.dates import find_dates, parse_date


def value(date: PartialDate | None) -> str | None:
    """The date's value, its time without seconds."""
    if date is None or date.precision != "minute":
        return date.value if date else None
    return f"{date.value[:16]}{date.value[19:]}"


WHOLE = {
    "(09:12 | 25/11/2025)": "2025-11-25T09:12+07:00",
    "25/11/2025 7:30": "2025-11-25T07:30+07:00",
    "Đăng ngày 03.02.2020": "2020-02-03",
    "(Ngày: 09-10-2017 - Đọc: 1204)": "2017-10-09",
    "Vĩnh An, ngày 09 tháng 5 năm 2023": "2023-05-09",
    "Thứ Bảy, ngày 16 tháng 3 năm 2024": "2024-03-16",
    "Thứ hai, 11/09/2023, 14:45 GMT+7": "2023-09-11T14:45+07:00",
    "Thứ ba - 05/12/2023 10:20": "2023-12-05T10:20+07:00",
    "CN, 16/05/2021 19:00": "2021-05-16T19:00+07:00",
    "11/09/2023 02:45:00 CH": "2023-09-11T14:45+07:00",
    "11/09/2023 12:00:30 SA": "2023-09-11T00:00+07:00",
    "11/09/2023 12:15:00 CH": "2023-09-11T12:15+07:00",
    "11/09/2023 15:05 CH": "2023-09-11T15:05+07:00",
    "9/25/2023 3:05:00 PM": "2023-09-25T15:05+07:00",
    "11/09/2023 2:45 chiều": "2023-09-11T14:45+07:00",
    "8 giờ 15 sáng ngày 11/9/2023": "2023-09-11T08:15+07:00",
    "11/09/2023, lúc 1 giờ 30 trưa": "2023-09-11T13:30+07:00",
    "11/09/2023 08:00 tới 11:30": "2023-09-11T08:00+07:00",
    "(Cập nhật: 7/3/2022, 9h05')": "2022-03-07T09:05+07:00",
    "7h45 ngày 7/3/2022": "2022-03-07T07:45+07:00",
    "16 giờ 05 phút, Thứ Hai, ngày 07/3/2022": "2022-03-07T16:05+07:00",
    "Lúc 16:56 - Thứ Ba, 18/06/2019": "2019-06-18T16:56+07:00",
    "10:06-12/05/2020": "2020-05-12T10:06+07:00",
    "Được đăng: 21 Tháng 9 2018": "2018-09-21",
    "21 Tháng Mười Hai, 2018": "2018-12-21",
    "Tháng Mười 21, 2018": "2018-10-21",
    "21 Th9, 2018 08:15": "2018-09-21T08:15+07:00",
    "21 thg 9, 2018": "2018-09-21",
    "10 Tháng Năm, 2024": "2024-05-10",
    "Tue, 12 Sep 2023 02:30:00 +0000": "2023-09-12T09:30+07:00",
    "Tue, 12 Sep 2023 20:30:00 GMT": "2023-09-13T03:30+07:00",
    "September 12, 2023 4:05 pm": "2023-09-12T16:05+07:00",
    "2023-09-12T20:30:00.000Z": "2023-09-13T03:30+07:00",
    "2023-09-12T09:30:00+07:00": "2023-09-12T09:30+07:00",
    "2023-09-12 09:30:15": "2023-09-12T09:30+07:00",
    "2023-09-12+0709:30:15": "2023-09-12T09:30+07:00",
    "2023-09-12+07:00": "2023-09-12",
    "/Date(1694485800000)/": "2023-09-12T09:30+07:00",
    "/Date(1694485800000+0700)/": "2023-09-12T09:30+07:00",
    "/portal/Pages/2023-9-12/Le-khai-giang.aspx": "2023-09-12",
    "Ngày đăng 12/09/2023 - Lượt xem: 15:20": "2023-09-12",
    "12/09/2023 26:70": "2023-09-12",
    "12/09/2023 08:00-11:30": "2023-09-12T08:00+07:00",
    "12/09/2023 08:15 -12 ảnh": "2023-09-12T08:15+07:00",
}

PARTIAL = {
    "Vĩnh An, ngày tháng 11 năm 2025": "2025-11",
    "Vĩnh An, ngày \u00a0\u00a0\u00a0 tháng 11 năm 2025": "2025-11",
    "ngày ..... tháng 11 năm 2025": "2025-11",
    "ngày … /11/2025": "2025-11",
    "ngày    tháng     năm 2025": "2025",
    "ngày 10 tháng     năm 2025": "2025",
    "Tháng 8/2023": "2023-08",
    "2023-08": "2023-08",
    "2023": "2023",
}

NONE = [
    "Hôm nay, 09:30",
    "3 phút trước",
    "Hôm qua lúc 7:05",
    "Chiều ngày 20/11",
    "30/02/2021",
    "ngày 30 tháng 02 năm 2021",
    "02/30/2021",
    "00/00/0000",
    "01/01/0001 12:00:00 SA",
    "01/01/1900 00:00",
    "30/11/-0001",
    "( | )",
    "",
    "ngày 5 tháng 9 năm 2O23",
    "10-14/6/2024",
    "10 - 14/6/2024",
    "29/2021/NQ-HĐND",
    "Đọc: 12092023",
    "/Date(99999999999999)/",
    "12/09/9999",
]


@pytest.mark.parametrize(("text", "expected"), [*WHOLE.items(), *PARTIAL.items(), *((t, None) for t in NONE)])
def test_date_is_read_as_precisely_as_it_is_written(text: str, expected: str | None) -> None:
    assert value(parse_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T3, 02/08/2022 - 10:00", "2022-08-02T10:00+07:00"),  # 2 August was a Tuesday
        ("T3, 03/07/2023 - 10:00", "2023-03-07T10:00+07:00"),  # 7 March was one, 3 July was not
        ("Thứ tư, 02/08/2022", "2022-08-02"),  # neither: the weekday is wrong, not the order
        ("T6, 09/30/2022 - 10:00", "2022-09-30T10:00+07:00"),
        ("Mon, 09/11/2023 - 10:00", "2023-09-11T10:00+07:00"),
        ("Thursday, 08/06/2023", "2023-06-08"),
        ("Thu, 06/08/2023", "2023-06-08"),
        ("6/7/2019 4:56:00 PM", "2019-06-07T16:56+07:00"),  # en-US writes no zeros
        ("06/07/2019 04:56 PM", "2019-07-06T16:56+07:00"),
    ],
)
def test_order_of_day_and_month_follows_weekday_and_style(text: str, expected: str) -> None:
    assert value(parse_date(text)) == expected


def test_month_comes_first_where_the_platform_says_so() -> None:
    assert value(parse_date("06/07/2022", month_first=True)) == "2022-06-07"
    assert value(parse_date("25/07/2022", month_first=True)) == "2022-07-25"


def test_days_in_the_future_are_refused_when_today_is_known() -> None:
    today = dt.date(2026, 11, 22)
    assert parse_date("23/11/2026", not_after=today) is None
    assert value(parse_date("22/11/2026 23:59", not_after=today)) == "2026-11-22T23:59+07:00"


def test_precision_and_source_are_told() -> None:
    date = parse_date("Vĩnh An, ngày   tháng 11 năm 2025", source="text")
    assert date is not None
    assert (date.precision, date.source, date.raw) == ("month", "text", "Vĩnh An, ngày tháng 11 năm 2025")
    assert date.day_number == 20251100


def test_dates_in_running_text_are_found_where_they_stand() -> None:
    text = (
        "Sáng 16/10, thực hiện Kế hoạch số 12/KH-UBND ngày 28/6/2018, và Công văn ngày 3 tháng 9 năm 2018, "
        "từ ngày 10-14/6/2024; ôn lại ngày 02/9/1945."
    )
    found = find_dates(text)
    assert [f.date.value for f in found] == ["2018-06-28", "2018-09-03", "2024-06-14", "1945-09-02"]
    assert [text[f.start : f.end] for f in found] == [
        "28/6/2018",
        "3 tháng 9 năm 2018",
        "14/6/2024",
        "02/9/1945",
    ]


def test_shared_vectors_hold(shared: Path) -> None:
    not_dates = {"RELATIVE", "EVENT-NO-YEAR", "INVALID"}
    for vector in json.loads((shared / "hazards" / "dates.json").read_text(encoding="utf-8")):
        expected = None if vector["expect"] in not_dates else vector["expect"]
        assert value(parse_date(vector["text"])) == expected, vector["text"]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", [".", " ", "1 ", "12:00", "ngày tháng ", "Ngày 18/06/2019, "])
def test_time_to_read_grows_with_the_length_only(piece: str) -> None:
    text = "ngày tháng " + piece * 20_000
    parse_date(text)
    find_dates(text)
