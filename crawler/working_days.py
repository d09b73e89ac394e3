"""Days on which offices work, and so publish: Mondays to Fridays that are no public holiday of Vietnam. Pure.

Tết closes them for more than a week, every year at another time.
"""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays


def working_days(begin: date, end: date) -> int:
    """How many there are after `begin` up to `end`."""
    if end <= begin:
        return 0
    weeks, rest = divmod((end - begin).days, 7)
    days = weeks * 5 + sum((begin + timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
    free = (day for year in range(begin.year, end.year + 1) for day in _holidays(year))
    return days - sum(begin < day <= end for day in free)


@cache
def _holidays(year: int) -> tuple[date, ...]:
    """Those that no weekend swallows, days off in their place included."""
    return tuple(day for day in country_holidays("VN", years=year) if day.weekday() < 5)
