"""mojoPortal with the Vietnamese ArticleFeature module (`/Article/ViewDetail.aspx?itemid=`).

Its author field is the CMS account, often hidden. Source: the module's public views.
"""

from crawler.platforms.base import Layout, Mark, Platform

ARTICLE = Layout(
    name="article-feature",
    title=(
        ".articletitle",
        ".header-article h1",
        ".header-article h2",
        ".articleview h2",
        ".blogtitle",
        "h2.moduletitle",
    ),
    lead=(
        ".article-description",
        ".articledescription",
        ".articlesummary",
        ".article-summary",
        ".blogexcerpt",
    ),
    body=(
        "#article_text",
        ".articletext",
        "[id$=pnlDetails] .articletext",
        "[id$=divArticleText]",
        ".blogtext",
    ),
    published=(".post-date-article", ".articledate", ".post-date", ".blogdate", ".article-date"),
    author=("[id$=lblAuthor]", ".author-post", ".articleauthor", ".blogauthor"),
    source=(".articlesource", "[id$=lblSource]", ".article-source"),
    attachments=(".article-file", ".blogattachment", ".file-item", "[id$=pnlAttachment]"),
)

MOJOPORTAL = Platform(
    name="mojoportal",
    marks=(
        Mark("html", r"csshandler\.ashx\?skin=", 0.8),
        Mark("address", r"^https?://(?:www\.)?mojoportal\.com|^/.*mojoportal", 0.7),
        Mark("address", r"^/(?:.*/)?(?:Data/Sites/\d+/|Data/SiteImages/|ClientScript/mojo)", 0.6),
        Mark("url", r"/article/view(?:detail|list|tag|category)\.aspx", 0.7),
        Mark("element", ".articletitle", 0.25),
        Mark("element", ".cmszone", 0.3),
    ),
    layouts=(ARTICLE,),
    article_urls=(
        r"/viewdetail\.aspx\?.*?itemid=\d+",
        r"/blog/viewpost\.aspx",
        r"/~?/?[\w-]+(?:-[\w]+){3,}$",
    ),
    list_urls=(r"/viewlist\.aspx", r"/viewcategory\.aspx", r"pagenumber=\d+"),
    drop_urls=(
        r"/viewtag\.aspx",
        r"/secure/",
        r"/searchresults",
        r"returnurl=",
        r"/print",
        r"/admin/",
        r"/memberlist",
    ),
)
