"""Archived bytes -> something a browser may show without running or fetching anything. Pure.

The headers sent with it (`RAW_VIEW_POLICY`, a sandbox) forbid script and network. No specification says that
they stop `<link rel=preconnect>` too, and `<meta http-equiv>` acts outside of them: both are taken out here.
"""

import re

RAW_VIEW_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""`sandbox` without allowances: no script, no form, no way out of the frame, an origin of its own."""

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_TEXT_TYPES = ("text/plain",)
_REACHING_OUT = re.compile(r"<(/?)(link|meta|base|i?frame|object|embed)(?=[\s/>])", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META_WITHIN_BYTES = 2048
"""Browsers look for a charset in the first 1024 bytes; old portals put comments and scripts before it."""


def media_type(content_type: str | None) -> str:
    """`text/html` of `text/html; charset=utf-8`; empty when the portal did not say."""
    return (content_type or "").partition(";")[0].strip().lower()


def is_html(content_type: str | None, body: bytes) -> bool:
    """Whether to show it as a page: by its type, and by its first tag where the portal gave none."""
    kind = media_type(content_type)
    return kind in _HTML_TYPES or (not kind and body.lstrip()[:1] == b"<")


def is_text(content_type: str | None) -> bool:
    return media_type(content_type) in _TEXT_TYPES


def harmless(html: str) -> str:
    """The page with every element renamed that would act or load by itself.

    Renamed, not removed: removal could join the pieces around it into a new tag.
    """
    return _REACHING_OUT.sub(r"<\1x-\2", html)


def readable(body: bytes, content_type: str | None) -> str:
    """The text of archived bytes for showing: BOM, strict UTF-8, the declared charset, else Windows-1252."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, errors="replace")
    for charset in ("utf-8", *_declared(body, content_type)):
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("windows-1252", errors="replace")


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Charsets named by the header and by the page, in this order."""
    places = ((content_type or "").encode(), body[:_META_WITHIN_BYTES])
    return [found.group(1).decode("ascii") for place in places if (found := _CHARSET.search(place))]
