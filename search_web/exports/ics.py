"""A calendar (RFC 5545) of the meetings among the hits: an event for each day on which one was held.

A meeting of which only the month is known has no day to stand on and is left out, never guessed.
"""

import datetime as dt
from collections.abc import Iterator

from icalendar import Calendar, Event

from search_web import feeds, labels
from search_web.exports.base import Contents, Export, printable
from search_web.exports.rows import ArticleRow, DateValue, names
from search_web.formats import VIETNAM_TIME
from search_web.languages import gettext, lazy_gettext
from search_web.results import province_then_and_now

_END = b"END:VCALENDAR\r\n"


def write(contents: Contents) -> Iterator[bytes]:
    """The calendar's head, its events in the order of the hits, its end."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tra Tin//Tra Tin 1//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", printable(gettext("Tra Tin: %(title)s", title=contents.title)))
    calendar.add("x-wr-caldesc", contents.page_url)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    yield calendar.to_ical().removesuffix(_END)
    for row in contents.rows:
        for number, date in enumerate(row.held):
            if date.precision in ("day", "minute"):
                yield _event(contents, row, number, date).to_ical()
    yield _END


def _event(contents: Contents, row: ArticleRow, number: int, date: DateValue) -> Event:
    """The UID names the article and which of its days this is: it stays when a date is corrected."""
    event = Event()
    event.add("uid", f"{row.id}-{number + 1}@{contents.authority}")
    event.add("dtstamp", _stamp(row, date))
    start = dt.datetime.fromisoformat(date.value)
    if date.precision == "minute":
        moment = start if start.tzinfo else start.replace(tzinfo=VIETNAM_TIME)
        event.add("dtstart", moment.astimezone(dt.UTC))
    else:
        event.add("dtstart", start.date())
        event.add("dtend", start.date() + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", printable(row.title))
    event.add("url", row.page)
    if description := "\n".join(_description(row)):
        event.add("description", description)
    if place := _place(contents, row):
        event.add("location", printable(place))
    return event


def _stamp(row: ArticleRow, date: DateValue) -> dt.datetime:
    """When it became known. Not the clock: the same meeting must give the same event."""
    known = feeds.known_moment(row.published) or feeds.known_moment(date) or feeds.UNKNOWN_TIME
    return known.astimezone(dt.UTC)


def _description(row: ArticleRow) -> Iterator[str]:
    place = province_then_and_now(row.province, row.province_now)
    if where := " · ".join(filter(None, (row.agency, place))):
        yield printable(where)
    if row.event_type:
        yield printable(f"{labels.KIND_LABELS[row.kind]}: {row.event_type}")
    if row.chairs:
        yield printable(gettext("Chủ trì: %(names)s", names=names(row.chairs)))
    yield row.page


def _place(contents: Contents, row: ArticleRow) -> str:
    stored = contents.articles().article(row.id)
    meeting = stored.article.meeting if stored else None
    return (meeting.place if meeting else None) or ""


EXPORT = Export(
    ending="ics",
    label=lazy_gettext("Lịch"),
    media_type="text/calendar; charset=utf-8",
    rows_max=lambda settings: settings.calendar_articles_max,
    write=write,
    saved=True,
)
