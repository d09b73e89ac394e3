"""Umbraco 7 to 13. It has no markup of its own: themes are hand-made, so marks come from what it stores.

Its grid and block list leave class names in the text; elsewhere the usual names of .NET themes are tried,
then looks. Files lie under `/media/<number or eight letters>/`.
"""

from crawler.platforms.base import Layout, Mark, Platform
from crawler.platforms.generic import GENERIC

THEME = Layout(
    name="theme",
    title=(
        ".article-title",
        ".news-title",
        ".news-detail h1",
        ".post-title",
        "article h1",
        "main h1",
        ".content h1",
    ),
    lead=(".article-intro", ".news-summary", ".news-lead", ".sapo", ".intro", ".lead"),
    body=(
        ".umb-grid",
        ".umb-block-list",
        ".article-body",
        ".news-content",
        ".news-detail .content",
        ".bodyText",
        ".rte",
        ".post-content",
    ),
    published=(".article-date", ".news-date", "article time", ".post-date", ".date"),
    author=(".article-author", ".news-author", ".author"),
    source=(".article-source", ".news-source", ".source"),
    attachments=(".attachments", ".article-files", ".files", ".downloads"),
)

UMBRACO = Platform(
    name="umbraco",
    marks=(
        Mark("header", r"^x-umbraco-version:", 0.95),
        Mark("element", "meta[content^=umbraco]", 0.95),
        Mark("cookie", r"\bUMB[-_]|umb_installId", 0.8),
        Mark("element", "a[data-udi^=umb:]", 0.9),
        Mark("element", "img[data-udi^=umb:]", 0.9),
        Mark("element", ".umb-grid", 0.8),
        Mark("element", ".umb-block-list", 0.8),
        Mark("element", "script[src^=/App_Plugins/]", 0.7),
        Mark("element", "link[href^=/App_Plugins/]", 0.6),
        Mark("element", "form[action^=/umbraco/]", 0.7),
        Mark("element", "input[name=ufprt]", 0.8),
        Mark("element", "img[src^=/media/]", 0.2),
    ),
    layouts=(THEME,),
    article_urls=GENERIC.article_urls,
    list_urls=GENERIC.list_urls,
    drop_urls=(r"^/umbraco/", r"/(?:login|dang-nhap|search|tim-kiem)(?:[/?]|$)", r"[?&]alttemplate=print"),
    discovery=("/sitemap.xml", "/rss"),
)
