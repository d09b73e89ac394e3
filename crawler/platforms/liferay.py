"""Liferay Portal 6 and 7: the asset publisher (portlet 101), journal articles in a unit's own structure, and
the Vietnamese portlet packs (OEP, VNPT ePortal, EcoIT, Unitech).

The <link rel=canonical> may name the section: it is not read. Dates stand in the article or in the metadata.
"""

from crawler.platforms.base import Layout, Mark, Platform

_META_DATE = (
    ".date-news",
    ".metadata-publish-date",
    ".metadata-display-date",
    ".publish-date",
    ".ngay-dang",
    ".ngaydang",
    ".time-news",
    ".date-publish",
    ".news-date",
    ".journal-content-article .date",
    ".asset-metadata .date",
)
_AUTHOR = (".author-news", ".tac-gia", ".tacgia", ".journal-content-article .author", ".news-author")
_SOURCE = (".source-news", ".nguon-tin", ".nguontin", ".news-source")

STRUCTURE = Layout(
    name="structure",
    title=(
        ".journal-content-article .title-news",
        ".chi-tiet-tin .title-news",
        ".title-news",
        ".journal-content-article .title",
        ".journal-content-article h1",
        ".journal-content-article h3",
        ".taglib-header .header-title",
        ".asset-full-content .asset-title",
        ".contentDetail h3",
    ),
    lead=(
        ".journal-content-article .sapo",
        ".sapo-news",
        ".lead-news",
        ".contentDetail .sapo",
        ".sapo",
        ".tom-tat",
        ".summary-news",
    ),
    body=(
        ".journal-content-article .content-news",
        ".content-news",
        ".journal-content-article .noi-dung",
        ".journal-content-article .noidung",
        ".journal-content-article .content-detail",
        ".journal-content-article .body-news",
        ".asset-full-content .asset-content .journal-content-article",
        ".asset-full-content .journal-content-article",
    ),
    published=_META_DATE,
    author=_AUTHOR,
    source=_SOURCE,
    attachments=(".dinh-kem", ".file-dinh-kem", ".attachments", ".asset-attachments", ".taglib-attachments"),
)
PACKS = Layout(
    name="portlet-packs",
    title=(
        "#testabc h1",
        ".news-detail-title",
        ".title-detail",
        ".detail-title",
        ".contentDetail h1",
        ".contentDetail h3",
        ".tieu-de",
    ),
    lead=(
        "#testabc > p strong",
        ".news-detail-sapo",
        ".detail-sapo",
        ".sapo",
        ".news-sapo",
        ".detail-description",
    ),
    body=(
        "#testabc #content",
        ".news-detail-content",
        ".detail-content",
        ".content-detail",
        ".contentDetail .journal-content-article",
        ".contentDetail",
        ".noi-dung-chi-tiet",
        ".portlet-journal-content .journal-content-article",
        ".journal-content-article",
        ".blog-entry .entry-body",
        ".asset-full-content .asset-content",
    ),
    published=(".news-detail-date", ".detail-date", *_META_DATE, ".entry-date"),
    author=(*_AUTHOR, ".entry-author"),
    source=_SOURCE,
    attachments=(".news-detail-files", ".file-attach", ".attachments", ".dinh-kem"),
)

DISPLAY_PAGE = Layout(
    name="display-page",
    title=(
        "h1[data-lfr-editable-type=text]",
        "h1.component-heading",
        ".component-heading[data-lfr-editable-type=text]",
    ),
    body=(
        "#main-content .component-paragraph[data-lfr-editable-type=rich-text]",
        "#main-content [data-lfr-editable-type=rich-text]",
        ".layout-content .component-paragraph",
    ),
    published=("[data-lfr-editable-id*=date]", "[data-lfr-editable-id*=ngay]", *_META_DATE),
    author=("[data-lfr-editable-id*=author]", "[data-lfr-editable-id*=tac-gia]", *_AUTHOR),
    source=("[data-lfr-editable-id*=source]", "[data-lfr-editable-id*=nguon]", *_SOURCE),
    attachments=(".attachments", ".dinh-kem"),
)
"""Liferay 7.2 and later: an article drawn by fragments that its editors arranged."""

LIFERAY = Platform(
    name="liferay",
    marks=(
        Mark("header", r"^liferay-portal:", 0.98),
        Mark("cookie", r"GUEST_LANGUAGE_ID=", 0.7),
        Mark("element", "#skip-to-content", 0.5),
        Mark("html", r"var Liferay\s*=|Liferay\.ThemeDisplay|Liferay\.authToken", 0.9),
        Mark("html", r"p_p_id=|p_p_id_\w+_|com_liferay_", 0.6),
        Mark("url", r"/-/asset_publisher/|[?&]p_p_id=|/web/guest/", 0.8),
        Mark("element", ".journal-content-article", 0.6),
        Mark("element", ".portlet-boundary", 0.4),
        Mark("html", r"data-senna-track|data-analytics-asset-id", 0.6),
        Mark("html", r"lfr-layout-structure-item|data-lfr-editable-id", 0.8),
    ),
    layouts=(STRUCTURE, PACKS, DISPLAY_PAGE),
    article_urls=(
        r"/-/asset_publisher/[^/]+/(?:content|document|blog)/(?:id/)?[^/?]+",
        r"/-/(?!asset_publisher|document_library|message_boards|wiki|calendar)[^/?]{8,}(?:/\d+)?(?:\?|$)",
        r"/-/(?:details/\d+|chi-?tiet)/",
        r"/-/document/\d+|_WAR_\w*(?:news|tin)\w*(?:_\w+)?_(?:id|newsid|articleid|urltitle)=",
        r"[?&]_101_INSTANCE_\w+_(?:urlTitle|assetEntryId)=",
    ),
    list_urls=(
        r"[?&]_\w+_cur=\d+",
        r"/(?:tin-tuc|tintuc|tin-hoat-dong|thong-bao|van-ban|su-kien|tin-[\w-]+)(?:[/?]|$)",
    ),
    drop_urls=(
        r"viewmode=print",
        r"p_p_lifecycle=[12]",
        r"p_p_state=(?:pop_up|exclusive)",
        r"/c/portal/",
        r"_keywords=[^&]",
        r"/o/",
    ),
    trusts_machine_dates=True,
)
