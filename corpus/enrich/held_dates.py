"""Dates inside sentences: when a meeting was held, when a cited document was issued. Pure, no clock.

A date printed without its year takes it from the publication date; a missing day is never filled in.
A range is given by its first and last day.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from corpus.article import PartialDate

_DAY_MONTH = r"(?P<d{0}>\d{{1,2}})(?:\s?[/.-]\s?|\s+tháng\s+)(?P<m{0}>\d{{1,2}})"
_YEAR = r"(?:(?:\s?[/.-]\s?|,?\s+năm\s+)(?P<y{0}>(?:19|20)\d\d))?(?![\d/])"
_DATE_1, _DATE_2 = (_DAY_MONTH.format(i) + _YEAR.format(i) for i in (1, 2))
_PART = r"(?:(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa|[Đđ]êm)(?:\s+(?:nay|qua))?\s*,?\s*)?"
_TODAY = r"(?:(?:[Hh]ôm nay|nay)\s*,?\s*\(?\s*)?"
_FIRST_DAY = rf"(?P<d1>\d{{1,2}})(?:\s?[/.]\s?(?P<m1>\d{{1,2}}))?{_YEAR.format(1)}"
_SINGLE = re.compile(rf"{_PART}{_TODAY}\(?\s*(?P<word>[Nn]gày\s*:?\s*)?{_DATE_1}")
_RANGE = re.compile(rf"[Tt]ừ\s+(?:ngày\s+)?{_FIRST_DAY}\s*(?:đến|-|tới)\s*(?:hết\s+)?(?:ngày\s+)?{_DATE_2}")
_PAIR = re.compile(
    rf"{_PART}(?:[Tt]rong\s+)?(?:(?:\d{{1,2}}|hai|ba)\s+)?[Nn]gày\s+\(?{_FIRST_DAY}"
    rf"\s*(?:và|,|-|&)\s*(?:ngày\s+)?{_DATE_2}"
)
_TODAY_ONLY = re.compile(r"(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa)\s+nay(?!\s*\()|[Hh]ôm nay(?!\s*,?\s*\()")
_HOUR = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?(?:giờ|h|g)\s?(?:\d{2})?(?!\w)")
_NOT_HELD = re.compile(
    r"(?:trước|đến|hết|tính đến|kể từ|từ|chậm nhất|thành lập|kỷ niệm|năm học)\s*(?:ngày\s*)?$", re.IGNORECASE
)
_MEETING = re.compile(
    r"hội nghị|hội thảo|họp|giao ban|làm việc|tiếp xúc|tập huấn|đối thoại|đại hội|tọa đàm|lớp|gặp mặt",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"tổ chức|diễn ra|chủ trì|khai mạc|tiến hành|làm việc|thời gian|\bdự\b|\bhọp\b", re.IGNORECASE
)
_DATED = re.compile(r"\d|nay")
_SENTENCES_READ = 14
"""A report says in its opening when the meeting was; later dates are deadlines and histories."""


class Held(NamedTuple):
    """`sentence` is the one that says so; `part_of_day` sáng, trưa, chiều, tối or đêm."""

    dates: tuple[PartialDate, ...] = ()
    part_of_day: str | None = None
    sentence: str | None = None


def held_dates(sentences: list[str], spoken: date | None, fallback_year: int | None) -> Held:
    """When the meeting of these sentences was held; empty when they do not say.

    `spoken` is the publication day, which settles a missing year; `fallback_year` does without one.
    """
    best, best_score = Held(), 0.0
    for position, sentence in enumerate(sentences[:_SENTENCES_READ]):
        if _DATED.search(sentence) is None:
            continue
        base = 3 * bool(_MEETING.search(sentence)) + 3 * bool(_HOLDING.search(sentence)) - 0.3 * position
        for score, held in _candidates(sentence, spoken, fallback_year):
            if base + score > best_score:
                best, best_score = held, base + score
    return best


def _candidates(sentence: str, spoken: date | None, year: int | None) -> list[tuple[float, Held]]:
    found: list[tuple[float, Held]] = []
    for pattern, bonus in ((_RANGE, 1.5), (_PAIR, 1.5), (_SINGLE, 0.0)):
        for match in pattern.finditer(sentence):
            groups = match.groupdict()
            if pattern is _SINGLE and not (groups["word"] or groups["part"] or "nay" in match.group()):
                continue
            dates = _dates(match, spoken, year)
            if dates:
                lost = 4 if _NOT_HELD.search(sentence[: match.start()]) else 0
                part = _part(groups.get("part"), sentence[max(0, match.start() - 30) : match.end() + 12])
                found.append((bonus + bool(part) - lost, Held(dates, part, sentence)))
    today = _TODAY_ONLY.search(sentence)
    if not found and today and spoken:
        found.append((0, Held((_value(spoken, today.group()),), _part(today["part"], sentence), sentence)))
    return found


def _dates(match: re.Match[str], spoken: date | None, year: int | None) -> tuple[PartialDate, ...]:
    groups = match.groupdict()
    last = groups.get("d2")
    own = groups.get("y2") or groups.get("y1")
    days = [(groups["d1"], groups["m1"] or groups.get("m2"), groups.get("y1") or own)]
    if last:
        days.append((last, groups["m2"], own))
    values = [_settled(d, m, y, spoken, year) for d, m, y in days]
    return tuple(_value(value, match.group().strip(" (,")) for value in values if value is not None)


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


def _part(word: str | None, around: str) -> str | None:
    if word:
        return word.lower()
    said = re.search(r"buổi (sáng|chiều|tối|trưa)", around, re.IGNORECASE)
    hour = _HOUR.search(around)
    if said:
        return said[1].lower()
    return None if hour is None else _part_of_hour(int(hour["hour"]))


def _part_of_hour(hour: int) -> str:
    if hour < 11:
        return "sáng"
    return "trưa" if hour < 13 else "chiều" if hour < 18 else "tối"


_CITED = re.compile(
    r"[\s,(]*(?:được\s+)?(?:ban hành\s+|ký\s+)?[Nn]gày\s*(?:"
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
