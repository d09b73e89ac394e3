"""Hand-made ASP.NET portals: no CMS, but controls whose ids end alike (`..._lblTieuDe`).

Every CMS on ASP.NET bears the same form fields, so those marks are weak and any CMS's own outweigh them; what
counts is a control of news beside them.
"""

from crawler.platforms.base import Layout, Mark, Platform

CONTROLS = Layout(
    name="controls",
    title=(
        "[id$=lblTieuDe]",
        "[id$=lbTieuDe]",
        "[id$=lblTieude]",
        "[id$=lblTitle]",
        "[id$=lbTitle]",
        "[id$=newsTitle]",
        "[id$=ltrTitle]",
    ),
    lead=(
        "[id$=lblTrichYeu]",
        "[id$=lblTomTat]",
        "[id$=lbTomTat]",
        "[id$=lblMoTa]",
        "[id$=lblSapo]",
        "[id$=lblSummary]",
        "[id$=lblDescription]",
    ),
    body=(
        "[id$=lblNoiDung]",
        "[id$=lbNoiDung]",
        "[id$=divNoiDung]",
        "[id$=newsContent]",
        "[id$=lblContent]",
        "[id$=divContent]",
        "[id$=lblChiTiet]",
        "[id$=divNewsDetails]",
    ),
    published=(
        "[id$=lblNgayDang]",
        "[id$=lbNgayDang]",
        "[id$=lblNgay]",
        "[id$=lblThoiGian]",
        "[id$=lblDate]",
        "[id$=lblPublishDate]",
    ),
    author=("[id$=lblTacGia]", "[id$=lbTacGia]", "[id$=lblAuthor]"),
    source=("[id$=lblNguon]", "[id$=lblNguonTin]", "[id$=lblNguonThongTin]", "[id$=lblSource]"),
    attachments=("[id$=pnlFile]", "[id$=rptFile]", "[id$=lblFile]", "[id$=divFile]", ".dinhkem"),
)
_NEWS_CONTROLS = (
    "lblTieuDe",
    "lbTieuDe",
    "newsTitle",
    "lblNoiDung",
    "lbNoiDung",
    "divNoiDung",
    "newsContent",
)

ASPNET = Platform(
    name="aspnet",
    marks=(
        Mark("element", "input[name=__VIEWSTATE]", 0.1),
        Mark("header", r"^x-aspnet(?:mvc)?-version:", 0.05),
        *(Mark("element", f"[id$={name}]", 0.25) for name in _NEWS_CONTROLS),
        Mark("url", r"/(?:chitiet\w*|tinchitiet|xemtin|newsdetail|viewnews|tintuc_chitiet)\.aspx\?", 0.15),
    ),
    layouts=(CONTROLS,),
    article_urls=(
        r"/(?:chi-?tiet[\w-]*|tin-?chi-?tiet|xem-?tin|news-?detail|view-?news|detail|tintuc_chitiet|show-?news)\.aspx\?",
        r"\.aspx\?(?:.*&)?(?:id|nid|newsid|itemid|articleid|tinid|idtin|matin|baiviet)=[\w-]+",
        r"/[\w-]+-\d{2,}(?:-\d+)*\.(?:aspx|html?)$",
    ),
    list_urls=(
        r"/(?:tin-?tuc|danh-?sach\w*|chuyen-?muc|danh-?muc|van-?ban|thong-?bao|list\w*|category)\.aspx",
        r"[?&](?:page|trang|p|pageindex)=\d+",
    ),
    drop_urls=(
        r"/(?:print|in-?tin|ban-?in|login|dang-?nhap|dang-?ky|search|tim-?kiem|lien-?he|rss)\w*\.as[ph]x",
        r"[?&]print=",
    ),
)
