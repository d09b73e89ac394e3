"""Each platform leaves alone a page that looks like its own but is not: a link, a picture, a class name."""

# ruff: noqa: E501 - markup as portals write it

import pytest

from crawler.platforms import PLATFORMS, parse_page

TEXT = "<p>" + "Hội nghị đã nghe báo cáo kết quả công tác và phương hướng thời gian tới. " * 6 + "</p>"
HOST = "https://x.vidu.gov.vn"

LOOK_ALIKES = {
    "sharepoint": (
        "/tin/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1 class="news-title">Hội nghị tổng kết</h1><p>Tập huấn Microsoft SharePoint cho cán bộ.</p>'
        '<img src="https://tinh.vidu.gov.vn/PublishingImages/anh.jpg"><a href="https://tinh.vidu.gov.vn/Pages/x.aspx">Cổng tỉnh</a>',
    ),
    "liferay": (
        "/vi/-/hoi-nghi-tong-ket",
        '<h1 class="news-title">Hội nghị tổng kết</h1><p>Phần mềm Liferay 7 và thư mục /documents/d/.</p>'
        '<a href="https://tinh.vidu.gov.vn/web/guest/trang-chu">Cổng tỉnh</a><div class="portlet">Khác</div>',
    ),
    "wordpress": (
        "/tin-tuc/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1 class="entry-title">Hội nghị tổng kết</h1><p>Tập huấn dùng WordPress cho các trường học.</p>'
        '<a href="https://truong.vidu.edu.vn/?p=12">Trang cũ</a><div class="entry-meta">Lượt xem: 3</div>',
    ),
    "dotnetnuke": (
        "/tin/hoi-nghi-tong-ket-cong-tac-nam.aspx",
        '<h1 class="NewsTitle">Hội nghị tổng kết</h1><p>Lớp quản trị DotNetNuke, thư mục /Portals/0/.</p>'
        '<form><input type="hidden" name="__VIEWSTATE" value="/wEPDwUJ"></form><div id="dnn">Khác</div>',
    ),
    "mojoportal": (
        "/Article/Xem.aspx?id=12",
        '<h2 class="articletitle">Hội nghị tổng kết</h2><span>Xem với cỡ chữ</span><p>mojoPortal</p>'
        '<a href="/Data/tai-lieu.doc">Tài liệu</a><link rel="stylesheet" href="/css.ashx?skin=a">',
    ),
    "vnpt-portal": (
        "/Default.aspx?pageid=2&id=12",
        '<h1 class="TitleNews">Hội nghị tổng kết</h1><p>Đơn vị phối hợp VNPT tỉnh lắp đường truyền.</p>'
        '<div class="DateCreated">Ngày 05/02/2021</div><a href="Default.aspx?pageid=3">Khác</a>',
    ),
    "vnedu": (
        "/tin-tuc/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1>Hội nghị tổng kết</h1><div class="content-detail"><p>Trường dùng sổ liên lạc của vnedu.</p></div>'
        '<a href="https://lms.vnedu.vn/">Học trực tuyến</a>',
    ),
    "drupal": (
        "/tin-tuc/hoi-nghi-tong-ket-cong-tac-nam",
        "<h1>Hội nghị tổng kết</h1><p>Bài viết về phần mềm Drupal 7 và thư mục sites/default/files.</p>"
        '<img src="https://cu.vidu.gov.vn/sites/default/files/anh.jpg"><a href="http://k.vn/node/12">Xem</a>',
    ),
    "joomla": (
        "/tin-tuc/12-hoi-nghi-tong-ket",
        '<h1>Hội nghị tổng kết</h1><div class="contentheading">Joomla! và phần mềm nguồn mở</div>'
        '<a href="http://cu.vidu.gov.vn/index.php?option=com_content&view=article&id=3">Trang cũ</a>',
    ),
    "nukeviet": (
        "/tin-tuc/hoi-nghi-tong-ket-12.html",
        '<h1>Hội nghị tổng kết</h1><span class="time">Thứ năm - 12/04/2012 20:45</span><p>Đang truy cập: 3</p>'
        '<p>Lớp tập huấn quản trị trang NukeViet.</p><a href="http://cu.vidu.vn/index.php?nv=news">Trang cũ</a>',
    ),
    "huecit": (
        "/tabid/120/articleid/9/default.aspx?gd=a&cn=b",
        '<link href="/Portals/_default/default.css"><h1>Hội nghị tổng kết</h1><div id="dnn_ctr388_ContentPane"></div>'
        '<a href="http://snn.vidu.gov.vn/DesktopModules/x.js">HueCIT</a><input name="__dnnVariable">',
    ),
    "cpx": (
        "/tin/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1>Hội nghị tổng kết</h1><a href="http://portal.vidu.gov.vn/portal/wpx/x/page/xemtin.cpx?item=1">Trang cũ</a>'
        '<img src="http://portal.vidu.gov.vn/portal/wpx/anh.jpg"><a href="tai-lieu.cpxx">Tải</a>',
    ),
    "nextjs": (
        "/tin/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1>Hội nghị tổng kết</h1><img src="https://xa.vidu.gov.vn/_next/static/media/anh.jpg"><div id="next"></div>'
        '<a href="https://xa.vidu.gov.vn/chi-tiet-tin/group/65/nid/3/tin">Next.js</a>',
    ),
    "umbraco": (
        "/tin/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1 class="news-title">Hội nghị tổng kết</h1><img src="/media/1043/logo.png">'
        '<a href="https://khu.vidu.gov.vn/umbraco/">Umbraco</a><script src="https://cdn.vidu.vn/App_Plugins/x.js"></script>',
    ),
    "websphere": (
        "/tin/hoi-nghi-tong-ket-cong-tac-nam.html",
        '<h1 class="news-title">Hội nghị tổng kết</h1><a href="http://thue.vidu.gov.vn/wps/portal/Home/tt">Trang thuế</a>'
        '<a href="/lien-ket?toi=/wps/portal/!ut/p/b1/x">WebSphere</a>',
    ),
    "aspnet": (
        "/ChiTietTin.aspx?id=12",
        '<h1>Hội nghị tổng kết</h1><form><input type="hidden" name="__VIEWSTATE" value="/wEPDwUJ"></form>'
        '<p class="lblNoiDung">Mã nguồn mẫu dùng nhãn lblTieuDe và lblNoiDung.</p>',
    ),
    "php": (
        "/index.php?page=tin&id=12",
        '<h1>Hội nghị tổng kết</h1><a href="index.php?page=tin&id=13">Tin khác</a>'
        '<a href="http://pgd.vidu.edu.vn/index.php?chucnang=view_chude&chudecode=1">Trang cũ</a>',
    ),
}
"""Platform -> (path, what stands on the page beside a plain article)."""


