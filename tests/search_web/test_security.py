"""Whatever a portal wrote is text here: markup in fields, archived scripts, links that are no web address."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_web.formats import web_address
from search_web.parts.archived_page import harmless, readable

DATA_BLOCK = {"type": "application/ld+json"}
"""Besides our own file the one use of `<script>`: data that browsers never run (HTML, 4.12.1)."""
PAGES = (
    "/",
    "/tim",
    "/tim?q=ma+doc",
    "/tim?q=%3Cscript%3Ealert(1)%3C/script%3E&tinh=%22%3E%3Cb%3E&tu=%22%3E%3Cb%3E",
)


@pytest.mark.parametrize(
    "url", [*PAGES, "/tin/{hostile}", "/tin/{hostile}/ban-luu", "/kho-tin", "/a<script>b"]
)
def test_markup_from_outside_is_shown_as_text(client: FlaskClient, site, url: str) -> None:
    page = _tags(client.get(url.format(hostile=site.id_of("hostile"))).get_data(as_text=True))
    assert not {"b", "img"} & {tag for tag, _ in page}
    scripts = [attributes for tag, attributes in page if tag == "script"]
    assert all(own == DATA_BLOCK or own["src"].startswith("/static/tra-tin.js?") for own in scripts)
    assert not [name for _, attributes in page for name in attributes if name.startswith("on")]
    addresses = [
        value for _, attributes in page for name, value in attributes.items() if name in ("href", "src")
    ]
    assert all(address.startswith(("/", "https://", "#")) for address in addresses), addresses


def _tags(page: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, {k: v or "" for k, v in attrs}))
    parser.feed(page)
    return found


def test_markup_is_not_lost_either(client: FlaskClient, site) -> None:
    page = client.get(f"/tin/{site.id_of('hostile')}").get_data(as_text=True)
    assert page.count("&lt;script&gt;") >= 9


@pytest.mark.parametrize(
    "url", ["/", "/tim", "/tin/{meeting}", "/tro-giup", "/khong-co", "/healthz", "/robots.txt"]
)
def test_every_answer_carries_the_security_headers(client: FlaskClient, site, url: str) -> None:
    headers = client.get(url.format(meeting=site.id_of("meeting"))).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy, "files of ours, nothing inline"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "url", ["/", "/tim?q=xa", "/tin/{meeting}", "/tin/{meeting}/ban-luu", "/kho-tin", "/tro-giup"]
)
def test_pages_have_no_inline_script_or_style(client: FlaskClient, site, url: str) -> None:
    page = client.get(url.format(meeting=site.id_of("meeting"))).get_data(as_text=True)
    inline = re.sub(r'<script src="/static/tra-tin\.js\?v=\w+" defer></script>', "", page)
    assert "<script" not in inline.replace('<script type="application/ld+json">', "")
    assert "<style" not in page
    assert " style=" not in page


def test_the_archived_page_can_neither_run_nor_reach_anything(client: FlaskClient, site) -> None:
    response = client.get(f"/tin/{site.id_of('versions')}/ban-luu/khung")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert "allow-" not in policy
    assert response.headers["X-DNS-Prefetch-Control"] == "off"
    page = response.get_data(as_text=True).lower()
    for tag in ("<link", "<meta", "<base", "<iframe"):
        assert tag not in page
    assert "lịch tiếp công dân" in page


def test_the_archived_page_stands_in_a_frame_without_rights(client: FlaskClient, site) -> None:
    page = client.get(f"/tin/{site.id_of('versions')}/ban-luu").get_data(as_text=True)
    assert '<iframe sandbox="" ' in page


def test_the_archived_file_is_never_a_page_of_ours(client: FlaskClient, site) -> None:
    response = client.get(f"/tin/{site.id_of('versions')}/ban-luu/tai-ve")
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert b"<script>" in response.data, "unchanged, or its digest would be worth nothing"


@given(st.text(alphabet=st.sampled_from("<>/linkmetabseifro \n\t\f\0x\"'="), max_size=60))
def test_no_arrangement_of_pieces_makes_an_acting_tag(text: str) -> None:
    assert not re.search(r"<(link|meta|base|iframe)[\s/>]", harmless(text), re.IGNORECASE)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Họp".encode(), "text/html; charset=iso-8859-1", "Họp"),
        ("\ufeffHọp".encode(), None, "Họp"),
        ("Họp".encode("utf-16"), None, "Họp"),
        (
            b'<meta charset="windows-1258">' + "é".encode("windows-1258"),
            "text/html",
            '<meta charset="windows-1258">é',
        ),
        ("é".encode("windows-1252"), "text/html; charset=no-such", "é"),
        (b"\xe9\x81", "text/html; charset=hex", "\xe9\ufffd"),
    ],
)
def test_archived_bytes_become_text(body: bytes, content_type: str | None, text: str) -> None:
    assert readable(body, content_type) == text


@given(st.binary(max_size=80), st.text(max_size=30))
def test_any_bytes_become_text(body: bytes, content_type: str) -> None:
    readable(body, content_type)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.gov.vn/x", True),
        ("HTTP://a.gov.vn", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://a.gov.vn/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//a.gov.vn/x", False),
        ("/x", False),
        ("http://[x", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, linked: bool) -> None:
    assert (web_address(url) is not None) == linked
