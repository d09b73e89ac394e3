"""Canonical URLs: total over any text, and naming twice changes nothing."""

from hypothesis import example, given
from hypothesis import strategies as st

from corpus.urls import canonical_url

PIECES = st.sampled_from(
    [
        *(
            "/",
            "//",
            "/..",
            "/.",
            "?",
            "&",
            "&amp;",
            "=",
            "#",
            "%",
            "%2F",
            "%2e",
            "%C0",
            "%CC%81",
            "%E1%BB%99",
        ),
        *("a", "A", "ộ", "o\u0323\u0302", "+", " ", ";jsessionid=1", "/(S(x))/", ":", "@", "[", "]", ".html"),
        *(
            "index.php",
            "vi/",
            "news/",
            "print/",
            "88",
            "nv=news",
            "op=Tin/a-88",
            "language=vi",
            "page-3",
            "pdf",
        ),
        *(
            "sid=1",
            "pageid=2",
            "tabid/",
            "Default.aspx",
            "mDefault.aspx",
            "m/",
            "trang/tintuc/",
            "1/2/x.html",
        ),
        *(
            "/_layouts/15/print.aspx?url=",
            "Article/ViewDetail.aspx",
            "itemid=3",
            "p_p_id=1",
            "p_p_state=x",
            "p_p_state=maximized",
            "_1_cur=",
            "sid=0a1b2c",
        ),
        *("option=com_content", "id=1:a", "/feed", "/amp", "/2025/03", "utm_source=z", ".aspx"),
    ]
)
URL_LIKE = st.lists(PIECES, max_size=12).map(lambda pieces: "https://a.example.vn/" + "".join(pieces))


@given(st.one_of(st.text(), st.text().map("http://".__add__), URL_LIKE))
@example("https://a.example.vn/=%CC%B8")
@example("https://a.example.vn/index.php?nv=..&op=/../%2e%2e")
def test_any_text_is_named_once(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once
    assert once.isascii()


@given(URL_LIKE, st.sampled_from(["wordpress", "nukeviet", "sharepoint", "liferay", "generic", "vnedu"]))
def test_naming_is_stable_for_each_platform(url: str, platform: str) -> None:
    once = canonical_url(url, platform)
    assert canonical_url(once, platform) == once


@given(st.dictionaries(st.text("abcn", min_size=1), st.text("xyz12", min_size=1), min_size=2))
def test_order_of_parameters_does_not_matter(params: dict[str, str]) -> None:
    pairs = [f"{name}={value}" for name, value in params.items()]
    one = canonical_url(f"https://a.example.vn/tin?{'&'.join(pairs)}")
    assert canonical_url(f"https://a.example.vn/tin?{'&'.join(reversed(pairs))}") == one
