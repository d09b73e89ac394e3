"""Who attended, from the sentences that list them. Pure.

A list is cut at semicolons and before whoever opens a new part: a person, an agency, a group. A person's
posts stay with the person; `Bí thư và Chủ tịch UBND các xã, thị trấn` stays one part.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.article import Statement
from corpus.enrich.agency_names import heads
from corpus.enrich.article_text import ArticleText, Sentence
from corpus.enrich.letters import UPPER
from corpus.enrich.patterns import Sieve
from corpus.enrich.people import begins_with_person, post_first
from corpus.enrich.person_words import POST_WORD

_GATHERED = (
    r"(?:[Cc]ùng\s+|[Đđ]ến\s+|[Tt]ới\s+|[Vv]ề\s+)?(?:[Tt]ham\s+dự|[Dd]ự|[Tt]ham\s+gia"
    r"|[Cc]ùng\s+đi|[Cc]ó\s+mặt|[Tt]iếp(?=\s+(?:và làm|đoàn|Đoàn|đón))"
    r"|Làm\s+việc(?=\s+(?:với|cùng)\s+[Đđ]oàn))"
)
_LISTED = Sieve(
    rf"(?<!\w){_GATHERED}(?!\s+(?:án|toán|thảo|phòng|kiến|báo|thi))(?P<gap>(?:\s+[^\s.;:,]+){{0,12}}?)"
    r"\s*,?\s+(?:(?:về\s)?phía\s[^,;:.]{2,40}?,?\s+)?(?:(?:còn|cũng|đều)\s+)?(?:có|gồm(?:\s+có)?|bao gồm"
    r"|là)(?:\s+(?:sự"
    r"|mặt)\s+[^:;,.]{0,30}của)?\s*[:,]?\s+"
)
_WITH_COLON = Sieve(
    rf"^Thành phần:\s+|(?<!\w)(?:Thành phần\s+)?{_GATHERED}(?!\s+(?:án|toán|thảo|phòng|kiến|báo"
    rf"|thi))(?:\s+[^\s.;:,]+){{0,8}}\s*:\s+"
)
_AT_POINT = re.compile(
    r"^(?:(?:Tại|Ở)\s)?(?:[Đđ]iểm cầu|[Vv]ề phía|[Pp]hía|[Ll]ãnh đạo)\s[^,;:.]{2,60}?,?\s+(?:còn\s+"
    r"|cùng dự\s+)?có(?:\s+mặt)?\s*:?\s+"
)
"""`Điểm cầu huyện … có ông A dự.`, `Về phía tỉnh có đồng chí …`: the sentence that goes on with the list."""
_PRESENCE = Sieve(
    r"(?:(?:có|với|thu hút|cùng)\s+sự\s+tham gia|(?:(?:có|với|thu hút|cùng)\s+)?sự\s+"
    r"(?:tham dự|góp mặt|có mặt|hiện diện|chứng kiến|dự))"
    r"(?:\s+(?:trực tiếp|đầy đủ|đông đảo|và [^\s]+ [^\s]+))?\s+của\s+"
)
_ATTENDS = Sieve(
    r",?\s+(?:(?:đã|cùng|cũng|đến|tới|về)\s+)*(?:tham dự|dự(?!\s+(?:án|toán|thảo|phòng|kiến|báo|thi)))(?!\w)"
    r"[^.;]{0,60}\.?$"
)
_HINT = Sieve(
    r"^Thành phần:|(?:dự|Dự)(?! án| thảo| toán| kiến| báo| phòng)|iểm cầu|hía |ham gia|ùng đi|có mặt"
    r"|iếp (?:và|đoàn|Đoàn|đón)|Làm việc |sự (?:tham|góp|có mặt|hiện|chứng|dự)"
)
_SIDE = Sieve(
    r"(?:^|[,;]\s*|\s+và\s+)(?:(?:[Vv]ề\s+)?[Pp]hía\s+[^,;:]{2,45}?"
    r"|[Tt]ại (?:các )?điểm cầu[^,;:]{0,45}?)\s*,?\s+(?:còn\s+)?có\s*:?\s+"
)
_LOWER_HEAD = (
    r"(?:các\s|những\s|đại diện|lãnh đạo|thành viên|cán bộ|toàn thể|đông đảo|chuyên viên|báo cáo viên"
    r"|phóng viên|giám đốc"
    r"|trưởng\s|phó\s|bí thư|chủ tịch|thủ trưởng|hiệu trưởng|chỉ huy|đại biểu|nguyên\s|cử tri"
    r"|bà con|thường trực|cùng\s|và\s|hơn\s|gần\s"
    r"|trên\s|khoảng\s|\d+(?:/\d+)?\s|ban giám|tập thể|chủ các|chủ đầu tư|doanh nghiệp|hộ\s|kế toán"
    r"|tổ trưởng|đội ngũ|nhà\s|chức sắc)"
)
_AND_HEAD = (
    r"(?:các\s|những\s|đại diện|lãnh đạo|thành viên|cán bộ|toàn thể|đông đảo|hơn\s|gần\s|trên\s"
    r"|khoảng\s|\d[\d.]*(?:/\d+)?\s|nhiều\s|một số\s"
    r"|cử tri|nhân dân|phóng viên|đại biểu|tập thể)"
)
_AND_POST = r"(?:Chủ tịch|Bí thư|Trưởng|Hiệu trưởng|Giám đốc|Thủ trưởng)\s(?:UBND|HĐND|Đảng ủy|các|\d)"
_UPPER_HEAD = (
    r"(?:Thường trực|Ban\s|Chủ tịch|Phó\s|Bí thư|Giám đốc|Trưởng|Hiệu trưởng|Chánh|Đảng ủy|Ủy viên"
    r"|Đoàn\s|Tổ\s|Hội\s"
    r"|Thủ trưởng|Công ty|Tập đoàn|Lãnh đạo|Đại diện|Các\s|Đội\s)"
)
_BREAK = re.compile(
    rf"\s*;\s*(?:(?:và|cùng)\s+)?|\s*,\s+(?:cùng\s+(?:với\s+|đại diện\s+(?=đại))?"
    rf"|và\s+)?(?={_LOWER_HEAD}|[{UPPER}]|(?:đồng chí|ông|bà|anh|chị|cô|thầy)\s)"
    rf"|\s+(?:và|cùng(?:\s+với)?|với)\s+(?={_AND_HEAD}|(?:đồng chí|ông|bà|đ/c)\s+[{UPPER}]|{_AND_POST})"
)
_PERSON_GOES_ON = re.compile(
    rf"(?:{_UPPER_HEAD}|[ỦU][yỷ] viên|nguyên\s|phó\s|trưởng\s|bí thư|chủ tịch|giám đốc|Tỉnh ủy viên"
    rf"|Thành ủy viên|Huyện ủy viên"
    r"|Quyền|Nguyên|Anh hùng|Đại biểu|đại biểu Quốc hội|Thứ trưởng|Bộ trưởng|Quyền|thành viên|đại diện"
    r"|chuyên viên|cán bộ)"
)
_LEAD_WORDS = re.compile(r"^(?:(?:có|gồm|còn|cùng(?: với)?|và|với|sự|là)\s+|:\s*)+")
_ADDRESS = re.compile(
    rf"^(?:(?:[Cc]ác\s+)?(?:đồng chí|Đồng chí|ông|bà|Ông|Bà|đ/c|anh|chị|cô|thầy)\s*:?\s+)(?=[{UPPER}])"
)
_TRAIL = re.compile(
    r"\s*,?\s*(?:(?:đã|cùng|cũng|đến|tới|về)\s+)*(?:tham dự|dự(?! án| toán| phòng)|tham gia|đến dự"
    r"|về dự)(?!\w).*$"
    r"|\s+(?:phát biểu|chủ trì|báo cáo(?! viên)|thông tin)(?!\w).*$"
)
_NO_PART = re.compile(
    r"(?:được|đã|diễn ra|nhằm|để|tại|theo|sau khi|hội nghị|cuộc họp|buổi|chương trình|ngày)(?!\w)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:;|,)\s+(?=(?:cuộc họp|hội nghị|buổi [^\s]+|phiên họp|chương trình|Ban Tổ chức)\s+"
    r"(?:được|đã|còn|diễn|nhận))"
)
_BARE_POST = re.compile(
    r"\S+|(?:(?:và|cùng)\s+)?(?:[Pp]hó )?(?:[Bb]í thư|[Cc]hủ tịch|[Gg]iám đốc|[Hh]iệu trưởng)"
    r"|(?:đại diện )?(?:[Ll]ãnh đạo|[Tt]hủ trưởng|[Cc]hỉ huy)|[Bb]í thư [Cc]hi bộ"
)
"""`Bí thư, Chủ tịch UBND các xã`: a post of nobody in particular goes on with the next."""
_HEAD_OF_PAIR = re.compile(r"(?:[Tt]rưởng|[Cc]hánh [Vv]ăn phòng|[Bb]í thư|[Cc]hủ tịch|[Gg]iám đốc)$")
_WHO_THEY_ARE = re.compile(r"(?:hơn |gần |trên |khoảng |các )?(?:\d[\d.]*(?:/\d+)? )?[^,;]{0,40}\slà\s")
_ANOTHER_GROUP = re.compile(r"(?:và\s|cùng\s)?(?:các|những)\s(?:đồng chí|ông|bà|đại biểu|vị|thầy|cô)(?!\w)")
_OPENS_LIST = Sieve(rf"(?<!\w){_GATHERED}(?:\s+[^\s.;:,]+){{0,8}}\s*:$")
_BULLET = re.compile(r"\s*(?:[-+*•–]|\(?\d{1,2}[.)])\s*")
"""`Tham dự hội nghị:` and a list below it, one a line."""
_BARE_BODY = re.compile(
    r"(?:đại diện |lãnh đạo )+(?:.*, )?(?:HĐND|UBND|(?:Ủy ban |UB)?MTTQ)|Chủ tịch (?:Ủy ban |UB)?MTTQ"
)
_OF_WHOM = re.compile(r"(?:các\s)[^,;:.]{3,50}:\s+")
"""`có các Ủy viên Ban Thường vụ Tỉnh ủy: A, post; B, post`."""
_HEADS_OF = re.compile(r"(?:và\s|cùng\s)?(?:[Tt]rưởng|thủ trưởng|người đứng đầu) các [^,;]{2,40}")
_OTHER_BODIES = re.compile(
    r"(?:các\s)?(?:tổ chức|đoàn thể|ban|ngành|phòng|đơn vị|cơ quan|[Vv]ăn phòng)(?!\w)"
)
"""`trưởng các ban Đảng, các tổ chức chính trị - xã hội`: the heads of both."""
_POST_FIRST = re.compile(rf"(?:(?:có|và|với)\s+)?{POST_WORD}")
_SHARED_UNIT = re.compile(
    r"(?:(?:đại diện )?lãnh đạo|các đồng chí Thường trực) (?:.*, )?"
    r"(?:Đảng ủy|Huyện ủy|HĐND|UBND|Thường trực HĐND|(?:Ủy ban |UB)?MTTQ)"
)
"""`lãnh đạo Đảng ủy, UBND, Ủy ban MTTQ xã`: the unit stands behind the last one only."""
_STANDING = re.compile(r"(?:đại diện |các đồng chí )?Thường trực (?:HĐND|Đảng ủy)")
_OF_UNITS = re.compile(r"(?:HĐND|UBND) các\s")
"""`Thường trực HĐND, UBND các xã`: those of the communes, both."""
_SHORTEST_CHARS = 5
_LONGEST_CHARS = 260


class _Part(NamedTuple):
    start: int
    end: int


def attendees(
    text: ArticleText, sentences: tuple[Sentence, ...], chairs: frozenset[str]
) -> tuple[Statement, ...]:
    """Those said to attend, chairs left out, each once, in the order of the text."""
    found: dict[str, Statement] = {}
    below = False
    for sentence in sentences:
        item = _BULLET.match(sentence.text) if below else None
        below = item is not None or _OPENS_LIST.search(sentence.text) is not None
        lists = [(item.end(), len(sentence.text))] if item else _lists(sentence.text)
        for start, end in lists:
            whole = item is not None and begins_with_person(sentence.text[start:])
            for part in [_Part(start, end)] if whole else _parts(sentence.text, start, end):
                statement = _statement(text, sentence, part)
                if statement is not None and not any(name in statement.text for name in chairs):
                    found.setdefault(statement.text.lower(), statement)
    return tuple(found.values())


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Where in a sentence attendees are listed."""
    if _HINT.search(text) is None:
        return
    listed = _LISTED.search(text) or _WITH_COLON.search(text) or _PRESENCE.search(text) or _at_point(text)
    presence = _PRESENCE.search(text)
    if presence is not None and (
        listed is None or presence.start() < listed.start() or presence.start() <= listed.end()
    ):
        listed = presence
    if listed is not None:
        clause = _CLAUSE.search(text, listed.end())
        of = _OF_WHOM.match(text, listed.end())
        begin = of.end() if of and begins_with_person(text[of.end() :]) else listed.end()
        yield begin, clause.start() if clause else len(text)
        return
    attends = _ATTENDS.search(text)
    if attends is None:
        return
    start = re.match(r"(?:(?:Tại|Trong|Sáng|Chiều|Ngày)[^,]{0,60},\s+)?", text)
    begin = start.end() if start else 0
    subject = text[begin : attends.start()]
    if begins_with_person(subject) or re.match(
        r"(?:Các|Lãnh đạo|Đại diện|các|lãnh đạo|đại diện|Hơn|Gần|Trên|\d)", subject
    ):
        yield begin, attends.start()


