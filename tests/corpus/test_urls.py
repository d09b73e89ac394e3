"""Canonical URLs, platform by platform. Hosts and pages are of our own making."""

import json
from pathlib import Path

import pytest

from corpus.urls import canonical_url, page_of_print_view

SAME = {
    # spelling
    "HTTPS://VinhAn.Example.VN:443/Tin-tuc/a.html#binh-luan": "https://vinhan.example.vn/Tin-tuc/a.html",
    "http://vinhan.example.vn.:8080": "http://vinhan.example.vn:8080/",
    " https://vinhan.example.vn//a/./b/../c/ ": "https://vinhan.example.vn/a/c/",
    "https://vinhan.example.vn/tin?b=2&a=1&c=": "https://vinhan.example.vn/tin?a=1&b=2",
    "https://vinhan.example.vn/tin?&amp;a=1&amp;b=x+y": "https://vinhan.example.vn/tin?a=1&b=x%20y",
    "https://vinhan.example.vn/h%e1%bb%99i-ngh%e1%bb%8b": "https://vinhan.example.vn/h%E1%BB%99i-ngh%E1%BB%8B",
    "https://vinhan.example.vn/ho%CC%A3%CC%82i": "https://vinhan.example.vn/h%E1%BB%99i",
    "https://vinhan.example.vn/hội": "https://vinhan.example.vn/h%E1%BB%99i",
    "https://vinhan.example.vn/%7Etin/100%/a%2Fb%c0": "https://vinhan.example.vn/~tin/100%25/a%2Fb%C0",
    # trackers, sessions, ways back
    "https://a.example.vn/tin.aspx?id=9&utm_medium=x&gclid=1&gidzl=z": "https://a.example.vn/tin.aspx?id=9",
    "https://a.example.vn/tin;jsessionid=AB12.node1?cur=2": "https://a.example.vn/tin?cur=2",
    "https://a.example.vn/(S(abc123))/Trang/Tin.aspx?ID=4": "https://a.example.vn/trang/tin.aspx?id=4",
    "https://a.example.vn/tin.php?id=1&PHPSESSID=ab&print=1": "https://a.example.vn/tin.php?id=1",
    "https://a.example.vn/x?sid=0123456789abcdef0123456789abcdef": "https://a.example.vn/x",
    "https://a.example.vn/x?sid=7be20d": "https://a.example.vn/x",
    "https://a.example.vn/x?sid=2040": "https://a.example.vn/x?sid=2040",
    "https://a.example.vn/x?sid=dacbe": "https://a.example.vn/x?sid=dacbe",
    # SharePoint
    "https://a.example.vn/DonVi/BenLuc/Trang/ChiTiet.aspx?NID=77": (
        "https://a.example.vn/donvi/benluc/trang/chitiet.aspx?nid=77"
    ),
    "https://a.example.vn/_layouts/15/print.aspx?url=%2Fportal%2FPages%2FTin.aspx%3Fid%3D3": (
        "https://a.example.vn/portal/pages/tin.aspx?id=3"
    ),
    "https://a.example.vn/m/12/345/Hoi-nghi.html": "https://a.example.vn/trang/tintuc/12/345/Hoi-nghi.html",
    "https://a.example.vn/trang/TinTuc/12/345/Hoi-nghi.html": (
        "https://a.example.vn/trang/tintuc/12/345/Hoi-nghi.html"
    ),
    # Liferay
    "https://a.example.vn/tin/-/asset_publisher/Ab9/content/hoi-nghi?redirect=%2Ftin&inheritRedirect=true": (
        "https://a.example.vn/tin/-/asset_publisher/Ab9/content/hoi-nghi"
    ),
    "https://a.example.vn/web/guest/tin?p_p_id=101_INSTANCE_k&p_p_lifecycle=0&_101_INSTANCE_k_cur=3"
    "&_101_INSTANCE_k_delta=10&_101_INSTANCE_k_keywords=&p_p_col_pos=2": (
        "https://a.example.vn/web/guest/tin?_101_INSTANCE_k_cur=3&_101_INSTANCE_k_delta=10&p_p_id=101_INSTANCE_k"
    ),
    "https://a.example.vn/web/guest/tin;jsessionid=9F?p_p_id=56&p_p_lifecycle=0&p_p_state=normal": (
        "https://a.example.vn/web/guest/tin"
    ),
    "https://a.example.vn/tin?p_p_mode=view&p_p_state=maximized&p_p_id=20&_20_redirect=x": (
        "https://a.example.vn/tin?p_p_id=20&p_p_state=maximized"
    ),
    # NukeViet
    "https://a.example.vn/index.php?language=vi&nv=news&op=Giao-duc/Khai-giang-88": (
        "https://a.example.vn/vi/news/Giao-duc/Khai-giang-88.html"
    ),
    "https://a.example.vn/index.php?nv=news&op=Giao-duc/page-3": "https://a.example.vn/vi/news/Giao-duc/page-3/",
    "https://a.example.vn/index.php?language=vi&nv=laws": "https://a.example.vn/vi/laws/",
    "https://a.example.vn/index.php/vi/news/Giao-duc/Khai-giang-88.html": (
        "https://a.example.vn/vi/news/Giao-duc/Khai-giang-88.html"
    ),
    # Joomla
    "http://a.example.vn/index.php/tin/88-khai-giang?tmpl=component&print=1&page=": (
        "http://a.example.vn/index.php/tin/88-khai-giang"
    ),
    "http://a.example.vn/index.php?option=com_content&view=article&id=88:khai-giang&catid=3&Itemid=9": (
        "http://a.example.vn/index.php?id=88&option=com_content&view=article"
    ),
    # DotNetNuke, HueCIT
    "http://a.example.vn/Tin-tuc/tabid/61/ArticleID/88/Default.aspx?mid=5&dnnprintmode=true": (
        "http://a.example.vn/tin-tuc/tabid/61/articleid/88/default.aspx"
    ),
    "https://a.example.vn/?tc=88&gd=2&cn=31": "https://a.example.vn/?cn=31&gd=2&tc=88",
    # mojoPortal, VNPT Portal
    "https://a.example.vn/Article/ViewDetail.aspx?itemid=88&pageid=4&mid=25": (
        "https://a.example.vn/article/viewdetail.aspx?itemid=88"
    ),
    "https://a.example.vn/Article/ViewList.aspx?mid=25&pageid=4&pagenumber=2": (
        "https://a.example.vn/article/viewlist.aspx?mid=25&pageid=4&pagenumber=2"
    ),
    "http://a.example.vn/mDefault.aspx?sid=12&pageid=3&catid=9&id=88&title=khai-giang": (
        "http://a.example.vn/default.aspx?catid=9&id=88&pageid=3&sid=12"
    ),
    # WordPress
    "https://a.example.vn/khai-giang/?replytocom=7#respond": "https://a.example.vn/khai-giang/",
    "https://a.example.vn/khai-giang/amp/": "https://a.example.vn/khai-giang/",
    "https://a.example.vn/chuyen-muc/tin/page/3": "https://a.example.vn/chuyen-muc/tin/page/3",
    "https://a.example.vn/chuyen-muc/tin/feed/": "https://a.example.vn/chuyen-muc/tin/feed/",
    "https://a.example.vn/?p=88": "https://a.example.vn/?p=88",
}

