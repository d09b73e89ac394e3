"""Drupal 6 to 10: a node's fields, each in an element named after the field.

Its stock Vietnamese dates have the month first ("T5, 11/17/2022 - 14:35"): the weekday, or the date given to
machines, settles which is which. Source: the node, field and datetime templates of Drupal 7 and 10.
"""

from crawler.platforms.base import Layout, Mark, Platform

_TITLE = (
    "h1#page-title",
    "h1.page-title",
    "h1.page-header",
    ".node h1",
    ".node h2.node-title",
    "#content h1.title",
    ".block-page-title-block h1",
    "h1.title",
    "#page-title",
)
_DATE_FIELDS = ("ngay-dang", "post-date", "ngay-xuat-ban", "ngay-dang-tin", "publish-date", "date", "ngay")
_LEAD_FIELDS = ("tom-tat", "trich-yeu", "sapo", "lead", "mo-ta", "mo-ta-ngan", "summary", "gioi-thieu")
_FILE_FIELDS = ("tep-dinh-kem", "file-dinh-kem", "dinh-kem", "file", "files", "attachment", "attachments")


def _fields(names: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """Selectors of fields made by editors (`field_x`): Drupal 7 writes one dash between, 8 and later two."""
    return tuple(f".{mark}name-field-{name}" for name in names)


def _items(names: tuple[str, ...]) -> tuple[str, ...]:
    """The values of Drupal 8's fields, without the label, which has no colon in the markup."""
    fields = [f".field--name-field-{name}" for name in names]
    return tuple(field + item for field in fields for item in (".field__item", " .field__item"))


SEVEN = Layout(
    name="drupal-7",
    title=(*_TITLE, ".field-name-title h1", ".field-name-title h2"),
    lead=_fields(_LEAD_FIELDS, "field-"),
    body=(
        ".field-name-body .field-item",
        ".field-name-field-noi-dung .field-item",
        ".field-name-field-content .field-item",
        ".field-name-body",
    ),
    published=(
        ".submitted [property]",
        ".field-name-post-date",
        *_fields(_DATE_FIELDS, "field-"),
        ".node .submitted",
        ".submitted",
    ),
    author=(".field-name-field-tac-gia", ".field-name-field-author"),
    source=(".field-name-field-nguon", ".field-name-field-nguon-tin", ".field-name-field-source"),
    attachments=(*_fields(_FILE_FIELDS, "field-"), ".field-type-file", "span.file"),
)
EIGHT = Layout(
    name="drupal-8",
    title=(".field--name-title", *_TITLE),
    lead=_fields(_LEAD_FIELDS, "field--"),
    body=(
        ".field--name-body.field__item",
        ".field--name-body .field__item",
        ".field--name-body",
        ".field--name-field-noi-dung",
        ".field--name-field-content",
        ".node__content .text-formatted",
    ),
    published=(
        *_fields(_DATE_FIELDS, "field--"),
        ".node__submitted time",
        ".node__meta time",
        ".field--name-created",
        ".node__submitted",
        ".node__meta",
    ),
    author=_items(("tac-gia", "author")),
    source=_items(("nguon", "nguon-tin", "source")),
    attachments=(*_fields(_FILE_FIELDS, "field--"), ".field--type-file", "span.file"),
)
SIX = Layout(
    name="drupal-6",
    title=("#content-header h1.title", *_TITLE),
    body=(".node .node-content", ".node .content"),
    published=(".node .submitted", ".node .meta .submitted", ".submitted"),
    attachments=("#attachments", ".field-field-file", ".filefield-file"),
)

DRUPAL = Platform(
    name="drupal",
    marks=(
        Mark("header", r"^x-generator:\s*drupal|^x-drupal-(?:dynamic-)?cache:", 0.95),
        Mark("element", "meta[content^=drupal]", 0.95),
        Mark("element", "script[data-drupal-selector=drupal-settings-json]", 0.95),
        Mark("element", "script[src*=/misc/drupal.js]", 0.9),
        Mark("element", "script[src*=/sites/default/files/js/js_]", 0.8),
        Mark("element", "script[src^=/core/misc/]", 0.6),
        Mark("element", "link[href^=/sites/default/files/]", 0.6),
        Mark("element", "link[href^=/sites/all/]", 0.7),
        Mark("element", "img[src^=/sites/default/files/]", 0.5),
        Mark("element", ".field-name-body", 0.5),
        Mark("element", ".field--name-body", 0.5),
        Mark("url", r"/node/\d+(?:$|[?#])|[?&]q=(?:[a-z]{2}/)?node/\d+", 0.35),
    ),
    layouts=(SEVEN, EIGHT, SIX),
    article_urls=(
        r"/node/\d+(?:$|[?#])",
        r"[?&]q=(?:[a-z]{2}/)?node/\d+",
        r"^(?!/(?:taxonomy|user|search)/)(?:/[\w%-]+)*/[\w%]+(?:-[\w%]+){4,}(?:\.html)?$",
    ),
    list_urls=(
        r"/taxonomy/term/\d+",
        r"[?&]page=\d+",
        r"^/(?:[a-z]{2}/)?(?:tin-tuc|tin-[\w-]+|thong-bao|van-ban|su-kien|hoat-dong[\w-]*)/?(?:\?|$)",
    ),
    drop_urls=(
        r"/print(?:mail|pdf)?/",
        r"/(?:user|users|admin|search|comment|forward|filter/tips)(?:/|$|\?)",
        r"/node/(?:add|\d+/(?:edit|revisions|print))",
        r"[?&]q=(?:[a-z]{2}/)?(?:user|search|print|comment)",
        r"[?&]destination=",
    ),
    month_first=True,
    discovery=("/sitemap.xml", "/rss.xml"),
)