def test_every_platform_has_a_page_that_it_must_not_claim() -> None:
    assert set(LOOK_ALIKES) == {platform.name for platform in PLATFORMS}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alike_is_not_claimed(name: str) -> None:
    path, markup = LOOK_ALIKES[name]
    html = f"<html><head><title>Hội nghị</title></head><body>{markup}<div>{TEXT}</div></body></html>"
    reading = parse_page(html.encode(), HOST + path, 200, {"Content-Type": "text/html"})
    assert reading.platform != name
    assert reading.article is not None, "the generic reader still reads it"


def test_drupal_order_of_day_and_month_is_settled_by_what_the_element_tells_machines() -> None:
    for shown, machine, expected in (
        ("04/05/2023", "2023-05-04T12:00:00Z", "2023-05-04"),  # noon UTC stands for no time at all
        ("04/05/2023", "2023-04-05T12:00:00Z", "2023-04-05"),
        ("T5, 05/04/2023 - 10:20", "", "2023-05-04T10:20:00+07:00"),
        ("T3, 04/04/2023 - 10:20", "", "2023-04-04T10:20:00+07:00"),
    ):
        html = (
            '<html><head><meta name="Generator" content="Drupal 10"></head><body><article class="node">'
            f'<h1 class="page-title">Hội nghị tổng kết công tác</h1><div class="node__submitted"><time datetime="{machine}">'
            f'{shown}</time></div><div class="field--name-body field__item">{TEXT}</div></article></body></html>'
        )
        article = parse_page(html.encode(), HOST + "/node/8", 200, {}).article
        assert article is not None
        assert article.published is not None
        assert article.published.value == expected


def test_marks_of_a_cms_outweigh_those_of_hand_made_pages_on_the_same_server() -> None:
    html = (
        '<html><head><meta name="GENERATOR" content="DotNetNuke "></head><body><form><input name="__VIEWSTATE">'
        f'<h1 id="dnn_ctr5_lblTieuDe">Hội nghị tổng kết</h1><div id="dnn_ctr5_lblNoiDung">{TEXT}</div></form>'
    )
    headers = {"X-AspNet-Version": "4.0", "X-Powered-By": "ASP.NET"}
    assert parse_page(html.encode(), HOST + "/chitiet.aspx?id=3", 200, headers).platform == "dotnetnuke"
