"""What sort of file some bytes are: by content first, then by the type header, then by the name's ending.

Portals serve RTF as .doc, HTML tables as .xls, and everything as application/octet-stream.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Literal, get_args

import olefile

Kind = Literal[
    "pdf",
    "docx",
    "doc",
    "xlsx",
    "xls",
    "pptx",
    "ppt",
    "rtf",
    "odf",
    "zip",
    "html",
    "mhtml",
    "xml-word",
    "text",
    "image",
    "encrypted-office",
    "page",
    "archive",
    "media",
    "unknown",
]
"""`html` is a document saved as a web page, `page` a web page that came instead of a file; `archive` a
package that we do not open (RAR, 7z, gzip), `media` sound or film."""

KINDS: tuple[Kind, ...] = get_args(Kind)
_SNIFF_BYTES = 4096

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"RIFF", "media"),
)
_OFFICE = re.compile(
    rb"urn:schemas-microsoft-com:office|class=\"?Mso|mso-[a-z]+\s*:|ProgId\"? content=", re.I
)
_HTML = re.compile(
    rb"^\s*(?:<!--.{0,1000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div|p\b)", re.I | re.S
)
_MHTML = re.compile(rb"^(?:[\w-]+:[^\n]*\n)*?MIME-Version:\s*1\.0", re.I)
_WORD_XML = re.compile(
    rb"schemas\.microsoft\.com/office/word/2003/wordml|<\?mso-application progid=.Word", re.I
)

_BY_TYPE: dict[str, Kind] = {
    "text/plain": "text",
    "text/csv": "text",
    "text/comma-separated-values": "text",
}
_BY_ENDING: dict[str, Kind] = {"txt": "text", "csv": "text", "tsv": "text"}
_DOCUMENT_TYPES = re.compile(r"msword|ms-excel|ms-powerpoint|officedocument|octet-stream|rtf|download", re.I)
_DOCUMENT_ENDING = re.compile(r"\.(?:doc|xls|rtf|dot|xlt)[a-z]?$", re.I)


def sniff(content: bytes, content_type: str | None = None, name: str = "") -> Kind:
    """The kind of a file; total over any bytes."""
    head = content[:_SNIFF_BYTES]
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _in_package(content)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _in_container(content)
    for signature, kind in _SIGNATURES:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(signature) and not (
            kind == "image" and _is_text(head)
        ):
            return kind
    if head[4:8] == b"ftyp":
        return "media"
    return _markup(_readable(head), content_type or "", name) or _by_name(head, content_type or "", name)


def _in_package(content: bytes) -> Kind:
    """By the members: an Office Open XML or OpenDocument package, else plain ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it began as ZIP
        return "zip"
    marks: tuple[tuple[Callable[[str], bool], Kind], ...] = (
        (lambda name: name.startswith("word/"), "docx"),
        (lambda name: name.startswith("xl/"), "xlsx"),
        (lambda name: name.startswith("ppt/"), "pptx"),
    )
    if "[Content_Types].xml" in names:
        for mark, kind in marks:
            if any(map(mark, names)):
                return kind
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        return "odf"
    return "zip"


def _in_container(content: bytes) -> Kind:
    """By the streams of an OLE2 compound file ([MS-CFB])."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {"/".join(path).lower() for path in container.listdir()}
    except Exception:  # noqa: BLE001 - a broken container is most often an old Word file
        return "doc"
    marks: tuple[tuple[str, Kind], ...] = (
        ("encryptedpackage", "encrypted-office"),
        ("worddocument", "doc"),
        ("workbook", "xls"),
        ("book", "xls"),
        ("powerpoint document", "ppt"),
    )
    return next((kind for stream, kind in marks if stream in streams), "unknown")


def _markup(head: bytes, content_type: str, name: str) -> Kind | None:
    if _WORD_XML.search(head):
        return "xml-word"
    if _MHTML.match(head.lstrip()):
        return "mhtml"
    if not _HTML.match(head) and not (head.lstrip().startswith(b"<?xml") and b"<html" in head.lower()):
        return None
    declared = _DOCUMENT_TYPES.search(content_type) is not None
    named = _DOCUMENT_ENDING.search(name) is not None and "html" not in content_type.lower()
    return "html" if _OFFICE.search(head) or declared or named else "page"


def _by_name(head: bytes, content_type: str, name: str) -> Kind:
    """Plain text has no mark of its own: only then the header and the ending are asked."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type.startswith(("audio/", "video/")):
        return "media"
    if not _is_text(head):
        return "unknown"
    ending = name.rpartition(".")[2].lower()
    kind = _BY_TYPE.get(media_type) or _BY_ENDING.get(ending)
    if kind is None and _DOCUMENT_ENDING.search(name) and head.strip():
        kind = "text"  # plain text saved as .doc or .xls
    return kind or "unknown"


def _readable(head: bytes) -> bytes:
    """The head of a UTF-16 text as single bytes, as far as it is ASCII; others without their BOM."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)