NO_PAGE = [
    "",
    "tin/a.html",
    "//vinhan.example.vn/a",
    "javascript:__doPostBack('ctl00$pager','')",
    "mailto:vanthu@vinhan.example.vn",
    "tel:0270123456",
    "data:text/html,a",
    "ftp://vinhan.example.vn/a.doc",
    "https://[bad/",
    "https://:80/",
    "https://vinhan.example.vn:port/",
    "https://a.example.vn/vi/news/print/Giao-duc/Khai-giang-88.html",
    "https://a.example.vn/vi/news/savefile/Giao-duc/Khai-giang-88.html",
    "https://a.example.vn/index.php?language=vi&nv=news&op=print/Giao-duc/Khai-giang-88",
    "https://a.example.vn/vi/news/Giao-duc/Khai-giang-88.html?pdf=1&id=0",
    "https://a.example.vn/vi/users/login/",
    "http://a.example.vn/Login/tabid/61/Default.aspx?returnurl=%2f",
    "http://a.example.vn/Tin/tabid/61/ctl/Edit/mid/5/Default.aspx",
    "https://a.example.vn/_layouts/15/Authenticate.aspx?Source=%2F",
    "https://a.example.vn/c/portal/login?p_l_id=10",
    "https://a.example.vn/wp-login.php?redirect_to=x",
    "https://a.example.vn/2025/03",
    "https://a.example.vn/2025/03/14/page/2/",
    "https://a.example.vn/2025/03/khai-giang/feed/",
    "https://a.example.vn/comments/feed/",
    "https://a.example.vn/print/88",
]


