"""WordPress in any theme, with the school theme of the telecoms (vtktheme) first.

The theme may show no date at all: then the date comes from REST, feed or Yoast's JSON-LD, never from the
calendar or archive widgets.
"""

from crawler.platforms.base import Layout, Mark, Platform

_ATTACHMENTS = (
    ".wp-block-file",
    ".download-attachment",
    ".entry-attachments",
    ".attachments",
    ".dinh-kem",
    ".file-attach",
)
_DATES = (
    "time.entry-date.published",
    "time.entry-date",
    "time.published",
    ".entry-date",
    ".posted-on time",
    ".posted-on",
    ".post-date",
    ".cat-item-info time",
    ".entry-meta time",
    ".post-meta time",
    ".post-meta .published",
    ".jeg_meta_date",
    ".td-post-date",
    ".date-time",
)

SCHOOL = Layout(
    name="vtktheme",
    title=("h1.single-title", ".single-title"),
    lead=(".single-content .single-excerpt", ".single-content .sapo"),
    body=(".single-content .entry-content",),
    published=(".single-content .cat-item-info .post-date", *_DATES),
    author=(".single-content .post-author", ".single-content .author"),
    attachments=_ATTACHMENTS,
)
THEMES = Layout(
    name="themes",
    title=(
        "h1.entry-title",
        ".entry-title",
        "h1.post-title",
        ".post-title",
        "h1.single-post-title",
        "h1.tdb-title-text",
        "h1.wp-block-post-title",
        "article h1",
        "main h1",
    ),
    lead=(
        ".entry-excerpt",
        ".post-excerpt",
        ".single-excerpt",
        ".sapo",
        ".entry-summary",
        ".td-post-sub-title",
    ),
    body=(
        ".entry-content",
        ".wp-block-post-content",
        ".post-content",
        ".td-post-content",
        ".single-content",
        ".the-content",
        ".post-entry",
        ".article-content",
        ".entry",
        "article .content",
        ".content-post",
        ".detail-content",
    ),
    published=_DATES,
    author=(".entry-author", ".post-author", ".author.vcard .fn", ".byline .author", ".tac-gia"),
    source=(".entry-source", ".nguon", ".post-source"),
    attachments=_ATTACHMENTS,
)

WORDPRESS = Platform(
    name="wordpress",
    marks=(
        Mark("header", r"^link:.*api\.w\.org", 0.98),
        Mark("html", r"""<link[^>]+https://api\.w\.org/""", 0.95),
        Mark("html", r"""<meta[^>]+generator[^>]+wordpress""", 0.9),
        Mark("html", r"/wp-content/(?:themes|plugins|uploads)/", 0.85),
        Mark("html", r"/wp-includes/", 0.7),
        Mark("header", r"^x-pingback:.*xmlrpc\.php", 0.8),
        Mark("element", "body.single-post", 0.3),
    ),
    layouts=(SCHOOL, THEMES),
    article_urls=(
        r"[?&]p=\d+",
        r"^/\d{4}/\d{2}(?:/\d{2})?/[\w%-]+",
        r"^/(?!(?:.*/)?(?:category|chuyen-muc|danh-muc|the-loai|tag|author|page)/)(?:[\w%-]+/)*[\w%]+(?:-[\w%]+){3,}(?:\.html|/)?$",
    ),
    list_urls=(r"/(?:category|chuyen-muc|danh-muc|the-loai)/", r"/page/\d+/?$", r"[?&](?:cat|paged)=\d+"),
    drop_urls=(
        r"/wp-(?:admin|login|content|includes|cron|signup)",
        r"/xmlrpc\.php",
        r"^/\d{4}(?:/\d{1,2}){0,2}/?$",
        r"\.html/feed",
        r"[?&](?:s|replytocom|share|attachment_id|m|author)=",
        r"/(?:tag|tags|author|comments|search|the)/",
        r"/embed/?$",
        r"/amp/?$",
    ),
    url_date=r"/(?P<date>\d{4}/\d{2}/\d{2})/[\w%-]+",
    discovery=("/wp-json/wp/v2/posts?per_page=100&orderby=modified", "/wp-sitemap.xml", "/feed"),
)
