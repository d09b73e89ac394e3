"""Tells pages that are no content from pages that are: status 200 proves nothing on these portals.

Works on marks of the page itself (words, forms, scripts, size); what a URL promises is judged by the caller.
"""

import itertools
import re
from collections.abc import Iterator
from typing import Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from corpus.text import clean
from crawler.extract.attachments import offers_file
from crawler.extract.finder import attribute
from crawler.extract.notices import (
    is_gone_line,
    is_login_heading,
    is_not_found_heading,
    tells_of_fault,
    tells_of_gone_article,
    tells_of_maintenance,
    tells_of_nothing,
    tells_of_program_fault,
    wants_login,
)
from crawler.extract.walk import above, elements_named, first_named, links, nearest_above, strings

Obstacle = Literal["soft-404", "error", "login", "challenge", "frameset", "redirect", "empty"]

_I = re.IGNORECASE
_LOGIN = re.compile(r"login|signin|sign-in|dang-?nhap|authenticate|đăng nhập", _I)
_SCRIPT_COOKIE = re.compile(r"document\s*(?:\.\s*cookie\s*\+?=|\[\s*['\"]cookie)|\bsetCookie\s*\(", _I)
_SCRIPT_RELOAD = re.compile(
    r"location\s*=(?!=)|location\s*\.\s*(?:reload|href|replace|assign)|history\.go", _I
)
_FRAMESET = re.compile("<[Ff][Rr][Aa]")
_CHALLENGE = re.compile(
    r"cf-browser-verification|challenge-platform|_Incapsula_|jschl|slowAES|Just a moment\.\.\.|verify you are"
    r" (?:a )?human",
    _I,
)
_REFRESH = re.compile(
    r"\s*(?:[\d.]*\s*[;,]\s*(?:url\s*=)?|url\s*=)\s*['\"]?\s*(?P<url>(?!url\s*=)[^\s'\"][^'\"]*)", _I
)
_SCRIPT_REDIRECT = re.compile(
    r"location(?:\.href)?\s*=\s*(['\"])(?P<url>[^'\"]+)\1|location\.(?:replace|assign)\(\s*(['\"])(?P<to>[^'\"]+)\3",
    _I,
)
MAX_NOTICE_CHARS = 1500
"""Pages that only tell of a fault have little other text; an article that quotes such words has more."""
ENOUGH_CHARS = 4 * MAX_NOTICE_CHARS
"""So much of a page tells that it is no notice, even where half the characters are blanks."""
MAX_SENTENCE_CHARS = 180
"""A notice is a line or two; one string longer than this, outside links, is prose."""
MAX_CHALLENGE_CHARS = 200
MAX_SCRIPT_PAGE_CHARS = 20_000
"""A page that only runs a script is tiny; an application that draws itself by script is not."""
MAX_FRAMED_CHARS = 40
MAX_FRAMES = 20


def find_obstacle(soup: BeautifulSoup, html: str, status: int) -> Obstacle | None:  # noqa: PLR0911 - a list of cases
    """What keeps this page from being content; None when nothing on the page says so."""
    if _FRAMESET.search(html) and first_named(soup, ("frameset",)) is not None:
        return "frameset"
    text = visible_words(soup)
    if is_challenge(soup, html, text):
        return "challenge"
    if len(text) < MAX_CHALLENGE_CHARS and redirect_target(soup, html):
        return "redirect"
    if len(text) < MAX_FRAMED_CHARS and frame_sources(soup):
        return "frameset"
    if is_login(soup, text):
        return "login"
    if not text and first_named(soup, ("img", "iframe", "a")) is None:
        return "empty"
    if status in (404, 410):  # ASP.NET says "Server Error in '/' Application" of a missing page too
        return "soft-404"
    if status >= 500 or is_error(soup, text):
        return "error"
    return "soft-404" if is_not_found(soup, text) else None


def is_error(soup: BeautifulSoup, text: str) -> bool:
    """Whether the page is a server's excuse."""
    if len(text) >= MAX_NOTICE_CHARS:
        return False
    headings = " ".join(_headings(soup))
    return tells_of_program_fault(f"{headings} {text}") or (tells_of_fault(text) and not has_prose(soup))


def is_maintenance(text: str) -> bool:
    """Whether an error page's excuse is that the whole host is being worked on."""
    return tells_of_maintenance(text)


def is_not_found(soup: BeautifulSoup, text: str) -> bool:
    """Whether the page says that there is no such article: in a heading, in a line of its own, or in little
    else than that."""
    if tells_of_gone_article(text) and _has_gone_line(soup):
        return True
    if has_prose(soup):
        return False
    if any(is_not_found_heading(heading) for heading in _headings(soup)):
        return True
    return len(text) < MAX_NOTICE_CHARS and tells_of_nothing(text)


