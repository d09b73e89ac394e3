"""A fetched file -> its text, in this process. Who calls it must be ready to lose the process.

READERS says who reads which kind; a new kind is a line here and in `kind.py`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from crawler.attachments.kind import Kind, sniff
from crawler.attachments.limits import FileText, ReadLimits, Unreadable
from crawler.attachments.markup import read_docx, read_html, read_mhtml, read_odf, read_word_xml
from crawler.attachments.packages import Reader, read_zip
from crawler.attachments.paragraphs import kept_text
from crawler.attachments.pdf import read_pdf
from crawler.attachments.plain import read_image, read_rtf, read_text
from crawler.attachments.sheets import read_xls, read_xlsx
from crawler.attachments.slides import read_ppt, read_pptx
from crawler.attachments.source import Budget, Source
from crawler.attachments.word_binary import read_doc


def read_file(
    content: bytes, *, name: str, content_type: str | None, limits: ReadLimits, directory: Path
) -> FileText:
    """The text of a file; `directory` is for programs to work in. Never raises for what the file holds."""
    source = Source(content, name, content_type, Budget(limits), directory)
    kind = sniff(content, content_type, name)
    try:
        text = kept_text(_checked(source, _read(source)), limits.max_chars)
    except Unreadable as unreadable:
        return FileText(kind, reason=unreadable.reason)
    except MemoryError:
        return FileText(kind, reason="too-large")
    except Exception:  # noqa: BLE001 - whatever a library raises, it is this file's fault
        return FileText(kind, reason="broken")
    return FileText(kind, text) if any(map(str.isalnum, text)) else FileText(kind, reason="no-text")


def _checked(source: Source, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, until the time of the file is over: what was read by then is kept."""
    given = False
    for piece in pieces:
        yield piece
        given = given or bool(piece.strip())
        try:
            source.budget.seconds_left()
        except Unreadable:
            if given:
                return
            raise


def _read(source: Source) -> Iterator[str]:
    kind = sniff(source.content, source.content_type, source.name)
    if kind in _REFUSED:
        raise Unreadable(_REFUSED[kind])
    yield from READERS[kind](source)


def _read_package(source: Source) -> Iterator[str]:
    yield from read_zip(source, _read)


READERS: Mapping[Kind, Reader] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "doc": read_doc,
    "xlsx": read_xlsx,
    "xls": read_xls,
    "pptx": read_pptx,
    "ppt": read_ppt,
    "rtf": read_rtf,
    "odf": read_odf,
    "zip": _read_package,
    "html": read_html,
    "mhtml": read_mhtml,
    "xml-word": read_word_xml,
    "text": read_text,
    "image": read_image,
}
_REFUSED: Mapping[Kind, str] = {
    "encrypted-office": "encrypted",
    "page": "page-not-file",
    "archive": "kind-unread",
    "media": "kind-unread",
    "unknown": "kind-unread",
}
