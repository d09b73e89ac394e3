"""Next.js, on which the new portals of communes run: `/chi-tiet-tin/group/<group>/nid/<id>/<slug>`.

Where the server draws no article, `embedded` has put the one of `__NEXT_DATA__` into the page. The portals'
own class names differ; those of their editors (CKEditor, Tailwind's prose) recur.
"""

from crawler.platforms.base import Layout, Mark, Platform
from crawler.platforms.generic import GENERIC

DATA = Layout(
    name="next-data",
    title=(".next-data-title",),
    lead=(".next-data-lead",),
    body=(".next-data-body",),
    published=(".next-data-date",),
    author=(".next-data-author",),
    source=(".next-data-source",),
    attachments=(".next-data-files",),
)
DRAWN = Layout(
    name="drawn",
    title=("article h1", ".news-detail h1", ".detail h1", "main h1", "h1"),
    lead=(".sapo", ".summary", ".trich-yeu", ".description"),
    body=("#news-content", ".ck-content", ".prose", ".news-content", ".article-content", ".detail-content"),
    published=("article time", "main time", ".publish-date", ".ngay-dang", ".date"),
    author=(".author", ".tac-gia"),
    source=(".source", ".nguon"),
    attachments=(".attachments", ".files", ".dinh-kem"),
)

NEXTJS = Platform(
    name="nextjs",
    marks=(
        Mark("element", "#__NEXT_DATA__", 0.9),
        Mark("header", r"^x-powered-by:\s*next\.js|^x-nextjs-", 0.9),
        Mark("element", "script[src^=/_next/static/]", 0.8),
        Mark("element", "link[href^=/_next/static/]", 0.6),
        Mark("element", "#__next", 0.5),
        Mark("url", r"/chi-tiet-tin/group/\w+/nid/\w+", 0.25),
    ),
    layouts=(DATA, DRAWN),
    article_urls=(
        r"/chi-tiet(?:-tin|-bai-viet)?/",
        r"/nid/\w+",
        r"/(?:tin-tuc|bai-viet|thong-bao|tin-[\w-]+)/(?:[\w-]+/)*[\w%]+(?:-[\w%]+){3,}(?:\.html)?/?$",
        *GENERIC.article_urls,
    ),
    list_urls=(r"/(?:danh-sach|chuyen-muc|danh-muc)/", *GENERIC.list_urls),
    drop_urls=(r"/_next/", r"^/api/", r"/(?:dang-nhap|dang-ky|login|tim-kiem|search)(?:[/?]|$)"),
)
