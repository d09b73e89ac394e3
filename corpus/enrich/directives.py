"""Sentences that tell somebody to do something: where they begin to, and their clauses. Pure.

`yêu cầu`, `đề nghị`, `giao` and their like are directives only from those who may give them: what voters ask
for is none, nor `theo yêu cầu`, `giao thông`, `chỉ tiêu tỉnh giao`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.enrich.article_text import Sentence
from corpus.enrich.assignees import assignee_end, begins_with_verb
from corpus.enrich.patterns import Sieve, by_letter

_SAID = (
    r"yêu cầu|đề nghị|giao(?:\s+(?:trách nhiệm|nhiệm vụ))?(?:\s+cho)?|phân công|lưu ý|chỉ đạo|nhắc nhở"
    r"|mong muốn"
    r"|kêu gọi|đôn đốc|kiến nghị"
)
_WHEN = (
    r"(?:(?:trong\s+)?(?:thời gian tới|thời gian (?:còn lại|tiếp theo)|những (?:tháng|ngày"
    r"|năm) [^,.;:]{2,30}?|năm (?:\d{4}|tới|học [\d –-]+))"
    r"|từ nay đến cuối năm|trước mắt|trên cơ sở [^,.;:]{3,60}(?=,)|sau (?:hội nghị|buổi|cuộc"
    r"|kỳ)[^,.;:]{2,40}(?=,))\s*[,:]?\s+"
)
"""`đề nghị trong thời gian tới, X …`: when, in front of who."""
_NAMES_TASKS = Sieve(
    r"(?:nhấn mạnh|quán triệt|định hướng|gợi ý|lưu ý|chỉ đạo|nêu|đề ra)\s+(?:thêm\s+|rõ\s+)?"
    r"(?:một số|các|những|\d+)\s+(?:nhiệm vụ|giải pháp|nội dung trọng tâm|việc cần)[^.:;]{0,100}:\s+(?=\S)"
    r"|kết luận(?: như sau)?:\s+(?=\S)"
)
"""`nhấn mạnh một số nhiệm vụ cần tập trung: …`: the tasks stand behind the colon."""
_TRIGGER = Sieve(rf"(?<![\w-])(?P<said>{_SAID})(?![\w-])\s*:?\s*(?:{_WHEN})?", re.IGNORECASE)
_SURE = frozenset(("yêu cầu", "đề nghị"))
"""After one of these the assignee may be left out; the other words need one."""
_NO_TRIGGER_BEFORE = re.compile(
    r"(?<!\w)(?:việc|theo|đáp ứng|các|những|mọi|được|bị|nội dung|mục đích,?|nhu cầu,?|tinh thần|văn bản"
    r"|ý kiến|công tác|sự"
    r"|thực hiện|khi có|nếu có|kiến nghị(?:,| và)?|đề xuất(?:,| và)?|hồ sơ|đơn|giấy|người|tờ trình"
    r"|nhiệm vụ,?|tập trung|đang|thường xuyên|kịp thời"
    r"|trực tiếp|lãnh đạo,?|tiếp tục|ban|(?<!giám )sát)\s+$",
    re.IGNORECASE,
)
_HANDED_DOWN = re.compile(
    r"(?<!\w)(?:cấp|tỉnh|huyện|trung ương|quyết định"
    r"|(?:kế hoạch|dự toán|chỉ tiêu|vốn)(?:\s(?:vốn|đầu tư công|năm \d{4}))*)\s+$",
    re.IGNORECASE,
)
"""`chỉ tiêu tỉnh giao`: what a higher level allotted."""
_DISCUSSED = re.compile(
    r"Trước đó|Thảo luận|Cho ý kiến|Tham gia (?:ý kiến|góp ý|thảo luận)|Góp ý|Tham luận"
    r"|Phát biểu (?:thảo|tham) luận"
)
"""What had been told before, and opinions in the debate."""
_ABOVE = re.compile(
    r"(?:với\s)?(?:[Tt]ỉnh|[Hh]uyện|[Tt]hành phố|Trung ương|Chính phủ|Quốc hội|Nhà nước|cấp trên)\s(?!ủy|uỷ)"
)
"""`ông A kiến nghị tỉnh hỗ trợ`: asked of those above, nobody's task."""
_CHIEF_OF_UNIT = re.compile(r"(?:Chủ tịch|Bí thư|Giám đốc|Trưởng \w+|[Ll]ãnh đạo) [^,.;:]{2,30}$")
_NO_TRIGGER_AFTER = re.compile(
    r"\s*(?:của|trên|nhiệm vụ|đặt ra|ban|thông|lưu|dịch|tiếp|đất|nộp|hữu|nhận|khoán|quân|thừa|thoa|mùa"
    r"|cấu|diện"
    r"|được|từ|này|cấp thiết|phải có|về|tại|lại|ước|,|\.)(?!\w)"
)
_ASKING = Sieve(
    r"(?:cử tri|bà con|người dân|công dân|các hộ|(?<!ban )(?<!đồng )(?<!án )(?<!sát )nhân dân"
    r"|(?:các )?doanh nghiệp|đại biểu|các thành viên|các ý kiến|phụ huynh"
    r"|học sinh"
    r"|hội viên|đoàn viên|hộ dân|dư luận)(?!\s+HĐND|\s+Quốc hội)[^.;:]{0,90}$",
    re.IGNORECASE,
)
_PUBLIC_SPEAKS = re.compile(
    r"(?:(?:Nhiều|Một số|Đa số|Các|Đại diện)\s)?(?:ý kiến\s)?(?:của\s)?"
    r"(?:[Cc]ử tri|[Bb]à con|[Nn]gười dân|[Nn]hân dân|[Hh]ộ dân|[Pp]hụ huynh)\s[^,.;]{0,60}?"
    r"(?:phản ánh|kiến nghị|đề nghị|đề xuất|mong muốn|bày tỏ|cho rằng|nêu)(?!\w)"
)
"""Who speaks at the beginning speaks to the end: `Cử tri xã A phản ánh đường hỏng; đề nghị tỉnh …`."""
_ANSWERING = Sieve(r"(?:[Tt]iếp thu|[Gg]iải trình|[Tt]rả lời|[Tt]hay mặt|[Tt]rao đổi với|[Gg]hi nhận)\s")
"""Whoever answers the public speaks for an office."""
_FORMER = Sieve(
    r"(?:^|[.;,]\s|\s)(?:nguyên (?:Phó )?(?:Giám đốc|Chủ tịch|Bí thư|Trưởng)|[Đđ]ại diện (?!Đoàn"
    r"|Thường trực|lãnh đạo)|[Cc]huyên gia|[Ll]uật sư|[Nn]ghệ (?:nhân|sĩ)|[Nn]hà (?:nghiên cứu|khoa học)"
    r"|[Gg]ià làng|[Nn]gười có uy tín)[^.;:]{3,80}$"
)
"""Those who give an opinion, not orders."""
_RESIDENT = Sieve(
    r"(?:^|[.;]\s)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ử tri)\s[^.;:]{4,40}?[,(]\s*(?:ở\s|ngụ\s|trú\s)?"
    r"(?:tổ dân phố|khu phố|thôn|ấp|tổ|bản|làng|xóm|khóm|khu|xã|phường|thị trấn)\s[^.;:]{2,80}$"
)
"""Somebody told by where they live has no office."""
_OFFICE = re.compile(
    r",\s+(?:UBND|HĐND|Sở|Phòng|Ban|Thường trực|Ủy ban|Huyện ủy|Đảng ủy|Tỉnh ủy|Đoàn|Hội nghị)(?!\w)"
)
_LEADER = re.compile(
    r"(?<!\w)(?:đồng chí|ông|bà|đ/c|Chủ tịch|Bí thư|Giám đốc|Trưởng|Chánh|Thủ tướng|Bộ trưởng|Thứ trưởng"
    r"|chủ tọa|chủ trì)\s",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"(?:đồng thời|cùng với đó|bên cạnh đó|ngoài ra|và|,|\s)*(?:cũng\s+)?(?:{_SAID})\s*:?\s+(?!của\s)",
    re.IGNORECASE,
)
_AFTER_DATE = r",(?<=\d,)\s+(?=(?:UBND|Sở|Phòng|Ban|Trung tâm|Công an|Văn phòng|Chi cục|Đảng ủy|Đoàn|Hội)\s)"
"""`… trước ngày 20/11, Trung tâm …`: the next one's task begins."""
_CLAUSE_ENDS = (
    _AFTER_DATE,
    r";\s*",
    r"[,.]\s+(?=(?:đồng thời|cùng với đó|bên cạnh đó)\s)",
    rf"[,.]\s+đồng thời\s+(?=(?:{_SAID})\s)",
    rf" đồng thời\s+(?=(?:{_SAID})\s)",
    r"[,.]\s+và\s+(?=(?:yêu cầu|đề nghị)\s)",
    r" và\s+(?=(?:yêu cầu|đề nghị)\s)",
    rf",\s+(?=(?:{_SAID})\s+(?:các|Sở|Phòng|Ban|UBND|Công an|Văn phòng))",
)
_CLAUSES = re.compile(by_letter(_CLAUSE_ENDS), re.IGNORECASE)
_SEMICOLON = re.compile(by_letter(_CLAUSE_ENDS[:2]))
_JOINED = Sieve(rf"đồng thời|ùng với đó|ên cạnh đó|(?:và|,)\s+(?:{_SAID})\s", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:đồng thời|cùng với đó|bên cạnh đó|ngoài ra|riêng|đối với|trước mắt|thời gian tới"
    r"|trong thời gian tới|và)\s*,?\s*",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\([^()]{0,260}\)")
_LIST_NEXT = re.compile(
    rf"(?:{_SAID}|kết luận|nhấn mạnh|nhiệm vụ|nội dung|giải pháp)[^.]{{0,160}}(?:sau|:|là|đây)\s*[:.]?$",
    re.IGNORECASE,
)


_THINGS_TO_DO = re.compile(
    r"(?<!\w)(?:một số|các|những|\d+)\s+(?:nhiệm vụ|nội dung|giải pháp|vấn đề|việc|công việc"
    r"|nhóm nhiệm vụ)(?!\w)"
)
_WITH_COLON = re.compile(r"(?P<who>[^:.;\n]{3,110}):\s+(?=\S)")


class Told(NamedTuple):
    """Who is told to do what begins at `end`; None when nobody is named before it."""

    who: str | None
    end: int


class Clause(NamedTuple):
    """A clause of a directive at [start, end) of the article's text."""

    start: int
    end: int
    text: str


def _is_handed_down(before: str) -> bool:
    """`chỉ tiêu tỉnh giao`; `Chủ tịch UBND huyện giao` tells somebody."""
    return _HANDED_DOWN.search(before) is not None and _CHIEF_OF_UNIT.search(before) is None


def find_directive(sentence: str) -> re.Match[str] | None:
    """The first words of the sentence that tell somebody to do something; what is to be done follows them."""
    if _DISCUSSED.match(sentence):
        return None
    for match in _TRIGGER.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if match["said"].lower() == "kiến nghị" and _ABOVE.match(after):
            continue
        sure = match["said"].lower() in _SURE
        if _is_no_directive(sentence, match, before) or (not sure and _is_handed_down(before)):
            continue
        told = assignee_end(after) is not None or told_with_colon(after) is not None
        if sure and (not after or told or begins_with_verb(after)):
            return match
        if not sure and told and not after[:1].isdigit():
            return match
    named = _NAMES_TASKS.search(sentence)
    if named is None or not (_LEADER.search(sentence[: named.start()]) or "ết luận" in sentence):
        return None
    rest = sentence[named.end() :]
    return named if begins_with_verb(rest) or assignee_end(rest) is not None else None


def told_with_colon(text: str) -> Told | None:
    """`tỉnh Lâm Đồng: xử lý …`, `các xã thực hiện tốt các nhiệm vụ: …`: who stands before a colon."""
    match = _WITH_COLON.match(text)
    if match is None or not (begins_with_verb(text[match.end() :]) or assignee_end(text[match.end() :])):
        return None
    who = match["who"]
    if assignee_end(f"{who} thực hiện") == len(who):
        return Told(who, match.end()) if begins_with_verb(text[match.end() :]) else None
    end = assignee_end(who)
    if _THINGS_TO_DO.search(who) is None:
        return None
    return Told(who[:end] if end else None, match.end())


def _is_no_directive(sentence: str, match: re.Match[str], before: str) -> bool:
    return (
        _NO_TRIGGER_BEFORE.search(before) is not None
        or _NO_TRIGGER_AFTER.match(sentence, match.end("said")) is not None
        or _is_asked(before)
    )


def announces_list(sentence: str) -> bool:
    """Whether its end says that tasks, points or measures follow."""
    return _LIST_NEXT.search(sentence[-220:]) is not None


def without_opening(text: str) -> int:
    """Where `đồng thời`, `ngoài ra`, `đối với` in front of a clause end; 0 without them."""
    more = _MORE.match(text)
    return more.end() if more else 0


def is_leader(text: str) -> bool:
    """Whether one who gives directives stands first."""
    return _LEADER.match(text) is not None


def _is_asked(before: str) -> bool:
    """Whether those who speak are the public; a leader or an office after them speaks for itself."""
    asking = _ASKING.search(before)
    if _ANSWERING.search(before):
        return False
    if _PUBLIC_SPEAKS.match(before) and not _LEADER.search(before):
        return True
    if (_FORMER.search(before) and "ết luận" not in before) or _RESIDENT.search(before):
        return True
    clause = before.rpartition(";")[2]
    return (
        bool(asking) and not _LEADER.search(clause) and not _OFFICE.search(asking.group() if asking else "")
    )


def clauses(sentence: Sentence, start: int) -> Iterator[Clause]:
    """The clauses of a sentence from `start` on, repeated `yêu cầu` and `đồng thời` left out."""
    flat = BRACKETS.sub(lambda found: " " * len(found.group()), sentence.text)
    pattern = _CLAUSES if _JOINED.search(flat, start) else _SEMICOLON
    cuts = [match.span() for match in pattern.finditer(flat, start)]
    begins = [start, *(end for _, end in cuts)]
    ends = [*(first for first, _ in cuts), len(sentence.text)]
    for opening, end in zip(begins, ends, strict=True):
        begin = _opened(sentence.text, opening, end)
        words = sentence.text[begin:end].strip()
        if words:
            first = sentence.start + sentence.text.index(words, begin)
            yield Clause(first, first + len(words), words)


def _opened(text: str, begin: int, end: int) -> int:
    """Behind `đồng thời`, `bên cạnh đó` and a repeated `yêu cầu`."""
    more = _MORE.match(text[begin:end])
    begin += more.end() if more else 0
    again = _AGAIN.match(text, begin, end)
    return again.end() if again else begin
