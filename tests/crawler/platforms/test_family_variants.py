# ruff: noqa: E501 - markup is read more easily unbroken
"""Looks of known families that no golden page has: each part is found, whatever the theme calls it.

Synthetic: class names and ids as public scrapers name them for these portals; the texts are ours. All stand
in the same messy surroundings: a mega menu, teasers of whole sentences, dated links to other articles.
"""

from dataclasses import dataclass

import pytest

from crawler.platforms import parse_page

TITLE = "Xã Tân Lộc ra quân nạo vét kênh mương đầu mùa khô"
LEAD = (
    "Sáng cuối tuần qua, hơn hai trăm hộ dân cùng lực lượng xung kích đã nạo vét tuyến kênh dài sáu cây số."
)
BODY = (
    "Theo ban chỉ huy công trường, khối lượng đất phải đào đắp là gần bốn nghìn mét khối, chia cho mười hai ấp.",
    "Mỗi ấp cử một tổ tự quản, làm việc từ sáng sớm đến trưa để tránh nắng, phần khó do máy đào của xã đảm nhận.",
    "Dự kiến toàn tuyến hoàn thành trước khi nước mặn lên, kịp đưa nước ngọt về hơn năm trăm héc-ta lúa và cây màu.",
)
FILE = "/tep/ke-hoach-nao-vet.pdf"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)
LINK = f'<a href="{FILE}">Kế hoạch nạo vét.pdf</a>'
MENU = "".join(f'<li><a href="/chuyen-muc-{n}/">Chuyên mục số {n}</a></li>' for n in range(30))
TEASERS = "".join(
    f'<div class="item"><a href="/tin/tin-khac-so-{n}.html">Tin khác số {n} của địa phương trong tuần</a>'
    f"<p>Ban tổ chức cho biết hoạt động số {n} thu hút đông đảo người dân, kéo dài đến hết tháng, có trao quà.</p></div>"
    for n in range(6)
)
OTHERS = "".join(
    f'<li><a href="/tin/bai-cu-{n}.html">Bài cũ số {n} cùng chuyên mục</a> <span>(0{n}/02/2020)</span></li>'
    for n in range(1, 6)
)


@dataclass(frozen=True)
class Variant:
    url: str
    markup: str
    published: str = "2023-03-14"
    author: str | None = "Lê Thị Mận"
    source: str | None = None
    head: str = ""
    platform: str | None = None


