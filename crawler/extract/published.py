"""The publication date as the page shows it: a line that is a date and little else, near the title.

Never from prose, from links to other articles, or from the dates of a document (issued, in force): those are
other facts. The parsing of dates itself is `corpus.dates`.
"""

import itertools
import re
from collections.abc import Sequence

from corpus.article import DateSource, PartialDate
from corpus.dates import parse_date
from corpus.remembering import remembered
from crawler.extract.blocks import Block, inline_parts
from crawler.extract.finder import attribute
from crawler.extract.walk import elements

MAX_LINE_CHARS = 160
_MONTHS = r"(?:giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?|chạp|\d{1,2})"
_MONTH = rf"(?:tháng\s+{_MONTHS}|th\d{{1,2}})"
"""WordPress shortens months to `Th4`."""
_DATE = re.compile(
    rf"""(?<!\d)(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?\d{{4}}|\d{{4}}[/.\-]\d{{1,2}}[/.\-]\d{{1,2}}
    |(?:ngày\s+)?\d{{1,2}},?\s+{_MONTH},?\s+(?:năm\s+)?\d{{4}}|{_MONTH}\s+\d{{1,2}},\s*\d{{4}})(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_NOISE = re.compile(
    r"""\d{1,2}\s*(?::|h|g|giờ)\s*\d{0,2}(?:\s*phút|')?(?::\d{2})?|\b(?:sa|ch|am|pm|gmt|utc)\b
    |\b(?:thứ|t)\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|\bchủ\s+nhật\b|\bcn\b|[\d.,:+]+
    |\b(?:ngày|đăng|đăng\ tải|đưa|tin|bài|viết|bởi|lúc|vào|cập\ nhật|lần\ cuối|xuất\ bản|phát\ hành|tạo|gửi
    |post(?:ed)?
    |on|by|date|thời\ gian|số|lượt|lần|xem|đọc|đã|in|trang|email|người|tác\ giả|nguồn|view|views|bình\ luận
    |phản\ hồi
    |chuyên\ mục|font|size|cỡ|chữ|giờ|phút|được|hit[s]?|nội\ dung|này|bản|chia\ sẻ|mới\ nhất)\b|\W+""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"ban hành|hiệu lực|ký|thời gian(?!\s*đăng)|đến hết|hết hạn|hạn |bắt đầu|kết thúc|có hiệu|áp dụng"
    r"|tiếp nhận|trả kết quả|sinh"
    r"|họp|diễn ra"
    r"|khai mạc|từ ngày|đến ngày|hôm nay|bây giờ|hiện tại|máy chủ|(?:ngày|giờ) in\b|\bin (?:ngày|lúc|vào)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"ngày\s*(?:đăng|xuất bản|tạo|viết|đưa|gửi|phát hành)|đăng\s*(?:ngày|lúc|vào|tải|tin|bởi)"
    r"|được đăng|posted|xuất bản|thời gian đăng|đưa tin",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"cập nhật|sửa lần cuối|chỉnh sửa", re.IGNORECASE)
MAX_LINKED = 0.5
_TIP_ATTRIBUTES = (
    "datetime",
    "title",
    "data-original-title",
    "data-bs-original-title",
    "data-time",
    "data-date",
)
MAX_BOXED_CHARS = 24
MAX_OTHER_LETTERS = 24
"""A name or a category may stand on the date's line; a sentence may not."""


_AGE = re.compile(
    r"(?:khoảng\s+|hơn\s+|gần\s+)?\d+\s+(?:giây|phút|giờ|tiếng|ngày|tuần|tháng|năm)\s+trước\b|vừa xong",
    re.IGNORECASE,
)


def is_age_line(text: str) -> bool:
    """Whether the block tells how long ago it was posted, and little else: `3 giờ trước`. No date can be had
    from it, for nobody knows when it was said."""
    match = _AGE.search(text)
    if not match or len(text) > MAX_LINE_CHARS:
        return False
    return len(_NOISE.sub("", text[: match.start()] + " " + text[match.end() :])) <= MAX_OTHER_LETTERS


@remembered(4096)
def is_date_line(text: str) -> bool:
    """Whether the block is a date with at most a label, a clock, a counter or a name beside it."""
    match = _DATE.search(text)
    if not match or len(text) > MAX_LINE_CHARS or _OTHER_DATE.search(text):
        return False
    rest = _NOISE.sub("", text[: match.start()] + " " + text[match.end() :])
    return len(rest) <= MAX_OTHER_LETTERS


def is_labelled_date(text: str) -> bool:
    """Whether the block says itself that its date is that of publication."""
    return _LABEL.search(text) is not None


def is_update(text: str) -> bool:
    """Whether the block speaks of an update."""
    return _UPDATED.search(text) is not None


def is_portal_stamp(text: str) -> bool:
    """Whether the block is a date line that says itself that it is the portal's: `Cập nhật lúc: …`."""
    return is_date_line(text) and (is_labelled_date(text) or _UPDATED.search(text) is not None)


def date_in(text: str, *, source: DateSource = "markup", month_first: bool = False) -> PartialDate | None:
    """The date of a short text that an adapter knows to hold one; None when it holds none that can be.

    Where it tells of publication and of an update, that of publication, whichever comes first.
    """
    for part in _parts(text[:MAX_LINE_CHARS]):
        if found := parse_date(part, source=source, month_first=month_first):
            return found
    return None


def shown_update(
    blocks: Sequence[Block], published: PartialDate | None, *, month_first: bool = False
) -> PartialDate | None:
    """The date that a line of its own, or the end of the date line, calls that of an update; None when that
    is the one which counts as publication, for want of another.
    """
    for block in blocks:
        line = block.text
        if block.linked >= 0.5 or not _UPDATED.search(line) or not is_date_line(line):
            continue
        found = parse_date(_parts(line)[-1], month_first=month_first)
        if found and (published is None or found.value != published.value):
            return found
    return None


def _parts(line: str) -> list[str]:
    """A line cut before each label, publication first and updates last; whole when it has no update beside
    another date.
    """
    cuts = sorted({found.start() for label in (_LABEL, _UPDATED) for found in label.finditer(line)})
    parts = [line[start:end] for start, end in itertools.pairwise([0, *cuts, len(line)])]
    if len(_DATE.findall(line)) < 2 or not cuts or not _UPDATED.search(line):
        return [line]
    return sorted(filter(_DATE.search, parts), key=_part_rank)


def _part_rank(part: str) -> int:
    if is_labelled_date(part):
        return 0
    return 2 if _UPDATED.search(part) else 1


def shown_date(blocks: Sequence[Block], *, month_first: bool = False) -> PartialDate | None:
    """The best date line among `blocks`, given nearest to the title first.

    A labelled one wins, then the first that carries a clock, then the first; a line that speaks of an update
    counts only when there is no other.
    """
    told = (line for block in blocks if block.linked < 0.5 for line in _lines_of(block))
    lines = [line for line in told if is_date_line(line)]
    lines.sort(key=_rank)
    for line in lines:
        if found := date_in(line, month_first=month_first):
            return found
    return None


def date_of_age(blocks: Sequence[Block]) -> PartialDate | None:
    """What the elements of the first line that tells an age (`3 giờ trước`) say in their attributes."""
    for block in blocks:
        if block.linked >= MAX_LINKED or not is_age_line(block.text):
            continue
        for element in (block.element, *elements(block.element)):
            told = (date_in(attribute(element, name)) for name in _TIP_ATTRIBUTES if name in element.attrs)
            if found := next(filter(None, told), None):
                return found
    return None


def _lines_of(block: Block) -> list[str]:
    """What stands side by side in the block and is a date, or is one only together (`17`, `Tháng 10`, `2023`,
    each in a box); else the block's text."""
    parts = inline_parts(block)
    joined = " ".join(parts)
    if parts and len(joined) <= MAX_BOXED_CHARS and not is_date_line(block.text) and is_date_line(joined):
        return [joined]
    return [part for part in parts if is_date_line(part)] or [block.text]


def _rank(line: str) -> int:
    if is_labelled_date(line):
        return 0
    if _UPDATED.search(line):
        return 3
    return 1 if re.search(r"\d\s*(?::|h|giờ)\s*\d", line) else 2
