"""Word 97-2003 (.doc) -> text, from its piece table; what has none goes to Debian's programs.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.5.1 (FIB), 2.8.35 (PlcPcd), 2.9.38 (Clx), 2.9.73 (FcCompressed).
"""

import io
import re
import struct
from collections.abc import Iterator

import olefile

from crawler.attachments.limits import Unreadable
from crawler.attachments.programs import ANTIWORD, CATDOC, convert, run
from crawler.attachments.source import Source

_WORD_97 = 0xA5EC
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_FLAGS_AT, _CLX_AT = 0x0A, 0x01A2
_COMPRESSED = 0x40000000
_MOST_PIECES = 1_000_000

_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
"""`HYPERLINK "…"` between 0x13 and 0x14 is for Word; what is shown stands between 0x14 and 0x15."""
_CHARACTERS = str.maketrans(
    {
        "\r": "\n",
        "\x0b": "\n",
        "\x0c": "\n",
        "\x0e": "\n",
        "\x07": "\t",
        "\x1e": "-",
        "\x1f": None,
        "\x01": None,
        "\x02": None,
        "\x03": None,
        "\x04": None,
        "\x05": None,
        "\x08": None,
        "\x13": None,
        "\x14": None,
        "\x15": None,
    }
)
"""[MS-DOC] 2.4.1: paragraph, line, page and column ends; cells; drawn objects, notes' marks, fields."""
_CELLS = re.compile(r"[ \t]*\t[ \t]*")


def read_doc(source: Source) -> Iterator[str]:
    """The paragraphs of a .doc. Raises Unreadable: `broken`, `encrypted`, `no-program`."""
    try:
        text = _by_pieces(source.content)
    except (OSError, struct.error, IndexError, ValueError, RecursionError):
        text = _by_programs(source)
    yield from shown_lines(text)


def shown_lines(text: str) -> Iterator[str]:
    """The lines of Word's characters: fields as they are shown, the cells of a row side by side."""
    for _ in range(4):  # fields in fields
        text, found = _FIELD_CODE.subn(lambda field: field[1] or "", text)
        if not found:
            break
    for line in text.replace("\x07\x07", "\n").translate(_CHARACTERS).split("\n"):
        yield _CELLS.sub(" | ", line.strip())


def _by_pieces(content: bytes) -> str:
    """Raises what its slices and look-ups raise when the file is no whole Word 97 file."""
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        main = container.openstream("WordDocument").read()
        (mark,) = struct.unpack_from("<H", main, 0)
        (flags,) = struct.unpack_from("<H", main, _FLAGS_AT)
        if mark != _WORD_97:
            raise ValueError("an older Word")
        if flags & _ENCRYPTED:
            raise Unreadable("encrypted")
        table = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    start, length = struct.unpack_from("<II", main, _CLX_AT)
    text = "".join(_pieces(main, _piece_table(table[start : start + length])))
    if not any(map(str.isalnum, text)):
        raise ValueError("no text in its pieces")
    return text


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while clx[at] == 1:  # a Prc: formatting
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise ValueError("no piece table")
    (length,) = struct.unpack_from("<I", clx, at + 1)
    return clx[at + 5 : at + 5 + length]


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    count = (len(table) - 4) // 12
    if not 0 < count <= _MOST_PIECES:
        raise ValueError("no pieces")
    borders = struct.unpack_from(f"<{count + 1}I", table, 0)
    for place in range(count):
        (where,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * place + 2)
        chars = borders[place + 1] - borders[place]
        if chars < 0:
            raise ValueError("pieces out of order")
        if where & _COMPRESSED:
            start = (where & ~_COMPRESSED) // 2
            yield main[start : start + chars].decode("cp1252", "replace")
        else:
            yield main[where : where + 2 * chars].decode("utf-16-le", "replace")


def _by_programs(source: Source) -> str:
    """What the first program that can read the file prints."""
    path = source.directory / "source.doc"
    path.write_bytes(source.content)
    last = Unreadable("no-program")
    for program, arguments in ((ANTIWORD, ["-m", "UTF-8.txt", "-w", "0"]), (CATDOC, ["-dutf-8", "-w"])):
        try:
            printed = run(program, [*arguments, str(path)], seconds=source.budget.seconds_left())
        except Unreadable as error:
            last = error if error.reason != "no-program" else last
            continue
        text = printed.decode("utf-8", "replace")
        if any(map(str.isalnum, text)):
            return text
    try:
        seconds, directory = source.budget.seconds_left(), source.directory
        converted = convert(
            source.content, "doc", "txt:Text (encoded):UTF8", seconds=seconds, directory=directory
        )
    except Unreadable as error:
        raise last if error.reason == "no-program" else error from None
    return converted.decode("utf-8-sig", "replace")
