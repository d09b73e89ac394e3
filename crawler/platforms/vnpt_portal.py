"""VNPT Portal, the old .NET one: `Default.aspx?sid=&pageid=&catid=&id=`; mobile twin `mDefault.aspx`.

`sid` is the site, not a session. Document pages have a metadata table above the text; "Ngày dd/mm/yyyy" there
is the day of upload, not of issue.
"""

from crawler.platforms.base import Layout, Mark, Platform

NEWS = Layout(
    name="portlet-news",
    title=(
        ".NewsDetail .TitleNews",
        ".TitleNews",
        ".TitleNewsDetail",
        ".NewsTitleDetail",
        "[id$=lblTitle]",
        "[id$=lblTieuDe]",
    ),
    lead=(
        ".NewsDetail .SummaryNews",
        ".SummaryNews",
        ".DescNews",
        ".NewsDesc",
        ".HeadNews",
        "[id$=lblSummary]",
        "[id$=lblTomTat]",
    ),
    body=(
        ".NewsDetail .ContentNews",
        ".ContentNews",
        ".NewsContent",
        ".ContentDetail",
        "[id$=lblContent]",
        "[id$=lblNoiDung]",
        "[id$=divContent]",
    ),
    published=(".NewsDetail .DateCreate", ".DateCreate", ".DateNews", "[id$=lblDate]", "[id$=lblNgay]"),
    author=(".AuthorNews", ".Author", "[id$=lblAuthor]", "[id$=lblTacGia]"),
    source=(".SourceNews", ".Source", "[id$=lblSource]", "[id$=lblNguon]"),
    attachments=(".tblVanBan", ".FileAttach", ".AttachFile", ".FileNews", "[id$=pnlFile]"),
)

VNPT_PORTAL = Platform(
    name="vnpt-portal",
    marks=(
        Mark("url", r"/m?default\.aspx\?(?=.*\bsid=\d)(?=.*\bpageid=\d)", 0.85),
        Mark("html", r"""default\.aspx\?sid=\d+(?:&amp;|&)pageid=\d+""", 0.8),
        Mark("html", r"VNPT Portal", 0.6),
        Mark("element", ".PortletNews", 0.4),
        Mark("element", ".DateCreate", 0.35),
        Mark("element", ".PortletLeft", 0.25),
    ),
    layouts=(NEWS,),
    article_urls=(r"/m?default\.aspx\?(?=.*\bpageid=\d)(?=.*[?&]id=\d)",),
    list_urls=(
        r"/m?default\.aspx\?(?=.*\bpageid=\d)(?=.*\bcatid=\d)",
        r"/m?default\.aspx\?(?=.*\bsid=\d)(?=.*\bpageid=\d)",
    ),
    drop_urls=(r"/print\.aspx", r"/mdefault\.aspx", r"/login\.aspx", r"/search\.aspx"),
)
