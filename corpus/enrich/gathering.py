"""Whether an article reports a meeting that was held: it names one, and says that it took place. Pure.

Meetings that are only prepared, invited to, or in whose honour something else was held are none.
Everything is sought in small letters.
"""

import re
from typing import NamedTuple

from corpus.enrich.patterns import Sieve, by_letter

_EVENT = (
    r"hội nghị|hội thảo|cuộc họp|phiên họp|phiên (?:giải trình|chất vấn)|k[ỳì] họp|buổi họp|họp|giao ban"
    r"|làm việc với|tập huấn|buổi làm việc|tiếp xúc cử tri|lớp bồi dưỡng|đối thoại"
    r"|đại hội(?! thể| điền kinh| đồng)|gặp mặt|sơ kết|tọa đàm|toạ đàm|tổng kết"
    r"|sinh hoạt (?:chuyên (?:đề|môn)|thường kỳ|định kỳ|chi bộ)|tiếp công dân"
    r"|họp báo|họp mặt|lễ ký(?: kết)?|lễ công bố|ký kết|đoàn giám sát"
    r"|giám sát (?:việc|tại|chuyên đề|công tác)|làm việc tại|học tập,? quán triệt"
    r"|lấy phiếu tín nhiệm"
)
_NAMED = re.compile(rf"(?<!\w)(?:{_EVENT})(?!\w)")
_HELD = re.compile(
    r"(?:tổ chức|triển khai|triệu tập|diễn ra|khai mạc|khai giảng|bế giảng|chủ trì|chủ tọa|chủ toạ|dự"
    rf"|tiến hành|mở|có)(?:(?!\bsẽ\b)[^.\n]){{0,120}}?(?<!\w)(?:{_EVENT})(?!\w)"
    rf"|(?<!\w)(?:{_EVENT})(?!\w)[^.\n]{{0,160}}?(?:diễn ra|tổ chức|khai mạc|chủ trì|chủ tọa|bế mạc)"
    r"|(?:ubnd|hđnd|ủy|uỷ|sở|phòng|ban|đoàn|lãnh đạo|thủ tướng|chủ tịch)[^.\n]{0,80}?"
    r" (?:họp|làm việc với|tiếp xúc cử tri|tiếp công dân|(?:đã )?giám sát|giao ban)(?!\w)"
)
_MAIN = Sieve(
    r"(?:tổ chức|khai mạc|diễn ra|triệu tập|bế mạc|(?<!cuộc )(?<!buổi )(?<!phiên )họp|chủ trì|tiến hành)\s+"
    r"(?:\w+\s+){0,3}?(?:hội nghị|hội thảo|họp|giao ban|làm việc|tập huấn|tiếp xúc|đối thoại"
    r"|đại hội(?! thể| điền kinh)|tọa đàm|kỳ họp|gặp mặt|lễ ký|lễ công bố|tổng kết|sơ kết)"
    r"|(?:có|với) (?:buổi|cuộc) (?:làm việc|tiếp xúc|họp|gặp|đối thoại|trao đổi|tiếp)"
    r"|(?:hội nghị|cuộc họp|buổi (?:làm việc|họp|tiếp|đối thoại)|k[ỳì] họp|phiên họp|hội thảo|tọa đàm"
    r"|đại hội)[^.\n]{0,140} (?:được tổ chức"
    r"|diễn ra|bế mạc|khai mạc|do [^.\n]{3,120} tổ chức)(?!\w)"
    r"|(?:đã|vừa) họp(?! mặt)(?!\w)"
    r"|(?:ủy|uỷ|ubnd|hđnd|sở|ban|phòng|hội|vụ)(?: [^\s.,]+){0,8} (?:đã )?họp (?:cho ý kiến|bàn|nghe"
    r"|đánh giá|xem xét|thảo luận|triển khai|để|giao ban|trực tuyến|kiểm điểm|khẩn|rút kinh nghiệm"
    r"|thông qua|phiên)(?!\w)"
)
"""A meeting is what somebody did, not a word in passing."""
_SOURCE = r"(?:\([^)]{2,40}\)\s*-?\s*|-\s|[a-zđ]{2,10}\s?-\s|(?:theo|cổng)\s[^-\n]{3,50}\s-\s)?"
_DATED = re.compile(
    rf"{_SOURCE}(?:[^.\n]{{3,260}}?,\s+)?"
    r"(?:(?:vào|trong|lúc|hồi)\s+)*(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s)?)?"
    r"(?:(?:sáng|trưa|chiều|tối|ngày|hôm)\s[^.]{0,40}\d"
    r"|(?:sáng|chiều|tối|trưa|hôm) (?:hôm )?(?:nay|qua)(?!\w))"
)
_MET = Sieve(
    r"(?:ngày|sáng|chiều|tối|hôm)\s[^.]{0,160}?(?:đã có|có) (?:buổi|cuộc) (?:làm việc|tiếp xúc|họp"
    r"|gặp mặt|đối thoại)(?!\w)"
)
"""A dated meeting with somebody is what its report is about, whatever the title says."""
_WITH = re.compile(
    r"(?:ngày|sáng|chiều|tối|hôm)\s[^.]{0,160}?(?:làm việc với|tiếp công dân|tiếp xúc cử tri|giám sát)(?!\w)"
)
_CEREMONY = re.compile(
    r"(?<!\w)(?:lễ|ngày hội|hội thi|hội thao|giải (?:bóng|cầu|chạy|vô địch|thể thao|điền kinh))"
    r"\s(?!công bố|ký|tổng kết|trao quyết định)"
)
_ACTED = re.compile(r"(?<!\w)(?:tổ chức|tiến hành|diễn ra|khai mạc|họp)(?!\w)")
_GATHERED = Sieve(
    r"(?<!\w)(?:(?:cùng|đến|tới|về|tham)\s)?dự(?! án| toán| thảo| kiến| báo)\s(?:[^.\n:]{0,60}?\s)?"
    r"(?:có|gồm)(?!\w)|(?:cùng đi|tiếp (?:và làm việc|đoàn)[^.\n:]{0,30}) có(?!\w)"
    r"|có sự tham (?:gia|dự) của|chủ trì (?:(?:hội nghị|cuộc họp|buổi|phiên|k[ỳì] họp)|(?:có|gồm|là)(?!\w))"
)
"""Who came or who led: said of gatherings only."""
_THERE = Sieve(
    r"(?:sau|kết thúc|tham dự|tham gia)\s(?:[^.\s]+\s){0,3}(?:hội nghị|họp|đại hội|hội thảo|điểm cầu)"
)
_AT_EVENT = r"\s+(?:hội nghị|cuộc họp|buổi(?! lễ)|k[ỳì] họp|phiên|đại hội|hội thảo|tọa đàm|lớp)"
_EVENT_GOES_ON = (
    r"(?:hội nghị|k[ỳì] họp|cuộc họp|đại hội|phiên họp|buổi làm việc|hội thảo) (?:đã|còn|cũng"
    r"|diễn ra|được|có|nghe|thống nhất|thông qua|tập trung|nhằm)(?!\w)"
)
_AGAIN = re.compile(
    by_letter(
        [
            f"{act}{_AT_EVENT}"
            for act in ("tại", "kết luận", "phát biểu", "khai mạc", "bế mạc", "dự", "chủ trì")
        ]
        + [f"\n{_EVENT_GOES_ON}", rf". {_EVENT_GOES_ON}"]
    )
)
_AHEAD = Sieve(
    r"(?<!\w)(?:sẽ (?:được )?(?:tổ chức|diễn ra|họp|chủ trì|khai mạc)|dự kiến (?:tổ chức|diễn ra|khai mạc)"
    r"|hoãn|chuẩn bị (?:cho |tổ chức )?(?:hội nghị|kỳ họp|đại hội))(?!\w)"
)
_SPEECH = re.compile(r"(?:kính )?thưa (?:các|quý|toàn thể|đồng chí|ông|bà)\s")
"""The words that were spoken there, not a report."""
_DONE = re.compile(
    r"(?<!sẽ )chủ trì|đã (?:được )?(?:tổ chức|diễn ra|họp)|phát biểu khai mạc"
    r"|điều hành (?:k[ỳì] họp|hội nghị|phiên)"
)
_INVITED = Sieve(r"(?:trân trọng|kính)\s(?:thông báo|kính mời|mời)(?!\w)")
_IN_HONOUR = Sieve(
    r"(?:chào mừng|hướng tới|hướng về|tiến tới|lập thành tích|mừng thành công)\s[^.,;:\n]{0,60}?"
    r"(?:đại hội|hội nghị|kỳ họp|lễ)(?!\w)",
    re.IGNORECASE,
)
"""A tournament in honour of a congress is no congress."""
_PREPARED = Sieve(
    r"(?:trước|sau|trình|phục vụ)(?: và (?:trước|sau))?(?: các| tại)? kỳ họp(?!\w)"
    r"|chuẩn bị(?: tổ chức| cho)? đại hội(?!\w)"
    r"|(?:chuẩn bị|nội dung|chương trình|văn kiện|kết quả|thành công của|trình|tại)"
    r"(?: (?!đã |thông qua )[^\s.,;:\n]+){0,8},?(?: [^\s.,;:\n]+){0,3} kỳ họp(?!\w)",
    re.IGNORECASE,
)
"""A session that is prepared is no session."""
_ONE_OF_SEVERAL = re.compile(
    r"\n(?:[*+•-]\s*)?(?:(?:vào|trong)\s+)?(?:(?:sáng|chiều|tối|ngày)\s+){1,2}"
    r"(?P<day>\d{1,2}\s?[/.-]\s?\d{1,2})(?!\d)"
)
_DIGEST_DAYS = 3
"""Paragraphs of so many days, one each, tell of a week and not of one meeting."""
_OPENING_PARAGRAPHS = 3
_TOLD_AGAIN = 2
"""So often must a text come back to a meeting that neither its title nor its first paragraph names."""
_CAPTION_CHARS = 110


