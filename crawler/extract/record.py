"""The record of a document: its number, issuer, signer, dates and files, each under a label.

Portals lay it out as a table, as a <dl>, or as lines `label: value` in <div>, <li> or <p>. A list of
documents has the same labels as the heads of columns: those have no values beside them, so it is no record.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import Tag

from corpus.text import clean
from crawler.extract.blocks import read_text
from crawler.extract.finder import Finder
from crawler.extract.letterhead import label_kind
from crawler.extract.walk import (
    TEXT_TYPES,
    above,
    children_named,
    elements_named,
    first_named,
    inner_text,
    strings,
)

MIN_LABELS = 3
"""Two labelled values occur in tables of articles; a record has at least number, date and issuer or file."""
MAX_LABEL_CHARS = 60
MAX_FIELD_ROW_CHARS = 400
MAX_ROW_CLIMB = 4
_LABEL_TAGS = ("dt", "b", "strong", "label", "span", "div", "em", "h4", "h5")
_WORDS = re.compile(r"ký hiệu|kí hiệu|số hiệu|số văn bản|người k[ýí]|ban hành|trích yếu", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """What labels say in a part of a page. `fields`: label kind -> value, the first of each kind; kinds as in
    `letterhead`. `lines`: the ids of the elements that are its rows, or hold its lines."""

    fields: Mapping[str, str]
    lines: frozenset[int]

    def holds(self, element: Tag) -> bool:
        """Whether the element is, or stands in, a line of the record."""
        around = itertools.islice((element, *above(element)), MAX_ROW_CLIMB)
        return bool(self.lines) and any(id(up) in self.lines for up in around)


NO_RECORD = Record({}, frozenset())


def find_record(finder: Finder) -> Tag | None:
    """The wrapper of a document's record, with its files; None when the page has no record."""
    if not _WORDS.search(inner_text(finder.root)):
        return None
    for table in finder.all("table"):
        if first_named(table, ("table",)) is None and len(_cell_pairs(table)) >= MIN_LABELS:
            return _grown(table)
    group = next(_line_groups(finder.root), None)
    return _grown(group[0]) if group else None


def read_record(root: Tag) -> Record:
    """The records under `root`; most parts of pages have none, and few fields."""
    groups = list(_line_groups(root))
    found: dict[str, str] = {}
    for kind, text in (*_cell_pairs(root), *(pair for _, pairs in groups for pair in pairs)):
        if kind != "other":
            found.setdefault(kind, text)
    rows = (row for row in elements_named(root, ("tr",)) if _two_by_two_starts(row))
    return Record(found, frozenset(map(id, (*rows, *(holder for holder, _ in groups)))))


def _grown(element: Tag) -> Tag:
    """The element that holds the record and what stands beside it: its files. One with the title in it has
    all of that."""
    parent = element.parent
    if parent is None or first_named(element, ("h1", "h2")) is not None:
        return element
    alone = sum(isinstance(node, Tag) for node in parent.contents) == 1
    return (parent.parent if alone else parent) or element


def _cell_pairs(root: Tag) -> list[tuple[str, str]]:
    """(kind, value) of the table rows under `root`, cells taken two by two."""
    rows = (children_named(row, ("td", "th")) for row in elements_named(root, ("tr",)))
    return [pair for cells in rows for pair in _two_by_two(cells)]


def _two_by_two(cells: list[Tag]) -> Iterator[tuple[str, str]]:
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        kind = _kind(label)
        if kind and _kind(value) is None and (text := read_text(value)):
            yield kind, text


def _two_by_two_starts(row: Tag) -> bool:
    first = first_named(row, ("td", "th"))
    return first is not None and _kind(first) is not None and len(inner_text(row)) <= MAX_FIELD_ROW_CHARS


def _line_groups(root: Tag) -> Iterator[tuple[Tag, list[tuple[str, str]]]]:
    """The elements under `root` that hold a record's lines, each with its pairs: a <dl>, lines parted by
    <br>, or one element a line."""
    parents: dict[int, tuple[Tag, list[tuple[str, str]]]] = {}
    for label in elements_named(root, _LABEL_TAGS):
        if (kind := _kind(label)) and (value := _value_beside(label)):
            holder = _holder(label)
            parents.setdefault(id(holder), (holder, []))[1].append((kind, value))
    for holder, pairs in parents.values():
        if len({kind for kind, _ in pairs}) > 1 and len(pairs) >= MIN_LABELS:
            yield holder, pairs


def _value_beside(label: Tag) -> str:
    """The text behind a label as far as the next label, line break or end of the line's element."""
    pieces: list[str] = []
    for node in label.next_siblings:
        if isinstance(node, Tag) and (_kind(node) or (node.name in ("br", "dt") and clean("".join(pieces)))):
            break
        pieces.append(read_text(node) if isinstance(node, Tag) else str(node))
    value = clean(" ".join(pieces)).lstrip(" :：")
    return value if len(value) <= MAX_FIELD_ROW_CHARS and label_kind(value) is None else ""


def _holder(label: Tag) -> Tag:
    """What holds a record's lines: the <dl> or the parent of a label among others, the line's parent else."""
    line = label.parent or label
    among = [sibling for sibling in children_named(line, _LABEL_TAGS) if _kind(sibling)]
    return line if len(among) > 1 or line.parent is None else line.parent


def _kind(cell: Tag) -> str | None:
    text = ""
    for piece in strings(cell):
        if type(piece) not in TEXT_TYPES:
            continue
        text += piece
        if len(text) > 2 * MAX_LABEL_CHARS:
            return None
    text = clean(text)
    return label_kind(text) if 3 <= len(text) < MAX_LABEL_CHARS else None