def _at_point(text: str) -> re.Match[str] | None:
    """A list that only its side opens, when a person or a group follows."""
    match = _AT_POINT.match(text)
    rest = text[match.end() :] if match else ""
    named = begins_with_person(rest) or re.match(r"(?:các\s)?(?:đồng chí|ông|bà|đại diện)\s", rest)
    return match if named else None


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """The parts of the list at [start, end)."""
    begins, person = [start], begins_with_person(text[start:end])
    ends: list[int] = []
    position = start
    while (cut := _next_break(text, position, end)) is not None:
        first, after = cut
        goes_on = (
            (person or _is_behind_post(text[begins[-1] : first]))
            and ";" not in text[first:after]
            and _PERSON_GOES_ON.match(text, after)
            and not begins_with_person(text[after:end])
            and not (not person and _is_behind_post(re.split(r"[,;]", text[after:end], maxsplit=1)[0]))
        )
        goes_on = goes_on or any(
            rule(text, begins[-1], cut) for rule in (_explains, _joins_posts, _awaits_name)
        )
        alone = _BARE_POST.fullmatch(text[begins[-1] : first].strip()) is not None
        if not goes_on and not alone:
            ends.append(first)
            begins.append(after)
            person = begins_with_person(text[after:end])
        position = after
    ends.append(end)
    for begin, stop in zip(begins, ends, strict=True):
        yield _Part(begin, stop)


