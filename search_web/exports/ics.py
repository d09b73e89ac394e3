"""A calendar (RFC 5545) of the meetings among the hits: an event for each day on which one was held.

A meeting of which only the month is known has no day to stand on and is left out, never guessed.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from icalendar import Calendar, Event

from corpus.article import Meeting
from search_web import feeds, labels
from search_web.exports.base import Contents, Export, printable
from search_web.exports.rows import ArticleRow, DateValue, names
from search_web.formats import VIETNAM_TIME
from search_web.languages import gettext, lazy_gettext
from search_web.parts.results import province_then_and_now

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_BATCH = 200
"""Articles asked of the catalog at once."""
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
    for rows in _batches(contents.rows):
        meetings = _meetings(contents, rows)
        yield b"".join(
            _event(contents, row, meetings.get(row.id, Meeting()), number).to_ical()
            for row in rows
            for number in range(len(row.held))
            if row.held[number].precision in ("day", "minute")
        )
    yield _END


def _batches(rows: Iterator[ArticleRow]) -> Iterator[list[ArticleRow]]:
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch


def _meetings(contents: Contents, rows: list[ArticleRow]) -> dict[str, Meeting]:
    """What hits do not carry of their meetings: the hour and the place."""
    ids = [row.id for row in rows if row.held]
    found = contents.articles().current_articles(ids) if ids else {}
    return {article_id: article.meeting for article_id, article in found.items() if article.meeting}


def _event(contents: Contents, row: ArticleRow, meeting: Meeting, number: int) -> Event:
    """The UID names the article and which of its days this is: it stays when a date is corrected."""
    event, date = Event(), row.held[number]
    event.add("uid", f"{row.id}-{number + 1}@{contents.authority}")
    event.add("dtstamp", _stamp(row, date))
    if moment := begins_at(date, meeting.hour if len(row.held) == 1 else None):
        event.add("dtstart", moment.astimezone(dt.UTC))
    else:
        day = dt.date.fromisoformat(date.value)
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", printable(row.title))
    event.add("url", row.page)
    event.add("description", "\n".join(_description(row)))
    if meeting.place:
        event.add("location", printable(meeting.place))
    return event


def begins_at(date: DateValue, hour: str | None) -> dt.datetime | None:
    """The moment where a time is known, from the date or from `hour` (HH:MM); None for a whole day."""
    if date.precision == "minute":
        start = dt.datetime.fromisoformat(date.value)
    elif hour and _HOUR.fullmatch(hour):
        start = dt.datetime.fromisoformat(f"{date.value}T{hour}")
    else:
        return None
    return start if start.tzinfo else start.replace(tzinfo=VIETNAM_TIME)


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


EXPORT = Export(
    ending="ics",
    label=lazy_gettext("Lịch"),
    media_type="text/calendar; charset=utf-8",
    rows_max=lambda settings: settings.calendar_articles_max,
    write=write,
    saved=True,
)
