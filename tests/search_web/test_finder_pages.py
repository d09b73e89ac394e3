"""Article, meetings, documents, agencies, provinces, portals, versions: over articles that were read."""

import datetime as dt
import html
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from corpus.archive import Archive
from corpus.article import Article, Attachment, PartialDate
from corpus.attachment import FetchedFile, ReadFile, file_key
from corpus.catalog import Catalog, FrontierUrl, VisitedPage
from corpus.enrich import enrich
from corpus.portal import Portal
from corpus.settings import StorageSettings
from indexer import IndexerSettings, update_index
from search_web import WebSettings, create_app
from search_web.meetings.finder import Room
from search_web.pages.compare import compared
from tests.search_web.small_site import keep
from tests.search_web.test_files import capture

NOON = dt.datetime(2026, 5, 4, 5, tzinfo=dt.UTC)
EVIL = "<img src=x onerror=alert(1)>"
PLAN = "https://hoabinh.vidu.gov.vn/tep/ke-hoach.pdf"
PORTALS = (
    Portal(
        key="hoa-binh",
        agency="UBND xã Hòa Bình",
        level="commune",
        province="Kiên Giang",
        start_urls=("https://hoabinh.vidu.gov.vn/",),
    ),
    Portal(key="trong", agency="UBND xã Trống", level="commune", start_urls=("https://trong.vidu.gov.vn/",)),
)


def report(number: int, posted: str, title: str, *body: str, files: tuple[Attachment, ...] = ()) -> Article:
    precision = "minute" if "T" in posted else "day"
    return enrich(
        Article(
            url=f"https://hoabinh.vidu.gov.vn/tin/{number}",
            portal="hoa-binh",
            platform="generic",
            title=title,
            body=body,
            published=PartialDate(value=posted, precision=precision, source="markup"),
            attachments=files,
        ),
        PORTALS[0],
    )