@pytest.mark.parametrize(("url", "expected"), SAME.items())
def test_page_has_one_name(url: str, expected: str) -> None:
    assert canonical_url(url) == expected
    assert canonical_url(expected) == expected


@pytest.mark.parametrize("url", NO_PAGE)
def test_what_is_no_page_of_its_own_has_no_name(url: str) -> None:
    assert canonical_url(url) == ""


def test_scheme_is_raised_only_for_hosts_known_to_serve_both() -> None:
    assert canonical_url("http://a.example.vn/x") == "http://a.example.vn/x"
    assert canonical_url("http://A.example.vn/x", https_hosts={"a.example.vn"}) == "https://a.example.vn/x"


def test_known_platform_keeps_the_rules_of_others_out() -> None:
    assert canonical_url("https://a.example.vn/2025/03", "liferay") == "https://a.example.vn/2025/03"
    assert canonical_url("https://a.example.vn/2025/03", "wordpress") == ""
    assert canonical_url("https://a.example.vn/2025/03", "generic") == ""


def test_print_wrappers_inside_print_wrappers_are_a_trap() -> None:
    url = "/tin.aspx"
    for _ in range(2000):
        url = f"/_layouts/15/print.aspx?url={url}"
    assert canonical_url(f"https://a.example.vn{url}") == ""


def test_shared_vectors_hold(shared: Path) -> None:
    for vector in json.loads((shared / "hazards" / "url_canonical.json").read_text(encoding="utf-8")):
        url, expected = vector["url"], vector["canonical"]
        if "shortlink" in vector["why"] or expected == "ATTACHMENT":
            continue  # only the page itself says what its short link stands for; files are no pages
        known = {url.split("/")[2].lower()} if "known to serve both" in vector["why"] else set()
        assert canonical_url(url, https_hosts=known) == (expected or ""), url


@pytest.mark.parametrize(
    ("view", "page"),
    [
        ("/vi/news/print/Giao-duc/Khai-giang-88.html", "/vi/news/Giao-duc/Khai-giang-88.html"),
        ("/tin-tuc/print/Giao-duc/Khai-giang-88.html", "/tin-tuc/Giao-duc/Khai-giang-88.html"),
        ("/print/88", "/node/88"),
        ("/tin.php?id=1&print=1", "/tin.php?id=1"),
        ("/index.php/tin/88-khai-giang?tmpl=component&print=1", "/index.php/tin/88-khai-giang"),
        (
            "/Tin/tabid/61/ArticleID/88/Default.aspx?dnnprintmode=true",
            "/Tin/tabid/61/ArticleID/88/Default.aspx",
        ),
        ("/tin?p_p_id=101&viewMode=print", "/tin?p_p_id=101"),
        ("/_layouts/15/print.aspx?url=%2FPages%2FTin.aspx%3Fid%3D3", "/Pages/Tin.aspx?id=3"),
        ("/tin?viewMode=full&b=%C3%A1", "/tin?viewMode=full&b=%C3%A1"),
        ("/vi/news/print/", "/vi/news/print/"),
    ],
)
def test_a_print_view_stands_for_its_page(view: str, page: str) -> None:
    assert page_of_print_view(f"https://a.example.vn{view}") == f"https://a.example.vn{page}"
