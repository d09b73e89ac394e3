"""Where a meeting was and in which form, from the sentences of its opening. Pure."""

import re
from collections.abc import Sequence

from corpus.enrich.article_text import Sentence
from corpus.enrich.patterns import Sieve

_PLACE_WORDS = (
    r"[Hh]ội trường|[Nn]hà [Vv]ăn h(?:óa|oá)|[Tt]rung tâm|[Pp]hòng (?:họp|Hội đồng)|[Tt]rụ sở|[Nn]hà hát"
    r"|[Kk]hách sạn|[Ss]ân vận động"
    r"|[Nn]hà thi đấu|[Nn]hà sinh hoạt|[Nn]hà khách|[Đđ]iểm cầu"
    r"|Trường|trường (?:THCS|THPT|TH|MN|PTDT|[Tt]iểu học|[Mm]ầm non|[Mm]ẫu giáo|[Cc]ao đẳng|[Đđ]ại học)"
    r"|UBND|[Cc]hùa|[Đđ]ình|[Qq]uảng trường|[Cc]ơ quan"
    r"|[Bb]ộ phận|[Hh]ọc viện|[Tt]hư viện|[Bb]ảo tàng|[Nn]hà thiếu nhi|[Cc]ung|[Bb]ệnh viện|Sở"
    r"|[Nn]hà rông|[Nn]hà cộng đồng"
    r"|[Nn]hà họp|[Vv]ăn phòng|[Cc]ông ty|[Kk]hu|[Ss]ân|[Hh]uyện ủy|[Tt]ỉnh ủy|[Tt]hị ủy|[Tt]hành ủy"
    r"|[Đđ]ảng ủy"
)
_PLACE = Sieve(
    rf"(?<!\w)(?<!thảo luận )(?<!vướng mắc )[Tt]ại\s+"
    rf"(?P<place>(?:{_PLACE_WORDS})(?!\w)\s*[^,.;:()\n]{{0,80}}?"
    rf"(?:,\s*trụ sở [^,.;:()\n]{{2,40}}?|,\s*(?:UBND|HĐND|Sở|Văn phòng)\s[^,.;:()\n]{{2,40}}(?=[.;(\n]|$))?)"
    r"(?=\s*(?:[,.;:(\n]|$|(?:đã|diễn ra|tổ chức|khai mạc|chủ trì|được|có|với|nhằm|để|theo"
    r"|và (?:\d|các điểm))(?!\w)))"
)
_PLACE_FIRST = re.compile(
    r"^[^.]{0,45},\s*tại\s+(?P<place>(?:huyện|thành phố|thị xã|xã|phường|thị trấn|thôn|ấp|khu phố|bản|làng)"
    r"\s[^,.;:()\n]{2,40}?)(?=\s*(?:,|(?:đã|diễn ra|tổ chức)(?!\w)))"
)
"""A unit is where the meeting was only next to its date; later it is what the meeting was about."""
_PLACE_LAST = Sieve(
    r"(?:giám sát|khảo sát|làm việc|tiếp xúc cử tri)[^.]*?\stại\s+(?P<place>(?:huyện|thành phố|thị xã|xã"
    r"|phường|thị trấn|Sở|UBND)\s[^,.;:()\n]{2,40}?)\s*(?:[.,]|trước\s|sau\s|$)"
)
_VENUE = Sieve(
    r"(?:[Hh]ội nghị|[Cc]uộc họp|[Bb]uổi [^\s.,;:]+(?: [^\s.,;:]+){0,2}|[Kk]ỳ họp|[Pp]hiên họp"
    r"|[Đđ]ại hội|[Hh]ội thảo|[Tt]ọa đàm|[Cc]hương trình)\s(?:đã\s)?(?:được\s)?(?:diễn ra|tổ chức)"
    rf"\s(?:[^\s.,;:]+\s){{0,2}}?tại\s+(?P<place>(?:{_PLACE_WORDS})(?!\w)[^,.;:()\n]{{0,80}}?)"
    r"(?=\s*(?:[,.;:(\n]|$|(?:trong|với|và|có|từ|vào)(?!\w)))"
    r"|[Đđ]ịa điểm(?: tổ chức)?(?: (?:hội nghị|cuộc họp|hội thảo|đại hội|buổi \w+|lớp \w+))?"
    r"(?:\s*:|\slà(?: tại)?)\s+(?P<named>[^.;:()\n]{4,90})"
)
"""A sentence of its own about the venue, wherever it stands."""
_NO_PLACE = re.compile(r"điểm cầu (?:các|cấp|\d|huyện, |xã, )", re.IGNORECASE)
_ONLINE = Sieve(r"rực tuyến|RỰC TUYẾN|iểm cầu|rực tiuyến")
_NO_MEETING_ONLINE = re.compile(
    r"(?:(?<!qua )(?<!bằng )(?<!trên )hệ thống|thiết bị|phần mềm|dịch vụ công|hồ sơ|phiên tòa"
    r"|dạy(?: và|,)? học|học|thanh toán|nộp|giao dịch|bán hàng|tiếp nhận|thi"
    r"|cuộc thi|cổng|sàn|đăng ký|khai báo)"
    r"(?: [^\s,.]+){0,2} trực tuyến",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"trực tiếp,?\s*(?:và|kết hợp(?: với)?|\+|&|-|/)\s*trực tuyến|trực tuyến,?\s*(?:và"
    r"|kết hợp(?: với)?)\s*trực tiếp"
    r"|kết hợp (?:giữa )?(?:hình thức )?(?:họp )?trực ti?uyến",
    re.IGNORECASE,
)
_RELAYED = re.compile(
    r"(?:kết nối|truyền hình|truyền|phát)[^.,;]{0,40} trực tuyến (?:đến|tới|với|về)", re.IGNORECASE
)
"""Of a meeting that is not called an online one."""
_ONLINE_MEETING = re.compile(
    r"(?:hội nghị|cuộc họp|họp|phiên họp|giao ban|tập huấn|hội thảo|buổi \w+|tọa đàm|đối thoại"
    r"|hình thức|phương thức)"
    r"(?:\s+(?:toàn quốc|toàn tỉnh|khẩn|giao ban))?\s+(?:bằng hình thức )?trực tuyến",
    re.IGNORECASE,
)
_FORMS = (
    (_BOTH, "kết hợp"),
    (_ONLINE_MEETING, "trực tuyến"),
    (_RELAYED, "kết hợp"),
    (_ONLINE, "trực tuyến"),
)


