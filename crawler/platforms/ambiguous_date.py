"""The date that an element shows, where day and month may stand in either order.

What the element says to machines settles the order, and the clock where only the day is shown. (Drupal gives
noon UTC, and others midnight, to a field that has a day and no time: those are no clocks.)
"""

import itertools

from bs4 import Tag

from corpus.article import PartialDate
from crawler.extract.blocks import read_text
from crawler.extract.finder import attribute
from crawler.extract.published import date_in
from crawler.extract.walk import elements_named

_NO_CLOCKS = ("00:00:00", "07:00:00", "19:00:00")
"""Midnight here, midnight and noon UTC."""
_MACHINE_ATTRIBUTES = ("datetime", "content")


def settled_date(element: Tag, *, month_first: bool = False) -> PartialDate | None:
    """The date shown by `element`, else the one in its attributes; None when it has neither.

    `month_first`: whether the month is likelier to stand first where neither weekday nor attribute tells.
    """
    shown = read_text(element)
    machine = _machine_date(element) if month_first or element.name == "time" else None
    if not month_first and machine is None:
        return date_in(shown or attribute(element, "datetime"))
    if machine is None:
        return date_in(shown, month_first=month_first)
    readings = [date_in(shown, month_first=order) for order in (month_first, not month_first)]
    agreeing = (found for found in readings if found and found.value[:10] == machine.value[:10])
    found = next(agreeing, None)
    if found and found.precision == "day" and _has_clock(machine):
        return machine.model_copy(update={"raw": found.raw})
    return found or readings[0] or machine


def _has_clock(machine: PartialDate) -> bool:
    return machine.precision == "minute" and machine.value[11:19] not in _NO_CLOCKS


def _machine_date(element: Tag) -> PartialDate | None:
    """The date in the element's own attributes, or in those of the <time> or RDF span inside it."""
    for part in (element, *itertools.islice(elements_named(element, ("time", "span")), 20)):
        for name in _MACHINE_ATTRIBUTES:
            if found := date_in(attribute(part, name)):
                return found
    return None