ARTICLES = {
    "july": report(
        1,
        "2022-07-04T15:00:00+07:00",
        "Họp giao ban tháng 7",
        "Sáng ngày 04/7/2022, tại hội trường UBND xã, đồng chí Lê Thị Mận, Chủ tịch UBND xã chủ trì cuộc họp "
        "giao ban triển khai Kế hoạch số 74/KH-UBND ngày 28/6/2018 của UBND huyện An Minh.",
        "Kết luận cuộc họp, đồng chí Lê Thị Mận yêu cầu Văn phòng rà soát hộ nghèo, báo cáo trước ngày 15/7.",
        files=(Attachment(name=f"Kế hoạch {EVIL}.pdf", href=PLAN, url=PLAN),),
    ),
    "late": report(
        2,
        "2022-08-10",
        "Hội nghị sơ kết 6 tháng đầu năm",
        "Ngày 29/7/2022, UBND xã tổ chức hội nghị sơ kết 6 tháng đầu năm do đồng chí Trần Văn Bé, Phó "
        "Chủ tịch UBND xã chủ trì, theo Kế hoạch số 74/KH-UBND ngày 28/6/2018 của UBND huyện An Minh.",
    ),
    "older": report(
        3,
        "2020-03-02",
        "Hội nghị tổng kết năm 2019",
        "Ngày 28/02/2020, UBND xã tổ chức hội nghị tổng kết năm 2019 theo Kế hoạch số 74/KH-UBND ngày "
        "10/01/2019 của UBND tỉnh Kiên Giang.",
    ),
    "evil": report(
        4,
        "2022-07-05",
        f"Họp {EVIL} giao ban",
        f"Sáng 5/7/2022, đồng chí Lê {EVIL} Văn chủ trì cuộc họp giao ban tại {EVIL}. {EVIL}",
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    storage = StorageSettings(directory=tmp_path_factory.mktemp("finder"))
    july = ARTICLES["july"]
    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        catalog.save_portals(PORTALS)
        for number, article in enumerate(ARTICLES.values()):
            keep(catalog, archive, article, NOON + dt.timedelta(minutes=number))
        later = july.model_copy(update={"body": (july.body[0], f"Bổ sung: {EVIL}", *july.body[1:])})
        keep(catalog, archive, later, NOON + dt.timedelta(days=2))
        _read_file(catalog)
        update_index(IndexerSettings(), storage, catalog)
    return create_app(WebSettings(), storage, IndexerSettings(), PORTALS).test_client()


def _read_file(catalog: Catalog) -> None:
    key = file_key(PLAN)
    asked = FrontierUrl(url=PLAN, canonical_url=key, role="attachment")
    file = FetchedFile(key=key)
    catalog.record_page(
        VisitedPage(
            asked, capture(999, PLAN), article=None, discovered=(), outcome="done", now=NOON, file=file
        )
    )
    text = f"Mục tiêu của kế hoạch.\n{EVIL}\n" + "Dòng dài. " * 4000
    catalog.files.save_text(key, ReadFile(text=text, kind="pdf", bytes=9000), NOON)


def id_of(name: str) -> str:
    return ARTICLES[name].article_id


def get(client: FlaskClient, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return html.unescape(response.get_data(as_text=True))


def test_the_chair_leads_to_the_sentence_that_names_them(client: FlaskClient) -> None:
    page = get(client, f"/tin/{id_of('july')}")
    found = re.search(r'<a href="#(cau-\d+)">Lê Thị Mận, Chủ tịch UBND xã</a>', page)
    assert found
    assert re.search(rf'id="{found[1]}"[^>]*>Sáng ngày 04/7/2022', page)
    assert "Giao: Văn phòng" in page


def test_the_text_of_a_file_is_shown_in_part(client: FlaskClient) -> None:
    page = get(client, f"/tin/{id_of('july')}")
    assert "<p>Mục tiêu của kế hoạch.</p>" in page
    assert "Chỉ hiện phần đầu" in page
    assert len(page) < 60_000


def test_an_article_is_cited_in_three_forms(client: FlaskClient) -> None:
    page = get(client, f"/tin/{id_of('july')}")
    assert "@misc{tratin-" + id_of("july") in page
    assert re.search(r"\{\{cite web \|url=https://hoabinh\S+ \|title=Họp giao ban tháng 7 \|publisher=", page)
    assert "|date=2022-07-04 |language=vi |archive-url=http" in page
    assert "/ban-luu?phien-ban=2 |archive-date=2026-05-06 |url-status=live}}" in page


def test_what_changed_between_two_versions_is_marked(client: FlaskClient) -> None:
    assert f'href="/tin/{id_of("july")}/so-sanh"' in get(client, f"/tin/{id_of('july')}")
    page = client.get(f"/tin/{id_of('july')}/so-sanh").get_data(as_text=True)
    assert "<ins>Bổ sung: &lt;img" in page
    assert "<del>" not in page
    back = client.get(f"/tin/{id_of('july')}/so-sanh?tu=2&den=1").get_data(as_text=True)
    assert "<del>Bổ sung" in back


@pytest.mark.parametrize("query", ["?tu=0", "?tu=9", "?den=x", "?tu=1&den=%C2%B2", "?tu=-1"])
def test_there_is_no_version_of_that_number(client: FlaskClient, query: str) -> None:
    get(client, f"/tin/{id_of('july')}/so-sanh{query}", 404)
    get(client, f"/tin/{id_of('older')}/so-sanh", 404)


@given(st.lists(st.text("ab c", max_size=9), max_size=6), st.lists(st.text("ab c", max_size=9), max_size=6))
def test_a_comparison_holds_both_texts(before: list[str], after: list[str]) -> None:
    rows = list(compared(before, after))
    for kept, text in (("removed", before), ("added", after)):
        shown = ("".join(piece.text for piece in row if piece.change in ("same", kept)) for row in rows)
        assert "".join(shown) == "".join(text)


def test_the_newest_month_is_shown_unasked(client: FlaskClient) -> None:
    page = get(client, "/cuoc-hop")
    assert "Tháng 7/2022" in page
    assert page.index("Họp giao ban tháng 7") < page.index("Hội nghị sơ kết")
    assert 'href="#ngay-2022-07-04"' in page
    assert 'href="/cuoc-hop?thang=2/2020"' in page, "the next earlier month that has a meeting"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("thang=7/2022", {"july", "late", "evil"}),
        ("thang=2022-07", {"july", "late", "evil"}),
        ("thang=tháng 7 năm 2022&chu-tri=tran+van+be", {"late"}),
        ("thang=2/2020", {"older"}),
        ("thang=6/2022", set()),
        ("noi=hoi+truong", {"july"}),
        ("loai-hop=giao-ban", {"july", "evil"}),
        ("tinh=kien-giang&thang=7/2022", {"july", "late", "evil"}),
        ("tinh=ca-mau", set()),
        ("co-quan=khong-co", set()),
        ("thang=7/2022&chu-tri=%22)", set()),
    ],
)
def test_meetings_are_chosen(client: FlaskClient, query: str, names: set[str]) -> None:
    page = get(client, f"/cuoc-hop?{query}")
    shown = set(re.findall(r'<h3><a href="/tin/(\w+)"', page))
    assert shown == {id_of(name) for name in names}
    month = re.search(r'href="(/cuoc-hop\.ics\?[^"]*)" rel="nofollow">Tải lịch', page)
    listed = _ids_in(client, month[1]) if month else set()
    assert listed == {id_of(name) for name in names}


def _ids_in(client: FlaskClient, url: str) -> set[str]:
    calendar = Calendar.from_ical(client.get(url).get_data())
    return {str(event["url"]).rsplit("/", 1)[1] for event in calendar.walk("VEVENT")}


def test_the_part_of_a_day_is_said_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert "<li>Sáng</li>" in get(client, "/cuoc-hop?thang=7/2022")
    assert "<li>Morning</li>" in get(client, "/cuoc-hop?thang=7/2022&lang=en")


def test_a_calendar_without_a_month_has_all_of_them(client: FlaskClient) -> None:
    assert _ids_in(client, "/cuoc-hop.ics") == {id_of(name) for name in ("july", "late", "older", "evil")}


def test_a_month_that_cannot_be_read_is_said(client: FlaskClient) -> None:
    assert "Nhập tháng, ví dụ 7/2022" in get(client, "/cuoc-hop?thang=thang+may")


def test_a_number_leads_to_its_documents(client: FlaskClient) -> None:
    assert client.get("/van-ban?so=74 kh ubnd").location == "/van-ban/74/KH-UBND"
    assert client.get("/van-ban?so=nuoc sach").location == "/tim?q=nuoc+sach"
    assert client.get("/van-ban/kh 74 ubnd?nam=2018&_external=1").location == "/van-ban/74/KH-UBND?nam=2018"
    page = get(client, "/van-ban/74/KH-UBND")
    assert "Kho tin có 2 văn bản" in page
    urls = re.findall(r'href="(/van-ban/74/KH-UBND\?co-quan[^"]+)"', page)
    assert len(urls) == 2
    cited = [set(re.findall(r'class="title"><a href="/tin/(\w+)"', get(client, url))) for url in urls]
    assert cited == [{id_of("july"), id_of("late")}, {id_of("older")}], "those cited most first"


def test_the_documents_cited_most_are_told_apart(client: FlaskClient) -> None:
    page = get(client, "/van-ban")
    rows = re.findall(r'href="(/van-ban/74/KH-UBND\?[^"]+)".*\n.*<li>(\d) tin nhắc tới</li>', page)
    assert [count for _, count in rows] == ["2", "1"]
    for url, count in rows:
        assert f"{count} tin nhắc tới, mới nhất trước." in get(client, url)
    assert "gộp mọi văn bản mang số đó" in get(client, "/tim/loc/van-ban")
    assert "gộp mọi văn bản mang số đó" not in get(client, "/tim/loc/co-quan")


def test_who_cites_a_document_comes_newest_first(client: FlaskClient) -> None:
    page = get(client, "/van-ban/74/KH-UBND?nam=2018")
    assert page.index("Hội nghị sơ kết") < page.index("Họp giao ban tháng 7")
    assert "Văn bản khác cùng số" in page


def test_who_cites_a_document_as_a_file(client: FlaskClient) -> None:
    page = get(client, "/van-ban/74/KH-UBND?nam=2018")
    urls = [html.unescape(url) for url in re.findall(r'href="(/van-ban/74/KH-UBND\.json[^"]+)"', page)]
    found = client.get(urls[0]).get_json()
    assert [article["id"] for article in found["articles"]] == [id_of("late"), id_of("july")]
    assert found["page"].endswith(html.unescape(urls[0]).replace(".json", ""))
    feed = client.get(urls[0].replace(".json", ".atom")).get_data(as_text=True)
    assert "van-ban:74%2Fkh-ubnd%7C2018" in feed
    assert client.get("/van-ban/74/KH-UBND.json").status_code == 404, "two documents bear the number"


def test_the_api_tells_documents_of_one_number_apart(client: FlaskClient) -> None:
    documents = client.get("/api/v1/documents?so=kh 74 ubnd").get_json()["documents"]
    assert [(one["number"], one["citing"]) for one in documents] == [("74/KH-UBND", 2), ("74/KH-UBND", 1)]
    for one, cited in zip(documents, ({id_of("july"), id_of("late")}, {id_of("older")}), strict=True):
        asked = f"/api/v1/documents/citing?so=74/KH-UBND&co-quan={one['co_quan']}&nam={one['nam']}"
        answer = client.get(asked).get_json()
        assert {article["id"] for article in answer["articles"]} == cited
        assert answer["document"] == one
    first = client.get("/api/v1/documents/citing?so=74/KH-UBND&nam=2018&moi-trang=1")
    assert (first.get_json()["pages"], first.get_json()["previous"]) == (2, None)
    second = client.get(first.get_json()["next"]).get_json()
    assert second["page"] == 2
    assert 'rel="next"' in first.headers["Link"]
    assert client.get("/api/v1/documents?so=nuoc sach").get_json() == {"documents": []}
    assert client.get("/api/v1/documents/citing?so=74/KH-UBND").status_code == 404


@pytest.mark.parametrize("path", ["khong-phai-so", "99/QĐ-UBND", "74/KH-UBND?trang=7", "74/KH-UBND?trang=x"])
def test_a_document_nobody_cites_is_not_found(client: FlaskClient, path: str) -> None:
    get(client, f"/van-ban/{path}&nam=2018" if "?" in path else f"/van-ban/{path}", 404)


@pytest.mark.parametrize("url", ["/tinh/kien-giang", "/tinh/an-giang", "/cong/hoa-binh"])
def test_what_is_held_since_when_and_what_not(client: FlaskClient, url: str) -> None:
    page = get(client, url)
    assert "Kho có 4 tin, đăng từ tháng 3/2020 đến tháng 8/2022" in page
    assert "Không giữ tin nào của: tháng 4/2020 – tháng 6/2022" in page
    for address in re.findall(r'<td><a href="([^"]+)"', page):
        assert re.search(r"<h2>[12] kết quả", get(client, address)), address


def test_agencies_and_provinces_are_listed(client: FlaskClient) -> None:
    agencies = get(client, "/co-quan?chua=hoa+binh")
    assert 'href="/co-quan/ubnd-xa-hoa-binh">UBND xã Hòa Bình</a>' in agencies
    assert "Không có lựa chọn nào khớp" in get(client, "/co-quan?chua=khong+co")
    provinces = get(client, "/tinh")
    then, now = provinces.index(">Kiên Giang</a>"), provinces.index(">An Giang</a>")
    assert now < then, "today's names come first"


def test_a_full_day_says_what_it_leaves_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_web.views.meetings.ROOM", Room(shown=0, least_a_day=0))
    page = get(client, "/cuoc-hop?thang=7/2022&lang=vi")
    assert "cuộc họp nữa: chọn cơ quan hoặc tỉnh để xem đủ" in page


@pytest.mark.parametrize("url", ["/cong/trong", "/tinh/binh-duong"])
def test_a_portal_or_province_of_which_nothing_is_held_says_so(client: FlaskClient, url: str) -> None:
    assert "Kho có 0 tin" in get(client, url)


@pytest.mark.parametrize("url", ["/co-quan/khong-co", "/tinh/khong-co", "/cong/khong-co", "/tinh/---"])
def test_what_is_not_known_is_not_found(client: FlaskClient, url: str) -> None:
    get(client, url, 404)


PAGES = (
    *(f"/tin/{id_of(name)}" for name in ("evil", "july")),
    f"/tin/{id_of('july')}/so-sanh",
    "/cuoc-hop?thang=7/2022",
    f"/cuoc-hop?chu-tri={EVIL}&noi={EVIL}&thang={EVIL}&co-quan={EVIL}",
    "/van-ban",
    "/van-ban/74/KH-UBND",
    "/tinh/kien-giang",
    "/cong/hoa-binh",
)


@pytest.mark.parametrize("url", PAGES)
def test_what_a_portal_wrote_is_text(client: FlaskClient, url: str) -> None:
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(client.get(url).get_data(as_text=True))
    assert "img" not in {tag for tag, _ in found}
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["/cuoc-hop?{}", "/cuoc-hop.ics?{}", "/van-ban/{}", "/tinh/{}", "/cong/{}"]), st.data()
)
def test_no_url_is_a_server_error(client: FlaskClient, path: str, data: st.DataObject) -> None:
    names = ("thang", "chu-tri", "noi", "co-quan", "loai-hop", "tinh", "trang", "nam")
    pairs = st.tuples(st.sampled_from(names), st.text(max_size=8)).map("=".join)
    filled = path.format("&".join(data.draw(st.lists(pairs, max_size=3))))
    assert client.get(unquote(filled).replace("\0", "")).status_code < 500
