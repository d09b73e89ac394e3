"""The text of a PDF page put in order by where its letters stand, for pages whose own order is broken.

Programs that lack a letter in a font draw it in another one after the line: `HUY N PH C AN  Ệ ƯỚ`. PDFium
gives letters in the order in which they are drawn.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

_LONE_VOWEL = re.compile(
    r"(?<!\w)[ạảãàáăắằẳẵặâấầẩẫậẹẻẽèéêếềểễệịỉĩìíọỏõòóôốồổỗộơớờởỡợụủũùúưứừửữựỵỷỹỳý]{1,2}(?!\w)", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_BROKEN_SHARE = 0.06
"""Of words that are lone vowels with a mark: of 17,000 words of portal articles .24 % are (ý, ở, ổ)."""
_SAME_LINE = 0.3
"""Of the letters' size: nearer baselines are one line. Lines of print are 1.1 apart and more."""
_GAP = 0.17
"""Of the letters' size: a wider gap is a space; a space in Times is .25 wide, letters touch."""
_MOST_CHARS = 50_000
"""Of one page; a page of print has 4,000."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """Baseline, left and right in points."""

    baseline: float
    left: float
    right: float
    size: float
    text: str


def is_out_of_order(text: str) -> bool:
    """Whether so many vowels with marks stand alone that they must have been torn out of words."""
    words = len(_WORD.findall(text))
    return words > 0 and len(_LONE_VOWEL.findall(text)) > _BROKEN_SHARE * words


def text_in_lines(text_page: Any) -> str:
    """The page's letters line by line, from left to right."""
    letters = sorted(_letters(text_page), key=lambda letter: -letter.baseline)
    lines: list[list[_Letter]] = []
    for letter in letters:
        if lines and lines[-1][0].baseline - letter.baseline < _SAME_LINE * letter.size:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return "\n".join(map(_joined, lines))


def _joined(line: list[_Letter]) -> str:
    found, end = "", 0.0
    for letter in sorted(line, key=lambda letter: letter.left):
        if found and letter.left - end > _GAP * letter.size and not found.endswith(" "):
            found += " "
        found += letter.text
        end = letter.right
    return found


def _letters(text_page: Any) -> Iterator[_Letter]:
    left, right, bottom, top, x, baseline = (ctypes.c_double() for _ in range(6))
    for at in range(min(text_page.count_chars(), _MOST_CHARS)):
        code = raw.FPDFText_GetUnicode(text_page, at)
        if code < 32 or 0xD800 <= code < 0xE000 or raw.FPDFText_IsGenerated(text_page, at) == 1:
            continue
        raw.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text_page, at, x, baseline)
        size = raw.FPDFText_GetFontSize(text_page, at) or 1.0
        yield _Letter(baseline.value, x.value, max(right.value, x.value), size, chr(code))
