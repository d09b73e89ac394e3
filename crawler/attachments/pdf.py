"""PDF -> text through PDFium; pages that are pictures are drawn and read by OCR."""

from collections.abc import Iterator
from typing import Any

import pypdfium2

from crawler.attachments import ocr
from crawler.attachments.limits import Unreadable
from crawler.attachments.paragraphs import unbroken
from crawler.attachments.pdf_lines import is_out_of_order, text_in_lines
from crawler.attachments.source import Source

_LEAST_LETTERS = 20
"""A page with fewer is a picture with a stamp or a page number on it."""
_DOTS_PER_INCH = 250
"""Tesseract's words are best from 200 on; 300 took half as long again for the same words."""
_MOST_PIXELS = 40_000_000
"""Of a page drawn: A3 at 250 dots has 12 million; a poster must not fill the memory."""
_POINTS_PER_INCH = 72


def read_pdf(source: Source) -> Iterator[str]:
    """The paragraphs of all pages. Raises Unreadable: `broken`, `encrypted`, `scanned`, `no-text`."""
    document = _opened(source.content)
    found = chars = 0
    pictures = False
    for number in range(len(document)):
        text = _page_text(document, number)
        if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
            drawn = _drawn(document, number) if _may_draw(source, document, number) else None
            pictures = pictures or drawn is not None or _is_picture(document, number)
            text = ocr.read_picture(drawn, source.budget) if drawn is not None else text
        for paragraph in unbroken(text):
            found += any(map(str.isalpha, paragraph))
            chars += len(paragraph)
            yield paragraph
        if chars > source.max_chars:
            return
    if not found:
        raise Unreadable("scanned" if pictures else "no-text")


def _opened(content: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("encrypted" if "assword" in str(error) else "broken") from error


def _page_text(document: Any, number: int) -> str:
    """The text of a page; of a page that cannot be read none: the others may be whole."""
    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            text: str = text_page.get_text_range()
            if is_out_of_order(text):
                text = text_in_lines(text_page)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        return ""
    return text.replace("\ufffe\r\n", "").replace("\ufffe", "")


def _is_picture(document: Any, number: int) -> bool:
    try:
        page = document[number]
        return any(item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=3))
    except pypdfium2.PdfiumError:
        return False


def _may_draw(source: Source, document: Any, number: int) -> bool:
    return ocr.is_possible(source.budget) and _is_picture(document, number)


def _drawn(document: Any, number: int) -> bytes | None:
    """The page as a grey PGM picture; None when it cannot be drawn."""
    try:
        page = document[number]
        width, height = page.get_size()
        scale = _DOTS_PER_INCH / _POINTS_PER_INCH
        pixels = width * height * scale * scale
        if pixels <= 0:
            return None
        scale *= min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
    except (pypdfium2.PdfiumError, ValueError):
        return None
    rows = bytes(bitmap.buffer)
    starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
    lines = (rows[start : start + bitmap.width] for start in starts)
    return b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
