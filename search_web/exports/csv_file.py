"""CSV as Excel opens it by a double click: UTF-8 with a byte order mark, CRLF, and no cell that computes.

Source: RFC 4180; OWASP, "CSV Injection" (cells that begin with = + - @, a tab or a line end run as formulas).
"""

import csv
import io
import re
from collections.abc import Iterator

from search_web.exports.base import CHUNK_BYTES, Contents, Export
from search_web.exports.columns import COLUMNS
from search_web.languages import lazy_gettext

BYTE_ORDER_MARK = "\ufeff"
_COMPUTES = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
"""Excel and its like skip blanks before the sign, and take its full-width form for it."""


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would run it; unchanged otherwise."""
    return f"'{text}" if _COMPUTES.match(text) else text


def write(contents: Contents) -> Iterator[bytes]:
    """A heading, then a line per article."""
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    lines.writerow([str(column.heading) for column in COLUMNS])
    for row in contents.rows:
        lines.writerow([safe_cell(column.text(row)) for column in COLUMNS])
        if buffer.tell() >= CHUNK_BYTES:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    """What was written since; lone surrogates, which no file can hold, become question marks."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


EXPORT = Export(
    ending="csv",
    label=lazy_gettext("CSV"),
    media_type="text/csv; charset=utf-8; header=present",
    rows_max=lambda settings: settings.export_articles_max,
    write=write,
    saved=True,
)