def _explains(text: str, begin: int, cut: tuple[int, int]) -> bool:
    """Whether a comma stands inside `85 học viên là bác sĩ, điều dưỡng các …`: one group and who they are."""
    first, after = cut
    plain = text[first:after].strip() == "," and not begins_with_person(text[after:])
    plain = plain and _ANOTHER_GROUP.match(text, after) is None
    one = _WHO_THEY_ARE.match(text, begin, first) or _SHARED_UNIT.fullmatch(text, begin, first)
    one = one or (_STANDING.fullmatch(text, begin, first) and _OF_UNITS.match(text, after))
    if _BARE_BODY.fullmatch(text, begin, first) and _OTHER_BODIES.match(text, after):
        return True
    same = _HEADS_OF.fullmatch(text, begin, first) and _OTHER_BODIES.match(text, after)
    return plain and bool(one or same)


def _joins_posts(text: str, begin: int, cut: tuple[int, int]) -> bool:
    """Whether `và` stands between two posts of the same people: `Bí thư Đảng ủy và Chủ tịch UBND các xã`."""
    first, after = cut
    both = re.match(r"(?:Phó )?(?:Bí thư|Chủ tịch|Trưởng|Giám đốc|Hiệu trưởng)", text[begin:first])
    return both is not None and "và" in text[first:after] and re.match(_AND_POST, text[after:]) is not None


