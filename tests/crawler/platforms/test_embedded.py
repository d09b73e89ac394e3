"""An article that stands only in a page's data is read as if it were drawn; a list of articles is none."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms import Reading, parse_page

TEXT = "Hội nghị đã nghe báo cáo kết quả công tác và phương hướng thời gian tới của địa phương. "
NEWS = {"id": 7, "title": "Hội nghị tổng kết công tác năm", "content": f"<p>{TEXT * 3}</p>"}
OTHER = {"id": 8, "title": "Ra quân dọn vệ sinh đường làng", "content": f"<p>{TEXT * 9}</p>"}
URL = "https://x.vidu.gov.vn/chi-tiet-tin/nid/7/hoi-nghi"


def read(data: Any, url: str = URL, drawn: str = "") -> Reading:
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    html = f'<html><body><div id="__next">{drawn}</div>{script}</body></html>'
    return parse_page(html.encode(), url, 200, {"Content-Type": "text/html"})


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"publishedAt": "2025-08-04T18:30:00.000Z"}, "2025-08-05T01:30:00+07:00"),
        ({"ngay_dang": "04/08/2025"}, "2025-08-04"),
        ({"publishDate": 1756258200000}, "2025-08-27T08:30:00+07:00"),
        ({"publishDate": 1756258200}, "2025-08-27T08:30:00+07:00"),
        ({"createdAt": "2025-08-04T18:30:00.000Z"}, None),
    ],
)
def test_only_a_date_of_publication_is_taken(published: dict[str, Any], expected: str | None) -> None:
    article = read({"news": NEWS | published}).article
    assert article is not None
    assert (article.published.value if article.published else None) == expected


def test_the_article_is_the_one_that_the_url_names() -> None:
    for nid, wanted in (("7", NEWS), ("8", OTHER)):
        article = read([NEWS, OTHER], f"https://x.vidu.gov.vn/chi-tiet-tin/nid/{nid}/tin").article
        assert article is not None
        assert article.title == wanted["title"]


def test_several_articles_of_which_the_url_names_none_are_a_list() -> None:
    assert read([NEWS, OTHER], "https://x.vidu.gov.vn/tin-tuc").article is None


def test_what_the_server_has_drawn_is_not_added_again() -> None:
    drawn = f'<article><h1>{NEWS["title"]}</h1><div class="prose">{NEWS["content"]}</div></article>'
    article = read({"news": NEWS}, drawn=drawn).article
    assert article is not None
    assert len(article.body) == 1


def test_fields_may_be_objects_and_broken_letters_are_left_out() -> None:
    news = {"title": {"vi": "Hội nghị tổng kết \ud800công tác"}, "body": {"processed": TEXT * 3}}
    article = read({"node": news}).article
    assert article is not None
    assert article.title == "Hội nghị tổng kết công tác"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just(TEXT * 3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*NEWS, "files", "url", "publishDate", "author", "x"]), inner)
    ),
    max_leaves=25,
)


@given(JSON)
@settings(max_examples=40, deadline=None)
def test_any_data_is_read_to_an_end(data: Any) -> None:
    read(data)
    read({"news": NEWS | {"files": data, "author": data, "publishDate": data}})
