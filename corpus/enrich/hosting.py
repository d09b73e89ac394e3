"""Which agency holds a meeting: the subject of the sentence that says so. Pure."""

import re
from collections.abc import Sequence
from functools import partial

from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.article_text import Sentence
from corpus.enrich.held_dates import Held
from corpus.enrich.letters import UPPER

_HOST_SENTENCES = 8
_ADVERBS = r"(?:(?:đã|về|đến|tới|vừa|tiếp tục|long trọng|chính thức|trọng thể|cũng|lại)\s+)*"
_VERBS = (
    r"(?:tổ chức(?!\s+(?:chính trị|đảng|đoàn|xã hội|cơ sở|hội đoàn))|họp(?!\s+báo chí)|khai mạc|bế mạc"
    r"|khai giảng|bế giảng"
    r"|tiến hành|có (?:buổi|cuộc)"
    r"|mở(?=\s+(?:lớp|hội nghị|đợt|các lớp))|làm việc|tiếp xúc cử tri|tiếp công dân|tổng kết|sơ kết"
    r"|(?<!công tác )(?<!hỉ đạo )triển khai|phối hợp|giám sát"
    r"|chủ trì(?!,(?! phối hợp))|đối thoại|gặp mặt|giao ban|ký kết|công bố|hoàn thành|diễn ra|sinh hoạt"
    r"|lấy phiếu)(?!\w)"
)
_OPENING = re.compile(
    r"^(?:\([^()]{2,20}\)\s*-?\s*|[A-ZĐ]{2,10}\s?-\s)?(?:(?:Sau|Thực hiện|Nhằm|Để|Căn cứ|Hưởng ứng|Trong"
    r"|Được|Nhân"
    r"|Tiếp tục|Chào mừng|Thiết thực|Vừa qua)"
    r"(?:\s[^,]{3,160})?,\s+){0,2}"
    r"(?:(?:[Vv]ào|[Tt]rong|[Tt]ừ|[Nn]gay|[Ll]úc|[Hh]ồi|[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Hh]ôm|[Nn]gày|\d|[Hh]ai|[Tt]hứ|[Vv]ừa)"
    rf"(?:[^{UPPER}]|Hai|Ba|Tư|Năm|Sáu|Bảy|Chủ nhật|SA|CH){{1,90}}?(?:,\s*|\)\s*,?\s*|\d\s+|nay\s+"
    rf"|qua\s+|ngày\s+)(?=[{UPPER}]|đoàn\s|đồng chí\s|tại\s|lãnh đạo\s|trường\s|xã\s|phường\s|tỉnh\s"
    rf"|huyện\s|thành phố\s|thị xã\s|thị trấn\s))?"
    r"(?:[Tt]ại\s[^,;:]{2,90}(?:,\s(?:phường|xã|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|số"
    r"|đường)\s[^,;:]{1,30})*,\s+"
    rf"(?=[{UPPER}đ]))?(?:đã\s+diễn\s+ra\s+)?"
)
_THEN = re.compile(
    r"\)?\s*(?:\([^()]{2,40}\)\s*)?(?:vừa qua)?\s*,?\s*(?:vừa qua,\s+)?"
    r"(?:[Tt]ại\s[^,;:]{2,90}(?:,\s(?:phường|xã|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|số"
    rf"|đường)\s[^,;:]{{1,30}})*,\s+)?(?=[{UPPER}]|đoàn\s|lãnh đạo\s|trường\s|thường trực\s)"
)
"""Between the day and whoever acts: the place, when it is said."""
_UNDER = re.compile(r"\)?\s*,?\s*dưới sự\s")
_COMMA = re.compile(r",\s+(?!Chủ tịch|Bí thư|Phó|[ỦU][yỷ] viên|Trưởng|Giám đốc)")
"""`dưới sự chủ trì của ông A, Chủ tịch UBND tỉnh, Ban Chỉ đạo … họp`: whoever acts stands behind a comma."""
_SUBJECT = re.compile(
    r"(?P<host>(?:[Đđ]oàn (?:giám sát|công tác|kiểm tra|khảo sát|thanh tra)\s)?(?:(?!(?<!\w)(?:yêu cầu"
    r"|cho|về|tại|để|khi|sẽ|do|vừa|đã|với|bị|(?<!đạo )(?<!đua )(?<!lý )(?<![Kk]hối )các|nhằm|theo|tổ chức"
    r"|phối hợp|làm việc|chủ trì"
    r"|chủ tọa|long trọng|họp|khai mạc|đồng chí|ông|bà|bầu(?! cử)|ứng cử)(?!\w))(?:[^.;:()\n]|\.(?=\w)"
    r"|(?<=\s)\([^()\n]{2,40}\)(?=\s[\w]))){3,150}?)"
    rf"(?:\s+(?:bầu|ứng cử)\s+(?:tại|ở)\s[^.;,]{{3,40}}?|\s+tại\s(?:xã|phường|thị trấn|huyện|thành phố"
    rf"|Thị trấn|TP)\s[^.;,]{{2,30}}?)?"
    rf"(?:\s*\([^()]{{1,60}}\))?(?:,?\s+nhiệm kỳ\s[\d –-]+)?(?:\s+gồm\s[^.]{{5,200}}?)?,?\s+"
    r"(?:do\s[^;]{5,160}?(?:làm [Tt]rưởng [Đđ]oàn|làm chủ trì|dẫn đầu)\s*,?\s*)?"
    rf"{_ADVERBS}(?P<verb>{_VERBS})"
)
_BY = re.compile(
    rf"(?:được|do)\s+(?P<host>[{UPPER}][^.;:()\n]{{2,110}}?)\s+"
    rf"(?:chủ trì\s+)?(?:phối hợp[^.;]{{0,90}}?\s+)?tổ chức(?!\w)"
)
_OF_EVENT = re.compile(
    r"(?:[Hh]ội nghị|[Cc]uộc họp|[Pp]hiên họp|[Kk]ỳ họp|[Đđ]ại hội|[Hh]ội thảo|[Bb]uổi họp)"
    r"(?:\s+tập thể)?(?:\s+(?:thứ"
    r"|lần thứ)\s+[^\s,]+(?:\s[^\s,A-ZĐ]+)?)?"
    r"\s*,?\s+(?:của\s+)?$"
)
_AGENCY_START = re.compile(
    r"(?:[Đđ]oàn (?:giám sát|kiểm tra|công tác|khảo sát|đại biểu|ĐBQH)|Đảng bộ|Chi bộ|Đảng ủy"
    r"|Huyện đoàn|Liên minh|Cụm|Khối|Công ty"
    r"|Nhà|[Tt]rường|Câu lạc bộ|Hợp tác xã|Thị trấn|Xã|Huyện|Tổ |Ủy ban|Uỷ ban|Viện|Quỹ|Thủ tướng"
    r"|Thuế (?:cơ sở|tỉnh|thành phố)|Hải quan|Kho bạc|Tòa án|Bệnh viện|Bưu điện|Điện lực"
    r"|Chính phủ|Đài"
    r"|Tạp chí|Ngân hàng|Mặt trận|(?:tỉnh|huyện|thành phố|thị xã|xã|phường|thị trấn|đặc khu|Tỉnh"
    r"|Thành phố) [A-ZĐÂÊÔÁÀÝÚỨ])"
)
_INSPECTORS = re.compile(r"^[Đđ]oàn (?:giám sát|kiểm tra|khảo sát)(?: số \d+)?(?: của)?\s+(?=[A-ZĐ])")
_TAIL = re.compile(
    r"(?:,?\s+(?:khóa|khoá|nhiệm kỳ|bầu tại|ứng cử)\s.*|\s*,\s*(?:tỉnh|thành phố|huyện|thị xã|quận)\s.*"
    r"|\s+(?:quý|tháng|năm|lần thứ)\s.*)$"
)
_SESSION = re.compile(
    r"^(?:Kỳ họp|Phiên họp|Hội nghị|Đại hội)\s(?:thứ|lần thứ|chuyên đề)\s[^,A-ZĐ]*(?P<host>.*)$"
)
_JOINT = re.compile(r"^(?:Tỉnh ủy|Thành ủy|Thị ủy|Huyện ủy|Đảng ủy|HĐND|UBND|Ủy ban)\b[^,]{0,40},\s")
_RULER = re.compile(r"Thủ tướng(?: Chính phủ)?|Phó Thủ tướng(?: Chính phủ)?")
_LONGEST_CHARS = 130
_OPENING_SENTENCES = 3
_HOLDS_MEETING = re.compile(
    r"(?:tổ chức|chủ trì|tiến hành|khai mạc|diễn ra|họp)[^.]{0,60}(?:hội nghị|họp|hội thảo|giao ban|đại hội"
    r"|tập huấn|lớp|đối thoại|làm việc|tiếp xúc|phiên|tọa đàm|gặp mặt|sơ kết|tổng kết|giám sát)",
    re.IGNORECASE,
)


