"""A list page names its articles with title and date, and where it goes on; side columns do not answer."""

# ruff: noqa: E501 - markup as portals write it

import pytest

TITLES = (
    "Xã Bình Thạnh ra mắt mô hình tuyến đường sáng xanh sạch đẹp",
    "Đoàn giám sát HĐND tỉnh làm việc với UBND huyện về đầu tư công",
    "Khai giảng lớp bồi dưỡng kết nạp Đảng khóa III",
)
SIDE = '<div class="col-right"><ul>{}</ul></div>'.format(
    "".join(
        f'<li><a href="/tb/{n}">Thông báo lịch tiếp công dân tháng {n} năm 2022</a></li>' for n in range(5)
    )
)


def nukeviet() -> str:
    items = "".join(
        f'<div class="panel"><a href="/vi/news/tin/bai-{n}.html"><img src="a.jpg"></a><h3><a href="/vi/news/tin/bai-{n}.html">'
        f"{title}</a></h3><ul><li>0{n}/03/2022 09:1{n}:00</li><li>Đã xem: 10</li></ul>Tóm tắt...</div>"
        for n, title in enumerate(TITLES, 1)
    )
    pager = '<ul class="pagination"><li class="active"><a href="#">1</a></li><li><a href="/vi/news/tin/page-2/">2</a></li></ul>'
    return f'<html><head><meta name="generator" content="NukeViet v4.3"></head><body>{items}{pager}{SIDE}</body></html>'


def liferay() -> str:
    base = "https://x.vidu.gov.vn/tin-tuc"
    items = "".join(
        f'<div class="asset-abstract"><h3><a href="{base}/-/asset_publisher/aB/content/bai-{n}?redirect=%2F">{title}</a></h3>'
        f'<p>Tóm tắt <a href="{base}/-/asset_publisher/aB/content/bai-{n}?redirect=%2F">Đọc thêm</a></p>'
        f'<span class="metadata-publish-date">0{n}/03/2022</span></div>'
        for n, title in enumerate(TITLES, 1)
    )
    pager = (
        f'<ul class="pager lfr-pagination-buttons"><li><a href="javascript:;">Trước</a></li>'
        f'<li><a href="{base}?p_p_id=101_INSTANCE_aB&amp;_101_INSTANCE_aB_cur=2">Tiếp theo</a></li>'
        f'<li class="last"><a href="{base}?p_p_id=101_INSTANCE_aB&amp;_101_INSTANCE_aB_cur=9">Mới nhất</a></li></ul>'
    )
    return f'<html><body><a id="skip-to-content" href="#m">Truy cập</a>{items}{pager}{SIDE}</body></html>'


def wordpress() -> str:
    items = "".join(
        f'<article><h2 class="entry-title"><a href="/bai-viet-thu-{n}-cua-truong/">{title}</a></h2>'
        f'<time class="entry-date">0{n}/03/2022</time></article>'
        for n, title in enumerate(TITLES, 1)
    )
    pager = '<div class="nav-links"><span class="page-numbers current">1</span><a class="next page-numbers" href="/chuyen-muc/tin/page/2/">»</a></div>'
    return f'<html><head><link rel="https://api.w.org/" href="/wp-json/"></head><body class="archive">{items}{pager}{SIDE}</body></html>'


@pytest.mark.parametrize(
    ("html", "url", "next_url"),
    [
        (nukeviet(), "https://x.vidu.gov.vn/vi/news/tin/", "https://x.vidu.gov.vn/vi/news/tin/page-2/"),
        (
            liferay(),
            "https://x.vidu.gov.vn/tin-tuc",
            "https://x.vidu.gov.vn/tin-tuc?p_p_id=101_INSTANCE_aB&_101_INSTANCE_aB_cur=2",
        ),
        (
            wordpress(),
            "https://x.vidu.gov.vn/chuyen-muc/tin/",
            "https://x.vidu.gov.vn/chuyen-muc/tin/page/2/",
        ),
    ],
    ids=["nukeviet", "liferay", "wordpress"],
)
def test_list_names_articles_and_next_page(read, by_role, html: str, url: str, next_url: str) -> None:
    reading = read(html, url)
    assert reading.page_class == "list"
    hinted = [found for found in by_role(reading, "article") if found.hint]
    assert [found.hint.title for found in hinted] == list(TITLES)
    assert [found.hint.published.value[:10] for found in hinted] == ["2022-03-01", "2022-03-02", "2022-03-03"]
    assert next_url in [found.url for found in by_role(reading, "list")]


def test_last_page_leads_no_further(read, by_role) -> None:
    html = wordpress().replace('<a class="next page-numbers" href="/chuyen-muc/tin/page/2/">»</a>', "")
    urls = [
        found.url for found in by_role(read(html, "https://x.vidu.gov.vn/chuyen-muc/tin/page/9/"), "list")
    ]
    assert not any("/page/" in url for url in urls)


