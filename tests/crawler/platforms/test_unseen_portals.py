# ruff: noqa: E501 - markup is read more easily unbroken
"""Portals that nobody showed us: skins, builders and hand-made pages, read with adapters and without.

Synthetic, and what should be found was written down before the pages were first read. The surroundings are
those of communes after a merger: a column of whole sentences before the text and one behind it, today's date
in the head, counters, a poll, links with dates.
"""

from dataclasses import dataclass

import pytest

from crawler.platforms import parse_page
from crawler.platforms.reading import Reading

TITLE = "Phường Bến Gỗ khánh thành nhà văn hóa khu phố 4 sau tám tháng thi công"
LEAD = "Chiều qua, Ủy ban nhân dân phường Bến Gỗ làm lễ khánh thành nhà văn hóa khu phố 4, công trình được bà con mong đợi nhiều năm."
BODY = (
    "Công trình rộng 420 mét vuông, gồm hội trường hai trăm chỗ, phòng đọc sách và sân bóng chuyền, tổng kinh phí 3,2 tỷ đồng, trong đó nhân dân đóng góp 18%.",
    "Phát biểu tại buổi lễ, bà Trịnh Thị Hường, Phó Chủ tịch phường, cảm ơn bảy hộ đã hiến đất và đề nghị ban điều hành sớm ban hành quy chế sử dụng.",
    "Ông Lò Văn Piệng, 71 tuổi, cho biết từ nay người cao tuổi trong khu phố có chỗ sinh hoạt, không phải mượn tạm nhà dân như trước.",
    "Theo kế hoạch, trong năm tới phường còn sửa chữa hai nhà văn hóa ở khu phố 1 và khu phố 7.",
)
FILE = "/tai-lieu/quy-che-su-dung.pdf"
LINK = f'<a href="{FILE}">Quy chế sử dụng.pdf</a>'
CAPTION = "Đại biểu cắt băng khánh thành"
PS = "".join(f"<p>{text}</p>" for text in BODY)
DIVS = "".join(f"<div>{text}</div><div>&nbsp;</div>" for text in BODY)
BRS = "<br /><br />".join(BODY)
BEFORE = "".join(
    f"<div class='gt'><p>Giới thiệu {n}: phường nằm ở cửa ngõ phía đông, có {n} khu phố, người dân sống bằng nghề mộc, nghề gốm và buôn bán nhỏ dọc theo bờ sông.</p></div>"
    for n in range(3, 7)
)
BEHIND = "".join(
    f'<div class="o"><a href="/tin/viec-{n}.html"><img src="/a{n}.jpg">Đoàn thanh niên phường ra quân việc tốt số {n}</a>'
    f"<p>Gần {n}0 đoàn viên đã cùng bà con dọn vệ sinh, trồng hoa hai bên đường, nhận được nhiều lời khen của người dân.</p><i>0{n}/11/2025</i></div>"
    for n in range(1, 6)
)
OLDER = "".join(
    f'<li><a href="/tin/cu-{n}.html">Tin cũ thứ {n} trong chuyên mục văn hóa</a> (1{n}/01/2024)</li>'
    for n in range(5)
)
NAV = "".join(f'<li><a href="/muc-{n}">Mục {n}</a></li>' for n in range(25))


@dataclass(frozen=True)
class Unseen:
    """A page and what it holds. `chrome` false: the markup is the whole body."""

    url: str
    markup: str
    head: str = ""
    title: str = TITLE
    body: tuple[str, ...] = (LEAD, *BODY)
    published: str | None = "2024-05-21"
    author: str | None = None
    files: tuple[str, ...] = (FILE,)
    platform: str | None = None
    number: str | None = None
    told_title: str = f"{TITLE} | Trang thông tin phường"


