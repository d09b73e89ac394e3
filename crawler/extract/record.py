"""The record of a document: a table that labels its number, issuer, signer, dates and files."""

from bs4 import Tag

from corpus.text import clean
from crawler.extract.blocks import read_text
from crawler.extract.finder import Finder
from crawler.extract.letterhead import label_kind

MIN_LABELS = 3
"""Two labelled cells occur in tables of articles; a record has at least number, date and issuer or file."""
MAX_LABEL_CHARS = 60
MAX_FIELD_ROW_CHARS = 400


def find_record(finder: Finder) -> Tag | None:
    """The wrapper of a document's record, with its files; None when the page has no record."""
    for table in finder.all("table"):
        if table.find("table") is None and len(_labels(table)) >= MIN_LABELS:
            parent = table.parent
            grown = (
                parent.parent
                if parent is not None and len(parent.find_all(True, recursive=False)) == 1
                else parent
            )
            return grown or table
    return None


def read_fields(root: Tag) -> dict[str, str]:
    """Label kind -> value of the records under `root`, the first of each kind; kinds as in letterhead."""
    found: dict[str, str] = {}
    for row in root.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            kind = _kind(label)
            if kind and kind != "other" and _kind(value) is None and (text := read_text(value)):
                found.setdefault(kind, text)
    return found


def is_field(element: Tag) -> bool:
    """Whether the element is, or stands in, a row that begins with a record's label."""
    row = element if element.name == "tr" else element.find_parent("tr")
    if row is None or len(row.get_text()) > MAX_FIELD_ROW_CHARS:
        return False
    first = row.find(["td", "th"])
    return isinstance(first, Tag) and _kind(first) is not None


def _labels(table: Tag) -> set[str]:
    cells = table.find_all(["td", "th"])
    return {clean(cell.get_text(" ")).lower() for cell in cells if _kind(cell) is not None}


def _kind(cell: Tag) -> str | None:
    text = clean(cell.get_text(" "))
    return label_kind(text) if len(text) < MAX_LABEL_CHARS else None