def test_postback_pager_becomes_a_form(read) -> None:
    html = """<html><head><meta name="GENERATOR" content="Microsoft SharePoint"></head><body>
    <form action="ChuyenMuc.aspx?cm=5"><input type="hidden" name="__EVENTTARGET" value=""><input type="hidden"
    name="__VIEWSTATE" value="vs1"><input type="hidden" name="__EVENTVALIDATION" value="ev1"><input name="q">
    <div class="item"><a href="ChiTietTinTuc.aspx?nid=9">Thị trấn Phú Hòa tổ chức ngày hội đọc sách</a> (01/02/2020)</div>
    <div class="item"><a href="ChiTietTinTuc.aspx?nid=8">Huyện đoàn trao học bổng cho học sinh nghèo</a> (31/01/2020)</div>
    <div class="phantrang"><span>1</span> <a href="javascript:__doPostBack('ctl00$p$2','')">2</a>
    <a href="javascript:__doPostBack('ctl00$p$next','')">Trang sau</a>
    <a href="javascript:__doPostBack('ctl00$p$last','')">Trang cuối</a></div></form></body></html>"""
    url = "https://x.vidu.gov.vn/donvi/a/Trang/ChuyenMuc.aspx?cm=5"
    (post,) = [found for found in read(html, url).discovered if found.request]
    assert (post.url, post.role) == (url, "list")
    assert post.request.fields == (
        ("__EVENTTARGET", "ctl00$p$next"),
        ("__EVENTARGUMENT", ""),
        ("__VIEWSTATE", "vs1"),
        ("__EVENTVALIDATION", "ev1"),
    )


def test_the_arrows_of_a_calendar_are_no_pager(read) -> None:
    html = """<html><head><meta name="GENERATOR" content="Microsoft SharePoint"></head><body>
    <form action="ChuyenMuc.aspx?cm=5"><input type="hidden" name="__VIEWSTATE" value="vs1">
    <div class="item"><a href="ChiTietTinTuc.aspx?nid=9">Thị trấn Phú Hòa tổ chức ngày hội đọc sách</a> (01/02/2020)</div>
    <table><tr><td><a href="javascript:__doPostBack('ctl00$Calendar1','V9739')">&lt;</a></td>
    <td><a href="javascript:__doPostBack('ctl00$Calendar1','V9800')">&gt;</a></td></tr></table></form></body></html>"""
    reading = read(html, "https://x.vidu.gov.vn/donvi/a/Trang/ChuyenMuc.aspx?cm=5")
    assert not [found for found in reading.discovered if found.request]


def test_calendars_searches_prints_and_foreign_links_are_not_followed(read) -> None:
    html = """<html><body><a href="/lich-cong-tac?tuan=46&nam=2026">Tuần trước</a><a href="/2026/10/">«</a>
    <a href="/tin-tuc?ngay=21&thang=11">21</a><a href="/lich/2026-12">»</a><a href="/tim-kiem?q=a">Tìm</a>
    <a href="/tag/hoi-nghi/">Thẻ</a><a href="/in-bai/12">In</a><a href="/dang-nhap">Vào</a>
    <a href="http://other.vidu.vn/tin/bai-viet-cua-noi-khac-12.html">Nơi khác</a><a href="mailto:a@b.vn">Thư</a>
    <a href="javascript:void(0)">Nút</a></body></html>"""
    assert read(html, "https://x.vidu.gov.vn/").discovered == ()


def test_feeds_are_found_in_the_head_but_comment_feeds_are_not(read, by_role) -> None:
    html = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed"></head><body><p>x</p></body></html>"""
    assert [found.url for found in by_role(read(html, "https://x.vidu.vn/"), "feed")] == [
        "https://x.vidu.vn/feed"
    ]


def test_liferay_feed_that_renames_the_articles_of_its_list_is_left_out(read, by_role) -> None:
    feed = '<a href="/tin-tuc/-/asset_publisher/aB/rss?p_p_cacheability=x">RSS</a>'
    here = liferay().replace("<a id=", f"{feed}<a id=")
    elsewhere = here.replace(
        "/tin-tuc/-/asset_publisher/aB/content", "/chi-tiet/-/asset_publisher/aB/content"
    )
    url = "https://x.vidu.gov.vn/tin-tuc"
    assert len(by_role(read(here, url), "feed")) == 1
    assert by_role(read(elsewhere, url), "feed") == []


def test_list_with_teasers_is_no_article(read) -> None:
    teasers = "".join(
        f'<div><h3><a href="/Pages/ChiTiet.aspx?ItemID={n}">{title}</a></h3><p>{"Đại biểu dự họp đông đủ. " * 9}</p></div>'
        for n, title in enumerate(TITLES)
    )
    html = f'<html><head><meta name="GENERATOR" content="Microsoft SharePoint"></head><body><div class="content">{teasers}</div></body></html>'
    assert read(html, "https://x.vidu.gov.vn/Pages/gioi-thieu.aspx").page_class == "list"