UNSEEN = {
    "DotNetNuke: labels of a home-made module, files in a table": Unseen(
        "https://phuong.vidu.gov.vn/tin-tuc/tabid/91/id/5521/khanh-thanh-nha-van-hoa.aspx",
        '<div id="dnn_ContentPane"><div class="DnnModule DnnModule-771"><div id="dnn_ctr771_ModuleContent">'
        f'<span id="dnn_ctr771_ChiTiet_lblTieuDe" class="td_tin">{TITLE}</span><br>'
        '<span id="dnn_ctr771_ChiTiet_lblNgay">Ngày 21/05/2024 14:05 PM</span>'
        f'<div id="dnn_ctr771_ChiTiet_lblTomTat">{LEAD}</div><div id="dnn_ctr771_ChiTiet_lblNoiDung">{DIVS}'
        '<div style="text-align: right;"><em>Hà My</em></div></div><table class="tep"><tr><td>Tệp đính kèm:</td>'
        f'<td><img src="/Portals/0/pdf.gif">{LINK}</td></tr></table></div></div></div>',
        head='<script src="/Portals/_default/skins/x.js"></script><script>var __dnnVariable="";</script>',
        author="Hà My",
        platform="dotnetnuke",
    ),
    "NukeViet: a theme with its own detail page": Unseen(
        "https://phuong.vidu.gov.vn/vi/news/tin-phuong/khanh-thanh-nha-van-hoa-812.html",
        f'<article class="post-full"><header><h1 class="tt-bai">{TITLE}</h1><p class="meta-bai"><i class="fa fa-clock-o"></i> '
        f'Thứ ba - 21/05/2024 14:05 <em class="fa fa-eye"></em> 318 lượt xem</p></header><div class="sapo-bai">{LEAD}</div>'
        f'<figure class="article center"><img src="/uploads/news/2024_05/a.jpg"><figcaption>{CAPTION}</figcaption></figure>'
        f'<div id="news-bodyhtml">{BRS}</div><p class="text-right"><strong>Tác giả: </strong>Hà My</p>'
        '<div class="news-download-file"><a href="/vi/news/tin-phuong/khanh-thanh-nha-van-hoa-812.html?download=1&amp;id=0" title="quy-che.pdf">'
        "quy-che.pdf</a></div><p><strong>Từ khóa:</strong> nhà văn hóa</p></article>",
        head='<meta name="generator" content="NukeViet v4.5"><meta property="article:published_time" content="2024-05-21+0714:05:00">',
        author="Hà My",
        files=("/vi/news/tin-phuong/khanh-thanh-nha-van-hoa-812.html?download=1&id=0",),
        platform="nukeviet",
    ),
    "NukeViet: a document of its laws module": Unseen(
        "https://phuong.vidu.gov.vn/vi/laws/detail/quy-che-su-dung-nha-van-hoa-77/",
        '<h3 class="lawh3">Quyết định Ban hành Quy chế sử dụng nhà văn hóa khu phố</h3><table class="table table-striped">'
        "<tr class=hoatim><td class='text-right'>Số/Ký hiệu</td><td>114/QĐ-UBND</td></tr>"
        "<tr><td class='text-right'>Ngày ban hành</td><td>17/05/2024</td></tr><tr><td class='text-right'>Ngày có hiệu lực</td><td>01/06/2024</td></tr>"
        "<tr><td class='text-right'>Người ký</td><td>Trịnh Thị Hường</td></tr><tr><td class='text-right'>Cơ quan ban hành</td><td>UBND phường Bến Gỗ</td></tr>"
        "<tr><td class='text-right'>Trích yếu</td><td>Ban hành Quy chế sử dụng nhà văn hóa khu phố</td></tr></table>"
        f'<h3 class="lawh3">File đính kèm</h3><div class="list-group laws-download-file"><div class="list-group-item">{LINK}</div></div>',
        head='<meta name="generator" content="NukeViet v4.5">',
        title="Quyết định Ban hành Quy chế sử dụng nhà văn hóa khu phố",
        body=(),
        published="2024-05-17",
        number="114/QĐ-UBND",
        platform="nukeviet",
        told_title="Quyết định Ban hành Quy chế sử dụng nhà văn hóa khu phố - Văn bản",
    ),
    "Joomla: a template of blocks, a download component, pictures in a layout table": Unseen(
        "https://phuong.vidu.gov.vn/index.php/tin-tuc/402-khanh-thanh-nha-van-hoa",
        f'<div class="article-details" itemscope><div class="article-header"><h1 itemprop="headline">{TITLE}</h1></div>'
        '<div class="article-info"><span class="createdby">Super User</span><span class="published" title="Published: 21 Tháng 5 2024">'
        '<time datetime="2024-05-21T14:05:00+07:00" itemprop="datePublished">21 Tháng 5 2024</time></span><span class="hits">Lượt xem: 95</span></div>'
        f'<div itemprop="articleBody"><p><strong>{LEAD}</strong></p><table align="center" style="width:500px"><tbody><tr><td><img src="/images/a.jpg"></td></tr>'
        f'<tr><td style="text-align:center"><em>{CAPTION}</em></td></tr></tbody></table>{PS}<p style="text-align:right"><strong>Hà My</strong></p>'
        '<p><a href="/index.php/component/phocadownload/category/3?download=12:quy-che">Quy chế sử dụng.pdf</a></p></div></div>',
        head='<meta name="generator" content="Joomla! - Open Source Content Management">',
        author="Hà My",
        files=("/index.php/component/phocadownload/category/3?download=12:quy-che",),
        platform="joomla",
    ),
    "Drupal 9: fields of a sub-theme, month first": Unseen(
        "https://phuong.vidu.gov.vn/khanh-thanh-nha-van-hoa-khu-pho-4",
        f'<article class="node node--type-tin-bai node--view-mode-full"><h2 class="page-title"><span class="field field--name-title">{TITLE}</span></h2>'
        '<div class="node__submitted">Gửi bởi admin vào T3, 05/21/2024 - 14:05</div>'
        f'<div class="field field--name-field-tom-tat">{LEAD}</div><div class="clearfix text-formatted field field--name-body">{PS}</div>'
        f'<div class="field field--name-field-tac-gia"><div class="field__label">Tác giả</div><div class="field__item">Hà My</div></div>'
        f'<div class="field field--name-field-dinh-kem"><span class="file file--mime-application-pdf">{LINK.replace("/tai-lieu/", "/sites/default/files/")}</span></div></article>',
        head='<meta name="Generator" content="Drupal 9 (https://www.drupal.org)">',
        author="Hà My",
        files=("/sites/default/files/quy-che-su-dung.pdf",),
        platform="drupal",
    ),
    "WordPress: a newspaper theme with a box of related links inside the text": Unseen(
        "https://phuong.vidu.gov.vn/khanh-thanh-nha-van-hoa-khu-pho-4/",
        f'<article class="td-post-template-2 post-90 post"><div class="td-post-header"><h1 class="entry-title">{TITLE}</h1>'
        '<div class="td-module-meta-info"><div class="td-post-author-name">Bởi <a href="/author/ha-my/">Hà My</a></div>'
        '<span class="td-post-date"><time class="entry-date" datetime="2024-05-21T14:05:00+07:00">21/05/2024</time></span>'
        f'<div class="td-post-views">318</div></div></div><div class="td-post-content tagdiv-type"><p><strong>{LEAD}</strong></p><p>{BODY[0]}</p><p>{BODY[1]}</p>'
        '<div class="td_block_related"><h4>Bài viết liên quan</h4><p><a href="/hop-to-dan-pho/">Họp tổ dân phố bàn việc giữ gìn nhà văn hóa mới</a></p></div>'
        f'<p>{BODY[2]}</p><p>{BODY[3]}</p><div class="wp-block-file"><a id="f" href="{FILE}">Quy chế sử dụng</a><a href="{FILE}" class="wp-block-file__button" download>Tải xuống</a></div></div>'
        '<div class="td-post-sharing">Chia sẻ Facebook</div></article>',
        head='<link rel="https://api.w.org/" href="/wp-json/"><link href="/wp-content/themes/np/style.css">',
        author="Hà My",
        platform="wordpress",
    ),
    "Liferay 7: a display page of fragments, line breaks for paragraphs": Unseen(
        "https://phuong.vidu.gov.vn/w/khanh-thanh-nha-van-hoa-khu-pho-4",
        '<main id="content"><div class="lfr-layout-structure-item-container"><div class="lfr-layout-structure-item-basic-component-heading">'
        f'<h3 class="component-heading mb-0 text-break" data-lfr-editable-id="element-text">{TITLE}</h3></div>'
        '<div class="lfr-layout-structure-item-basic-component-paragraph"><div class="component-paragraph text-break"><p>Ngày đăng: 21/05/2024</p></div></div>'
        f'<div class="component-paragraph text-break" data-lfr-editable-type="rich-text"><b>{LEAD}</b></div>'
        f'<div class="component-html mb-0"><div class="component-html" data-lfr-editable-type="rich-text">{BRS}<br /><br /><b>Hà My</b></div></div>'
        '<div class="component-button"><a href="/documents/20121/88102/Quy+che.pdf/6f0c?t=1716275100000&amp;download=true">Tệp đính kèm</a></div></div></main>',
        head='<script data-senna-track="permanent" src="/o/js_loader_modules?t=1"></script><script>var x="com_liferay_layout";</script>',
        author="Hà My",
        files=("/documents/20121/88102/Quy+che.pdf/6f0c?t=1716275100000&download=true",),
        platform="liferay",
    ),
    "SharePoint: a page that shows only when it was printed": Unseen(
        "https://phuong.vidu.gov.vn/Lists/TinTuc/DispForm.aspx?ID=733",
        f'<div class="ms-webpart-chrome"><table class="tblChiTiet"><tr><td class="tieude">{TITLE}</td></tr><tr><td class="trichdan"><b>{LEAD}</b></td></tr>'
        f'<tr><td class="noidung"><div class="ExternalClass3F0A"><font face="Arial">{BRS}</font></div></td></tr>'
        f'<tr><td>Tệp đính kèm: {LINK.replace(FILE, "/Lists/TinTuc/Attachments/733/Quy%20che.docx")}</td></tr></table><div class="in">Ngày in: 22/11/2025 09:12</div></div>',
        head='<meta name="GENERATOR" content="Microsoft SharePoint"><script src="/_layouts/15/init.js"></script>',
        published=None,
        files=("/Lists/TinTuc/Attachments/733/Quy%20che.docx",),
        platform="sharepoint",
    ),
    "PHP of 2006: tables in tables, the date in brackets behind the title": Unseen(
        "http://phuong.vidu.gov.vn/index.php?mod=tin&act=xem&id=412",
        '<table width=560 cellpadding=4><tr><td><font class="chu_do"><b>'
        + TITLE
        + "</b></font> <font size=1>(21/05/2024 14:05)</font></td></tr>"
        f'<tr><td align="justify"><b>{LEAD}</b><table align=left width=200><tr><td><img src="a.jpg" width=200></td></tr><tr><td align=center><i>{CAPTION}</i></td></tr></table>'
        f"<p>{BODY[0]}<br>{BODY[1]}<p>{BODY[2]}<br>{BODY[3]}</td></tr><tr><td align=right><b>Hà My</b></td></tr>"
        f'<tr><td><img src="word.gif"> <a href="download.php?file=23&ten=quy-che.doc">Tải về quy-che.doc</a></td></tr></table>',
        author="Hà My",
        files=("download.php?file=23&ten=quy-che.doc",),
        told_title="TRANG TIN PHƯỜNG BẾN GỖ",
    ),
    "Utility classes only: no heading, icons beside the date, a viewer for the file": Unseen(
        "https://phuong.vidu.gov.vn/bai-viet/khanh-thanh-nha-van-hoa-khu-pho-4-d9f1",
        f'<main class="flex gap-6"><div class="basis-3/4 px-4"><p class="text-2xl font-bold leading-8 text-red-700">{TITLE}</p>'
        '<div class="flex items-center gap-2 text-sm text-gray-500"><svg class="w-4"><path d="M1"/></svg><span>14:05 21/05/2024</span><span>Hà My</span><span>318 lượt xem</span></div>'
        f'<p class="font-semibold my-3">{LEAD}</p><div class="prose max-w-none">{PS}</div>'
        '<iframe class="w-full h-screen" src="/pdfjs/web/viewer.html?file=%2Fmedia%2Fquy-che-su-dung.pdf#page=1"></iframe>'
        f'</div><div class="basis-1/4"><p class="uppercase">Tin mới</p>{BEHIND}</div></main>',
        author=None,
        files=("/media/quy-che-su-dung.pdf",),
    ),
    "ASP.NET: lists and a table of data inside the text, the poster below": Unseen(
        "https://phuong.vidu.gov.vn/Default.aspx?page=chitiet&NewsID=9013",
        f'<div id="ctl00_MainContent_pnlDetail" class="chi-tiet"><h2 class="tit">{TITLE}</h2><div class="ngay">Thứ Ba, ngày 21 tháng 5 năm 2024</div>'
        f'<div class="nd"><p>{LEAD}</p><p>{BODY[0]}</p><ul><li>{BODY[1]}</li><li>{BODY[2]}</li></ul>'
        "<table border=1><tr><th>Khu phố</th><th>Số hộ</th></tr><tr><td>Khu phố 1</td><td>214</td></tr><tr><td>Khu phố 7</td><td>188</td></tr></table>"
        f'<p>{BODY[3]}</p></div><div class="cuoi">Người đăng: Quản trị hệ thống - Nguồn: Đài truyền thanh phường</div><div class="kem">Tài liệu: {LINK}</div></div>',
        head='<input type="hidden" name="__VIEWSTATE" value="x">',
        body=(LEAD, *BODY[:3], "Khu phố Số hộ", "Khu phố 1 214", "Khu phố 7 188", BODY[3]),
    ),
    "vnEdu: a film and no word": Unseen(
        "https://truong.vidu.edu.vn/tin-tuc-su-kien/hoat-dong/phim-khanh-thanh-nha-van-hoa.html",
        f'<div class="ModuleWrapper"><article><h1 class="title-detail" itemprop="headline">{TITLE}</h1><span class="post-date">21/05/2024 | 14:05</span>'
        '<div class="block-core-a5"><div class="content-detail" itemprop="articleBody"><p><iframe src="https://www.youtube.com/embed/x1"></iframe></p></div></div></article></div>',
        head='<script>VHV.App = {};</script><script src="/templates/pgd2014/x.js"></script>',
        body=(),
        files=(),
        platform="vnedu",
    ),
    "vnEdu: an album of pictures, its parts under schema.org's names": Unseen(
        "https://truong.vidu.edu.vn/tai-nguyen/thu-vien-anh/hinh-anh-tet-trong-cay.html",
        '<div class="ModuleWrapper"><article><h2 itemprop="headline">Tết trồng cây năm 2018</h2>'
        + "".join(
            f'<a rel="fancy" href="/upload/34721/2018/{n}.jpg"><img src="/t/{n}.jpg" alt="{n}"></a>'
            for n in range(9)
        )
        + '<div class="block-core-a5"><div class="content-detail" itemprop="articleBody"><p>Tết trồng cây năm 2018</p></div></div>'
        '<meta itemprop="datePublished" content="2018-03-13T09:53:00+07:00"></article></div>',
        head='<script>VHV.App = {};</script><script src="/templates/pgd2014/x.js"></script>',
        title="Tết trồng cây năm 2018",
        body=(),
        published="2018-03-13",
        files=(),
        platform="vnedu",
        told_title="Tết trồng cây năm 2018",
    ),
    "No family: a <title> that names the site only, the stamp at the text's end": Unseen(
        "https://phuong.vidu.gov.vn/xem-tin?id=55",
        f'<div class="hop"><h4>{TITLE}</h4><p>{LEAD}</p>{PS}<div class="cn">Cập nhật lúc: 14:05:32 21/05/2024</div>{LINK}</div>',
        told_title="Trang thông tin điện tử phường Bến Gỗ",
    ),
    "A short notice between long columns": Unseen(
        "https://phuong.vidu.gov.vn/thong-bao/lich-cat-dien-2114.html",
        '<div class="giua"><h1>Thông báo lịch cúp điện khu phố 4</h1><time datetime="2024-05-21">21/05/2024</time>'
        '<div class="vb"><p>Điện lực thông báo tạm ngừng cấp điện khu phố 4 từ 7 giờ đến 11 giờ ngày 25/5 để thay trạm biến áp.</p>'
        "<p>Mong bà con thông cảm và chủ động công việc.</p></div></div>",
        title="Thông báo lịch cúp điện khu phố 4",
        body=(
            "Điện lực thông báo tạm ngừng cấp điện khu phố 4 từ 7 giờ đến 11 giờ ngày 25/5 để thay trạm biến áp.",
            "Mong bà con thông cảm và chủ động công việc.",
        ),
        files=(),
        told_title="Thông báo lịch cúp điện khu phố 4",
    ),
    "WebSphere: another theme, the text in blocks of quotation": Unseen(
        "https://phuong.vidu.gov.vn/wps/portal/home/tin-tuc/chi-tiet/!ut/p/z1/04_Sj9/dz/d5/?1dmy&urile=wcm%3apath%3a/tin/khanh-thanh",
        f'<div class="wpthemeControlBody"><div class="wcm-content"><div class="ct-title">{TITLE}</div><div class="ct-date">21/05/2024 02:05 CH</div>'
        f'<div class="ct-summary">{LEAD}</div><div class="ct-body"><blockquote>{BODY[0]}</blockquote><blockquote>{BODY[1]}</blockquote><blockquote>{BODY[2]}</blockquote>'
        f'<blockquote>{BODY[3]}</blockquote></div><div class="ct-author">Hà My</div><div class="ct-files">{LINK.replace(FILE, "/wps/wcm/connect/5a1/quy-che.pdf?MOD=AJPERES")}</div></div></div>',
        head='<link href="/wps/contenthandler/!ut/p/digest/x" rel="stylesheet">',
        author="Hà My",
        files=("/wps/wcm/connect/5a1/quy-che.pdf?MOD=AJPERES",),
        platform="websphere",
    ),
    "vnEdu: a skin of its own, pictures with captions in small type": Unseen(
        "https://truong.vidu.edu.vn/tin-tuc-su-kien/hoat-dong/khanh-thanh-nha-van-hoa.html",
        f'<div class="ModuleWrapper"><div class="tin-chi-tiet"><div class="ten-tin"><strong>{TITLE}</strong></div><div class="tg"><small>Cập nhật lúc : 14:05 21/05/2024</small></div>'
        f'<div class="nd-tin"><p><em><strong>{LEAD}</strong></em></p><p>{BODY[0]}</p><p style="text-align:center"><img src="/upload/34721/20240521/a.jpg"></p>'
        f'<p style="text-align:center"><span style="font-size:12px"><em>{CAPTION}</em></span></p><p>{BODY[1]}</p><p>{BODY[2]}</p><p>{BODY[3]}</p>'
        f'<p style="text-align:right"><strong>Hà My</strong></p></div><div class="tep-kem"><b>Tải file:</b> {LINK}</div></div></div>',
        head='<script>VHV.App = {};</script><script src="/templates/pgd2014/x.js"></script>',
        author="Hà My",
        platform="vnedu",
    ),
}


