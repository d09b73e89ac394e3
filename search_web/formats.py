"""How numbers, dates and addresses are written for people, in the language of the request."""

import base64
import binascii
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from corpus.article import PartialDate
from search_web.languages import decimal, decimals, gettext, page_language

VIETNAM_TIME = dt.timezone(dt.timedelta(hours=7))
"""Without zoneinfo: the country has had one offset and no summer time since 1975."""

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class DateText:
    """A date for a `<time>`: what a person reads, what a machine reads."""

    text: str
    iso: str


def number(value: int) -> str:
    """`1.234` in Vietnamese, `1,234` in English."""
    return decimal(value)


def numbers(values: Iterable[int]) -> Iterator[str]:
    """Each so written."""
    return decimals(values)


def partial_date(date: PartialDate) -> DateText:
    """As precise as the source, never more: a month or a year alone is said with "khoảng"."""
    return DateText(_partial_text(date), date.value)


def day(date: dt.date) -> str:
    """`18/6/2019`; in English `18 June 2019`."""
    if _english():
        return f"{date.day} {_ENGLISH_MONTHS[date.month - 1]} {date.year}"
    return f"{date.day}/{date.month}/{date.year}"


def month(year: int, number_in_year: int) -> str:
    if _english():
        return f"{_ENGLISH_MONTHS[number_in_year - 1]} {year}"
    return f"tháng {number_in_year}/{year}"


def english_month(number_in_year: int) -> str:
    """`February`: for citations, which are read by machines that know English months."""
    return _ENGLISH_MONTHS[number_in_year - 1]


def moment(when: dt.datetime) -> DateText:
    """A moment on Vietnam's clock, to the minute."""
    local = when.astimezone(VIETNAM_TIME)
    return DateText(f"{day(local.date())} {local:%H:%M}", local.isoformat(timespec="minutes"))


def month_of(iso: str) -> str:
    """The month of an ISO prefix, as an end of a span; the year where the month is unknown."""
    return month(int(iso[:4]), int(iso[5:7])) if len(iso) >= 7 else iso[:4]


def vietnams_day() -> dt.date:
    """Today there. The one place that asks the clock; whoever needs it is handed this."""
    return dt.datetime.now(VIETNAM_TIME).date()


def web_address(url: str | None) -> str | None:
    """The URL when it may become a link (http, https), else None: `javascript:` and its like stay text."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        return url.strip() if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def digest(stored: str) -> str:
    """`sha256:BASE32` of the archive in the hexadecimal that `sha256sum` prints; anything else as it is."""
    algorithm, _, value = stored.partition(":")
    try:
        return base64.b32decode(value).hex() if algorithm == "sha256" else stored
    except binascii.Error:
        return stored


def host(url: str) -> str:
    """The host of a web address as people know it, without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _partial_text(date: PartialDate) -> str:
    if date.precision == "year":
        return gettext("khoảng năm %(year)s", year=date.value[:4])
    if date.precision == "month":
        return gettext("khoảng %(month)s", month=month(date.year, int(date.value[5:7])))
    if date.precision == "minute":
        when = dt.datetime.fromisoformat(date.value)
        when = when.astimezone(VIETNAM_TIME) if when.tzinfo else when
        return f"{day(when.date())} {when:%H:%M}"
    return day(dt.date.fromisoformat(date.value[:10]))


def _english() -> bool:
    return page_language() == "en"
