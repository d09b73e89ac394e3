"""Export = screen: whatever is searched, every format has the hits of the result pages, in order and number.

A new format is a reader in READERS; one without a reader fails.
"""

import csv
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from zipfile import ZipFile

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import etree

from corpus.archive import Archive
from corpus.article import Article, Kind, Meeting, Person
from corpus.catalog import Catalog
from corpus.reposts import cluster_reposts
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index
from search_web import WebSettings, create_app
from search_web.exports import EXPORTS
from tests.search_web import small_site

STATES = 10
"""Plainly; 50 in `make quality`."""
Read = tuple[int, list[str]]
"""The count that the format states (-1: none), and the ids in order."""
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACES = (("Kiên Giang", "An Giang"), ("Trà Vinh", "Vĩnh Long"), ("Hà Nội", "Hà Nội"), (None, None))
AGENCIES = ("UBND huyện Hòn Đất", "Sở Y tế", "=Sở Nội vụ", None)
SUBJECTS = ("sơ kết công tác dân vận", "tổng kết năm học", "giao ban tháng 8", "-trồng cây", "@thi đua")
DATES = ("2019", "2019-06", "2019-06-18", "2020-01-05T08:30:00+07:00", "2022-08-01", None)
TEXTS = (
    "",
    "",
    "hoi nghi",
    "sơ kết",
    '"giao ban" OR "tổng kết"',
    "hoi nghi -y te",
    "((",
    "***",
    "khong co gi ca",
)
SYLLABLES = [
    "xã",
    "họp",
    "bàn",
    "việc",
    "đường",
    "sông",
    "cầu",
    "trường",
    "lớp",
    "nước",
    "sạch",
    "cây",
    "lúa",
    "bò",
    "dân",
    "vốn",
    "quỹ",
    "đất",
    "rừng",
    "biển",
    "chợ",
]
TYPED = ("", "", "2019", "6/2019", "2020", "31/2/2019", "hôm qua")
FILTERS = {
    "tinh": ("kien-giang", "an-giang", "ha-noi", "xyz"),
    "loai": ("cuoc-hop", "tin-tuc", "linh-tinh"),
    "co-quan": ("so-y-te", "ubnd-huyen-hon-dat"),
    "nam": ("2019", "2020", "20x"),
}


def _article(number: int, chance: random.Random) -> Article:
    province, province_now = chance.choice(PLACES)
    published = chance.choice(DATES)
    held = chance.sample([date for date in DATES if date], chance.randint(0, 2))
    meeting = chance.random() < 0.6
    return Article(
        url=f"https://hondat.example.gov.vn/tin/x{number}",
        portal="hon-dat",
        platform="generic",
        title=f"Hội nghị {chance.choice(SUBJECTS)} xã {number % 7}" if number % 5 else "=1+1",
        body=("Hội nghị " * (number % 4) + chance.choice(SUBJECTS) + "\x07 hết.",),
        published=small_site.day(published) if published else None,
        kind=Kind.MEETING if meeting else chance.choice((Kind.NEWS, Kind.NOTICE)),
        agency=chance.choice(AGENCIES),
        province=province,
        province_now=province_now,
        meeting=Meeting(
            event_type="sơ kết",
            held=tuple(map(small_site.day, held)),
            chairs=(Person(name="Lê, Thị; Mận"),),
            place="Hội trường\nlớn",
        )
        if meeting
        else None,
    )


def _repost(number: int) -> Article:
    """Two articles, each on three portals."""
    chance = random.Random(number % 2)
    told = " ".join(chance.choice(SYLLABLES) for _ in range(300))
    return Article(
        url=f"https://cong{number}.example.gov.vn/tin/{number}",
        portal=f"cong{number}",
        platform="generic",
        title=f"Hội nghị triển khai việc {number % 2}",
        body=(told,),
        published=small_site.day(f"2019-06-1{number}"),
        province="Kiên Giang",
        province_now="An Giang",
    )


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> StorageSettings:
    chance = random.Random(8)
    storage = StorageSettings(directory=tmp_path_factory.mktemp("exports"))
    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        catalog.save_portals(small_site.PORTALS)
        for number in range(50):
            small_site.keep(catalog, archive, _article(number, chance), small_site.NOW)
        for number in range(6):
            small_site.keep(catalog, archive, _repost(number), small_site.NOW)
        assert cluster_reposts(catalog).clusters == 2
        update_index(IndexerSettings(segment_words=False), storage, catalog)
    return storage


