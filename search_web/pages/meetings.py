"""The meetings of a month -> the page object of `/cuoc-hop`: the form, a calendar, a list by day."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import request

from corpus.portal import Portal
from indexer import FacetCount, ResultPage
from search_web import formats, labels
from search_web.languages import gettext, ngettext
from search_web.meetings.choice import MeetingChoice
from search_web.meetings.finder import FoundMeeting, MeetingsOfDay, MonthOfMeetings, Room
from search_web.pages.follow import Month
from search_web.pages.objects import FacetValue, Link, Result
from search_web.parts.results import result_of

ROOM = Room(shown=250, least_a_day=5)
"""Meetings of a month on its page, which stays under 150 KB: each day says what is left."""
OFFERED = 100
"""Bodies or provinces in a list to choose from: a phone scrolls no further."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the calendar; None of them before the first of the month. `link` None: no meeting."""

    number: str
    link: Link | None
    count: int


@dataclass(frozen=True, slots=True)
class MeetingItem:
    result: Result
    hour: str
    place: str


@dataclass(frozen=True, slots=True)
class DayOfMeetings:
    anchor: str
    label: str
    meetings: tuple[MeetingItem, ...]
    left_out: str = ""
    """How many more there are than the page has room for."""


@dataclass(frozen=True, slots=True)
class ChoiceBox:
    parameter: str
    label: str
    everything: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """`/cuoc-hop`."""

    title: str
    sentence: str
    boxes: tuple[ChoiceBox, ...]
    month: str
    chair: str
    place: str
    error: str
    month_label: str
    earlier: Link | None
    later: Link | None
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[DayCell | None, ...], ...]
    days: tuple[DayOfMeetings, ...]
    chips: tuple[Link, ...]
    clear_url: str
    month_ics: str
    every_ics: str
    cut: bool
    indexable: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What the stores answered."""

    total: ResultPage
    """All meetings of the choice but for its month and place, with the facets to choose from."""
    month: MonthOfMeetings | None
    earlier: Month | None
    later: Month | None


def meetings_page(choice: MeetingChoice, found: Found, portals: Mapping[str, Portal]) -> MeetingsPage:
    """`choice` with the month that is shown, if there is any."""
    days = tuple(_days(found.month, portals)) if found.month else ()
    label = _month_label(found.month.month) if found.month else ""
    return MeetingsPage(
        title=gettext("Cuộc họp %(month)s", month=label) if label else gettext("Cuộc họp"),
        sentence=_sentence(found, narrowed=bool(choice.without("typed_month").to_pairs())),
        boxes=tuple(_boxes(choice, found.total)),
        month=choice.typed_month,
        chair=choice.chair,
        place=choice.place,
        error=gettext("Nhập tháng, ví dụ 7/2022. Đang xem tháng mới nhất.") if choice.month_is_bad else "",
        month_label=label[:1].upper() + label[1:],
        earlier=_step(choice, found.earlier),
        later=_step(choice, found.later),
        weekdays=_weekdays(),
        weeks=tuple(_weeks(found.month)) if found.month else (),
        days=days,
        chips=tuple(_chips(choice, found.total)),
        clear_url=meetings_url(MeetingChoice()),
        month_ics=meetings_url(choice, ".ics"),
        every_ics=meetings_url(choice.in_month(None), ".ics"),
        cut=bool(found.month and found.month.cut),
        indexable=not choice.to_pairs(),
    )


def meetings_url(choice: MeetingChoice, ending: str = "") -> str:
    url = choice.to_url(f"{request.script_root}/cuoc-hop{ending}")
    language = request.args.get("lang", "")
    return f"{url}{'&' if '?' in url else '?'}lang={language}" if language in ("vi", "en") else url


def _sentence(found: Found, narrowed: bool) -> str:
    total = found.total.listed
    if not total:
        return gettext("Chưa có cuộc họp nào khớp với lựa chọn này.")
    count = formats.number(total)
    every = ngettext("Kho có %(count)s cuộc họp.", "Kho có %(count)s cuộc họp.", total, count=count)
    if narrowed:
        every = ngettext(
            "Lựa chọn này có %(count)s cuộc họp.", "Lựa chọn này có %(count)s cuộc họp.", total, count=count
        )
    if found.month is None:
        unknown = gettext("Chưa tin nào nói rõ tháng họp, hoặc nơi họp không khớp.")
        return f"{every} {unknown}"
    held = found.month.held
    here = ngettext(
        "%(count)s cuộc họp trong %(month)s.",
        "%(count)s cuộc họp trong %(month)s.",
        held,
        count=formats.number(held),
        month=_month_label(found.month.month),
    )
    return f"{here} {every}"


def _boxes(choice: MeetingChoice, total: ResultPage) -> Iterator[ChoiceBox]:
    boxes = (
        ("agency", "co-quan", gettext("Cơ quan"), gettext("Mọi cơ quan"), choice.agency),
        ("province", "tinh", gettext("Tỉnh, thành"), gettext("Mọi tỉnh"), choice.province),
        ("event_type", "loai-hop", gettext("Loại cuộc họp"), gettext("Mọi loại"), choice.kind),
    )
    for facet, parameter, label, everything, chosen in boxes:
        values = tuple(_value(value, chosen) for value in total.facets.get(facet, ())[:OFFERED])
        yield ChoiceBox(parameter, label, everything, values)


def _value(value: FacetCount, chosen: str) -> FacetValue:
    return FacetValue(value.value, value.label, formats.number(value.count), value.value == chosen)


def _chips(choice: MeetingChoice, total: ResultPage) -> Iterator[Link]:
    chosen = (
        ("agency", gettext("Cơ quan"), _label(total, "agency", choice.agency)),
        ("province", gettext("Tỉnh"), _label(total, "province", choice.province)),
        ("kind", gettext("Loại cuộc họp"), _label(total, "event_type", choice.kind)),
        ("chair", gettext("Chủ trì"), choice.chair),
        ("place", gettext("Nơi họp"), choice.place),
    )
    for field, name, value in chosen:
        if value:
            yield Link(
                gettext("%(name)s: %(value)s", name=name, value=value), meetings_url(choice.without(field))
            )


def _label(total: ResultPage, facet: str, value: str) -> str:
    return next((count.label for count in total.facets.get(facet, ()) if count.value == value), value)


def _step(choice: MeetingChoice, month: Month | None) -> Link | None:
    return Link(_month_label(month), meetings_url(choice.in_month(month))) if month else None


def _month_label(month: Month) -> str:
    return formats.month(month.first.year, month.first.month)


def _weekdays() -> tuple[str, ...]:
    return (
        gettext("Thứ Hai"),
        gettext("Thứ Ba"),
        gettext("Thứ Tư"),
        gettext("Thứ Năm"),
        gettext("Thứ Sáu"),
        gettext("Thứ Bảy"),
        gettext("Chủ nhật"),
    )


def _weeks(month: MonthOfMeetings) -> Iterator[tuple[DayCell | None, ...]]:
    """From Monday on, as Vietnam's calendars."""
    counts = {day.day: day.count for day in month.days}
    first = month.month.first
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        yield tuple(_cell(day, counts.get(day, 0)) if day.month == first.month else None for day in week)


