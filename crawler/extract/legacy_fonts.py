"""Text set in the fonts of the 1990s (.VnTime, VNI-Times) -> Vietnamese.

Such text is Latin-1 characters that only the font draws as Vietnamese. It is told by the font's name, and
left alone where it is Unicode already: editors kept the fonts when they changed to Unicode.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from crawler.extract.finder import attribute

Encoding = Literal["tcvn3", "vni"]
_FONT = re.compile(r"(?P<tcvn3>\.Vn\w+)|(?P<vni>\bVNI[- ]?\w+)", re.IGNORECASE)
_OTHER_FONT = re.compile(r"font-family\s*:", re.IGNORECASE)
_PAGE_FONT = re.compile(r"(?:\bbody|\btd|\bp|\*)\b[^{}]{0,100}\{[^}]{0,300}(?:\.Vn|VNI-)", re.IGNORECASE)
_UNICODE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_MARKS: Mapping[Encoding, re.Pattern[str]] = {
    "tcvn3": re.compile("[\u00a1-\u00ac\u00ad\u00ae\u00b5-\u00be\u00c6-\u00fe]"),
    "vni": re.compile(r"[aeouyAEOUY][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[ñöôÑÖÔ]"),
}


def restore_legacy_text(soup: BeautifulSoup, html: str) -> bool:
    """Rewrites, in place, the text that is set in a legacy font; True when there was any."""
    if not _FONT.search(html):
        return False
    page_font = _page_font(soup)
    changed = False
    for piece, encoding, capitals in list(_legacy_pieces(soup, page_font)):
        text = to_unicode(str(piece), encoding)
        if text != piece:
            piece.replace_with(NavigableString(text.upper() if capitals else text))
            changed = True
    return changed


def to_unicode(text: str, encoding: Encoding) -> str:
    """The Vietnamese of a legacy text; Unicode text and text without marks come back as they are."""
    if _UNICODE.search(text) or not _MARKS[encoding].search(text):
        return text
    letters = _letters(encoding)
    return re.sub("|".join(map(re.escape, letters)), lambda found: letters[found[0]], text)


def _legacy_pieces(
    soup: BeautifulSoup, page_font: Encoding | None
) -> Iterator[tuple[NavigableString, Encoding, bool]]:
    for piece in soup.find_all(string=True):
        if isinstance(piece, PreformattedString) or not piece.strip() or piece.parent is None:
            continue
        encoding, capitals = _font_of(piece.parent, page_font)
        if encoding:
            yield piece, encoding, capitals


def _font_of(element: Tag, page_font: Encoding | None) -> tuple[Encoding | None, bool]:
    """The legacy font that the element is set in, by the nearest element that names one, and whether it draws
    capitals: TCVN3 fonts whose name ends in H do."""
    for up in [element, *element.parents]:
        named = f"{attribute(up, 'face')} {attribute(up, 'style')}"
        if match := _FONT.search(named):
            capitals = bool(match["tcvn3"]) and match["tcvn3"].endswith("H")
            return ("tcvn3" if match["tcvn3"] else "vni"), capitals
        if attribute(up, "face") or _OTHER_FONT.search(named):
            return None, False
    return page_font, False


def _page_font(soup: BeautifulSoup) -> Encoding | None:
    """The legacy font that a style sheet in the page gives to all text."""
    for style in soup.find_all("style"):
        if match := _PAGE_FONT.search(style.get_text()):
            return "tcvn3" if ".vn" in match[0].lower() else "vni"
    return None


@cache
def _letters(encoding: Encoding) -> dict[str, str]:
    """Longest first, so that a base letter with its mark is found before the letter."""
    table = json.loads(files(__package__).joinpath("legacy_fonts.json").read_text(encoding="utf-8"))[encoding]
    return dict(sorted(table.items(), key=lambda pair: -len(pair[0])))
