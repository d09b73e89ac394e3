"""parse_page takes any bytes: it says what they are, and never raises or takes long over them."""

# ruff: noqa: E501 - markup as portals write it

import gzip
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms import parse_page

ARTICLE_URL = "http://x.vidu.vn/tin-tuc/mot-bai-viet-co-ten-dai-12.html"
HOME = "<html><head><title>Cổng thông tin</title></head><body>{}</body></html>"
SHAREPOINT = {"MicrosoftSharePointTeamServices": "15.0"}
DETAIL = "https://x.vidu.gov.vn/trang/TinTuc/9/12/mot-bai.html"


def read(body: bytes | str, url: str = ARTICLE_URL, **headers: str):
    data = body.encode() if isinstance(body, str) else body
    return parse_page(data, url, 200, {"Content-Type": "text/html", **headers})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"%PDF-1.5\n%\xe2\xe3", "not-html"),
        (b"PK\x03\x04....", "not-html"),
        (b"just words", "not-html"),
        (b'{"code": "rest_no_route"}', "not-html"),
        (b"<div>" * 2000 + b"x", "not-html"),
        (b'<frameset rows="9,*"><frame src="/tin.asp"></frameset>', "frameset"),
        (b'<meta http-equiv="refresh" content="0; URL=/portal/default.aspx"><body></body>', "redirect"),
        (b'<body><script>document.cookie="a=1";location.reload();</script></body>', "challenge"),
        ("<body><h2>Website đang bảo trì, mời quay lại sau</h2></body>".encode(), "error"),
        (b"<h1>Server Error in '/' Application.</h1><p>Runtime Error</p>", "error"),
        ("<p>ID Tương quan: 11-22</p><p>Ngày và Giờ: 11/22/2026 8:10 AM</p>".encode(), "error"),
        ("<p>Bài viết bạn tìm không còn tồn tại trên hệ thống.</p>".encode(), "soft-404"),
        (b'<title>Login</title><form action="/login"><input type="password"></form>', "login"),
    ],
)
def test_page_class_of_what_is_no_content(body: bytes, expected: str) -> None:
    reading = read(body)
    assert reading.page_class == expected
    assert reading.article is None


def test_maintenance_is_told_apart_from_other_errors() -> None:
    assert read("<body><p>Hệ thống đang nâng cấp.</p></body>").problems == ("maintenance",)


def test_frames_and_refreshes_lead_on() -> None:
    frames = read(b'<frameset><frame src="tin.asp?id=5"></frameset>')
    assert [url.url for url in frames.discovered] == ["http://x.vidu.vn/tin-tuc/tin.asp?id=5"]
    refresh = read(b'<meta http-equiv="refresh" content="0;url=/a/b.aspx"><body></body>')
    assert [url.url for url in refresh.discovered] == ["http://x.vidu.vn/a/b.aspx"]


def test_article_url_with_an_emptied_template_is_a_soft_404() -> None:
    template = '<div class="chitiettin"><div id="tieude_tin"></div><div id="noidung_tin"></div></div>'
    assert read(HOME.format(template), DETAIL, **SHAREPOINT).page_class == "soft-404"


def test_article_url_answered_with_the_home_page_is_a_soft_404() -> None:
    teasers = "".join(f'<a href="/trang/TinTuc/9/{n}/x.html">Hội nghị tổng kết số {n}</a>' for n in range(9))
    reading = read(HOME.format(teasers), DETAIL, **SHAREPOINT)
    assert (reading.page_class, reading.discovered) == ("soft-404", ())


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 1_000_000,
        b"<p>" * 200_000,
        b"<table><tr><td>" * 30_000,
        b"<a href='/mot-hai-ba-bon-nam-sau.html'>mot hai ba bon</a>" * 20_000,
        gzip.compress(b"a" * 50_000_000, mtime=0),
        b"<html>" + Random(7).randbytes(200_000),
        b"<html><body " + b"a=b " * 100_000 + b">x",
        b"<html><body><p>" + "nguồn: ".encode() * 50_000,
    ],
    ids=["nested", "unclosed", "tables", "links", "gzip-bomb", "noise", "attributes", "labels"],
)
@pytest.mark.timeout(60)
def test_hostile_bytes_are_read_to_an_end(body: bytes) -> None:
    read(body)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"<html><body>", b"<?xml version='1.0'?>", b"[{", b"<rss>"]),
)
@settings(max_examples=120, deadline=None)
def test_parse_page_never_raises(tail: bytes, start: bytes) -> None:
    for url in (ARTICLE_URL, "http://x.vidu.vn/robots.txt"):
        read(start + tail, url)