def is_challenge(soup: BeautifulSoup, html: str, text: str) -> bool:
    """Whether the page only asks the client to run a script or keep a cookie (we do not: it is reported)."""
    if len(text) > MAX_CHALLENGE_CHARS:
        return False
    if _CHALLENGE.search(html):
        return True
    if len(html) > MAX_SCRIPT_PAGE_CHARS or next(links(soup), None) is not None:
        return False
    reloads = _SCRIPT_RELOAD.search(html) or next(_refreshes(soup), None)
    return bool(_SCRIPT_COOKIE.search(html) and reloads)


def is_login(soup: BeautifulSoup, text: str) -> bool:
    """Whether a password form, or the wish for one, is all there is."""
    if len(text) > MAX_NOTICE_CHARS // 3:
        return False
    fields = elements_named(soup, ("input",))
    password = next((field for field in fields if attribute(field, "type") == "password"), None)
    if password is None:
        wanted = wants_login(text) or any(map(is_login_heading, _headings(soup)[:1]))
        return wanted and not has_prose(soup)
    if has_prose(soup):
        return False
    form = nearest_above(password, ("form",))
    action = attribute(form, "action") if form else ""
    heading = first_named(soup, ("title",))
    return bool(_LOGIN.search(f"{action} {heading.get_text() if heading else ''} {text}"))


def redirect_target(soup: BeautifulSoup, html: str) -> str | None:
    """Where <meta http-equiv=refresh>, or the script of a page that is nothing else, leads; None for a mere
    reload.
    """
    for meta in itertools.islice(_refreshes(soup), 3):
        found = _REFRESH.match(attribute(meta, "content"))
        if found and nearest_above(meta, ("noscript",)) is None:
            return found["url"].strip()
    if len(html) > MAX_SCRIPT_PAGE_CHARS // 4 or len(list(itertools.islice(links(soup), 4))) > 3:
        return None
    found = _SCRIPT_REDIRECT.search(html)
    return found["url"] or found["to"] if found else None


def _refreshes(soup: BeautifulSoup) -> Iterator[Tag]:
    metas = elements_named(soup, ("meta",))
    return (meta for meta in metas if attribute(meta, "http-equiv").lower() == "refresh")


def frame_sources(soup: BeautifulSoup) -> tuple[str, ...]:
    """The addresses of a frameset's frames, or of the frames that a page without frameset consists of."""
    frames = _frames(soup, "frame")
    if not frames:
        inline = _frames(soup, "iframe")
        frames = [
            frame
            for frame in inline
            if not offers_file(frame) and nearest_above(frame, ("noscript",)) is None
        ]
    return tuple(attribute(frame, "src") for frame in frames)


def _frames(soup: BeautifulSoup, name: str) -> list[Tag]:
    framed = (frame for frame in elements_named(soup, (name,)) if "src" in frame.attrs)
    return list(itertools.islice(framed, MAX_FRAMES))


def visible_words(soup: BeautifulSoup) -> str:
    """The page's text without scripts and styles, on one line: for marks, not for reading. Of a long page
    only the beginning, longer than any notice."""
    root = first_named(soup, ("body",)) or soup
    pieces: list[str] = []
    size = 0
    for piece in strings(root):
        if not piece.isspace() and _is_shown(piece):
            pieces.append(piece)
            size += len(piece.strip())
        if size > ENOUGH_CHARS:
            break
    return clean(" ".join(pieces))


def has_prose(soup: BeautifulSoup) -> bool:
    """Whether a sentence longer than notices have stands on the page, outside links."""
    root = first_named(soup, ("body",)) or soup
    long = (piece for piece in strings(root) if len(piece) > MAX_SENTENCE_CHARS and _is_shown(piece))
    return any(
        len(clean(piece)) > MAX_SENTENCE_CHARS and nearest_above(piece, ("a",)) is None for piece in long
    )


def _has_gone_line(soup: BeautifulSoup) -> bool:
    """Whether an element shows that line and nothing else: boxes around it may be full of prose."""
    root = first_named(soup, ("body",)) or soup
    short = (piece for piece in strings(root) if len(piece) <= MAX_SENTENCE_CHARS and _is_shown(piece))
    return any(is_gone_line(clean(piece)) and _stands_alone(piece) for piece in short)


def _stands_alone(piece: NavigableString) -> bool:
    element = piece.parent
    if element is None or nearest_above(piece, ("a",)) is not None:
        return False
    hidden = any("display:none" in attribute(each, "style").replace(" ", "") for each in above(piece))
    return not hidden and clean(element.get_text()) == clean(piece)


def _headings(soup: BeautifulSoup) -> list[str]:
    """The page's title and its main headings; lesser ones belong to boxes at the side."""
    headings = itertools.islice(elements_named(soup, ("title", "h1", "h2")), 30)
    return [clean(heading.get_text(" ")) for heading in headings]


def _is_shown(piece: NavigableString) -> bool:
    if isinstance(piece, PreformattedString) or piece.parent is None:
        return False
    return piece.parent.name not in ("script", "style", "noscript", "template", "title", "[document]")
