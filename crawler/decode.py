"""Bytes of a page -> text, deciding the encoding ourselves: headers and META of portals are often wrong.

Order: BOM, strict UTF-8, META (or the XML declaration), HTTP header, detection. What is declared counts only
where the words allow it. Never raises: what cannot be decoded becomes U+FFFD. Leaves Unicode composition as
it is, because an attachment's href must stay as written; whoever takes text out of the page composes it.
"""

import codecs
import re
import unicodedata
import zlib
from dataclasses import dataclass

from crawler.extract.legacy_letters import legacy_encoding, read

MAX_INFLATED_BYTES = 64 * 1024 * 1024
"""A capture that unpacks to more is cut here: a sitemap may have 50 MB (sitemaps.org), a gzip bomb more."""
SNIFF_BYTES = 4096
"""META must stand in the first 1,024 bytes (HTML Standard 13.2.3.2); portals print long comments before
it.
"""
WORDS_BYTES = 1 << 17
"""Of a page so much is read for its words."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LEGACY_FONT = re.compile(rb"\.Vn(?:Time|Arial|Avant|Book|Centur|Univers)|VNI-(?:Times|Helve)", re.IGNORECASE)
"""Text in such fonts is bytes that only the font draws as Vietnamese: they must come through unchanged."""
_LATIN = frozenset({"iso8859-1", "ascii", "latin-1", "iso-8859-1", "us-ascii", "iso8859-15"})
_LATIN_OR_VIETNAMESE = frozenset({"cp1252", "cp1258"})
"""Declared for one another and for legacy fonts alike: the words decide."""
_CONTROL: dict[int, str | None] = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
"""C0 controls that no markup needs (tab, LF, CR stay): a NUL ends the document for libxml2."""
_CONTROL |= {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
"""C1 controls are Windows-1252's quotes and dashes, as browsers read them in numeric references."""

_ANY_CONTROL = re.compile(f"[{re.escape(''.join(map(chr, _CONTROL)))}]")


@dataclass(frozen=True)
class Decoded:
    """The text of a page and how it was read: a Python codec name, and who named it."""

    text: str
    encoding: str
    found_by: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The text of `body`; `content_type` is the HTTP header. Total: any bytes are accepted."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return Decoded(_text(body[len(mark) :], encoding), encoding, "bom")
    if wide := _utf16_without_bom(body):
        return Decoded(_text(body, wide), wide, "detection")
    if _is_utf8(body):
        return Decoded(_text(body, "utf-8"), "utf-8", "utf-8")
    for found_by, name in (("meta", _meta_name(body)), ("header", _header_name(content_type))):
        if name and _may_be(name, body):
            return Decoded(_text(body, name), name, found_by)
    detected = _detected(body)
    return Decoded(_text(body, detected), detected, "detection")


def declared_names(body: bytes, content_type: str | None = None) -> tuple[str, ...]:
    """The codecs that META and the HTTP header declare, in that order; names that mean none are left out."""
    head = body[:SNIFF_BYTES]
    match = _XML.search(head) or _META.search(head)
    header = _HEADER.search(content_type or "")
    written = [match.group(1).decode("ascii", "replace") if match else "", header.group(1) if header else ""]
    return tuple(codec for name in written if name and (codec := _codec(name)))


def inflate(body: bytes) -> bytes:
    """`body` unpacked if it is gzip (`sitemap.xml.gz`), at most MAX_INFLATED_BYTES; else as it is.

    Of a torn stream, what came before the tear.
    """
    unpacked = b""
    while body.startswith(b"\x1f\x8b") and len(unpacked) < MAX_INFLATED_BYTES:
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            unpacked += stream.decompress(body, MAX_INFLATED_BYTES - len(unpacked))
        except zlib.error:
            break
        body = stream.unused_data
    return unpacked or body


def _text(body: bytes, encoding: str) -> str:
    text = body.decode(encoding, errors="replace")
    return text.translate(_CONTROL) if _ANY_CONTROL.search(text) else text


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut in mid-letter at the very end (a truncated capture) is still UTF-8.
        return error.start >= len(body) - 3 and error.start > 0
    return True


def _utf16_without_bom(body: bytes) -> str | None:
    head = body[:200]
    if len(head) < 16 or head.count(0) < len(head) // 4:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _meta_name(body: bytes) -> str | None:
    head = body[:SNIFF_BYTES]
    match = _XML.search(head) or _META.search(head)
    return _known(match.group(1).decode("ascii", "replace")) if match else None


def _header_name(content_type: str | None) -> str | None:
    match = _HEADER.search(content_type or "")
    return _known(match.group(1)) if match else None


def _known(name: str) -> str | None:
    """The codec of a declared name; None for names that no byte stream can have here, or that mean nothing.

    ISO-8859-1 is left to detection: servers print it by default (Apache's AddDefaultCharset) and it cannot
    write Vietnamese. A page read as UTF-16 by its META would not have let us read that META.
    """
    codec = _codec(name)
    if codec is None or codec in _LATIN or codec.startswith(("utf-16", "utf-32")):
        return None
    return codec


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _may_be(name: str, body: bytes) -> bool:
    """Whether the bytes allow the declared codec."""
    if name == "utf-8":
        return _mostly_utf8(body, broken_share=0.25)
    return name not in _LATIN_OR_VIETNAMESE or _by_words(body) in (None, name)


def _detected(body: bytes) -> str:
    from charset_normalizer import from_bytes

    if _mostly_utf8(body):
        return "utf-8"
    if by_words := _by_words(body):
        return by_words
    if _LEGACY_FONT.search(body):
        return "cp1252"
    best = from_bytes(body[: 1 << 17], cp_isolation=["utf-8", "cp1258", "cp1252"]).best()
    return best.encoding if best else "cp1252"


def _by_words(body: bytes) -> str | None:
    """The codec in which the bytes are Vietnamese: Windows-1258 as they stand, Windows-1252 for the letters
    of TCVN3 and VNI, which stay as they are here. None when they are neither.
    """
    visible = _TAG.sub(b" ", body[:WORDS_BYTES])
    if visible.isascii():
        return None
    if read(unicodedata.normalize("NFC", visible.decode("cp1258", "replace"))).is_vietnamese:
        return "cp1258"
    return "cp1252" if legacy_encoding(visible.decode("cp1252", "replace")) else None


def _mostly_utf8(body: bytes, broken_share: float = 0.05) -> bool:
    """A UTF-8 page with a few broken bytes (a title cut by bytes): so few for each letter beyond ASCII."""
    sample = body[:WORDS_BYTES]
    broken = sample.decode("utf-8", errors="replace").count("\ufffd")
    letters = sum(1 for byte in sample if byte >= 0xC0)
    return letters > 0 and broken < letters * broken_share
