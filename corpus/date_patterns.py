"""The forms in which portals write dates and times, as patterns over folded text: `Tháng Sáu` is `thang sau`.

Named groups: year, month, day; word or english for a named month; first and second for two numbers whose
order is open; milliseconds since 1970; hour, minute, second, half (SA, CH, AM, PM) and zone of a time.
"""

import re

_NUMERALS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
MONTH_WORDS = {**{word: number for number, word in enumerate(_NUMERALS, start=1)}, "gieng": 1, "chap": 12}
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_WORDS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}

_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9a-z])"
_NUMBER_MONTH = r"(?P<month>[0-9]{1,2})"
_WORD_MONTH = r"(?P<word>muoi mot|muoi hai|muoi|mot|gieng|hai|ba|tu|nam|sau|bay|tam|chin|chap)(?![a-z])"
_MONTH = rf"th(?:ang|g)?\.?\s*(?:{_NUMBER_MONTH}|(?<=\s){_WORD_MONTH})"
_ENGLISH = rf"(?P<english>{'|'.join(ENGLISH_MONTHS)})[a-z]*\.?"
_BLANK = r"[\s._/…-]{0,60}"  # bounded: two in a row over a line of dots would take quadratic time

WHOLE_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9])(?P<year>[0-9]{{4}})(?P<mark>[-/.]){_NUMBER_MONTH}(?P=mark){_DAY}(?![0-9])",
        r"(?<![0-9])(?<![0-9][/.])(?P<first>[0-9]{1,2})\s?(?P<mark>[-/.])\s?(?P<second>[0-9]{1,2})"
        rf"\s?(?P=mark)\s?{_YEAR}",
        rf"(?<![0-9]){_DAY}[\s,/-]*{_MONTH}[\s,/-]*(?:nam\s*)?{_YEAR}",
        rf"(?<![a-z]){_MONTH}\s+{_DAY},\s*{_YEAR}",
        rf"(?<![0-9]){_DAY}[\s/-]+{_ENGLISH}[\s,/-]+{_YEAR}",
        rf"(?<![a-z]){_ENGLISH}\s+{_DAY},?\s+{_YEAR}",
        r"/date\((?P<milliseconds>-?[0-9]{1,15})(?:[+-][0-9]{4})?\)/",
    )
)
PARTIAL_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![a-z])ngay{_BLANK}thang{_BLANK}(?:{_NUMBER_MONTH})?{_BLANK}nam\s*{_YEAR}",
        rf"(?<![a-z])ngay\s*[0-9]{{1,2}}{_BLANK}thang{_BLANK}nam\s*{_YEAR}",
        rf"(?<![a-z])ngay{_BLANK}/\s*{_NUMBER_MONTH}\s*/\s*{_YEAR}",
        rf"(?<![a-z]){_MONTH}\s*(?:/|-|,|nam)?\s*(?:nam\s*)?{_YEAR}",
        rf"^\s*(?P<year>[0-9]{{4}})-{_NUMBER_MONTH}\s*$",
        rf"^\s*(?:nam\s*)?{_YEAR}\s*$",
    )
)

_MINUTES = r"(?:\s*(?::|h|g|gio)\s*(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?(?:\.[0-9]+)?)"
_CLOCK = (
    rf"(?P<hour>[0-9]{{1,2}})(?:{_MINUTES}(?![0-9])\s*(?:phut|p(?![a-z])|')?|\s*(?:h|gio)(?![a-z0-9]))"
    r"(?:\s*(?P<half>sa|ch|am|pm|sang|trua|chieu)(?![a-z0-9]))?"
)
_ZONE = (  # a minus sign also parts a time from what follows, so it needs the full form of RFC 822
    r"(?:\s?[\[(]?(?P<zone>z|(?:gmt|utc)\s?[+-][0-9]{1,2}(?::?[0-9]{2})?|gmt|utc|\+[0-9]{2}(?::?[0-9]{2})?"
    r"|(?<=\s)-[0-9]{4})(?![a-z0-9:]))?"
)
_WEEKDAY = (
    r"(?<![a-z0-9])(?:(?:thu\s*|t)[2-7]|thu\s+(?:hai|ba|tu|nam|sau|bay)|chu\s*nhat|cn"
    rf"|(?:{'|'.join(ENGLISH_WEEKDAYS)})(?:s|nes|rs|ur)?(?:day|(?=,)))(?![a-z0-9])"
)
_GAP = r"[\s,;|()\[\]–-]*"
TIME_AFTER = re.compile(rf"(?:t|\+07|{_GAP}(?:(?:vao\s+)?(?:luc|hoi)\s*:?\s*)?){_CLOCK}{_ZONE}")
TIME_BEFORE = re.compile(rf"(?<![0-9:/.]){_CLOCK}{_ZONE}{_GAP}(?:{_WEEKDAY}{_GAP})?(?:ngay\s*:?\s*)?$")
WEEKDAY_BEFORE = re.compile(_WEEKDAY)
RANGE_BEFORE = re.compile(r"(?<![0-9:h])[0-9]{1,2}(?:[/.][0-9]{1,2})?\s?[-–]\s?$")
LOOK_BACK_CHARS = 48
"""Room for `14 giờ 30 phút, Chủ nhật, ngày ` before a date."""
