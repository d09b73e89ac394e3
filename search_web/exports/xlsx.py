"""Excel: a sheet of articles, and one that says what was searched. Written row by row; nothing computes."""

import tempfile
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from search_web import formats, labels
from search_web.exports.base import CHUNK_BYTES, Contents, Export
from search_web.exports.columns import COLUMNS
from search_web.languages import gettext, lazy_gettext

CELL_CHARS = 32_767
"""What Excel takes in one cell."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(contents: Contents) -> Iterator[bytes]:
    """The whole file in pieces; it is made on disk first, as a ZIP archive must be."""
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, OPTIONS) as workbook:
            _write_articles(workbook, contents)
            _write_about(workbook, contents)
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _write_articles(workbook: Any, contents: Contents) -> None:
    sheet = workbook.add_worksheet(gettext("Tin"))
    heading = workbook.add_format({"bold": True, "bottom": 1})
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, str(column.heading), heading)
    sheet.freeze_panes(1, 2)
    last = 0
    for last, row in enumerate(contents.rows, start=1):
        for at, column in enumerate(COLUMNS):
            sheet.write_string(last, at, cell_text(column.text(row)))
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _write_about(workbook: Any, contents: Contents) -> None:
    """What was searched, where, and whether it is all here."""
    sheet = workbook.add_worksheet(gettext("Về bảng này"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    lines = [
        (gettext("Nội dung tìm"), contents.title),
        (gettext("Số kết quả"), formats.number(contents.total)),
        (gettext("Nhiều nhất trong một tệp"), formats.number(contents.limit)),
        (gettext("Trang kết quả"), contents.page_url),
    ]
    lines += [(gettext("Lưu ý"), str(labels.ERROR_SENTENCES[p.reason])) for p in contents.problems]
    for at, (name, value) in enumerate(lines):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, cell_text(value))


def cell_text(text: str) -> str:
    """What a cell can hold: no lone surrogate, no more characters than Excel takes."""
    return text.encode("utf-8", "replace").decode()[:CELL_CHARS]


EXPORT = Export(
    ending="xlsx",
    label=lazy_gettext("Excel"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    rows_max=lambda settings: settings.export_articles_max,
    write=write,
    saved=True,
)
