"""Tết, the lunar new year: when offices are closed for more than a week, every year at another time. Pure.

Reckoned, so that no table runs out: months begin with the new moon, the eleventh has the winter solstice, a
month in which the sun enters no new sign is a leap month; all by the day in Vietnam (UTC+7), which is why it
is not always China's new year. Source: Hồ Ngọc Đức, "Thuật toán tính âm lịch" (2004), after J. Meeus,
"Astronomical Algorithms" (1998), chapters 25 and 49.
"""

from datetime import date, timedelta
from functools import cache
from math import floor, radians, sin

_CLOSED_BEFORE, _CLOSED_AFTER = 4, 5
"""Days around the first of the new year. Announced leave of 2023 to 2026: 20-26/1, 8-14/2, 25/1-2/2, 14-22/2,
for a Tết on 22/1, 10/2, 29/1 and 17/2."""

_JULIAN = 1_721_425
"""The Julian day number of a date is its ordinal and this."""
_NEW_MOON_1900 = 2_415_021.076998695
_MONTH = 29.530588853
_ZONE = 7 / 24


@cache
def tet(year: int) -> date:
    """The first day of the lunar year that begins in `year` (right for 1900 to 2199)."""
    before, after = _eleventh_month(year - 1), _eleventh_month(year)
    months = 2
    if after - before > 365 and _leap_month(before) <= months:
        months += 1
    first = _new_moon(_month_number(before) + months)
    return date.fromordinal(first - _JULIAN)


@cache
def tet_leave(year: int) -> tuple[date, ...]:
    """The days around the first of that lunar year on which offices are closed, in order."""
    first = tet(year)
    return tuple(first + timedelta(days=n) for n in range(-_CLOSED_BEFORE, _CLOSED_AFTER + 1))


def _month_number(day: int) -> int:
    """Which new moon since that of 1900-01-01 begins the month of a Julian day."""
    return floor((day - _NEW_MOON_1900) / _MONTH + 0.5)


def _new_moon(number: int) -> int:
    """The Julian day, in Vietnam, of a new moon counted from 1900-01-01 (Meeus, chapter 49)."""
    t = number / 1236.85
    t2, t3 = t * t, t * t * t
    mean = 2_415_020.75933 + 29.53058868 * number + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin(radians(166.56 + 132.87 * t - 0.009173 * t2))
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * t2 - 0.00000347 * t3)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * t2 + 0.00001236 * t3)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * t2 - 0.00000239 * t3)
    shift = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    shift += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    shift += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    shift += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    shift += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(sun + 2 * moon)
    earth = -0.000278 + 0.000265 * t + 0.000262 * t2
    return floor(mean + shift - earth + 0.5 + _ZONE)


def _sign_of_sun(day: int) -> int:
    """In which of twelve signs (0: from the spring equinox) the sun stands as a Julian day begins there."""
    t = (day - 2_451_545.5 - _ZONE) / 36_525
    anomaly = radians(357.52910 + 35_999.05030 * t - 0.0001559 * t * t - 0.00000048 * t * t * t)
    mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t * t
    centre = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
    centre += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor((mean + centre) % 360 / 30)


def _eleventh_month(year: int) -> int:
    """The Julian day that begins the month with the winter solstice of that year."""
    last_day = date(year, 12, 31).toordinal() + _JULIAN
    number = floor((last_day - 2_415_021) / _MONTH)
    first = _new_moon(number)
    return _new_moon(number - 1) if _sign_of_sun(first) >= 9 else first


def _leap_month(eleventh: int) -> int:
    """How many months after the eleventh one the leap month comes, in a year that has one."""
    number, months = _month_number(eleventh), 1
    sign = _sign_of_sun(_new_moon(number + 1))
    while months < 14:
        months += 1
        following = _sign_of_sun(_new_moon(number + months))
        if following == sign:
            break
        sign = following
    return months - 1
