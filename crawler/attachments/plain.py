"""Text without markup, RTF, and pictures of text."""

from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from crawler.attachments import ocr
from crawler.attachments.limits import Unreadable
from crawler.attachments.paragraphs import unbroken
from crawler.attachments.source import Source
from crawler.decode import decode

_MOST_RTF_BYTES = 20_000_000
"""Pictures in RTF are hexadecimal text, which the parser steps through."""


def read_text(source: Source) -> Iterator[str]:
    """The lines of a text file, in whatever encoding."""
    yield from decode(source.content, source.content_type).text.splitlines()


def read_rtf(source: Source) -> Iterator[str]:
    """The paragraphs of an RTF file; the cells of a row side by side. Raises Unreadable `broken`."""
    content = source.content[:_MOST_RTF_BYTES].decode("latin-1")
    try:
        text: str = rtf_to_text(content, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # its parser raises whatever its look-ups do
        raise Unreadable("broken") from error
    for line in text.splitlines():
        yield line.strip().strip("|").replace("|", " | ")


def read_image(source: Source) -> Iterator[str]:
    """What OCR reads in a picture. Raises Unreadable: `scanned`, `no-text`."""
    if not ocr.is_possible(source.budget):
        raise Unreadable("scanned")
    paragraphs = list(unbroken(ocr.read_picture(source.content, source.budget)))
    if not any(map(str.isalpha, "".join(paragraphs))):
        raise Unreadable("no-text")
    yield from paragraphs