def _app(storage: StorageSettings, **settings: int) -> Flask:
    fast = WebSettings(exports_per_minute=100_000, zero_queries_max=0, **settings)
    return create_app(fast, storage, IndexerSettings(segment_words=False), small_site.PORTALS)


@pytest.fixture(scope="module")
def client(storage: StorageSettings) -> FlaskClient:
    return _app(storage, results_per_page=20).test_client()


def _states(count: int) -> list[str]:
    chance = random.Random(42)

    def state() -> str:
        pairs = [("q", chance.choice(TEXTS)), ("tu", chance.choice(TYPED)), ("den", chance.choice(TYPED))]
        pairs += [(name, chance.choice(values)) for name, values in FILTERS.items() if chance.random() < 0.25]
        pairs += [("tinh", "tra-vinh")] if chance.random() < 0.2 else []
        pairs += [("dang-lai", "1")] if chance.random() < 0.4 else []
        pairs += [("xep", chance.choice(("", "cu-nhat", "moi-nhat", "lien-quan", "?")))]
        return urlencode([pair for pair in pairs if pair[1]])

    return [state() for _ in range(count)]


def read_html(client: FlaskClient, query: str) -> Read:
    """All pages, one after the other, as a reader turns them."""
    ids: list[str] = []
    for page in range(1, 100):
        text = client.get(f"/tim?{query}&trang={page}").get_data(as_text=True)
        total = re.search(r"<h2>([\d.]+) kết quả", text)
        assert total
        ids += re.findall(r'class="title"><a href="/tin/([a-z2-7]{13})"', text)
        if 'rel="next"' not in text:
            return int(total[1].replace(".", "")), ids
    raise AssertionError("no last page")


def read_json(body: bytes) -> Read:
    answer = json.loads(body)
    assert answer["complete"] is (answer["listed"] <= answer["limit"])
    return answer["total"], [article["id"] for article in answer["articles"]]


def read_csv(body: bytes) -> Read:
    assert body.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert not [cell for line in lines for cell in line if re.match(r"\s*[=+\-@]", cell)]
    return -1, [line[0] for line in lines[1:]]