def read_place(
    lines: Sequence[Sentence], later: Sequence[Sentence], spans: dict[str, tuple[int, int]]
) -> str | None:
    """Where the dating sentence, or one of the first, says that it was; else where a later one says it."""
    for line in lines:
        for match in (
            _PLACE_FIRST.match(line.text),
            *_PLACE.finditer(line.text),
            _PLACE_LAST.search(line.text),
        ):
            if match is not None and not _NO_PLACE.match(match["place"]):
                spans["place"] = (line.start + match.start("place"), line.start + match.end("place"))
                return match["place"].strip()
    for line in later:
        venue = _VENUE.search(line.text)
        if venue is not None:
            group = "place" if venue["place"] else "named"
            spans["place"] = (line.start + venue.start(group), line.start + venue.end(group))
            return venue[group].strip()
    return None


def read_form(lines: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str:
    """`trực tiếp` unless the opening says that it was, wholly or in part, online."""
    told = [line for line in lines if _ONLINE.search(line.text)]
    for pattern, form in _FORMS:
        for line in told:
            match = pattern.search(_NO_MEETING_ONLINE.sub(lambda found: " " * len(found.group()), line.text))
            if match is not None:
                spans["format"] = (line.start + match.start(), line.start + match.end())
                return form
    return "trực tiếp"
