"""Documents that are markup -> text: DOCX, OpenDocument, Word 2003 XML, documents saved as web pages.

One walk serves all: paragraphs in document order, the cells of a table's row side by side.
"""

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from docx.opc.package import OpcPackage
from lxml import etree, html

from crawler.attachments.limits import Unreadable
from crawler.attachments.packages import BROKEN_PACKAGE, check_package, unpacked
from crawler.attachments.source import Source
from crawler.decode import decode

_PARAGRAPHS = frozenset({"p", "h"})
_LEFT_OUT = frozenset({"Fallback", "instrText", "delText", "del", "annotation", "tracked-changes", "fldData"})
"""Said twice (what old Word shows instead), for Word only, or struck out."""
_MOST_DEEP = 200
_SPACES = re.compile(r"[\s\x00-\x02]+")
_ROW = re.compile("\x01([^\x01\x02]{0,600})\x02")
"""A row of a table of data: longer ones are layout."""
_NOTES = ("footnotes+xml", "endnotes+xml")
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt",
    "figcaption", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p",
    "pre", "section", "table", "tr", "ul",
))
# fmt: on


def read_docx(source: Source) -> Iterator[str]:
    """The paragraphs of a Word document, its notes last."""
    check_package(source)
    try:
        package = OpcPackage.open(io.BytesIO(source.content))
        parts = [package.main_document_part, *package.iter_parts()]
        blobs = [parts[0].blob]
        blobs += [part.blob for part in parts[1:] if part.content_type.endswith(_NOTES)]
    except (*BROKEN_PACKAGE, etree.XMLSyntaxError) as error:
        raise Unreadable("broken") from error
    for blob in blobs:
        yield from walk(parsed(blob))


def read_odf(source: Source) -> Iterator[str]:
    """The paragraphs of an OpenDocument text, sheet or presentation."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as package:
            if "META-INF/manifest.xml" in package.namelist():
                manifest = unpacked(package, package.getinfo("META-INF/manifest.xml"), source)
                if b"encryption-data" in manifest:
                    raise Unreadable("encrypted")
            content = unpacked(package, package.getinfo("content.xml"), source)
    except BROKEN_PACKAGE as error:
        raise Unreadable("broken") from error
    yield from walk(parsed(content))


def read_word_xml(source: Source) -> Iterator[str]:
    """Word 2003's single XML file."""
    yield from walk(parsed(source.content))


def read_html(source: Source) -> Iterator[str]:
    """A document saved as a web page."""
    yield from _html_text(decode(source.content, source.content_type).text)


def read_mhtml(source: Source) -> Iterator[str]:
    """A document saved as a web page with its pictures in one file (RFC 2557)."""
    message = email.message_from_bytes(source.content, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield from _html_text(decode(body, str(part.get("Content-Type", ""))).text)
                return
    raise Unreadable("no-text")


def parsed(content: bytes) -> Any:
    """The root of an XML document. Raises Unreadable `broken`; entities and the network are left alone."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken") from error
    if root is None:
        raise Unreadable("broken")
    return root


def walk(element: Any, depth: int = 0) -> Iterator[str]:
    """The paragraphs below an element of WordprocessingML, OpenDocument or DrawingML."""
    for child in element.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in _LEFT_OUT or depth > _MOST_DEEP:
            continue
        if name in ("tr", "table-row"):
            yield " | ".join(filter(None, (" ".join(walk(cell, depth + 1)) for cell in child)))
        elif name in _PARAGRAPHS:
            yield "".join(_runs(child))
            yield from _boxes(child, depth)
        else:
            yield from walk(child, depth + 1)


def _runs(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, boxes drawn in it left out."""
    if paragraph.text and etree.QName(paragraph).localname in ("t", "p", "h", "a", "span"):
        yield paragraph.text
    for child in paragraph.iterchildren(etree.Element):
        name = etree.QName(child).localname
        if name in ("tab", "s", "br", "cr", "line-break"):
            yield "\n" if name in ("br", "cr", "line-break") else " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _LEFT_OUT and name not in ("txbxContent", "frame", "pPr", "rPr"):
            yield from _runs(child)
        if child.tail and etree.QName(paragraph).localname in ("p", "h", "a", "span"):
            yield child.tail


def _boxes(paragraph: Any, depth: int) -> Iterator[str]:
    for box in paragraph.iter("{*}txbxContent", "{*}text-box"):
        if not any(etree.QName(up).localname == "Fallback" for up in box.iterancestors()):
            yield from walk(box, depth + 1)


def _html_text(text: str) -> Iterator[str]:
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no-text") from error
    etree.strip_elements(root, "script", "style", "head", "template", etree.Comment, with_tail=False)
    text = _ROW.sub(lambda row: "\x00" + row[1].replace("\x00", " ") + "\x00", "".join(_html_pieces(root)))
    yield from re.split("[\x00-\x02]", text)


def _html_pieces(root: Any) -> Iterator[str]:
    """The page's text with NUL between blocks and rows in 1 and 2; white space is a single space."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name == "tr":
            yield "\x01" if event == "start" else "\x02"
        elif name in _BLOCKS:
            yield "\x00"
        elif name in ("td", "th") and event == "end":
            yield " | " if element.getnext() is not None else ""
        piece = element.text if event == "start" else element.tail
        if piece and (isinstance(element.tag, str) or event == "end"):
            yield _SPACES.sub(" ", piece)
