"""`/quan-tri`: closed to all but who knows the password, changed only from its own pages."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.alarms import Alarm, save_alarms
from corpus.article import Article, Kind
from corpus.settings import StorageSettings
from indexer import IndexerSettings, Synonym, read_synonyms
from search_web import WebSettings, create_app
from search_web.operators.passwords import hash_password
from search_web.operators.proposals import explained
from search_web.operators.sessions import MOST, Sessions
from search_web.operators.settings import OperatorsSettings
from search_web.operators.unfound import UnfoundQueries, countable
from tests.search_web import small_site

PASSWORD = "mật khẩu đủ dài 2026"
HASH = hash_password(PASSWORD)
PAGES = ("/quan-tri", "/quan-tri/tu-dong-nghia")
CHANGES = ("/quan-tri/tu-dong-nghia/them", "/quan-tri/tu-dong-nghia/bo", "/quan-tri/khong-thay/bo")


@pytest.fixture
def storage(site, tmp_path: Path) -> StorageSettings:
    """The small site, with a place of its own for what operators write."""
    for name in ("catalog.sqlite", "index", "warc"):
        (tmp_path / name).symlink_to(site.storage.directory / name)
    return StorageSettings(directory=tmp_path)


@pytest.fixture
def app(storage: StorageSettings) -> Flask:
    operators = OperatorsSettings(password_hash=HASH, logins_per_minute=4, unfound_least=2)
    made = create_app(
        WebSettings(operators=operators), storage, IndexerSettings(reopen_seconds=0), small_site.PORTALS
    )
    return made


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def operator(app: Flask) -> FlaskClient:
    client = app.test_client()
    assert log_in(client).status_code == 303
    return client


def log_in(client: FlaskClient, password: str = PASSWORD, **options):
    options.setdefault("base_url", "https://localhost")
    return client.post("/quan-tri/dang-nhap", data={"mat-khau": password}, **options)


def see(client: FlaskClient, url: str) -> str:
    answer = client.get(url, base_url="https://localhost")
    assert answer.status_code == 200, url
    return answer.get_data(as_text=True)


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', see(client, "/quan-tri"))
    assert found
    return found[1]


def change(client: FlaskClient, url: str, headers: dict[str, str] | None = None, **data: str):
    return client.post(url, data=data, base_url="https://localhost", headers=headers or {})


@pytest.mark.parametrize("url", [*PAGES, *CHANGES, "/quan-tri/dang-nhap", "/quan-tri/dang-xuat"])
def test_without_a_password_configured_nothing_is_there(storage, url: str) -> None:
    client = create_app(WebSettings(), storage, IndexerSettings()).test_client()
    assert client.get(url).status_code in (404, 405)
    assert client.post(url, data={"mat-khau": ""}).status_code in (404, 405)


@pytest.mark.parametrize("url", PAGES)
def test_who_is_not_logged_in_is_sent_to_the_login(visitor: FlaskClient, url: str) -> None:
    answer = visitor.get(url)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/quan-tri/dang-nhap"
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_is_changed_without_a_login(visitor: FlaskClient, storage) -> None:
    for url in CHANGES:
        assert change(visitor, url, viet="a", nghia="b", csrf="").status_code == 303
    assert read_synonyms(storage) == ()


def test_the_cookie_is_for_this_site_and_no_script(app: Flask) -> None:
    cookie = log_in(app.test_client()).headers["Set-Cookie"]
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/quan-tri"} <= set(cookie.split("; "))


@pytest.mark.parametrize("password", ["", "x", PASSWORD + " ", PASSWORD.upper(), "x" * 100_000, HASH])
def test_a_wrong_password_opens_nothing(visitor: FlaskClient, password: str) -> None:
    answer = log_in(visitor, password)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert visitor.get("/quan-tri", base_url="https://localhost").status_code == 303


def test_passwords_cannot_be_tried_endlessly(app: Flask) -> None:
    client = app.test_client()
    codes = [log_in(client, "sai").status_code for _ in range(6)]
    assert codes == [403] * 4 + [429] * 2
    assert log_in(client).status_code == 429, "not even the right one"
    elsewhere = {"REMOTE_ADDR": "198.51.100.9"}
    assert log_in(client, environ_overrides=elsewhere).status_code == 303


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_other_sites_cannot_ask_for_changes(operator: FlaskClient, storage, headers: dict[str, str]) -> None:
    data = {"viet": "a", "nghia": "b", "csrf": token(operator)}
    assert change(operator, CHANGES[0], headers, **data).status_code == 403
    assert log_in(operator, headers=headers).status_code == 403
    assert read_synonyms(storage) == ()
    assert change(operator, CHANGES[0], {"Origin": "https://localhost"}, **data).status_code == 303


@pytest.mark.parametrize("csrf", ["", "x", "é" * 40])
def test_a_change_needs_the_token_of_its_session(operator: FlaskClient, storage, csrf: str) -> None:
    assert change(operator, CHANGES[0], viet="a", nghia="b", csrf=csrf).status_code == 403
    assert read_synonyms(storage) == ()


def test_the_token_of_another_session_does_not_do(app: Flask, operator: FlaskClient) -> None:
    other = app.test_client()
    log_in(other)
    assert change(operator, CHANGES[0], viet="a", nghia="b", csrf=token(other)).status_code == 403


def test_logging_out_ends_the_session_and_not_just_the_cookie(operator: FlaskClient) -> None:
    cookie = operator.get_cookie("tratin-quan-tri", path="/quan-tri")
    assert cookie
    change(operator, "/quan-tri/dang-xuat", csrf=token(operator))
    operator.set_cookie("tratin-quan-tri", cookie.value, path="/quan-tri")
    assert operator.get("/quan-tri", base_url="https://localhost").status_code == 303


def test_a_session_ends_by_itself_and_there_are_never_too_many() -> None:
    clock = [0.0]
    sessions = Sessions(60, lambda: clock[0])
    first = sessions.begin()
    clock[0] = 59
    assert sessions.of(first)
    clock[0] = 61
    assert sessions.of(first) is None
    tokens = [sessions.begin() for _ in range(MOST + 1)]
    assert sessions.of(tokens[0]) is None
    assert sessions.of(tokens[-1])


def test_the_overview_says_how_everything_stands(operator: FlaskClient, site) -> None:
    for _ in range(2):
        operator.get("/tim?q=zzqx", base_url="https://localhost")
        operator.get("/tim?q=zzqx+zzqy", base_url="https://localhost")
    page = see(operator, "/quan-tri")
    assert f"<dd>{len(site.articles)}</dd>" in page
    assert "UBND huyện Hòn Đất" in page
    assert "<code>search.results</code>" in page


def test_unfound_queries_lead_to_a_synonym_and_can_be_dismissed(app: Flask, operator: FlaskClient) -> None:
    for number in range(2):
        app.config["PAGE_CACHE"]._pages.clear()
        operator.get(f"/tim?q=ZZQX+{'' if number else ' '}", base_url="https://localhost")
    operator.get("/tim?q=motlan", base_url="https://localhost")
    page = see(operator, "/quan-tri")
    assert "/quan-tri/tu-dong-nghia?viet=zzqx" in page
    assert "motlan" not in page, "asked once"
    assert 'value="zzqx"' in see(operator, "/quan-tri/tu-dong-nghia?viet=zzqx")
    change(operator, CHANGES[2], q="zzqx", csrf=token(operator))
    assert "zzqx" not in see(operator, "/quan-tri")


def test_a_synonym_works_with_the_next_search_and_ends_with_it(operator: FlaskClient, storage) -> None:
    csrf = token(operator)
    assert "Không" in see(operator, "/tim?q=nsnt")
    rule = {"viet": "NSNT", "nghia": "nước sạch nông thôn", "csrf": csrf}
    assert change(operator, CHANGES[0], **rule).status_code == 303
    assert "Hội nghị sơ kết chương trình" in re.sub("<[^>]+>", "", see(operator, "/tim?q=nsnt"))
    assert "NSNT" in see(operator, "/quan-tri/tu-dong-nghia")
    change(operator, CHANGES[1], **rule)
    assert read_synonyms(storage) == ()
    assert "Hội nghị sơ kết chương trình" not in re.sub("<[^>]+>", "", see(operator, "/tim?q=nsnt"))


def test_both_ways_are_two_synonyms(operator: FlaskClient, storage) -> None:
    change(operator, CHANGES[0], **{"viet": "A1", "nghia": "B2", "hai-chieu": "1", "csrf": token(operator)})
    assert read_synonyms(storage) == (Synonym(written="A1", meant="B2"), Synonym(written="B2", meant="A1"))


@pytest.mark.parametrize("viet", ["", "!!!", "x" * 200, "mot " * 30])
def test_what_is_no_synonym_comes_back_with_a_reason(operator: FlaskClient, viet: str) -> None:
    answer = change(operator, CHANGES[0], viet=viet, nghia="b", csrf=token(operator))
    assert answer.status_code == 422
    assert "Mỗi ô cần từ 1 đến 12 tiếng" in answer.get_data(as_text=True)


def test_markup_in_queries_and_synonyms_is_text(operator: FlaskClient) -> None:
    change(operator, CHANGES[0], viet="<script>x", nghia='"><b>y', csrf=token(operator))
    page = see(operator, '/quan-tri/tu-dong-nghia?viet="><script>')
    assert "<script>" not in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Hội nghị  SƠ kết", "hoi nghi so ket"),
        ("74/KH-UBND ngày 18/6/2019", "74/kh-ubnd ngay 18/6/2019"),
        ("0912345678", ""),
        ("anh Nam 0912 345 678", ""),
        ("cccd 001.099.012.345", ""),
        ("nam@example.vn", ""),
        ("https://a.vn/x", ""),
        ("2019", ""),
        ("x" * 81, ""),
        ("", ""),
    ],
)
def test_what_may_be_about_a_person_is_not_counted(text: str, counted: str) -> None:
    assert countable(text) == counted


def test_counts_are_bounded_and_survive_a_restart(tmp_path: Path) -> None:
    unfound = UnfoundQueries(tmp_path, kept=10)
    for _ in range(3):
        unfound.note("hay tim")
    for number in range(100):
        unfound.note(f"cau {number} khac")
    assert len(unfound.often(1, 1000)) == 10
    unfound.write()
    assert UnfoundQueries(tmp_path, kept=10).often(2, 10) == [("hay tim", 3)]


def test_torn_counts_begin_anew(tmp_path: Path) -> None:
    (tmp_path / "unfound-queries.json").write_text("{")
    unfound = UnfoundQueries(tmp_path, kept=10)
    unfound.note("a b")
    assert unfound.often(1, 10) == [("a b", 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ban Chỉ đạo phòng cháy rừng (BCĐPCR) họp", [("BCĐPCR", "Ban Chỉ đạo phòng cháy rừng")]),
        ("của ngành Giáo dục và Đào tạo (GDĐT).", [("GDĐT", "Giáo dục và Đào tạo")]),
        ("mỗi xã một sản phẩm (OCOP)", []),
        ("họp (BCĐ)", []),
        ("(ABC)", []),
        ("Tổ Công nghệ số cộng đồng (CNSCĐ)", [("CNSCĐ", "Công nghệ số cộng đồng")]),
    ],
)
def test_an_abbreviation_is_proposed_where_its_initials_fit(text: str, found: list[tuple[str, str]]) -> None:
    assert list(explained(text)) == found


def test_proposals_come_from_articles_and_can_be_approved(tmp_path: Path) -> None:
    made = _site_explaining(tmp_path, "Tổ Quản lý nước thôn (TQLNT) ra mắt", count=2)
    operators = OperatorsSettings(password_hash=HASH)
    app = create_app(WebSettings(operators=operators), made, IndexerSettings(), small_site.PORTALS)
    client = app.test_client()
    log_in(client)
    assert "Tổ Quản lý nước thôn" in see(client, "/quan-tri/tu-dong-nghia").partition("Đề nghị")[2]
    csrf = token(client)
    change(client, CHANGES[0], viet="TQLNT", nghia="Tổ Quản lý nước thôn", csrf=csrf)
    approved = see(client, "/quan-tri/tu-dong-nghia").partition("Đã duyệt")
    assert "TQLNT" not in approved[0].partition("Đề nghị")[2]
    assert "TQLNT" in approved[2]


def _site_explaining(directory: Path, sentence: str, count: int) -> StorageSettings:
    from corpus.archive import Archive
    from corpus.catalog import Catalog
    from indexer import update_index

    storage = StorageSettings(directory=directory)

    def make(number: int) -> Article:
        return Article(
            url=f"https://hondat.example.gov.vn/tin/to/{number}",
            portal="hon-dat",
            platform="generic",
            title=f"Tin số {number}",
            body=(sentence,),
            kind=Kind.NEWS,
        )

    with Catalog.open(storage.resolved_catalog_url) as catalog, Archive(storage.warc_directory) as archive:
        for number in range(count):
            small_site.keep(catalog, archive, make(number), small_site.NOW)
        update_index(IndexerSettings(), storage, catalog)
    return storage


def test_alarms_of_the_crawler_stand_beside_their_portals(
    operator: FlaskClient, storage: StorageSettings
) -> None:
    assert "chưa có lượt thu thập nào" in see(operator, "/quan-tri")
    key = small_site.PORTALS[0].key
    alarms = [
        Alarm(portal=key, kind="silent", text="", value=12, usual=2),
        Alarm(portal=key, kind="field-drop", text="", value=0.1, usual=0.9, field="published"),
        Alarm(portal=key, kind="moved", text="", value=5, usual=0, field="vinhan.example.vn"),
    ]
    save_alarms(storage.directory, {key}, alarms, datetime(2026, 11, 22, 5, tzinfo=UTC))
    page = see(operator, "/quan-tri")
    assert "12 ngày làm việc không có tin mới, thường 2 ngày; chỉ 10 % tin có ngày đăng, thường 90 %" in page
    assert "tên miền đã chuyển sang vinhan.example.vn, cần ghi vào config.toml" in page
    assert "22/11/2026 12:00" in page
    (storage.directory / "alarms.json").write_text("{}")
    assert "alarms.json" in see(operator, "/quan-tri"), "a damaged report is said, and takes nothing down"
