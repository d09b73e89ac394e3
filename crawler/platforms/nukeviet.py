"""NukeViet 3 and 4, with the eGovernment theme.

Of its dates only the shown line and the sitemap are right: meta article:published_time mixes zone and time,
microdata datePublished is the edit time, RSS minutes are the month. Source: nukeviet4.5, modules/news.
"""

from crawler.platforms.base import Layout, Mark, Platform

FOUR = Layout(
    name="nukeviet-4",
    title=(
        "h1[itemprop=headline]",
        "[itemprop=headline]",
        ".newsdetail h1",
        ".newsdetail .title",
        "h1.title",
    ),
    lead=(".newsdetail .hometext", ".hometext", "#hometext"),
    body=("#news-bodyhtml", ".newsdetail .bodytext", ".bodytext", "[itemprop=articleBody]"),
    published=(
        ".newsdetailmetatop .h5",
        ".newsdetail .time",
        ".news_column .panel-body span.h5",
        ".newsdetail .h5",
        "span.h5",
        ".post-date",
        ".newsdetail .date",
    ),
    author=("[itemprop=author] [itemprop=name]",),
    attachments=(".news-download-file", "a[download]"),
)
THREE = Layout(
    name="nukeviet-3",
    title=("#news_detail h1", "#news_detail h2", ".news_detail h1"),
    lead=("#hometext", "#news_detail .hometext"),
    body=("#bodytext", "#news_detail .bodytext", "#news_detail .details-content", ".details-content"),
    published=("#news_detail span.time", "span.time", ".news_detail .time"),
    attachments=("#news_detail .download", ".file-attach"),
)
LAWS = Layout(
    name="laws",
    title=(".laws-detail h1", ".laws h3.lawtitle", "h3.lawtitle", ".laws h1"),
    body=(".laws .lawcontent", ".laws-content", ".law-content", "#laws-bodytext"),
    attachments=(".laws .download", ".laws-download", ".list-group", ".lawfile"),
)

NUKEVIET = Platform(
    name="nukeviet",
    marks=(
        Mark("html", r"""<meta[^>]+generator[^>]+nukeviet""", 0.95),
        Mark("html", r"nv_base_siteurl|nv_lang_data|nv_module_name", 0.9),
        Mark("cookie", r"\bnv\d\w*_(?:ctr|sess|cltn|statistic)", 0.9),
        Mark("address", r"^/?(?:uploads|assets|themes/[\w-]+)/(?:news|js/jquery)", 0.35),
        Mark("element", "#news-bodyhtml", 0.7),
        Mark("url", r"[?&]nv=\w+&op=|/index\.php/vi/|[?&]language=vi&nv=", 0.7),
        Mark("url", r"/vi/[\w-]+/[\w-]+/[\w-]+-\d+(?:\.html|/)", 0.4),
    ),
    layouts=(FOUR, THREE, LAWS),
    article_urls=(
        r"/(?:vi/|index\.php/vi/)?(?:news|[\w-]*tin-?tuc[\w-]*|[\w-]+)/[\w-]+/(?!page-\d)[\w.-]+-\d+(?:\.html|/)$",
        r"[?&]op=[\w-]+/[\w.-]+-\d+(?:&|$)",
        r"/laws/(?:detail|view)/[\w.-]+",
    ),
    list_urls=(
        r"/vi/[\w-]+/(?:[\w-]+/)?(?:page-\d+/?)?$",
        r"/(?:news|laws|tin-tuc)/(?:[\w-]+/)?(?:page-\d+/?)?$",
        r"[?&]nv=news(?:&op=[\w-]+)?(?:&page=\d+)?$",
        r"[?&]page=\d+$",
    ),
    drop_urls=(
        r"/(?:print|savefile|sendmail|rating)/",
        r"/(?:tag|groups|author|topic)/",
        r"[?&](?:pdf|savefile|second)=",
        r"/(?:users|contact|seek|search|statistics|voting|feeds|banners|comment|two-step-verification)(?:/|$)",
        r"[?&]nv=(?:users|seek|statistics|contact)",
        r"/archive/",
    ),
    trusts_machine_dates=False,
    discovery=("/sitemap.xml",),
)
