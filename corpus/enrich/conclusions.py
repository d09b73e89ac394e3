"""What a meeting concluded: what it resolved, what its chair stated. Pure."""

import re
from collections.abc import Iterator, Sequence

from corpus.article import Statement
from corpus.enrich.article_text import ArticleText, Sentence
from corpus.enrich.patterns import Sieve

_GATHERING = (
    r"(?:[Hh]ội nghị|[Đđ]ại hội|[Kk]ỳ họp|[Pp]hiên họp|[Cc]uộc họp|[Bb]uổi \w+(?: \w+)?|[Hh]ội thảo"
    r"|[Tt]ọa đàm|[Ss]au khi (?:trao đổi|thảo luận|bàn bạc)|[Hh]ai bên|[Hh]ai ngành"
    r"|[Hh]ai đơn vị|[Cc]ác bên|[Cc]ác đại biểu|[Đđ]ại biểu|HĐND|Hội đồng nhân dân|Ban [Tt]hường vụ|BTV"
    r"|Ban [Cc]hấp hành|Ban Giám đốc|Thường trực|Chi bộ"
    r"|[Cc]ác (?:tỉnh|thành viên|cụm|đội|trường)|UBND|Ban Chỉ đạo|Đoàn giám sát|100%)"
)
_RESOLVED = re.compile(
    rf"{_GATHERING}[^.;:]{{0,110}}?(?<!\w)(?P<what>(?:biểu quyết|thống nhất|thông qua|nhất trí"
    rf"|quyết nghị|quyết định|đề ra|bầu(?! cử)|ký kết"
    r"|ký giao ước|(?<!đăng )(?<!chữ )ký|phát động|xem xét|ban hành|hoàn thành toàn bộ|công bố)(?!\w)"
    r"(?! của| số)(?<!quyết định(?= thành lập)).*)$"
)
_MORE = re.compile(
    r";\s+(?:và\s+)?(?P<what>(?:biểu quyết|thống nhất|thông qua|nhất trí|bầu|ký kết|phát động"
    r"|ban hành)(?!\w))"
)
_STATED = Sieve(
    r"(?<!\w)(?P<what>(?:ghi nhận(?! (?:hơn |gần |trên )?\d)|đánh giá cao|biểu dương|nhấn mạnh"
    r"|khẳng định|tiếp thu|cơ bản (?:thống nhất|nhất trí)"
    r"|(?:thống nhất|nhất trí) (?:cao )?với)(?!\w).*)$"
)
_SPEAKER = Sieve(
    r"[Kk]ết luận|[Pp]hát biểu|[Bb]ế mạc|[Tt]hay mặt|đồng chí|Đồng chí|[Ôô]ng |[Bb]à |Chủ tịch|Bí thư"
    r"|Giám đốc|Trưởng|[Cc]hủ (?:trì|tọa)|Thứ trưởng"
)
_OTHERS = Sieve(
    r"(?:yêu cầu|đề nghị|giao|cử tri|người dân|bà con|công dân|phụ huynh)[^.;:]{0,60}$", re.IGNORECASE
)
_NO_RESOLUTION = re.compile(
    r"(?:để|nhằm|theo|sẽ|được nghe|cần|phải|dự thảo|trình|yêu cầu|đề nghị|giao"
    r"|(?<!biểu )chỉ đạo)\s[^,;]{0,60}$"
)
_DIRECTED = Sieve(r"(?<!\w)(?:yêu cầu|đề nghị|giao|lưu ý)\s(?!của\s)[^;]*;")
"""What stands behind the semicolon others are told to do, too."""
_RESOLVES = Sieve(
    r"biểu quyết|thống nhất|thông qua|nhất trí|quyết nghị|quyết định|đề ra|bầu|ký|phát động|xem xét|ban hành"
    r"|hoàn thành toàn bộ|công bố"
)
_EARLIER = re.compile(
    r"[Tt]heo đó|[Tt]hời gian qua|[Tt]rước đó|[Tt]rong năm qua|[Nn]hiệm kỳ (?:qua|vừa qua)|[Nn]hững năm"
    r"|đồng chí [^.;]{3,90}$|[Tt]rên cơ sở đó"
)
"""What had been done before, and who read a report out."""
_PRESENTED = re.compile(
    r"thông qua (?:dự thảo |dự kiến )?(?:về )?(?:các )?(?:nội dung,? )?(?:chương trình|nội dung)"
    r" (?:hội nghị|làm việc|k[ỳì] họp)"
    r"|xem xét,? cho ý kiến"
)
_REPORT = re.compile(
    r"xem xét(?![^;.]*(?:thông qua|quyết))"
    r"|thông qua (?:các )?(?:dự thảo )?(?:về )?(?:các |\d+ )?(?:báo cáo:?\s)*(?:kết quả|tình hình"
    r"|kiểm điểm|sơ kết|tổng kết|giải trình|tài chính)(?!\w)"
)
"""A report that was read out and taken note of."""
_END = re.compile(
    r";|\.(?=\s|$)|,?\s+(?:đồng thời|song song đó|bên cạnh đó)\s|,?\s+và\s+(?=(?:yêu cầu|đề nghị|giao"
    r"|chỉ đạo|lưu ý)\s)"
    r"|,\s+(?=(?:yêu cầu|đề nghị|giao)\s)|\s+(?=tại hội nghị|vừa qua)"
)
_CONCLUDES = re.compile(r"[Kk]ết luận|[Bb]ế mạc|chỉ đạo")
_TOLD = Sieve(r"(?<!\w)(?:yêu cầu|đề nghị)\s*:?\s+(?P<what>.{20,})$")
_LISTED = Sieve(
    r"(?:một số|các|những|\d+)\s+(?P<what>nhiệm vụ|nội dung|giải pháp|vấn đề)(?P<more>(?: trọng tâm"
    r"| cần tập trung(?: thực hiện| triển khai)?)?)[^,.;:]{0,40}sau"
)
_ITEM = re.compile(r"\d{1,2}[.)]\s|[-+]\s|(?:Một|Hai|Ba|Bốn|Năm|Sáu) là|Thứ ")
_SHORTEST_CHARS = 15
_OPENING_SENTENCES = 2
"""The title and the sentence that announces the meeting: they say what it was for."""


