"""Who wrote an article and where it was taken from: byline fields and the sign-off line under the text.

An author is a name after a byline label or in a byline field. Accounts of the CMS are never authors.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.text import clean

MAX_BYLINE_CHARS = 120
_SEPARATOR = r"\s*[:：\-–]\s*"
_AUTHOR_LABEL = (
    r"(?:ctv|cộng tác viên|tác giả(?: bài viết)?|người (?:viết|thực hiện|đăng|đăng tin|gửi)"
    r"|(?:người )?thực hiện"
    r"|(?:tin|bài|ảnh|video|clip)(?:\s*(?:,|và|&|\+|-|/|\s)\s*(?:tin|bài|ảnh|hình|video|clip|viết))*"
    r"|phóng viên|pv|viết bài|biên soạn|nhóm (?:pv|phóng viên|tác giả)|đăng bởi|gửi bởi|bởi"
    r"|written by|posted by"
    r"|author)"
)
_AUTHOR = re.compile(rf"[(\[]?\s*{_AUTHOR_LABEL}\s*[:：]\s*(?P<name>.+?)\s*[)\]]?\.?", re.IGNORECASE)
_DASHED_AUTHOR = re.compile(
    r"[(\[]?\s*(?:ctv|tin, ảnh|tin, bài|bài, ảnh|tác giả|thực hiện)\s*[–-]\s*(?P<name>.+?)\s*[)\]]?\.?",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"[(\[]?\s*(?:theo\s+)?(?:nguồn(?: tin| bài| bài viết| trích dẫn)?"
    r"|trích nguồn)\s*[:：]\s*(?P<name>.+?)\s*[)\]]?\.?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\(\s*theo\s+(?=[^()]+\)\.?$)"
    r"|theo\s+(?=(?:báo|bản tin|tạp chí|ttxvn|đài|cổng|trang|thông tấn)\b|\S+\.vn$))"
    r"(?!(?:nghị|thông tư|quyết|luật|điều|khoản|kế hoạch|công văn|chỉ thị)\b)(?P<name>[^():;]{2,60}?)\)?\.?",
    re.IGNORECASE,
)
"""`(Theo Báo X)` below a text: where it was taken from."""
_POSTED_BY = re.compile(
    r"(?:(?:được\s+)?(?:viết|đăng|gửi|biên soạn|cập nhật|đưa tin)|posted|written|ngày|thứ|chủ nhật|\d).*?"
    r"\b(?:bởi|by)\s*[:：]?\s*(?P<name>\S.{1,40}?)\s*[|.]?",
    re.IGNORECASE,
)
"""`Viết bởi X`, `Đăng ngày 25/4/2018 bởi X`: a label without a colon."""
_BARE_LABEL = re.compile(
    r"(?:(?:được\s+)?(?:viết|đăng|gửi|posted|written)\s+)?(?:bởi|by)\s+|(?:tác giả|bút danh|người viết)\s+",
    re.IGNORECASE,
)
"""The same in a byline field: `Bởi X`."""
_LABEL_ALONE = re.compile(
    r"(?:tác giả(?: bài viết)?|bút danh|người (?:viết|thực hiện)|phóng viên|ctv|cộng tác viên|biên soạn)"
    r"\s*[:：]?",
    re.IGNORECASE,
)
"""A field whose label stands in an element of its own, as Drupal's fields do."""
_BYLINE_PART = re.compile(
    rf"(?P<label>{_AUTHOR_LABEL}|nguồn(?: tin)?|ngày[^:]*|lượt xem|số lần xem|chuyên mục)\s*[:：]\s*"
    r"(?P<value>[^:：|]+?)(?=\s*(?:[|;]|\s[-–]\s|$|\s+(?:ngày|nguồn|lượt|số lần|chuyên mục)[^:：|]*[:：]))",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"""(?:\W*(?:
    (?:super\s*)?(?:admin\w*|user\w*|host|root|system|webmaster|editor|manager|moderator|mod|test\w*|guest|demo)
    (?:\s+(?:account|user|sở|phòng|huyện|tỉnh|xã|site|web|portal|cổng).{0,60})?
    |(?:ban\s+)?quản\s*trị(?:\s+viên)?(?:\s.{0,60})? | quantri\w*
    |bbt.{0,60} | (?:ban|bộ\s+phận|tổ)\s+(?:biên\s+(?:tập|soạn)|quản\s+trị)(?:\s.{0,80})?
    | biên\s+tập(?:\s+viên)?
    |hệ\s+thống | không\s+(?:rõ|có) | đang\s+cập\s+nhật | chưa\s+(?:rõ|có|cập\s+nhật) | n/?a | null | none
    | unknown
    |sưu\s+tầm | st | tổng\s+hợp | internet
    )\W*)""",
    re.VERBOSE | re.IGNORECASE,
)
_ACCOUNT = re.compile(r"[a-z0-9._@\\/-]+", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:sở|phòng|ban|bộ|ubnd|ủy ban|uỷ ban|hđnd|hội|trường|trung tâm|văn phòng|công an|huyện ủy"
    r"|huyện uỷ|thị ủy"
    r"|tỉnh ủy|thành ủy|đảng ủy|đài|báo|cổng|trang|chi cục|cục|tổng cục|viện|bệnh viện|đoàn|liên đoàn"
    r"|mặt trận|tổ"
    r"|nhà|tạp chí|website|chính phủ|quốc hội|ttxvn|baochinhphu\S*|\S+\.(?:vn|com|net|org)\S*)\b",
    re.IGNORECASE,
)
_LETTER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_NAME_WORD = rf"(?:[A-ZÀ-ỸĐ][{_LETTER}]*(?:['’][A-Z]?[{_LETTER}]+)?|[A-ZĐ]\.)"
_PERSON = re.compile(rf"(?:(?:ThS|TS|BS|PGS|GS|KS|CN)\.?\s*)?{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}}")
_BUTTON = re.compile(r"\s*(?:copy link|sao chép(?: liên kết)?|link bài gốc|lấy link!?)\s*", re.IGNORECASE)
"""What stands beside a source's name in themes of vnEdu and of newspapers."""
_NO_PERSON = re.compile(rf"(?:chương|điều|mục|phần|phụ lục|bài|số)\b|{_AGENCY.pattern}", re.IGNORECASE)


