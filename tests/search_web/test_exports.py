"""What single formats must do beyond being what the screen shows (tests/contracts/test_exports.py)."""

import csv
import datetime as dt
import io
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from search_web.exports.base import printable
from search_web.exports.columns import date_text
from search_web.exports.csv_file import safe_cell
from search_web.exports.ics import begins_at
from search_web.exports.rows import DateValue
from search_web.exports.xlsx import CELL_CHARS, cell_text

FORMULAS = (
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "\u200b=1",
)
PLAIN = ("74/KH-UBND", "Hội nghị", "", "a=1", "1-2", "2019-06-18")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_computes(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_other_cells_are_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_a_safe_cell_keeps_the_text(text: str) -> None:
    assert safe_cell(text).removeprefix("'") == text.removeprefix("'")
    assert not safe_cell(text).lstrip().startswith(("=", "+", "-", "@"))


@given(st.text())
def test_printable_text_is_xml(text: str) -> None:
    node = etree.Element("a")
    node.text = printable(text)
    etree.tostring(node)


@given(st.text())
def test_a_cell_can_be_written(text: str) -> None:
    assert len(cell_text(text * 50).encode("utf-8").decode()) <= CELL_CHARS


@pytest.mark.parametrize(
    ("value", "precision", "text"),
    [
        ("2019", "year", "2019"),
        ("2019-06", "month", "2019-06"),
        ("2019-06-18", "day", "2019-06-18"),
        ("2019-06-18T16:56:00+07:00", "minute", "2019-06-18 16:56"),
        ("2019-06-18T20:56:00+00:00", "minute", "2019-06-19 03:56"),
        ("2019-06-18T16:56:00", "minute", "2019-06-18 16:56"),
    ],
)
def test_dates_in_tables_say_no_more_than_is_known(value: str, precision: str, text: str) -> None:
    assert date_text(DateValue.model_validate({"value": value, "precision": precision})) == text


@pytest.mark.parametrize(
    ("value", "precision", "hour", "utc"),
    [
        ("2019-06-18", "day", "07:30", "2019-06-18T00:30"),
        ("2019-06-18", "day", None, None),
        ("2019-06-18", "day", "7 giờ", None),
        ("2019-06-18", "day", "24:00", None),
        ("2019-06-18T08:00:00+07:00", "minute", "14:00", "2019-06-18T01:00"),
    ],
)
def test_an_event_has_a_time_only_where_one_is_known(
    value: str, precision: str, hour: str | None, utc: str | None
) -> None:
    date = DateValue.model_validate({"value": value, "precision": precision})
    moment = begins_at(date, hour)
    assert (moment and moment.astimezone(dt.UTC).isoformat(timespec="minutes")[:16]) == utc


def test_a_meeting_is_an_event_with_all_that_is_known(client: FlaskClient, site) -> None:
    calendar = Calendar.from_ical(client.get("/tim.ics?loai=cuoc-hop&tinh=kien-giang").get_data())
    (event,) = calendar.walk("VEVENT")
    assert event["UID"] == f"{site.id_of('meeting')}-1@tra-tin.localhost"
    assert event["DTSTART"].dt == dt.date(2019, 7, 12)
    assert event["DTEND"].dt == dt.date(2019, 7, 13)
    assert event["LOCATION"] == "Hội trường UBND huyện"
    assert "Chủ trì: Lê Thị Mận" in event["DESCRIPTION"]
    assert event["URL"] == f"http://localhost/tin/{site.id_of('meeting')}"


def test_tables_speak_the_language_of_the_url(client: FlaskClient) -> None:
    def heading(url: str) -> list[str]:
        return next(csv.reader(io.StringIO(client.get(url).get_data().decode("utf-8-sig"))))

    assert heading("/tim.csv")[:3] == ["Mã tin", "Tiêu đề", "Cơ quan"]
    assert heading("/tim.csv?lang=en")[:3] == ["Article id", "Title", "Agency"]
    with ZipFile(io.BytesIO(client.get("/tim.xlsx?q=xa&tu=hom+qua").get_data())) as book:
        assert 'name="Tin"' in book.read("xl/workbook.xml").decode()
        about = book.read("xl/worksheets/sheet2.xml").decode()
    assert "“xa”" in about
    assert "Chưa lọc theo ô này" in about


@pytest.mark.parametrize(
    ("url", "disposition"),
    [
        (
            "/tim.csv?q=hội nghị&tinh=kien-giang",
            'attachment; filename="tra-tin-hoi-nghi-trong-kien-giang.csv"',
        ),
        ("/tim.json?q=../../etc", 'inline; filename="tra-tin-etc.json"'),
        ("/tim.xlsx?q=***", 'attachment; filename="tra-tin.xlsx"'),
    ],
)
def test_a_file_is_named_after_what_was_searched(client: FlaskClient, url: str, disposition: str) -> None:
    assert client.get(url).headers["Content-Disposition"] == disposition


def test_a_refused_query_is_searched_as_the_page_searches_it(client: FlaskClient) -> None:
    url = "q=nghi*+hoi*+ket*+lang*+duong*+nong*&tinh=kien-giang"
    found = client.get(f"/tim.json?{url}").get_json()
    assert f"<h2>{found['total']} kết quả" in client.get(f"/tim?{url}").get_data(as_text=True)
    assert found["problems"][0]["reason"] == "query-too-many-wildcards"


def test_a_reader_that_leaves_lets_go_of_the_index(client: FlaskClient) -> None:
    for _ in range(3):
        answer = client.get("/tim.csv", buffered=False)
        next(iter(answer.response))
        answer.close()
    stores = client.application.config["STORES"]
    assert stores.index()._opened._state.users == 0