def find_host(lines: Sequence[Sentence], held: Held, spans: dict[str, tuple[int, int]]) -> str | None:
    """The agency that the opening, or the sentence that says when, says to hold the meeting.

    In the sentence that says when, whoever acts behind the day comes first.
    """
    opening = [*range(min(_OPENING_SENTENCES, len(lines))), held.sentence]
    for number in dict.fromkeys(number for number in opening if number >= 0):
        if number > 1 and number != held.sentence and not _HOLDS_MEETING.search(lines[number].text):
            continue
        after = held.end if number == held.sentence else 0
        name = _holder(lines[number], after, spans)
        if name is not None:
            return name
    return None


def find_later_host(lines: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str | None:
    """The agency that a sentence behind the opening says to hold a meeting; who does other things is none."""
    for line in lines[_OPENING_SENTENCES:_HOST_SENTENCES]:
        if _HOLDS_MEETING.search(line.text) and (name := _holder(line, 0, spans)) is not None:
            return name
    return None


def _holder(line: Sentence, after: int, spans: dict[str, tuple[int, int]]) -> str | None:
    for reader in (_by, partial(_behind_day, after=after), _subject, _mentioned):
        found = reader(line.text)
        if found is not None:
            spans["host"] = (line.start + found[0], line.start + found[1])
            return line.text[found[0] : found[1]]
    return None


def _subject(line: str) -> tuple[int, int] | None:
    """The subject of the main clause behind time and place, when it begins as an agency does."""
    opening = _OPENING.match(line)
    start = opening.end() if opening else 0
    match = _SUBJECT.match(line, start)
    if match is None:
        return None
    session = _SESSION.match(match["host"])
    first = match.start("host") + (session.start("host") if session else 0)
    return _agency(line, first, match.end("host"))


def _behind_day(line: str, after: int) -> tuple[int, int] | None:
    """The subject of the clause that the meeting's day opens; none where no day was said."""
    if not after:
        return None
    place = _THEN.match(line, after)
    starts = [place.end()] if place else []
    if _UNDER.match(line, after):
        starts += [comma.end() for comma in _COMMA.finditer(line, after)]
    for start in starts:
        match = _SUBJECT.match(line, start)
        found = _agency(line, match.start("host"), match.end("host")) if match else None
        if found is not None:
            return found
    return None


def _by(line: str) -> tuple[int, int] | None:
    match = _BY.search(line)
    return _agency(line, match.start("host"), match.end("host")) if match else None


def _agency(line: str, start: int, end: int) -> tuple[int, int] | None:
    """[start, end) without what only describes the agency; None when no agency stands there."""
    inspectors = _INSPECTORS.match(line[start:end])
    start += inspectors.end() if inspectors else 0
    words = line[start:end]
    if not (0 in heads(words) or _AGENCY_START.match(words)) or len(words) > _LONGEST_CHARS:
        return None
    if words.startswith(("Chủ tịch", "Ban hành")):
        return None
    named = _RULER.match(words)
    words = named.group() if named else words
    tail = _TAIL.search(words)
    words = words[: tail.start()] if tail else words
    if not _JOINT.match(words):
        name = agency_at(words, 0)
        comma = words.find(", ", len(name) if name else 0)
        words = (
            words[:comma]
            if comma > 0
            and not re.match(
                r", (?:chống|Thể|Hạ|tổng hợp|cứu nạn"
                r"|tìm kiếm)",
                words[comma:],
            )
            else words
        )
    return start, start + len(words.rstrip(" ,"))


def _mentioned(line: str) -> tuple[int, int] | None:
    """An agency in the middle of the sentence: in front of the verb, or behind `hội nghị của`."""
    for start in heads(line):
        name = agency_at(line, start)
        if name is None or name.startswith("Chủ tịch") or _POST_BEFORE.search(line[:start]):
            continue
        before, after = line[:start], line[start + len(name) :]
        if (_HOLDS.match(after) and _CLAUSE_START.search(before)) or _HOLDS_IT.match(after):
            return start, start + len(name)
        if _OF_EVENT.search(before) and _AFTER.match(after):
            return start, start + len(name)
    return None


_POST_BEFORE = re.compile(r"(?:Trưởng|Phó|Chủ tịch|Bí thư|Giám đốc|Chánh|viên)\s+$")
_HOLDS = re.compile(
    r"\s*(?:\([^)]{1,60}\)\s*)?,?\s*(?:khóa [IVXL\d]+,?\s*)?(?:,?\s*nhiệm kỳ [\d –-]+,?\s*)?"
    rf"{_ADVERBS}(?:phối hợp (?:với|cùng|tổ chức)[^.;]{{0,140}}?\s)?{_VERBS}"
)
_HOLDS_IT = re.compile(
    rf"\s*{_ADVERBS}(?:tổ chức|tiến hành)\s+(?:cuộc\s|buổi\s|phiên\s)?(?:họp|hội nghị"
    rf"|Hội nghị|giao ban|sơ kết|tổng kết)(?!\w)"
)
"""So plain that the sentence may lack its commas."""
_CLAUSE_START = re.compile(r"(?:^|[,.;:)–\x00-]|\bdo|\bđược|\bvà|\d|nay|qua|sáng|chiều|tối)\s*$")
_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:chủ trì\s+)?"
    r"(?:tổ chức|[,.]|(?:vừa )?diễn ra|đã|nhằm|để|thông qua|khóa|khoá|nhiệm kỳ)"
)