def read_xlsx(body: bytes) -> Read:
    with ZipFile(io.BytesIO(body)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not sheet.findall(f".//{SHEET}f"), "no cell computes"
    rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{SHEET}row")]
    return -1, [row[0] for row in rows[1:]]


def read_atom(body: bytes) -> Read:
    feed = feedparser.parse(body)
    assert not feed.bozo
    total = re.search(rb"<opensearch:totalResults>(\d+)<", body)
    assert total
    return int(total[1]), [entry.link.rpartition("/")[2] for entry in feed.entries]


def read_ics(body: bytes) -> Read:
    calendar = Calendar.from_ical(body)
    return -1, list(dict.fromkeys(str(event["UID"])[:13] for event in calendar.walk("VEVENT")))


READERS: dict[str, Callable[[bytes], Read]] = {
    "json": read_json,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "atom": read_atom,
    "ics": read_ics,
}


def _on_a_day(client: FlaskClient, query: str) -> set[str]:
    """What a calendar can hold: hits that were held on a known day."""
    articles = client.get(f"/tim.json?{query}").get_json()["articles"]
    days = {article["id"]: [date["precision"] for date in article["held"]] for article in articles}
    return {article_id for article_id, known in days.items() if {"day", "minute"} & set(known)}


def check(client: FlaskClient, ending: str, screens: dict[str, Read]) -> int:
    """How many articles were compared."""
    seen = 0
    for query, (total, ids) in screens.items():
        answer = client.get(f"/tim.{ending}?{query}&trang=2")
        assert answer.status_code == 200, query
        assert answer.headers["X-Total-Count"] == str(total)
        stated, exported = READERS[ending](answer.get_data())
        shown = _on_a_day(client, query) if ending == "ics" else set(ids)
        assert exported == [article_id for article_id in ids if article_id in shown], query
        assert stated in (-1, total)
        seen += len(exported)
    return seen


@pytest.fixture(scope="module")
def screens(client: FlaskClient) -> dict[str, Read]:
    return {query: read_html(client, query) for query in _states(STATES)}


@pytest.mark.parametrize("ending", EXPORTS)
def test_an_export_is_what_the_screen_shows(
    client: FlaskClient, ending: str, screens: dict[str, Read]
) -> None:
    assert check(client, ending, screens) >= 5, "the states must find something"


@pytest.mark.quality
def test_every_export_is_what_the_screen_shows_50_times(client: FlaskClient) -> None:
    screens = {query: read_html(client, query) for query in _states(50)}
    assert all(check(client, ending, screens) >= 40 for ending in EXPORTS)


@pytest.fixture(scope="module")
def limited(storage: StorageSettings) -> FlaskClient:
    limits = {"export_articles_max": 7, "feed_entries_max": 7, "calendar_articles_max": 7}
    return _app(storage, **limits).test_client()


@pytest.mark.parametrize("ending", EXPORTS)
def test_a_limit_cuts_the_end_and_is_stated(client: FlaskClient, limited: FlaskClient, ending: str) -> None:
    read, url = READERS[ending], f"/tim.{ending}?q=hoi+nghi"
    answer = limited.get(url)
    first = read_json(limited.get("/tim.json?q=hoi+nghi").get_data())[1]
    assert len(first) == 7
    everything = read(client.get(url).get_data())[1]
    assert read(answer.get_data())[1] == [article_id for article_id in everything if article_id in first]
    assert answer.headers["X-Limit"] == "7"
    assert int(answer.headers["X-Total-Count"]) > 7


LISTS = {
    "/co-quan/so-y-te": "co-quan=so-y-te",
    "/tinh/kien-giang": "tinh=kien-giang",
    "/cong/hon-dat": "nguon=hon-dat",
}
"""Pages about one agency, province or portal -> the search that finds the same."""


@pytest.mark.parametrize("ending", EXPORTS)
@pytest.mark.parametrize("page", LISTS)
def test_a_page_about_somebody_has_the_same_endings(client: FlaskClient, page: str, ending: str) -> None:
    answer, search = client.get(f"{page}.{ending}"), client.get(f"/tim.{ending}?{LISTS[page]}")
    assert READERS[ending](answer.get_data()) == READERS[ending](search.get_data())
    assert answer.headers["X-Total-Count"] == search.headers["X-Total-Count"] != "0"
    assert (
        client.get(f"{page}.{ending}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )
    shown = client.get(page).get_data(as_text=True)
    assert f"{page}.{ending}" in shown or ending == "ics"


def test_reposts_are_folded_as_on_the_page(client: FlaskClient) -> None:
    found = client.get("/tim.json?q=trien+khai+viec").get_json()
    assert (found["total"], found["listed"]) == (6, 2)
    assert [article["repost_count"] for article in found["articles"]] == [2, 2]
    newest = feedparser.parse(client.get("/tim.atom?q=trien+khai+viec&xep=moi-nhat").get_data())
    oldest = feedparser.parse(client.get("/tim.atom?q=trien+khai+viec&xep=cu-nhat").get_data())
    assert {entry.id for entry in newest.entries} == {entry.id for entry in oldest.entries}
    assert {entry.link for entry in newest.entries}.isdisjoint(entry.link for entry in oldest.entries)
    apart = client.get("/tim.json?q=trien+khai+viec&dang-lai=1").get_json()
    assert (apart["total"], apart["listed"], len(apart["articles"])) == (6, 6, 6)
    assert client.get("/api/v1/search?q=trien+khai+viec&dang-lai=1").get_json()["listed"] == 6
    answer = client.get("/api/v1/search?q=trien+khai+viec").get_json()
    assert (answer["total"], answer["listed"], answer["pages"]) == (6, 2, 1)
    assert [len(article["reposts"]) for article in answer["articles"]] == [2, 2]


@pytest.mark.parametrize("ending", EXPORTS)
def test_an_export_is_remembered_until_the_index_changes(client: FlaskClient, ending: str) -> None:
    url = f"/tim.{ending}?q=hoi+nghi&tinh=ha-noi"
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert client.get(f"{url}&loai=cuoc-hop").headers["ETag"] != first.headers["ETag"]
    assert client.get(f"{url}&lang=en").headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("ending", EXPORTS)
def test_an_export_is_the_same_bytes_each_time(client: FlaskClient, ending: str) -> None:
    """Nothing in it is of the clock, so that caches and followers see only what changed."""
    first, second = (client.get(f"/tim.{ending}?q=hoi+nghi").get_data() for _ in range(2))
    if ending == "xlsx":
        assert read_xlsx(first) == read_xlsx(second)
    else:
        assert first == second


@pytest.mark.parametrize("ending", EXPORTS)
def test_a_site_without_an_index_says_so(tmp_path: Path, ending: str) -> None:
    answer = _app(StorageSettings(directory=tmp_path)).test_client().get(f"/tim.{ending}")
    assert answer.status_code == 503