class Opening(NamedTuple):
    """Title, first paragraph and first three, in small letters, events that only honour others blanked out.

    `whole` is all of the text, in small letters too.
    """

    title: str
    first: str
    lead: str
    whole: str


def reports_meeting(told: Opening) -> bool:
    """Whether a meeting is what the article tells of."""
    title, opening, lead, small = told
    if _SPEECH.match(opening):
        return False
    if (_AHEAD.search(title) or _AHEAD.search(lead)) and not _DONE.search(lead):
        return False
    again = len(_AGAIN.findall(small))
    if _NAMED.search(title):
        dated = _DATED.match(opening) is not None
        return not opening or _HELD.search(lead) is not None or again + dated > 1
    if len({match["day"] for match in _ONE_OF_SEVERAL.finditer(small)}) >= _DIGEST_DAYS:
        return False
    if _MET.search(opening) is not None or _is_told(opening, lead, small):
        return True
    return again >= _TOLD_AGAIN and _GATHERED.search(lead) is not None and _is_held_later(lead)


def _is_held_later(lead: str) -> bool:
    """Whether a paragraph below the first, which told how it came to that, says that a meeting was held."""
    later = [line for line in lead.split("\n")[1:] if _DATED.match(line) and not line.startswith("trước đó")]
    return any(_MAIN.search(line) and not _CEREMONY.search(line) for line in later)


