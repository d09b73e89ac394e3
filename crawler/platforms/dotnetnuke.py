"""DotNetNuke (DNN) with the news modules of Vietnamese vendors (VNNews, stock Articles, EasyDNN).

Parts of an article are ASP.NET labels whose ids end alike on every portal: `..._ViewDetail_lblTitle`.
"""

from crawler.platforms.base import Layout, Mark, Platform

MODULE = Layout(
    name="news-module",
    title=(
        "[id$=ViewDetail_lblTitle]",
        ".vnnews-detail .NewsTitle",
        ".NewsTitle",
        "[id$=_lblTitle]",
        "[id$=_lblTieuDe]",
        "[id$=_lblHeadline]",
        ".ArticleTitle",
        ".titleArticle",
    ),
    lead=(
        "[id$=ViewDetail_divSummary]",
        "[id$=_divSummary]",
        ".NewsSummary",
        "[id$=_lblSummary]",
        "[id$=_lblTrichYeu]",
        "[id$=_lblLead]",
        "[id$=_lblTomTat]",
        "[id$=_lblDescription]",
        ".ArticleSummary",
        ".NewsLead",
    ),
    body=(
        "[id$=ViewDetail_divContent]",
        "[id$=_divContent]",
        ".NewsContent",
        "[id$=ViewDetail_lblContent]",
        "[id$=_lblContent]",
        "[id$=_lblNoiDung]",
        "[id$=_divNoiDung]",
        "[id$=_lblBody]",
        ".ArticleContent",
        ".article-body",
        ".edn_articleContent",
    ),
    published=(
        "[id$=ViewDetail_lblDate]",
        ".NewsDate",
        "[id$=_lblDate]",
        "[id$=_lblNgayDang]",
        "[id$=_lblPublishDate]",
        "[id$=_lblNgay]",
        "[id$=_lblCreatedDate]",
        ".ArticleDate",
    ),
    author=(
        "[id$=ViewDetail_lblAuthor]",
        ".NewsAuthor",
        "[id$=_lblAuthor]",
        "[id$=_lblTacGia]",
        ".ArticleAuthor",
    ),
    source=("[id$=_lblSource]", "[id$=_lblNguon]", ".NewsSource"),
    attachments=(
        "[id$=_divAttach]",
        "[id$=_pnAttach]",
        ".NewsAttach",
        ".NewsAttachment",
        ".NewsFile",
        "[id$=_rptFile]",
        ".attach",
        ".AttachFile",
    ),
)
DOTNETNUKE = Platform(
    name="dotnetnuke",
    marks=(
        Mark("html", r"""<meta[^>]+generator[^>]+dotnetnuke""", 0.9),
        Mark("html", r"""<!-- DNN Platform|<!-- DotNetNuke|<!-- by DotNetNuke""", 0.9),
        Mark("address", r"^(?:https?://[^/]+(?:/.*)?)?/(?:Portals/(?:\d+|_default)|DesktopModules)/", 0.7),
        Mark("html", r"""id="dnn_(?:ctr\d+_)?\w+""", 0.7),
        Mark("html", r"__dnnVariable|dnnVariable", 0.8),
        Mark("cookie", r"\.ASPXANONYMOUS|dnn_IsMobile", 0.4),
        Mark("url", r"/tabid/\d+/|[?&]tabid=\d+", 0.7),
    ),
    layouts=(MODULE,),
    article_urls=(
        r"/tabid/\d+/(?:[\w-]+/\d+/)*(?:articleid|newsid|post|itemid|id|cateid/\d+/id)/\d+",
        r"[?&](?:articleid|newsid|itemid|postid)=\d+",
        r"/(?:articleid|newsid|article|post|id)/\d+(?:/|$)",
        r"/tin-tuc/[\w-]+/(?:\w+/)?[\w-]+-\d+(?:\.aspx)?$",
    ),
    list_urls=(
        r"/tabid/\d+/(?:(?:language|mid|page|pageindex|currentpage|cateid|categoryid)/[\w-]+/)*default\.aspx",
        r"[?&](?:page|pageindex|currentpage)=\d+",
    ),
    drop_urls=(
        r"dnnprintmode=",
        r"skinsrc=",
        r"/ctl/",
        r"returnurl=",
        r"/login",
        r"/register",
        r"/(?:terms|privacy)\.aspx",
        r"/search-?results",
    ),
)
