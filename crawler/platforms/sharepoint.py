"""Microsoft SharePoint 2010 to 2019 as provinces host it: one farm, many units, a news web part of their own.

Three families of looks: Kiên Giang's (`/trang/TinTuc/<cat>/<id>/<slug>.html`), Quảng Ninh's
(`/donvi/<unit>/Trang/ChiTietTinTuc.aspx?nid=`), the publishing portal (`/portal/Pages/YYYY-M-D/<slug>.aspx`);
ministries' own web parts are read by the ids they use. Ids and classes vary in letter case between farms.
"""

from crawler.platforms.base import Layout, Mark, Platform

_TOOLS_FILES = (
    ".dinhkem",
    ".dinh-kem",
    ".tep-dinh-kem",
    ".tepdinhkem",
    ".file-dinh-kem",
    ".art-attach",
    ".attach",
    ".attachments",
)

KIEN_GIANG = Layout(
    name="kien-giang",
    title=("#tieude_tin", ".chitiettin .tieude", ".tieudetin", "#tieudetin"),
    lead=("#trichyeu_tin", "#tomtat_tin", ".chitiettin .trichyeu", ".chitiettin .tomtat", "#sapo_tin"),
    body=("#noidung_tin", "#noidungtin", ".chitiettin .noidung", ".noidung_tin"),
    published=(".chitiettin .ngaydang", ".ngaydang", "#ngaydang_tin"),
    author=("#tacgia_tin", ".chitiettin .tacgia", ".tacgia"),
    source=("#nguon_tin", ".chitiettin .nguon", ".nguontin"),
    attachments=_TOOLS_FILES,
)
QUANG_NINH = Layout(
    name="quang-ninh",
    title=(".tieude-tin", ".news-detail-qn h3", ".tieu-de-tin", ".title-news-detail"),
    lead=(".trich-yeu", ".news-detail-qn .sapo", ".tom-tat"),
    body=(".news-detail-qn .noi-dung", ".noi-dung", ".noi-dung-tin"),
    published=(".news-detail-qn .date-post", ".date-post", ".ngay-dang"),
    author=(".news-detail-qn .tac-gia", ".tac-gia"),
    source=(".news-detail-qn .nguon-tin", ".nguon-tin"),
    attachments=_TOOLS_FILES,
)
PUBLISHING = Layout(
    name="publishing",
    title=(
        ".art-title",
        ".article .article-title",
        "[id$=__ControlWrapper_TitleField]",
        ".ms-core-pageTitle",
    ),
    lead=(".art-sapo", ".art-summary", ".art-description", ".article-summary", ".article-sapo"),
    body=(
        "#art-content [id$=__ControlWrapper_RichHtmlField]",
        "#art-content",
        ".article-content [id$=__ControlWrapper_RichHtmlField]",
        "[id$=__ControlWrapper_RichHtmlField].ms-rtestate-field",
        "[id$=__ControlWrapper_RichHtmlField]",
        ".article-content",
        ".ms-rtestate-field",
    ),
    published=(
        ".art-date",
        ".article-date",
        ".date-time",
        "[id$=ArticleStartDate]",
        "[id$=__ControlWrapper_DateTimeField]",
    ),
    author=(".art-author", ".article-author"),
    source=(".art-source", ".article-source"),
    attachments=_TOOLS_FILES,
)
MINISTRY = Layout(
    name="ministry",
    title=(
        "#divArticleDescription3",
        "h1.News_Detail_Title",
        ".News_Detail_Title",
        "#news_content h1",
        "#news-title",
        "#news_details h1",
        "#contenttin h1",
        "[id$=newsTitle]",
        "[id$=lblTieuDe]",
        "[id$=lbTitle]",
        "[id$=lblTitle]",
    ),
    lead=(
        "#divArticleDescription1",
        "#divArticleDescription",
        "#news-des",
        "#show_description",
        "[id$=newsDescription]",
        "[id$=lblTrichYeu]",
        "[id$=lblTomTat]",
    ),
    body=(
        "#divArticleDescription2",
        "#divArticleContent",
        "#news-detail",
        "#show_content",
        "#contenttin",
        "[id$=newsContent]",
        "#divNewsDetails",
        "[id$=lblNoiDung]",
        "[id$=divNoiDung]",
    ),
    published=(
        "span.News_Time_Post",
        ".News_Time_Post",
        ".date-detail span",
        ".date-detail",
        "[id$=lblDate]",
        "[id$=lblNgayDang]",
        "[id$=lblNgay]",
    ),
    author=(".tacgia", "[id$=lblTacGia]", "[id$=lblAuthor]"),
    source=("[id$=pnNguontin]", "[id$=lblNguonThongTin]", "[id$=lblNguon]"),
    attachments=_TOOLS_FILES,
)

