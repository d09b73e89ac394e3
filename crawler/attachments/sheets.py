"""Excel -> text: each row of each sheet a line, its cells side by side."""

import contextlib
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

import openpyxl
import xlrd

from crawler.attachments.limits import Unreadable
from crawler.attachments.packages import BROKEN_PACKAGE, check_package
from crawler.attachments.programs import XLS2CSV, convert, run
from crawler.attachments.source import Source

_MOST_CELLS = 256
"""Of a row: sheets whose last column is XFD have nothing in the others."""
_BROKEN_XLSX = (*BROKEN_PACKAGE, TypeError, AttributeError, IndexError, SyntaxError, AssertionError)
"""What openpyxl raises for packages that are not whole (its XML errors are SyntaxErrors)."""


def read_xlsx(source: Source) -> Iterator[str]:
    """The rows of all sheets, each after the sheet's name. Raises Unreadable: `broken`, `too-large`."""
    check_package(source)
    try:
        with contextlib.closing(
            openpyxl.load_workbook(io.BytesIO(source.content), read_only=True, data_only=True)
        ) as book:
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # they are wrong in files of report generators
                rows = sheet.iter_rows(values_only=True, max_col=_MOST_CELLS)
                yield from _sheet(sheet.title, rows, source.max_chars)
    except _BROKEN_XLSX as error:
        raise Unreadable("broken") from error


def read_xls(source: Source) -> Iterator[str]:
    """The rows of all sheets. Raises Unreadable: `broken`, `encrypted`, `no-program`."""
    try:
        book = xlrd.open_workbook(file_contents=source.content, on_demand=True, logfile=io.StringIO())
        sheets = [
            list(_sheet(sheet.name, _rows(book, sheet), source.max_chars))
            for sheet in map(book.sheet_by_index, range(book.nsheets))
        ]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable("encrypted") from error
        yield from _by_programs(source)
        return
    except Exception:  # noqa: BLE001 - xlrd's parser raises whatever its slices and look-ups do
        yield from _by_programs(source)
        return
    for sheet in sheets:
        yield from sheet


def _rows(book: Any, sheet: Any) -> Iterator[list[Any]]:
    for row in sheet.get_rows():
        yield [_xls_value(book, cell) for cell in row[:_MOST_CELLS]]


def _xls_value(book: Any, cell: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        with contextlib.suppress(xlrd.xldate.XLDateError, ValueError, OverflowError):
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
    return None if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BOOLEAN) else cell.value


def _sheet(name: str, rows: Iterable[Iterable[Any]], most_chars: int) -> Iterator[str]:
    chars, named = 0, False
    for row in rows:
        line = " | ".join(filter(None, map(_shown, row)))
        if not line:
            continue
        if not named:
            named = True
            yield name
        yield line
        chars += len(line)
        if chars > most_chars:
            return


def _shown(value: Any) -> str:
    """A cell as people read it: whole numbers without a point, days as in Vietnam."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        midnight = not isinstance(value, dt.datetime) or value.time() == dt.time()
        return value.strftime("%d/%m/%Y" if midnight else "%d/%m/%Y %H:%M")
    return "" if value is None or isinstance(value, bool) else " ".join(str(value).split())


def _by_programs(source: Source) -> Iterator[str]:
    path = source.directory / "source.xls"
    path.write_bytes(source.content)
    seconds = source.budget.seconds_left()
    try:
        printed = run(XLS2CSV, ["-dutf-8", "-q0", "-c | ", str(path)], seconds=seconds)
    except Unreadable:
        seconds = source.budget.seconds_left()
        try:
            printed = convert(source.content, "xls", "csv", seconds=seconds, directory=source.directory)
        except Unreadable as error:
            raise Unreadable("broken") from error
    yield from printed.decode("utf-8", "replace").replace("\f", "\n").splitlines()
