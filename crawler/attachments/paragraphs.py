"""Pieces of text that a reader found -> the text that is kept: NFC paragraphs, one a line.

Text in the fonts of the 1990s becomes Vietnamese here, told by its words: a file's fonts are rarely known.
"""

import re
from collections.abc import Iterable, Iterator

from corpus.text import clean
from crawler.extract.legacy_letters import encoding_of_all, mended, read

_UNPRINTABLE = re.compile("[\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
"""Lone surrogates, which nothing can store, and noncharacters: PDFium's mark of a hyphen at a line's end."""
_ENDS = re.compile(r"[.:;!?…]['\"”’)\]]*$")
_BEGINS = re.compile(
    r"(?:[-–—+*•·▪►]\s|\(?\d{1,3}[.)/]\s|\d{1,2}(?:\.\d{1,2})+\.?\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s"
    r"|Điều\s+\d|Chương\s+[IVX\d]|Mục\s+\d|Khoản\s+\d|Căn cứ\s|Kính gửi|Nơi nhận|Số:)"
)
_FULL_LINE = 0.75
"""A line this long, of the longest, was broken by the margin and not by its writer."""


def kept_text(pieces: Iterable[str], max_chars: int) -> str:
    """The pieces as clean paragraphs, one a line, at most `max_chars` in all; cut between words."""
    paragraphs: list[str] = []
    room = max_chars
    for paragraph in filter(None, map(clean, _restored(_lines(pieces, 2 * max_chars)))):
        if len(paragraph) > room:
            cut = paragraph[:room].rpartition(" ")[0].rstrip()
            paragraphs += [cut] if cut else []
            break
        paragraphs.append(paragraph)
        room -= len(paragraph) + 1
    return "\n".join(paragraphs)


def _lines(pieces: Iterable[str], most: int) -> Iterator[str]:
    """The lines as they came: TCVN3's ư is a soft hyphen, which cleaning would take away."""
    for piece in pieces:
        for line in _UNPRINTABLE.sub("", piece[:most]).splitlines():
            yield line
            most -= len(line)
        if most <= 0:
            return


def _restored(found: Iterable[str]) -> list[str]:
    """Legacy text as Vietnamese, where the whole reads so; Unicode paragraphs beside it stay."""
    paragraphs = list(found)
    encoding = encoding_of_all(paragraphs)
    if encoding is None:
        return paragraphs
    return [_better(text, mended(text, encoding)) for text in paragraphs]


def _better(text: str, restored: str) -> str:
    return restored if read(restored).share >= read(text).share else text


def unbroken(text: str) -> Iterator[str]:
    """The paragraphs of a page whose lines were broken at the margin, as PDF and OCR give them."""
    lines = [line.strip() for line in text.splitlines()]
    longest = max(map(len, lines), default=0)
    paragraph = before = ""
    for line in lines:
        if paragraph and (not line or _is_new(paragraph, before, line, longest)):
            yield paragraph
            paragraph = ""
        paragraph = f"{paragraph} {line}".strip()
        before = line
    if paragraph:
        yield paragraph


def _is_new(paragraph: str, before: str, line: str, longest: int) -> bool:
    """Whether `line` begins a paragraph; `before` is the line above it, the last of `paragraph`."""
    if _BEGINS.match(line):
        return True
    if line[:1].islower() or line[:1] in ",;)":
        return False
    return _ENDS.search(paragraph) is not None or len(before) < _FULL_LINE * longest
