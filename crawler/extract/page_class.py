"""Tells pages that are no content from pages that are: status 200 proves nothing on these portals.

Works on marks of the page itself (words, forms, scripts, size); what a URL promises is judged by the caller.
"""

import re
from typing import Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from corpus.text import clean
from crawler.extract.finder import attribute

Obstacle = Literal["soft-404", "error", "login", "challenge", "frameset", "redirect", "empty"]

_I = re.IGNORECASE
_ERROR = re.compile(
    r"ID Tương quan|Correlation ID|Server Error in '|Runtime Error|Rất tiếc, đã xảy ra lỗi|Sorry,"
    r" something went wrong"
    r"|Service Unavailable|Error establishing a database connection|Lỗi kết nối (?:cơ sở dữ liệu"
    r"|CSDL)|Database Error"
    r"|Fatal error:|Unhandled Exception|HTTP Error \d{3}|50[0-4] (?:Internal Server|Bad Gateway"
    r"|Service|Gateway)"
    r"|System\.\w+(?:\.\w+)*Exception|đang (?:được )?(?:bảo trì|nâng cấp)|hệ thống (?:tạm )?(?:dừng"
    r"|ngừng)|under maintenance",
    _I,
)
_MAINTENANCE = re.compile(r"bảo trì|nâng cấp|maintenance", _I)
_NOT_FOUND = re.compile(
    r"(?:bài viết|trang|nội dung|tin|tin tức|địa chỉ|liên kết|đường dẫn|văn bản|dữ liệu|thông tin"
    r"|chuyên mục)[^.!?]{0,60}"
    r"(?:không (?:còn )?tồn tại|không tìm thấy|không (?:có|được) (?:trên|trong) hệ thống|đã (?:bị "
    r"|được )?(?:gỡ|xóa|xoá|thay đổi)|chưa được cập nhật)"
    r"|không tìm thấy (?:trang|nội dung|bài viết|dữ liệu|kết quả|tin|thông tin)|page (?:was )?not"
    r" found|404 not found|lỗi 404|error 404",
    _I,
)
_LOGIN = re.compile(r"login|signin|sign-in|dang-?nhap|authenticate|đăng nhập", _I)
_SCRIPT_COOKIE = re.compile(r"document\.cookie\s*=", _I)
_SCRIPT_RELOAD = re.compile(r"location\.(?:reload|href|replace)|window\.location", _I)
_CHALLENGE = re.compile(
    r"cf-browser-verification|challenge-platform|_Incapsula_|jschl|Just a moment\.\.\.|verify you are"
    r" (?:a )?human",
    _I,
)
_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?\s*(?P<url>[^'\"]+)", _I)
MAX_NOTICE_CHARS = 1500
"""Pages that only tell of a fault have little other text; an article that quotes such words has more."""
MAX_CHALLENGE_CHARS = 200


def find_obstacle(soup: BeautifulSoup, html: str, status: int) -> Obstacle | None:  # noqa: PLR0911 - a list of cases
    """What keeps this page from being content; None when nothing on the page says so."""
    if soup.find("frameset") is not None:
        return "frameset"
    text = visible_words(soup)
    if refresh_target(soup) and len(text) < MAX_CHALLENGE_CHARS:
        return "redirect"
    if is_challenge(html, text):
        return "challenge"
    if is_login(soup, text):
        return "login"
    if not text and soup.find(["img", "iframe", "a"]) is None:
        return "empty"
    if status in (404, 410):  # ASP.NET says "Server Error in '/' Application" of a missing page too
        return "soft-404"
    if status >= 500 or is_error(text):
        return "error"
    return "soft-404" if is_not_found(text) else None


def is_error(text: str) -> bool:
    """Whether the visible text is a server's excuse."""
    return len(text) < MAX_NOTICE_CHARS and _ERROR.search(text) is not None


def is_maintenance(text: str) -> bool:
    """Whether the excuse is that the whole host is being worked on."""
    return is_error(text) and _MAINTENANCE.search(text) is not None


def is_not_found(text: str) -> bool:
    """Whether the visible text says that there is no such article."""
    return len(text) < MAX_NOTICE_CHARS and _NOT_FOUND.search(text) is not None


def is_challenge(html: str, text: str) -> bool:
    """Whether the page only asks the client to run a script or keep a cookie (we do not: it is reported)."""
    if len(text) > MAX_CHALLENGE_CHARS:
        return False
    return bool(_CHALLENGE.search(html) or (_SCRIPT_COOKIE.search(html) and _SCRIPT_RELOAD.search(html)))


def is_login(soup: BeautifulSoup, text: str) -> bool:
    """Whether a password form is all there is."""
    password = soup.find("input", type="password")
    if not isinstance(password, Tag) or len(text) > MAX_NOTICE_CHARS // 3:
        return False
    form = password.find_parent("form")
    action = attribute(form, "action") if form else ""
    heading = soup.find("title")
    return bool(_LOGIN.search(f"{action} {heading.get_text() if heading else ''} {text}"))


def refresh_target(soup: BeautifulSoup) -> str | None:
    """Where <meta http-equiv=refresh> leads; None when there is none or it only reloads."""
    for meta in soup.find_all("meta", attrs={"http-equiv": re.compile(r"^refresh$", _I)}, limit=3):
        if match := _REFRESH.match(attribute(meta, "content")):
            return match["url"].strip()
    return None


def frame_sources(soup: BeautifulSoup) -> tuple[str, ...]:
    """The addresses of a frameset's frames."""
    return tuple(attribute(frame, "src") for frame in soup.find_all("frame", src=True, limit=20))


def visible_words(soup: BeautifulSoup) -> str:
    """The page's text without scripts and styles, on one line: for marks, not for reading."""
    root = soup.find("body") or soup
    pieces = [str(piece) for piece in root.find_all(string=True) if _is_shown(piece)]
    return clean(" ".join(pieces))


def _is_shown(piece: NavigableString) -> bool:
    if isinstance(piece, PreformattedString) or piece.parent is None:
        return False
    return piece.parent.name not in ("script", "style", "noscript", "template", "title", "[document]")
