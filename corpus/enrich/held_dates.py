"""Dates inside sentences: when a meeting was held, when a cited document was issued. Pure, no clock.

A date printed without its year takes it from the publication date; a missing day is never filled in.
A range is given by its first and last day.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from corpus.article import PartialDate
from corpus.enrich.letters import UPPER
from corpus.enrich.patterns import Sieve

_DAY_MONTH = r"(?P<d{0}>\d{{1,2}})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<m{0}>\d{{1,2}})"
_YEAR = r"(?:(?:\s?[/.-]\s?|,?\s+năm\s+)(?P<y{0}>(?:19|20)\d\d))?(?![\d/])"
_DATE_1, _DATE_2 = (_DAY_MONTH.format(i) + _YEAR.format(i) for i in (1, 2))
_WEEKDAY = r"(?:(?:thứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|\d)|[Cc]hủ nhật)\s*,?\s*\(?\s*)?"
_PART = (
    r"(?:(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Đđ]êm)(?:\s+(?:hôm\s+)?(?:nay|qua))?\s*,?\s*)?" + _WEEKDAY
)
_TODAY = r"(?P<today>(?:[Hh]ôm (?:nay|qua)|nay|qua)\s*,?\s*\(?\s*)?"
_FIRST_DAY = rf"(?P<d1>\d{{1,2}})(?:\s?[/.]\s?(?P<m1>\d{{1,2}}))?{_YEAR.format(1)}"
_SINGLE = re.compile(rf"{_PART}{_TODAY}\(?\s*(?P<word>[Nn]gày\s*:?\s*)?{_DATE_1}")
_RANGE = re.compile(rf"[Tt]ừ\s+(?:ngày\s+)?{_FIRST_DAY}\s*(?:đến|-|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_DATE_2}")
_DAYS = re.compile(
    rf"{_PART}(?:[Tt]rong\s+)?(?:(?:\d{{1,2}}|các|hai|ba|bốn|năm)\s+)?(?:[Nn]gày\s+)?\(?"
    rf"(?<!\d)(?P<days>\d{{1,2}}(?:\s?[/.]\s?\d{{1,2}})?(?:\s*(?:và|,|-|&|đến)\s*(?:ngày\s+)?\d{{1,2}}(?:\s?[/.]\s?\d{{1,2}})?){{0,5}})"
    rf"\s*(?:và|,|-|&|đến)\s*(?:ngày\s+)?{_DATE_1}"
)
_SEVERAL = re.compile(r"\d\s*(?:và|,|-|&|đến)\s*(?:ngày\s+)?\d")
"""Without it `_DAYS` matches nowhere, at twenty times the cost."""
_ONE_DAY = re.compile(r"(?P<d>\d{1,2})(?:\s?[/.]\s?(?P<m>\d{1,2}))?")
_RELATIVE = Sieve(
    r"(?:(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Đđ]êm)\s+(?:hôm\s+)?(?P<when>nay|qua)|[Hh]ôm\s+(?P<day>nay|qua))"
    r"(?!\s*,?\s*\(?\s*(?:ngày\s*)?\d)(?!\w)"
)
_SAME_DAY = Sieve(r"(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa)\s+cùng ngày(?!\w)")
_HOUR = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?(?:giờ|h|g)(?:\s?(?P<minute>[0-5]\d))?(?!\w)")
_NOT_HELD = re.compile(
    r"(?:sẽ\s[^,.;]*|trước|đến|hết|tính đến|kể từ|từ|chậm nhất|thành lập|kỷ niệm|năm học|sinh|hiệu lực"
    r"|dự kiến)"
    r"\s*(?:là\s*)?(?:ngày\s*)?$",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(r"(?:[Nn]gày|[Kk]ỷ niệm)\s[^,.;:()\d]{4,70}\(?$")
"""`kỷ niệm Ngày Di sản văn hóa 23/11`: no day of this year."""
_BACKGROUND = re.compile(
    r"(?:Thực hiện|Căn cứ|Theo|Triển khai|Tiếp (?:theo|nối|tục)|Sau|Từ khi|Kể từ|Trên cơ sở|Trước đó|Nhằm"
    r"|Để|Nhân|Hướng tới|Kỷ niệm|Chào mừng)(?!\w)"
)
"""What such words open is why or after what the meeting was, until a comma ends it."""
_NEW_CLAUSE = re.compile(
    r"[,:;]\s*(?:(?:vào|trong|từ|lúc|hồi)(?:\s+|$))*(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?(?:phút)?)?,?\s*)?$"
)
_ACTS_BEFORE = Sieve(
    rf",\s+(?:các\s)?[{UPPER}][^,;]*\s(?:tổ chức|diễn ra|khai mạc|bế mạc|họp|tiến hành|làm việc"
    r"|tiếp xúc)(?!\w)"
)
"""The main clause has begun already: `Sau một ngày làm việc, Kỳ họp … đã bế mạc chiều …`."""
_ASIDE = re.compile(r"\([^()]*$")
_AFTER_DAY = re.compile(r"(?:nay|qua|[Nn]gày|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|nhật|\d)\s*,?\s*\($")
_SOMEBODY_NEXT = re.compile(
    r"\)?\s*(?:vừa qua\s*)?,?\s*(?:vừa qua,\s*)?(?:[Tt]ại\s[^,]{2,60},\s*)?"
    rf"(?:[{UPPER}]|đoàn\s|đồng chí\s|ông\s|bà\s)"
)
_MEETING = Sieve(
    r"hội nghị|hội thảo|họp|phiên |giao ban|làm việc|tiếp xúc|tập huấn|đối thoại|đại hội|tọa đàm|lớp"
    r"|gặp mặt|lễ "
    r"|ký kết|giám sát|tiếp công dân|sinh hoạt"
)
_HOLDING = Sieve(
    r"tổ chức|diễn ra|chủ trì|khai mạc|khai giảng|bế giảng|tiến hành|làm việc|thời gian|dự\b|họp\b"
    r"|giám sát|tiếp xúc|ký kết"
)
"""Both are sought in small letters."""
_BEST_BONUS = 3.2
_DIGIT = re.compile(r"\d")
_DAY_WORDS = Sieve(r"nay|hôm qua|chiều qua|sáng qua|tối qua|cùng ngày")
_LASTS = Sieve(r"diễn ra|kéo dài|làm việc|trong (?:\d|hai|ba|các)")
_SENTENCES_READ = 14
"""A report says in its opening when the meeting was; later dates are deadlines and histories."""


class Held(NamedTuple):
    """`sentence` is the number of the one that says so, [start, end) its words there.

    `part_of_day` is sáng, trưa, chiều, tối or đêm; `hour` HH:MM.
    """

    dates: tuple[PartialDate, ...] = ()
    part_of_day: str | None = None
    hour: str | None = None
    sentence: int = -1
    start: int = 0
    end: int = 0


def held_dates(sentences: Sequence[str], spoken: date | None, fallback_year: int | None) -> Held:
    """When the meeting of these sentences was held; empty when they do not say.

    `spoken` is the publication day, which settles a missing year; `fallback_year` does without one.
    """
    best, best_score, before = Held(), 0.0, Held()
    for position, sentence in enumerate(sentences[:_SENTENCES_READ]):
        lowered = sentence.lower()
        if not _DAY_WORDS.may_match(lowered) and _DIGIT.search(lowered) is None:
            continue
        base = 3 * bool(_MEETING.search(lowered)) + 3 * bool(_HOLDING.search(lowered)) - 0.3 * position
        if base + _BEST_BONUS <= best_score and not _LASTS.search(lowered):
            continue
        for score, held in _candidates(sentence, spoken, fallback_year, before):
            before = held if len(held.dates) == 1 else before
            if _lasts(sentence, held, best):
                best = best._replace(dates=held.dates)
                continue
            if base + score > best_score:
                best, best_score = held._replace(sentence=position), base + score
    return best


def _lasts(sentence: str, held: Held, best: Held) -> bool:
    """`kỳ họp diễn ra trong 2 ngày (19 và 20/12)`, after a sentence that only gave the first day."""
    if len(best.dates) != 1 or len(held.dates) < 2 or _LASTS.search(sentence) is None:
        return False
    return held.dates[0].value == best.dates[0].value


def _candidates(
    sentence: str, spoken: date | None, year: int | None, before: Held
) -> list[tuple[float, Held]]:
    found: list[tuple[float, Held]] = []
    several = ((_DAYS, 1.5),) if _SEVERAL.search(sentence) else ()
    for pattern, bonus in ((_RANGE, 1.5), *several, (_SINGLE, 0.0)):
        for match in pattern.finditer(sentence):
            dates = _dates(match, spoken, year) if _stated(match) else ()
            if dates:
                held = _held(sentence, match, dates)
                found.append((bonus + bool(held.part_of_day) + _standing(sentence, match), held))
    relative = _RELATIVE.search(sentence)
    if not found and relative and spoken:
        day = spoken - timedelta(days="qua" in (relative["when"], relative["day"]))
        found.append((0, _held(sentence, relative, (_value(day, relative.group()),))))
    again = _SAME_DAY.search(sentence)
    if not found and again and before.dates:
        found.append((-1, _held(sentence, again, before.dates)))
    return found


def _standing(sentence: str, match: re.Match[str]) -> float:
    """How much its place in the sentence speaks for a date: somebody acts behind it, or it is background."""
    before = sentence[: match.start()]
    if _NOT_HELD.search(before) or (match.group()[0].isdigit() and _NAMED_DAY.search(before)):
        return -4
    aside = _ASIDE.search(before) is not None and not _AFTER_DAY.search(before)
    background = (
        _BACKGROUND.match(before) is not None
        and _NEW_CLAUSE.search(before) is None
        and _ACTS_BEFORE.search(before) is None
    )
    acts = match.re is not _RANGE and _SOMEBODY_NEXT.match(sentence, match.end()) is not None
    return 0.7 * acts - 3.0 * (aside or background)


def without_background(sentence: str, start: int) -> str:
    """The sentence of the same length, the clause in front of the day blanked out where it is background."""
    before = sentence[:start]
    ended = _BACKGROUND.match(before) and _NEW_CLAUSE.search(before)
    return " " * start + sentence[start:] if ended else sentence


def _stated(match: re.Match[str]) -> bool:
    """`12/7` alone may be a fraction: a word of time must stand beside it."""
    groups = match.groupdict()
    if match.re is _DAYS:
        return bool(groups["part"]) or re.search(r"[Nn]gày\s", match.group()) is not None
    return match.re is not _SINGLE or bool(groups["word"] or groups["part"] or groups["today"])


def _held(sentence: str, match: re.Match[str], dates: tuple[PartialDate, ...]) -> Held:
    word = match.groupdict().get("part")
    around = sentence[max(0, match.start() - 30) : match.end() + 14]
    hour = _HOUR.search(around)
    return Held(dates, _part(word, around, hour), _clock(hour), -1, match.start(), match.end())


def _dates(match: re.Match[str], spoken: date | None, year: int | None) -> tuple[PartialDate, ...]:
    groups = match.groupdict()
    days = [(groups["d1"], groups["m1"] or groups.get("m2"), groups.get("y1"))]
    if match.re is _DAYS:
        days = [
            (one["d"], one["m"] or groups["m1"], None) for one in _ONE_DAY.finditer(groups["days"])
        ] + days
    if groups.get("d2"):
        days.append((groups["d2"], groups["m2"], groups["y2"]))
    own = days[-1][2]
    values = [_settled(d, m, y or own, spoken, year) for d, m, y in days]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or known != sorted(set(known)):
        return ()
    return tuple(_value(value, match.group().strip(" (,")) for value in known)


def _settled(
    day: str, month: str | None, own: str | None, spoken: date | None, year: int | None
) -> date | None:
    """The day with its year: printed, else that of publication, or the year before were it far ahead."""
    if month is None:
        return None
    if own is not None or spoken is None:
        return _day(int(own) if own else year, int(month), int(day))
    value = _day(spoken.year, int(month), int(day))
    if value is not None and value > spoken + timedelta(days=60):
        return _day(spoken.year - 1, int(month), int(day))
    return value


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def _value(day: date, raw: str) -> PartialDate:
    return PartialDate(value=day.isoformat(), precision="day", source="text", raw=raw)


def _part(word: str | None, around: str, hour: re.Match[str] | None) -> str | None:
    if word:
        return word.lower()
    said = re.search(r"buổi (sáng|chiều|tối|trưa)", around, re.IGNORECASE)
    if said:
        return said[1].lower()
    return None if hour is None else _part_of_hour(int(hour["hour"]))


def _clock(hour: re.Match[str] | None) -> str | None:
    return f"{int(hour['hour']):02}:{hour['minute'] or '00'}" if hour else None


def _part_of_hour(hour: int) -> str:
    if hour < 11:
        return "sáng"
    return "trưa" if hour < 13 else "chiều" if hour < 18 else "tối"


_CITED = re.compile(
    r"[^\S\n]*[,(]?[^\S\n]*(?:được\s+)?(?:ban hành\s+|ký\s+)?[Nn]gày\s*(?:"
    r"(?P<d>\d{1,2})\s?(?:[/.-]|\s*tháng)\s?(?P<m>\d{1,2})\s?(?:[/.-]|,?\s*năm)\s?(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|[ .…_]*tháng\s+(?P<bm>\d{1,2})\s+năm\s+(?P<by>(?:19|20)\d\d)(?!\d))\)?"
)


def cited_date(text: str, start: int) -> tuple[PartialDate | None, int]:
    """The date `ngày …` that begins at `start` and where it ends; (None, start) when none begins there.

    `ngày … tháng 02 năm 2024`, its day left blank, is a month.
    """
    match = _CITED.match(text, start)
    if match is None:
        return None, start
    raw = match.group().strip(" ,(")
    if match["by"]:
        return _month(int(match["by"]), int(match["bm"]), raw), match.end()
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return (_value(day, raw) if day else None), match.end()


def _month(year: int, month: int, raw: str) -> PartialDate | None:
    if not 1 <= month <= 12:
        return None
    return PartialDate(value=f"{year}-{month:02d}", precision="month", source="text", raw=raw)