_OWN = r"^(?![a-z]+:|//)(?:.*/)?"
"""What lies on the portal's own host: units show pictures of their province's farm."""

SHAREPOINT = Platform(
    name="sharepoint",
    marks=(
        Mark("html", r"""<meta[^>]+generator[^>]+microsoft sharepoint""", 0.9),
        Mark("header", r"^microsoftsharepointteamservices:|^sprequestguid:|^x-sharepointhealthscore:", 0.95),
        Mark("html", r"/_layouts/(?:1[45]/)?[\w/]+\.(?:js|css|aspx|png|gif|ashx)", 0.6),
        Mark("address", rf"{_OWN}(?:PublishingImages|SiteAssets|Style(?:%20| )Library)/", 0.3),
        Mark("html", r"""class="ExternalClass[0-9a-f]{8,}""", 0.5),
        Mark("element", "#s4-workspace", 0.6),
        Mark("html", r"""id="ctl00_ctl\d+_g_[0-9a-f]{8}_""", 0.5),
        Mark("url", r"/(?:trang|pages)/[^?]*\.aspx|/portal/pages/", 0.35),
    ),
    layouts=(KIEN_GIANG, QUANG_NINH, PUBLISHING, MINISTRY),
    article_urls=(
        r"/(?:trang|tintuc|tin-tuc|pages)/tintuc/\d+/\d+/",
        r"/pages/tintuc/\d{4,}/[^/]+\.html",
        r"/m/\d+/\d+/[^/]+\.html",
        r"/(?:trang|pages|sitepages)/(?:chitiet|chi-tiet|detail|tinchitiet|tin-chi-tiet|viewnews|newsdetail|xemtin|vanbanchitiet)\w*\.aspx\?.*?(?:nid|bvid|id|itemid|newsid|tinid|idtin|vbid)=\d+",
        r"/portal/pages/\d{4}-\d{1,2}-\d{1,2}/",
        r"/pages/(?:\d{4}/)?\d{4}-\d{1,2}-\d{1,2}/|/pages/\d{4}/\d{1,2}/",
        r"\.aspx\?(?:.*&)?(?:nid|itemid|newsid|tintucid|idtin|articleid)=\d+",
    ),
    list_urls=(
        r"/(?:trang|tintuc|tin-tuc|pages)/tintuc/\d+/[^/]*\.html",
        r"/(?:chuyenmuc|chuyen-muc|danhmuc|danhsach|category|tintuc|tin-tuc|news|list)\w*\.aspx",
        r"/phantrang/\d+/\d+",
        r"\.aspx\?(?:.*&)?page=\d+$",
        r"/portal/pages/[^/?]*tin[^/?]*\.aspx$",
    ),
    drop_urls=(
        r"/_layouts/",
        r"/_vti_",
        r"/_catalogs/",
        r"/_forms/",
        r"printpage\.aspx",
        r"[?&]source=",
        r"/forms/\w+\.aspx",
    ),
    url_date=r"/pages/(?:\d{4}/)?(?P<date>\d{4}-\d{1,2}-\d{1,2})/",
)