@dataclass(frozen=True)
class Byline:
    """Author and source; each None when the page does not name a real one."""

    author: str | None = None
    source: str | None = None

    def or_else(self, other: "Byline") -> "Byline":
        """This byline, its gaps filled from `other`."""
        return Byline(self.author or other.author, self.source or other.source)


def byline_of(text: str) -> Byline | None:
    """What a line that is only a byline says: `CTV: …`, `Tin, ảnh: …`, `(Nguồn: …)`; None for other text."""
    text = clean(text)
    if not text or len(text) > MAX_BYLINE_CHARS:
        return None
    parts = [(match["label"].lower(), match["value"]) for match in _BYLINE_PART.finditer(text)]
    if len(parts) > 1 and _BYLINE_PART.match(text) and not all(_is_no_name(label) for label, _ in parts):
        return _joined(parts)
    if match := _SOURCE.fullmatch(text) or _AFTER.fullmatch(text):
        return Byline(source=source_name(match["name"]))
    if match := _AUTHOR.fullmatch(text) or _DASHED_AUTHOR.fullmatch(text):
        return Byline(author=author_name(match["name"]))
    if (match := _POSTED_BY.fullmatch(text)) and (is_person(match["name"]) or is_account(match["name"])):
        return Byline(author=author_name(match["name"]))
    told = (byline_of(part) for part in text.split("|") if part != text)
    return next(filter(None, told), None)


def first_byline(texts: Iterable[str]) -> Byline:
    """All byline lines among `texts` together, earlier ones first."""
    lines = list(texts)
    found = Byline()
    for line, below in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        labelled = Byline(author=below) if is_person(below) and _LABEL_ALONE.fullmatch(line) else None
        found = found.or_else(labelled or byline_of(line) or Byline())
    return found


def author_name(text: str) -> str | None:
    """The author in a byline field or after its label; None for accounts, staff rooms and addresses."""
    text = clean(text)
    for pattern in (_AUTHOR, _DASHED_AUTHOR):
        if match := pattern.fullmatch(text):
            text = match["name"]
    if (label := _BARE_LABEL.match(text)) and is_person(text[label.end() :]):
        text = text[label.end() :]
    text = text.strip(" \t-–—|:;,.()[]")
    if not text or len(text) > MAX_BYLINE_CHARS or _TECHNICAL.fullmatch(text):
        return None
    # One word of Latin letters, an address, a login: `vpsokontum`, `nva@x.gov.vn`, `DOMAIN\nva`.
    if _ACCOUNT.fullmatch(text) and not re.fullmatch(r"[A-Z][a-z]{1,6}", text):
        return None
    return text if re.search(rf"[{_LETTER}A-ZÀ-ỸĐ]", text) else None


def source_name(text: str) -> str | None:
    """The source in a field or after its label, its label and wrapping taken off."""
    text = clean(text)
    if match := _SOURCE.fullmatch(text):
        text = match["name"]
    text = _BUTTON.sub("", text).strip(" \t-–—|:;,()[]").removesuffix(".")
    return text if 1 < len(text) <= MAX_BYLINE_CHARS and not _TECHNICAL.fullmatch(text) else None


def is_person(text: str) -> bool:
    """Whether the text looks like a Vietnamese person's name and nothing else."""
    return len(text) <= 40 and _PERSON.fullmatch(text) is not None and not _NO_PERSON.match(text)


def is_account(text: str) -> bool:
    """Whether the text is nothing but the account or staff room that posted: `BBT`, `Ban biên tập`,
    `admin`.
    """
    return len(text) < 60 and _TECHNICAL.fullmatch(clean(text)) is not None


def _is_no_name(label: str) -> bool:
    """Whether no person's name stands behind the label."""
    return label.startswith(("ngày", "lượt", "số", "chuyên"))


def _joined(parts: list[tuple[str, str]]) -> Byline:
    """`Tin: A - Ảnh: B`: both are authors; the writer of the text comes first."""
    authors: list[str] = []
    source = None
    for label, value in parts:
        if label.startswith("nguồn"):
            source = source or source_name(value)
        elif not _is_no_name(label):
            name = author_name(value)
            authors += [name] if name and name not in authors else []
    return Byline(", ".join(authors) or None, source)
