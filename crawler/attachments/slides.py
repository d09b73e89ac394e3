"""PowerPoint -> text: what stands on each slide, tables row by row, and its notes.

Source for .ppt: [MS-PPT] 2.3.1 (RecordHeader), 2.9.41 (TextBytesAtom), 2.9.42 (TextCharsAtom).
"""

import io
import struct
from collections.abc import Iterator
from typing import Any

import olefile
import pptx
from lxml import etree

from crawler.attachments.limits import Unreadable
from crawler.attachments.packages import BROKEN_PACKAGE, check_package
from crawler.attachments.source import Source

_CONTAINER, _TEXT_CHARS, _TEXT_BYTES = 0xF, 0x0FA0, 0x0FA8
_MOST_DEEP = 50
_BROKEN_PPTX = (*BROKEN_PACKAGE, etree.XMLSyntaxError, AttributeError, TypeError, IndexError, AssertionError)


def read_pptx(source: Source) -> Iterator[str]:
    """Raises Unreadable: `broken`, `encrypted`, `too-large`."""
    check_package(source)
    try:
        for slide in pptx.Presentation(io.BytesIO(source.content)).slides:
            yield from _shapes(slide.shapes, 0)
            if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
                yield slide.notes_slide.notes_text_frame.text
    except _BROKEN_PPTX as error:
        raise Unreadable("broken") from error


def _shapes(shapes: Any, depth: int) -> Iterator[str]:
    for shape in shapes:
        if getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield " | ".join(filter(None, (" ".join(cell.text.split()) for cell in row.cells)))
        elif getattr(shape, "has_text_frame", False):
            yield shape.text_frame.text
        elif hasattr(shape, "shapes") and depth < _MOST_DEEP:
            yield from _shapes(shape.shapes, depth + 1)


def read_ppt(source: Source) -> Iterator[str]:
    """Raises Unreadable: `broken`."""
    try:
        with olefile.OleFileIO(io.BytesIO(source.content)) as container:
            if container.exists("EncryptedSummary"):
                raise Unreadable("encrypted")
            stream = container.openstream("PowerPoint Document").read()
    except (OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise Unreadable("broken") from error
    yield from _records(stream, 0, len(stream), 0)


def _records(stream: bytes, at: int, end: int, depth: int) -> Iterator[str]:
    while at + 8 <= end and depth < _MOST_DEEP:
        version, kind, length = struct.unpack_from("<HHI", stream, at)
        first, at = at + 8, min(at + 8 + length, end)
        if version & 0xF == _CONTAINER:
            yield from _records(stream, first, at, depth + 1)
        elif kind == _TEXT_CHARS:
            yield stream[first:at].decode("utf-16-le", "replace").replace("\r", "\n").replace("\x0b", "\n")
        elif kind == _TEXT_BYTES:
            yield stream[first:at].decode("latin-1").replace("\r", "\n").replace("\x0b", "\n")