def _is_told(opening: str, lead: str, small: str) -> bool:
    """Of an article whose title names no meeting: what its opening does, and what follows from it."""
    dated, gathered = _DATED.match(opening) is not None, _GATHERED.search(lead) is not None
    if _MAIN.search(opening):
        return _AGAIN.search(small) is not None or (dated and (gathered or _THERE.search(small) is not None))
    if not (dated and gathered) or _CEREMONY.search(opening):
        return False
    return _WITH.search(opening) is not None or (
        _AGAIN.search(lead) is not None and _ACTED.search(opening) is not None
    )


def invites(told: Opening) -> bool:
    """Whether the article asks its readers to a meeting that is to come."""
    return _AHEAD.search(told.lead) is not None and _INVITED.search(told.whole) is not None


def without_honours(text: str) -> str:
    """`text` of the same length, the events that something else was held in honour of blanked out."""
    for pattern in (_IN_HONOUR, _PREPARED):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


def opening_of(masked: str) -> Opening:
    """The opening of an article's text, citations blanked out, its first line the title.

    The title printed again, and a caption above the first paragraph, are no paragraph.
    """
    small = masked.lower()
    title, *lines = small.split("\n")
    while len(lines) > 1 and _is_heading(lines[0], title, lines[1]):
        lines.pop(0)
    parts = (title, lines[0] if lines else "", "\n".join(lines[:_OPENING_PARAGRAPHS]))
    title, first, lead = map(without_honours, parts)
    return Opening(title, first, lead, small)


def _is_heading(line: str, title: str, after: str) -> bool:
    if line.strip(" .") == title.strip(" ."):
        return True
    return len(line) < min(_CAPTION_CHARS, len(after)) and line[-1:] not in ".:;!" and not _DATED.match(line)