MINISTRY = '<meta name="GENERATOR" content="Microsoft SharePoint">'
LIFERAY = '<script src="/html/js/liferay/available_languages.jsp?t=1&b=6205"></script>'
VARIANTS = {
    "SharePoint of a ministry of construction": Variant(
        "https://bo.vidu.gov.vn/vn/tin-tuc/1184/74920/ra-quan-nao-vet.aspx",
        f'<h1 class="News_Detail_Title">{TITLE}</h1><span class="News_Time_Post">Thứ Ba, 14/03/2023 08:15</span>'
        f'<div id="divArticleDescription1"><strong>{LEAD}</strong></div><div id="divArticleDescription2">{PARAGRAPHS}'
        f'<p style="text-align:right"><strong>Lê Thị Mận</strong></p></div>'
        f'<span id="ctl00_m_g_1_pnNguontin">Nguồn: Báo Lúa</span>{LINK}',
        source="Báo Lúa",
        head=MINISTRY,
        platform="sharepoint",
    ),
    "SharePoint of a ministry of information": Variant(
        "https://bo.vidu.gov.vn/mic_2020/Pages/TinTuc/156203/ra-quan-nao-vet.html",
        f'<div id="news_content"><h1>{TITLE}</h1><div class="date-detail"><span>14/03/2023 08:15 SA</span></div>'
        f'<div id="divArticleDescription">{LEAD}</div><div id="divArticleContent">{PARAGRAPHS}'
        f'<p align="right"><strong>Lê Thị Mận</strong></p></div>{LINK}</div>',
        head=MINISTRY,
        platform="sharepoint",
    ),
    "SharePoint of a ministry of education": Variant(
        "https://bo.vidu.gov.vn/tintuc/Pages/tin-tong-hop.aspx?ItemID=8391",
        f'<div id="news-title">{TITLE}</div><div class="time">Cập nhật 14/03/2023 | 08:15 (GMT+7)</div>'
        f'<div id="news-des">{LEAD}</div><div id="news-detail">{PARAGRAPHS}<p><em>Tác giả: Lê Thị Mận</em></p></div>{LINK}',
        head=MINISTRY,
        platform="sharepoint",
    ),
    "SharePoint of an insurance": Variant(
        "https://bhxh.vidu.gov.vn/tintuc/Pages/hoat-dong.aspx?CateID=52&ItemID=20133",
        f'<div class="title-detail">{TITLE}</div><p class="sukien">14/03/2023 08:15</p><div id="contenttin">'
        f'<p><b>{LEAD}</b></p>{PARAGRAPHS}</div><p class="tacgia">Lê Thị Mận</p>{LINK}',
        head=MINISTRY,
        platform="sharepoint",
    ),
    "SharePoint of home affairs": Variant(
        "https://bo.vidu.gov.vn/tin-tuc-su-kien/ra-quan-nao-vet-kenh-muong-50311.html",
        f'<div id="news_details"><h2>{TITLE}</h2><i>Ngày đăng: 14/03/2023</i><div id="show_description">{LEAD}</div>'
        f'<div id="show_content">{PARAGRAPHS.replace("<p>", "<div>").replace("</p>", "</div>")}'
        f"<div align=right><b>Lê Thị Mận</b></div></div>{LINK}</div>",
    ),
    "Liferay of a health ministry": Variant(
        "https://yte.vidu.gov.vn/tin-noi-bat/-/asset_publisher/3Yst7YhbkA5j/content/ra-quan-nao-vet",
        f'<div class="contentDetail"><h3>{TITLE}</h3><p class="time-post">14/03/2023 | 08:15 SA</p><p class="sapo">{LEAD}</p>'
        f'<div class="journal-content-article">{PARAGRAPHS}<p style="text-align:right"><b>Lê Thị Mận</b></p></div>{LINK}</div>',
        head=LIFERAY,
        platform="liferay",
    ),
    "Liferay with VNPT's portlets": Variant(
        "https://uyban.vidu.gov.vn/chi-tiet-tin?p_p_id=dsnews_WAR_vnpteportalnewsportlet&_dsnews_id=88",
        f'<div id="testabc"><h1>{TITLE}</h1><span>14/03/2023 08:15</span><p><strong>{LEAD}</strong></p><div class="tool">In trang</div>'
        f"<div>{PARAGRAPHS}</div><p style='text-align:right'><strong>Lê Thị Mận</strong></p>{LINK}</div>",
        head=LIFERAY,
        platform="liferay",
    ),
    "ASP.NET controls of an ethnic committee": Variant(
        "https://dantoc.vidu.gov.vn/webs/Article/View.aspx?ID=1772",
        f'<span id="ctl00_cph_newsTitle">{TITLE}</span><span id="ctl00_cph_lblDate">08:15 SA 14/03/2023</span>'
        f'<div id="divNewsDetails"><b>{LEAD}</b><div id="ctl00_cph_newsContent">{PARAGRAPHS}<p><b>Lê Thị Mận</b></p></div></div>'
        f'<span id="ctl00_cph_lblNguonThongTin">Báo Lúa</span>{LINK}',
        source="Báo Lúa",
        head='<input type="hidden" name="__VIEWSTATE" value="x">',
        platform="aspnet",
    ),
    "WordPress of a telecom for schools": Variant(
        "https://truong.vidu.edu.vn/ra-quan-nao-vet-kenh-muong-dau-mua-kho/",
        f'<article class="post-771 post"><h1 class="single-title">{TITLE}</h1><div class="cat-item-info">Ngày đăng: 14/03/2023'
        f' <!-- Người đăng: quantri --></div><div class="single-content entry-content"><p><strong>{LEAD}</strong></p>{PARAGRAPHS}'
        f'<p style="text-align: right">Tác giả: Lê Thị Mận</p><p>{LINK}</p></div></article>',
        head='<link rel="stylesheet" href="/wp-content/themes/vtktheme/style.css">',
        platform="wordpress",
    ),
    "mojoPortal's article feature": Variant(
        "https://tinhuy.vidu.vn/Article/ViewDetail.aspx?itemid=4407&mid=12&pageid=3",
        f'<h2 class="articletitle">{TITLE}</h2><span class="post-date-article">14/03/2023 08:15:00 SA</span>'
        f'<span id="ctl00_lblAuthor" style="display:none">admin</span><div id="article_text" class="articletext">'
        f"<p><strong>{LEAD}</strong></p>{PARAGRAPHS}<p align=right><b>Lê Thị Mận</b></p></div>"
        f'<div class="article-file"><div class="file-item">{LINK.replace("<a ", "<a download ")}</div></div>',
        head='<link href="/Data/Sites/1/skins/tinhuy/csshandler.ashx?skin=tinhuy" rel="stylesheet">',
        platform="mojoportal",
    ),
    "SharePoint publishing with the day in the URL": Variant(
        "https://huyen.vidu.gov.vn/portal/Pages/2023-3-14/Ra-quan-nao-vet-kenh-muong5ivjg0.aspx",
        f'<h1 class="art-title">{TITLE}</h1><div id="art-content"><div class="ExternalClassA1B2C3"><p><b>{LEAD}</b></p>'
        f"{PARAGRAPHS.replace('<p>', '<div>').replace('</p>', '</div><div>&#8203;</div>')}"
        f'<div style="text-align:right"><strong>Lê Thị Mận</strong></div></div></div>{LINK}',
        head=MINISTRY,
        platform="sharepoint",
    ),
}


def page(variant: Variant) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{TITLE} - Cổng thông tin</title>{variant.head}</head>"
        f'<body><div class="header">Thứ Bảy, 01/06/2024 <ul class="nav">{MENU}</ul></div><div class="row">'
        f'<div class="col-8">{variant.markup}<div class="other"><h4>Các tin khác</h4><ul>{OTHERS}</ul></div></div>'
        f'<div class="col-4"><h3>Tin nổi bật</h3>{TEASERS}</div></div>'
        f'<div class="foot">Địa chỉ: 12 đường Bờ Kênh. Điện thoại: 0270 000 000. Giấy phép số 11/GP-TTĐT ngày 02/05/2019</div>'
        f"</body></html>"
    ).encode()


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("adapters", [True, False], ids=["adapters", "generic"])
def test_every_part_is_found(name: str, adapters: bool) -> None:
    variant = VARIANTS[name]
    options = {} if adapters else {"platforms": ()}
    reading = parse_page(page(variant), variant.url, 200, {"Content-Type": "text/html"}, **options)
    article = reading.article
    assert article is not None
    assert (article.title, article.body) == (TITLE, (LEAD, *BODY))
    assert article.author == variant.author
    if adapters:  # a bare name in an element called source is known by its family only
        assert article.source == variant.source
    assert [attachment.href for attachment in article.attachments] == [FILE]
    if adapters:
        assert variant.platform in (None, reading.platform)
    if adapters or "2023-3-14" not in variant.url:
        assert article.published is not None
        assert article.published.value[:10] == variant.published