@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<table>",
                "<tr><td>",
                "</table>",
                "<br>",
                "<a href='x'>",
                "</a>",
                "<b>",
                "<img>",
                "<li>",
                "12/03/2020",
                "Tác giả: An",
                "Số: /KH",
                "Nơi nhận:",
                "Tin liên quan",
                "<h1>",
                "Ủy ban nhân dân xã tổ chức hội nghị tổng kết năm, nhiều đại biểu tham dự và phát biểu. " * 3,
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_markup_is_read(parts: list[str]) -> None:
    reading = read("<html><body>" + " ".join(parts))
    if reading.article:
        assert reading.article.title
        assert all(paragraph == paragraph.strip() for paragraph in reading.article.body)


def test_hint_gives_the_date_that_the_page_hides() -> None:
    from corpus.article import PartialDate
    from corpus.frontier import UrlHint

    text = "<p>" + "Hội thao của trường diễn ra sôi nổi, học sinh hào hứng. " * 9 + "</p>"
    page = HOME.format(
        f'<h1 class="entry-title">Hội thao chào xuân</h1><div class="entry-content">{text}</div>'
    )
    hint = UrlHint(published=PartialDate(value="2022-01-05", precision="day", source="rest"))
    reading = parse_page(page.encode(), ARTICLE_URL, 200, {}, hint=hint)
    assert reading.article is not None
    assert reading.article.published == hint.published


BODY = "<p>" + "Hội nghị đã nghe báo cáo kết quả công tác và phương hướng thời gian tới. " * 6 + "</p>"


def test_teasers_that_look_like_the_article_do_not_answer() -> None:
    teaser = (
        '<div class="NewsItem"><div class="TitleNews"><a href="Default.aspx?sid=1&pageid=2&id=3">Tin khác trong tuần</a>'
        '</div><div class="DateCreate">Ngày 01/01/2020</div><div class="SummaryNews">Tóm tắt của một tin khác.</div></div>'
    )
    detail = (
        '<div class="NewsDetail"><div class="TitleNews">Tổng kết phong trào thi đua</div>'
        f'<div class="DateCreate">Ngày 05/02/2021</div><div class="ContentNews">{BODY}</div></div>'
    )
    html = f'<body><div class="PortletLeft">{teaser * 3}</div><div class="PortletNews">{detail}{teaser}</div></body>'
    reading = read(html, "http://x.vidu.gov.vn/Default.aspx?sid=1&pageid=2&catid=9&id=7")
    assert reading.article is not None
    assert reading.article.title == "Tổng kết phong trào thi đua"
    assert reading.article.lead is None
    assert reading.article.published is not None
    assert reading.article.published.value == "2021-02-05"


def test_a_title_may_link_to_its_own_page() -> None:
    html = (
        '<link rel="https://api.w.org/" href="/wp-json/"><body class="single"><h1 class="entry-title">'
        f'<a href="/tong-ket-phong-trao-thi-dua/">Tổng kết phong trào thi đua</a></h1><div class="entry-content">{BODY}</div>'
    )
    reading = read(html, "http://x.vidu.vn/tong-ket-phong-trao-thi-dua/")
    assert reading.article is not None
    assert reading.article.title == "Tổng kết phong trào thi đua"


def test_dates_of_other_headlines_documents_and_prose_are_never_the_publication() -> None:
    html = (
        f'<body><h1>Hội nghị tổng kết năm học</h1><div class="noi-dung"><p>Ngày 25/01/2021, nhà trường tổ chức hội nghị.</p>'
        f'{BODY}</div><h3>Các tin khác</h3><ul><li><a href="/a">Tin thứ nhất của trường</a> (01/02/2021)</li></ul>'
        "<table><caption>Tháng Tám 2026</caption><tr><td>02/08/2026</td></tr></table></body>"
    )
    reading = read(html)
    assert reading.article is not None
    assert reading.article.published is None


@pytest.mark.parametrize(
    ("captured", "published"),
    [
        ("2024-03-05", "2024-03-04"),
        ("2024-03-03T18:00", "2024-03-04"),
        ("2024-02-20", None),
        (None, "2024-03-04"),
    ],
)
def test_a_date_behind_the_capture_is_not_believed(captured: str | None, published: str | None) -> None:
    text = (
        "<p>Đội văn nghệ xã tập luyện chuẩn bị cho hội diễn mùa xuân, buổi nào cũng đông đủ diễn viên.</p>"
        * 4
    )
    html = f"<html><body><h1>Đội văn nghệ xã tập luyện</h1><p>Ngày đăng: 04/03/2024</p><div>{text}</div></body></html>"
    at = datetime.fromisoformat(captured).replace(tzinfo=UTC) if captured else None
    url = "http://xa.vidu.vn/chi-tiet/doi-van-nghe-xa-tap-luyen-4.html"
    article = parse_page(html.encode(), url, 200, {}, captured_at=at).article
    assert article is not None
    assert (article.published.value[:10] if article.published else None) == published
