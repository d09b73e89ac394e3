"""Text set in the fonts of the 1990s (.VnTime, VNI-Times) -> Vietnamese.

Such text is Latin-1 characters that only the font draws as Vietnamese. It is told by the font's name or,
where a style sheet elsewhere names it, by its words. Unicode stays: editors kept the fonts when they changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from crawler.extract.finder import attribute
from crawler.extract.legacy_letters import (
    Encoding,
    encoding_of_all,
    has_unicode_vietnamese,
    mended,
    read,
)
from crawler.extract.walk import above, elements_named, strings

_FONT = re.compile(r"(?P<tcvn3>\.Vn\w+)|(?P<vni>\bVNI[- ]?\w+)", re.IGNORECASE)
_FONT_START = re.compile(rb"\.vn\w")
_OTHER_FONT = re.compile(r"font-family\s*:", re.IGNORECASE)
_PAGE_FONT = re.compile(r"(?:\bbody|\btd|\bp|\*)\b[^{}]{0,100}\{[^}]{0,300}(?:\.Vn|VNI-)", re.IGNORECASE)


@dataclass(frozen=True)
class _Piece:
    """A string of the page that is taken to be in an encoding; `capitals`: its font draws capitals."""

    string: NavigableString
    encoding: Encoding
    capitals: bool = False


def restore_legacy_text(soup: BeautifulSoup, html: str) -> bool:
    """Rewrites, in place, the text that is in a legacy encoding; True when there was any."""
    pieces = list(_set_in_fonts(soup)) if _names_font(html) else []
    pieces += _told_by_words(soup, {id(piece.string) for piece in pieces})
    mixed = any(has_unicode_vietnamese(piece.string) for piece in pieces)
    return sum(_restore(piece, mixed) for piece in pieces) > 0


def _names_font(html: str) -> bool:
    """Whether a legacy font is named anywhere; plain words are looked for first, ten times as fast."""
    lower = html.encode("ascii", "ignore").lower()
    likely = b"vni" in lower or _FONT_START.search(lower) is not None
    return likely and _FONT.search(html) is not None


def _restore(piece: _Piece, mixed: bool) -> bool:
    """Where there is Unicode text beside it, only what reads better for it is rewritten."""
    text = mended(piece.string, piece.encoding)
    if text == piece.string:
        return False
    before, after = read(piece.string).share, read(text).share
    if after < before or (mixed and after == before):
        return False
    piece.string.replace_with(NavigableString(text.upper() if piece.capitals else text))
    return True


def _set_in_fonts(soup: BeautifulSoup) -> Iterator[_Piece]:
    page_font = _page_font(soup)
    for string in _strings(soup):
        encoding, capitals = _font_of(string.parent, page_font) if string.parent else (None, False)
        if encoding:
            yield _Piece(string, encoding, capitals)


def _told_by_words(soup: BeautifulSoup, known: set[int]) -> list[_Piece]:
    """The strings outside legacy fonts, if together they read as Vietnamese in an encoding only."""
    others = [string for string in _strings(soup) if id(string) not in known]
    encoding = encoding_of_all(others)
    return [_Piece(string, encoding) for string in others if not string.isascii()] if encoding else []


def _strings(soup: BeautifulSoup) -> Iterator[NavigableString]:
    """What is shown, and the title."""
    for string in list(strings(soup)):
        if type(string) is NavigableString and not string.isspace():
            yield string


def _font_of(element: Tag, page_font: Encoding | None) -> tuple[Encoding | None, bool]:
    """The legacy font that the element is set in, by the nearest element that names one, and whether it draws
    capitals: TCVN3 fonts whose name ends in H do."""
    for up in [element, *above(element)]:
        named = f"{attribute(up, 'face')} {attribute(up, 'style')}"
        if match := _FONT.search(named):
            capitals = bool(match["tcvn3"]) and match["tcvn3"].endswith("H")
            return ("tcvn3" if match["tcvn3"] else "vni"), capitals
        if attribute(up, "face") or _OTHER_FONT.search(named):
            return None, False
    return page_font, False


def _page_font(soup: BeautifulSoup) -> Encoding | None:
    """The legacy font that a style sheet in the page gives to all text."""
    for style in elements_named(soup, ("style",)):
        if match := _PAGE_FONT.search(style.get_text()):
            return "tcvn3" if ".vn" in match[0].lower() else "vni"
    return None