def _cell(day: dt.date, count: int) -> DayCell:
    said = ngettext("%(num)s cuộc họp", "%(num)s cuộc họp", count)
    link = Link(f"{formats.day(day)}: {said}", f"#{_anchor(day)}") if count else None
    return DayCell(str(day.day), link, count)


def _days(month: MonthOfMeetings, portals: Mapping[str, Portal]) -> Iterator[DayOfMeetings]:
    """By day; then those of which only the month is known; then those that name no day at all."""
    for found in month.days:
        if found.day is None:
            yield _day("chua-ro-ngay", gettext("Trong tháng, chưa rõ ngày"), found, portals)
        else:
            label = f"{_weekdays()[found.day.weekday()]}, {formats.day(found.day)}"
            yield _day(_anchor(found.day), label, found, portals)
    if month.undated.count:
        label = gettext("Tin đăng trong tháng, không nói họp ngày nào")
        yield _day("khong-ro", label, month.undated, portals)


def _day(anchor: str, label: str, found: MeetingsOfDay, portals: Mapping[str, Portal]) -> DayOfMeetings:
    ordered = sorted(found.meetings, key=_time_of_day) if found.day else found.meetings
    items = tuple(_item(one, portals) for one in ordered)
    left_out = found.count - len(items)
    return DayOfMeetings(anchor, label, items, formats.number(left_out) if left_out else "")


def _time_of_day(one: FoundMeeting) -> str:
    return one.meeting.hour or _PARTS.get(one.meeting.part_of_day or "", "99")


_PARTS = {"sáng": "06:00", "trưa": "11:30", "chiều": "13:00", "tối": "18:00", "đêm": "21:00"}
"""Where a meeting of which no hour is told stands among those of its day."""


def _item(one: FoundMeeting, portals: Mapping[str, Portal]) -> MeetingItem:
    hour = one.meeting.hour or labels.part_of_day(one.meeting.part_of_day or "")
    return MeetingItem(result_of(one.hit, portals), hour, one.meeting.place or "")


def _anchor(day: dt.date) -> str:
    return f"ngay-{day.isoformat()}"