def page(unseen: Unseen) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{unseen.told_title}</title>{unseen.head}</head><body>"
        f'<div id="top">Thứ Bảy, ngày 22/11/2025 <a href="/">Trang chủ</a><ul>{NAV}</ul></div><table width=100%><tr><td class="trai" valign=top>{BEFORE}</td>'
        f'<td class="giua" valign=top>{unseen.markup}<div><b>Các tin đã đưa</b><ul>{OLDER}</ul></div></td><td class="phai"><div>Thăm dò ý kiến</div>'
        f"<p>Bạn đánh giá thế nào về giao diện mới của trang thông tin điện tử phường?</p>{BEHIND}<div>Đang truy cập: 17</div></td></tr></table>"
        f"<div id=chan>Cơ quan chủ quản: UBND phường Bến Gỗ. Giấy phép số 08/GP-STTTT ngày 11/03/2021. Điện thoại: 0251 000 000</div></body></html>"
    ).encode()


def read(unseen: Unseen, *, adapters: bool) -> Reading:
    options = {} if adapters else {"platforms": ()}
    return parse_page(page(unseen), unseen.url, 200, {"Content-Type": "text/html"}, **options)


@pytest.mark.parametrize("name", UNSEEN)
@pytest.mark.parametrize("adapters", [True, False], ids=["adapters", "generic"])
def test_a_portal_never_seen_is_read_whole(name: str, adapters: bool) -> None:
    unseen = UNSEEN[name]
    reading = read(unseen, adapters=adapters)
    article = reading.article
    assert article is not None
    assert (article.title, article.body) == (unseen.title, unseen.body)
    assert (article.published.value[:10] if article.published else None) == unseen.published
    assert article.author == unseen.author
    assert tuple(file.href for file in article.attachments) == unseen.files
    assert (article.document.number if article.document else None) == unseen.number


@pytest.mark.parametrize("name", [name for name, unseen in UNSEEN.items() if unseen.platform])
def test_its_family_is_recognised(name: str) -> None:
    assert read(UNSEEN[name], adapters=True).platform == UNSEEN[name].platform