def conclusions(text: ArticleText, sentences: Sequence[Sentence]) -> tuple[Statement, ...]:
    """What was resolved, and stated in conclusion, in the order of the text.

    Without any, what else was stated or taken note of; without that, what the conclusion demands.
    """
    weighty: dict[str, Statement] = {}
    light: dict[str, Statement] = {}
    for sentence in sentences[_OPENING_SENTENCES:]:
        resolved = tuple(_resolutions(sentence.text))
        for span in resolved:
            _add(light if _REPORT.match(sentence.text, span[0]) else weighty, text, sentence, span)
        stated = None if resolved else _stated(sentence.text)
        if stated is not None:
            _add(weighty if _CONCLUDES.search(sentence.text) else light, text, sentence, stated)
        listed = _listed(text, sentence)
        if listed is not None:
            weighty.setdefault(listed.text, listed)
    if not (weighty or light):
        _demanded(light, text, sentences)
    return tuple((weighty or light).values())


def _resolutions(sentence: str) -> Iterator[tuple[int, int]]:
    """What the sentence resolves, with the clauses that go on with it."""
    span = _resolved(sentence)
    if span is None:
        return
    yield span
    for more in _MORE.finditer(sentence, span[1]):
        yield more.start("what"), _until_end(sentence, more.start("what"))


def _resolved(sentence: str) -> tuple[int, int] | None:
    match = _RESOLVED.search(sentence) if _RESOLVES.search(sentence) else None
    if match is None:
        return None
    before = sentence[: match.start("what")]
    if (
        _NO_RESOLUTION.search(before)
        or _EARLIER.search(before)
        or _DIRECTED.search(before)
        or _PRESENTED.match(sentence, match.start("what"))
    ):
        return None
    return match.start("what"), _until_end(sentence, match.start("what"))


def _stated(sentence: str) -> tuple[int, int] | None:
    match = _STATED.search(sentence)
    before = sentence[: match.start()] if match else ""
    if match is None or "được nghe" in before or _OTHERS.search(before) or not _SPEAKER.search(before):
        return None
    return match.start("what"), _until_end(sentence, match.start("what"))


def _until_end(sentence: str, start: int) -> int:
    end = _END.search(sentence, start)
    return end.start() if end else len(sentence)


def _add(found: dict[str, Statement], text: ArticleText, sentence: Sentence, span: tuple[int, int]) -> None:
    words = sentence.text[span[0] : span[1]].strip(" ,.:;/")
    if len(words) >= _SHORTEST_CHARS:
        start = sentence.start + span[0]
        found.setdefault(words, Statement(text=words, evidence=text.evidence(start, start + len(words))))


def _listed(text: ArticleText, sentence: Sentence) -> Statement | None:
    """`chỉ đạo một số nhiệm vụ trọng tâm như sau:` above six points: `6 nhiệm vụ trọng tâm`."""
    match = _LISTED.search(sentence.text)
    if match is None or not sentence.text.endswith(":") or not _CONCLUDES.search(sentence.text):
        return None
    lines = text.text[sentence.end + 1 :].split("\n")
    count = next((i for i, line in enumerate(lines) if not _ITEM.match(line)), len(lines))
    words = f"{count} {match['what']}{match['more']}"
    return Statement(text=words, evidence=text.evidence(sentence.start, sentence.end)) if count > 1 else None


def _demanded(found: dict[str, Statement], text: ArticleText, sentences: Sequence[Sentence]) -> None:
    for sentence in sentences[_OPENING_SENTENCES:]:
        match = _TOLD.search(sentence.text)
        if match is not None and _CONCLUDES.search(sentence.text[: match.start()]):
            _add(found, text, sentence, match.span("what"))
            return