def _awaits_name(text: str, begin: int, cut: tuple[int, int]) -> bool:
    """Whether a comma stands between posts of the one named last: `Phó Bí thư Tỉnh ủy, Trưởng đoàn … A`."""
    first, after = cut
    post = text[begin:first]
    if text[first:after].strip() != "," or _POST_FIRST.match(post) is None or _is_behind_post(post):
        return False
    return _is_behind_post(re.split(r"[,;]", text[after:], maxsplit=1)[0])


def _is_behind_post(words: str) -> bool:
    """Whether it is a post with who holds it behind: `Phó Chủ tịch UBND tỉnh Trần Báu Hà`."""
    return _POST_FIRST.match(words) is not None and post_first(_LEAD_WORDS.sub("", words)) is not None


def _next_break(text: str, start: int, end: int) -> tuple[int, int] | None:
    side = _SIDE.search(text, start, end)
    plain = _BREAK.search(text, start, end)
    while plain is not None and _is_inside(text, plain):
        plain = _BREAK.search(text, plain.end(), end)
    chosen = side if side is not None and (plain is None or side.start() <= plain.start()) else plain
    return chosen.span() if chosen is not None and chosen.end() > start else None


def _is_inside(text: str, cut: re.Match[str]) -> bool:
    """A comma before a capital inside a name (`Văn hóa, Thể thao`) or in `Trưởng, phó`."""
    if _is_deputy(text, cut):
        return True
    if ";" in cut.group() or not text[cut.end() : cut.end() + 1].isupper():
        return False
    behind = text[cut.end() : cut.end() + 60]
    if re.match(_UPPER_HEAD, behind) or begins_with_person(behind):
        return False
    return 0 not in heads(behind)


def _is_deputy(text: str, cut: re.Match[str]) -> bool:
    head = _HEAD_OF_PAIR.search(text[: cut.start()])
    return head is not None and cut.group().strip() == "," and text[cut.end() :][:3].lower() == "phó"


def _statement(text: ArticleText, sentence: Sentence, part: _Part) -> Statement | None:
    words = sentence.text[part.start : part.end]
    kept = _LEAD_WORDS.sub("", words.strip(" ,.;:"))
    kept = _TRAIL.sub("", kept).strip(" ,.;:/")
    plain = _ADDRESS.sub("", kept) if begins_with_person(kept) else kept
    if not _SHORTEST_CHARS <= len(plain) <= _LONGEST_CHARS or _NO_PART.match(plain):
        return None
    start = sentence.start + part.start + words.index(plain[:20])
    return Statement(text=plain, evidence=text.evidence(start, min(start + len(plain), sentence.end)))
