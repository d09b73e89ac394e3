"""School sites of VNPT's vnEdu CMS, old and new: `/<category>/<slug>.html`, text in `div.content-detail`.

Seen on education offices and schools (2014 to 2021 captures). Documents are pages with a metadata table.
Many schools on other systems link to vnedu.vn, and `content-detail` is a common class: they prove little.
"""

from crawler.platforms.base import Layout, Mark, Platform

NEWS = Layout(
    name="news-detail",
    title=("h1.title-detail", ".title-detail", ".article-content h1", ".news-detail h1"),
    lead=(".brief", ".article-content .brief", ".news-brief", ".sapo"),
    body=(
        "[itemprop=articleBody].content-detail",
        ".block-core-a5 .content-detail",
        ".article-content .content-detail",
    ),
    published=(".post-date", "header .post-date", ".news-date", ".date-time"),
    author=(".author", ".news-author", ".article-author"),
    source=(".source", ".news-source"),
    attachments=(".attach-file", ".attachments", ".file-attach", ".list-file"),
)
OFFICE = Layout(
    name="office",
    title=(".content-detail h1", "h1.tieude", ".tieude", ".content-title"),
    lead=(".content-detail .sapo", ".content-detail .trichdan", ".brief"),
    body=(
        ".content-detail .noidung",
        ".content-detail .content",
        ".content-detail .WordSection1",
        ".content-detail",
    ),
    published=(
        ".content-detail .ngaydang",
        ".content-detail .date",
        ".ngay-dang",
        ".post-date",
        ".date-post",
    ),
    author=(".content-detail .tacgia", ".author"),
    source=(".content-detail .nguon",),
    attachments=(".dinhkem", ".file-dinh-kem", ".attachments"),
)

VNEDU = Platform(
    name="vnedu",
    marks=(
        Mark("html", r"VHV\.(?:App|load|using|alert|Model)", 0.7),
        Mark("html", r"vnedu\.vn|VNEDU", 0.05),
        Mark("html", r"/templates/pgd\d{4}/|/App/Corporate/", 0.5),
        Mark("element", "div.content-detail", 0.2),
        Mark("element", ".ModuleWrapper", 0.25),
        Mark(
            "url",
            r"/(?:tin-tuc-su-kien|tai-nguyen|van-ban|cong-van-van-ban|tin-tuc)/[\w-]+(?:/[\w.-]+)?\.html",
            0.05,
        ),
        Mark("html", r"/upload/\d{4,6}/20\d{6}/", 0.25),
    ),
    layouts=(NEWS, OFFICE),
    article_urls=(r"^/(?!index)[\w-]+/(?:[\w-]+/)?[\w.-]*-[\w.-]+\.html",),
    list_urls=(
        r"^/(?:tin-tuc|tin-tuc-su-kien|van-ban|cong-van[\w-]*|tai-nguyen|thong-bao|tin-[\w-]+|hoat-dong[\w-]*)(?:/[\w-]+)?/?(?:\?(?:page|p)=\d+)?$",
        r"^/[\w-]+\.html\?page",
    ),
    drop_urls=(r"page=(?:login|register|search)", r"\.Print\.", r"/dang-nhap", r"/dang-ky"),
)
