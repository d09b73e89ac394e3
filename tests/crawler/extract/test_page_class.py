"""Pages that are no content are told by their own marks; stories that use the same words are content."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.page_class import find_obstacle, frame_sources, is_maintenance, redirect_target

MENU = "".join(
    f'<li><a href="/muc-{n}/">Chuyên mục số {n} của cổng thông tin huyện</a></li>' for n in range(60)
)
NOTICE = "<body><ul><li><a href='/'>Trang chủ</a></li></ul><p>{}</p></body>"
STORY = (
    "<p>{} Lãnh đạo huyện đề nghị các phòng, ban, các xã và nhân dân theo dõi, sắp xếp thời gian, thực "
    "hiện nghiêm túc và báo cáo kết quả về Văn phòng để tổng hợp, trình Thường trực xem xét quý tới.</p>"
)

PAGES = {
    # errors with status 200
    "<title>HTTP Status 500 – Internal Server Error</title><p>Type Exception Report</p>": "error",
    "<title>Request Rejected</title>Please consult your administrator. Your support ID is: 77": "error",
    "<font>Microsoft OLE DB Provider for SQL Server</font> error '80004005'": "error",
    NOTICE.format("SQLSTATE[HY000] [2002] Connection refused"): "error",
    NOTICE.format("Hệ thống đang bận, mời bạn thử lại sau."): "error",
    NOTICE.format("Đã có lỗi xảy ra trong quá trình xử lý yêu cầu."): "error",
    NOTICE.format("Cổng thông tin điện tử xã Vĩnh An tạm ngừng để bảo dưỡng máy chủ."): "error",
    # articles that are not there
    f"<title>404</title><body><ul>{MENU}</ul><h1>404</h1><p>Xin lỗi!</p></body>": "soft-404",
    f"<body><ul>{MENU}</ul><h2>Không tìm thấy trang bạn cần</h2></body>": "soft-404",
    NOTICE.format("Tin bài này không còn nữa."): "soft-404",
    NOTICE.format("Nội dung bạn chọn chưa được xuất bản."): "soft-404",
    f"<div><p>Bài viết không tồn tại hoặc đã bị gỡ bỏ!</p></div>{STORY.format('')}": "soft-404",
    f"<span> Rất tiếc, tin bài này đã bị xóa. </span>{STORY.format('')}": "soft-404",
    # logins
    NOTICE.format("Bạn cần đăng nhập để xem nội dung này."): "login",
    "<title>Đăng nhập hệ thống</title><h1>Đăng nhập</h1><a href='/sso'>Tài khoản định danh</a>": "login",
    "<form action='/_layouts/15/Authenticate.aspx'><input name=u><input type=password></form>": "login",
    # challenges
    "<script>document.cookie='k=1; path=/';location=location.href;</script>": "challenge",
    "<script>document.cookie='k=1';</script><meta http-equiv=refresh content='0;url=/tin'>": "challenge",
    "<script>function setCookie(n,v){}setCookie('a','b');window.location.reload()</script>": "challenge",
    "<script src='/aes.js'></script><script>slowAES.decrypt(a,2,b,c)</script>": "challenge",
    # pages that lead elsewhere
    '<script>window.location.href = "/web/guest/trang-chu";</script>': "redirect",
    "<script>location.replace('/portal/index.aspx')</script><p>Đang chuyển hướng...</p>": "redirect",
    "<meta http-equiv='REFRESH' content='url=/trang-chu'>": "redirect",
    "<meta http-equiv='refresh' content='0; /trang-chu'>": "redirect",
    "<iframe src='/web/guest/home' width='100%'></iframe>": "frameset",
    "<frameset><frame src='a.asp'></frameset>": "frameset",
}
CONTENT = [
    f"<h1>Tuyến đường liên xã đang nâng cấp</h1>{STORY.format('Hệ thống đường liên xã đang được nâng cấp.')}",
    f"<h1>Đổi lịch tiếp công dân</h1>{STORY.format('Thông tin về lịch tiếp công dân đã được thay đổi.')}",
    f"<h1>Cảnh báo lừa đảo</h1>{STORY.format('Người dân vui lòng đăng nhập đúng trang của ngân hàng.')}",
    f"<h1>Bài viết</h1>{STORY.format('')}<form><input type=password></form><p>Đăng nhập</p>",
    NOTICE.format("Bạn phải đăng nhập để bình luận."),
    "<p>Tin</p><noscript><meta http-equiv='refresh' content='0;url=/nojs'></noscript>",
    "<meta http-equiv='refresh' content='300'><p>Trang chủ</p>",
    "<h1>Kế hoạch số 12</h1><iframe src='/files/ke-hoach-12.pdf'></iframe>",
    f"<div id=root></div><script>document.cookie='a=1';location.href;{'x=1;' * 9000}</script><img src=a>",
    f"<ul>{MENU}</ul><h3>Không tìm thấy kết quả</h3>",
    f"<h1>Tin giả</h1>{STORY.format('Bài viết không còn tồn tại.')}",
    f"<h1>Lịch</h1><span style='display: none'>Bài viết không tồn tại</span>{STORY.format('')}",
    f"<h1>Lịch</h1><a href='/x'>Bài viết đã bị gỡ bỏ</a>{STORY.format('')}",
]


def obstacle(html: str) -> str | None:
    return find_obstacle(BeautifulSoup(html, "lxml"), html, 200)


@pytest.mark.parametrize(("html", "expected"), PAGES.items())
def test_pages_without_content_are_told_by_their_marks(html: str, expected: str) -> None:
    assert obstacle(html) == expected


@pytest.mark.parametrize("html", CONTENT)
def test_content_that_uses_such_words_stays_content(html: str) -> None:
    assert obstacle(html) is None


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;url=/a", "/a"),
        (" 5 , URL = '/a b' ", "/a b"),
        ("url=/a", "/a"),
        ("0; /a", "/a"),
        ("30", None),
        ("", None),
        ("0;url=", None),
    ],
)
def test_refresh_leads_where_its_content_says(content: str, target: str | None) -> None:
    html = f'<meta http-equiv="refresh" content="{content}">'
    assert redirect_target(BeautifulSoup(html, "lxml"), html) == target


def test_frames_of_files_and_of_trackers_are_no_pages() -> None:
    html = (
        "<iframe src=/a.pdf></iframe><noscript><iframe src=/ns></iframe></noscript><iframe src=/b></iframe>"
    )
    assert frame_sources(BeautifulSoup(html, "lxml")) == ("/b",)


def test_maintenance_is_of_the_host_not_of_a_road() -> None:
    assert is_maintenance("Website đang được nâng cấp, vui lòng quay lại sau")
    assert is_maintenance("Cổng thông tin điện tử huyện đang bảo trì")
    assert not is_maintenance("Đường ĐT 963 đang nâng cấp")
