"""When a portal may be asked: hours of the day in Vietnam time, and days for budgets. Pure functions.

Vietnam has one zone, UTC+7, without summer time since 1975.
"""

import re
from datetime import datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
HOURS = re.compile(r"([01]?\d|2[0-3])-([01]?\d|2[0-4])")
"""`22-6`: from 22:00 to 6:00, past midnight when the second is not greater."""


def checked_hours(hours: str) -> str:
    """`hours` when they are like 22-6, or empty. Raises ValueError."""
    if hours and HOURS.fullmatch(hours) is None:
        raise ValueError(f"{hours!r} is not like 22-6, hours in Vietnam time")
    return hours


def day_in_vietnam(now: datetime) -> str:
    """The date there, as ISO text."""
    return now.astimezone(VIETNAM).date().isoformat()


def next_midnight(now: datetime) -> datetime:
    """When the next day begins in Vietnam."""
    tomorrow = now.astimezone(VIETNAM).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), VIETNAM)


def opens_at(now: datetime, hours: str) -> datetime:
    """`now` where these hours include it, else when they begin next. Empty hours include all of the day.

    Raises ValueError for hours that are none.
    """
    if not hours:
        return now
    begin, end = map(int, checked_hours(hours).split("-"))
    local = now.astimezone(VIETNAM)
    inside = begin <= local.hour < end if begin < end else local.hour >= begin or local.hour < end
    if inside:
        return now
    opening = datetime.combine(local.date(), time(begin), VIETNAM)
    return opening if opening > local else opening + timedelta(days=1)
