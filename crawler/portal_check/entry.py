"""The [[portals]] entry of a portal that nobody has named yet: key, agency, level, province as pages tell.

What is guessed is marked so in the entry: a person looks at it before it is used.
"""

import json
import re
from collections.abc import Iterable

from corpus.portal import Level, Portal
from corpus.text import clean, fold, slug

MAX_AGENCY_CHARS = 120
_MAX_KEY_CHARS = 40
_SUFFIX = re.compile(r"(?:\.(?:gov|edu|org|com|net|info))?\.vn$|\.(?:com|org|net|info)$")
_PREFIXES = frozenset({"www", "cong", "portal", "congthongtin"})
_SITE_WORDS = re.compile(
    r"^(?:chào mừng (?:bạn )?đến với\s+)?(?:cổng|trang|website|web site)"
    r"(?:\s+(?:thông tin|thành phần|giao tiếp|điện tử|tttđt|ttđt|web|chủ))*\s*(?:của\s+)?[-–:|]?\s*",
    re.IGNORECASE,
)
_LEVELS: tuple[tuple[Level, str], ...] = (
    (
        "party",
        r"(?:tinh|thanh|huyen|quan|thi|dang) uy\b|\bban (?:tuyen giao|dan van|noi chinh)|dang bo",
    ),
    ("school", r"\b(?:truong|mam non|tieu hoc|thcs|thpt|dai hoc|cao dang|hoc vien)\b"),
    ("department", r"\b(?:so|phong|chi cuc|ban quan ly|ban dan toc|trung tam|cong an|hoi|lien doan)\b"),
    ("commune", r"\b(?:xa|phuong|thi tran|dac khu)\b"),
    ("district", r"\b(?:huyen|quan|thi xa|thanh pho)\b"),
    ("province", r"\b(?:tinh|ubnd|uy ban nhan dan|hdnd)\b"),
    ("central", r"\b(?:bo|chinh phu|quoc hoi|tong cuc|cuc|bao hiem xa hoi|vien)\b"),
)
"""The first that the folded name of the agency has: a department of a district is a department."""
_AGENCY = re.compile(
    r"(?:ubnd|ủy ban|uỷ ban|hđnd|hội đồng nhân dân|sở|phòng|bộ|cục|chi cục|tổng cục|viện|bệnh viện"
    r"|trung tâm|ban (?:quản lý|tuyên giáo|dân vận|tổ chức|nội chính|dân tộc)|công an|bảo hiểm xã hội"
    r"|liên đoàn"
    r"|hội (?!nghị|thảo|thi|đồng|trại|diễn)|trường|học viện|mầm non|đại học|cao đẳng"
    r"|tỉnh|huyện|quận|thị xã|thành phố|thị trấn|xã|phường|đặc khu|đảng bộ|(?:thành|thị|đảng) (?:ủy|uỷ))\b",
    re.IGNORECASE,
)
"""How the names of agencies begin; headlines stand between the same separators."""
_CENTRAL_CITIES = r"\bthanh pho (?:ha noi|ho chi minh|hai phong|da nang|can tho|hue)\b"


def key_of(host: str) -> str:
    """A key made of the host: `sgddt-kontum` for `www.sgddt.kontum.gov.vn`; `portal` when nothing is left."""
    labels = _SUFFIX.sub("", host.lower()).split(".")
    named = [label for label in labels if label not in _PREFIXES] or labels
    return slug("-".join(named))[:_MAX_KEY_CHARS].strip("-") or "portal"


def agency_in(titles: Iterable[str]) -> str | None:
    """The agency that the name of the site tells of, what only says that it is a site taken off."""
    for title in titles:
        name = _SITE_WORDS.sub("", clean(title)).strip(" -–|:,.")
        if 4 < len(name) <= MAX_AGENCY_CHARS and _AGENCY.match(name) and level_of(name) is not None:
            return name[0].upper() + name[1:]
    return None


def level_of(agency: str) -> Level | None:
    """The level that an agency's name tells; None when it tells none."""
    folded = fold(agency)
    if re.search(rf"^(?:ubnd |uy ban nhan dan )?{_CENTRAL_CITIES}", folded):
        return "province"
    return next((level for level, words in _LEVELS if re.search(words, folded)), None)


def toml_entry(portal: Portal, *, guessed: Iterable[str] = (), platform: str | None = None) -> str:
    """The portal as config.toml names it. `guessed`: fields that a person should look at."""
    unsure = frozenset(guessed)
    lines = ["[[portals]]"]
    if platform:
        lines.append(f"# read as {platform}")
    for name in ("key", "agency", "level", "province"):
        value = getattr(portal, name)
        if value is not None:
            lines.append(f"{name} = {_quoted(value)}" + ("  # guessed: please check" * (name in unsure)))
    for name in ("start_urls", "hosts", "paths"):
        if values := getattr(portal, name):
            lines.append(f"{name} = [{', '.join(map(_quoted, values))}]")
    if portal.delay_seconds is not None:
        lines.append(f"delay_seconds = {float(portal.delay_seconds)}")
    if portal.allow_private_addresses:
        lines.append("allow_private_addresses = true")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML: what JSON escapes, TOML reads alike, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
