"""When an article was published and updated: as shown near its title, else as told to machines.

A date behind the day after the capture is never believed: it is a slip, an event's, or of a wrong clock.
"""

import re
from datetime import timedelta, timezone

from corpus.article import DocumentMetadata, PartialDate
from crawler.extract.blocks import Block, read_text
from crawler.extract.body import CLOSING_BLOCKS
from crawler.extract.finder import attribute
from crawler.extract.published import (
    date_in,
    date_of_age,
    is_portal_stamp,
    is_update,
    shown_date,
    shown_update,
)
from crawler.extract.title import title_stamp, title_text
from crawler.extract.walk import is_within
from crawler.platforms.ambiguous_date import settled_date
from crawler.platforms.place import Place

VIETNAM, ONE_DAY = timezone(timedelta(hours=7)), timedelta(days=1)
OPENING_BLOCKS = 4
_MACHINE_DATES = ("time[itemprop=datePublished]", "[itemprop=datePublished]")


def read_published(place: Place, document: DocumentMetadata | None) -> PartialDate | None:
    """Shown on the page, else told by machine (if the platform can be believed), URL, or where it was found;
    a document that nobody dated has at least the date that it bears."""
    return (
        _believed(place, date_in(place.record.fields.get("posted", "")))
        or _believed(place, _shown_date(place))
        or _believed(place, _machine_date(place))
        or _believed(place, _url_date(place))
        or (place.hint.published if place.hint else None)
        or (document.issued if document else None)
    )


def read_updated(place: Place, published: PartialDate | None) -> PartialDate | None:
    """Shown, else told by machine; None where it is the date that counts as publication."""
    around = _undocumented(place, (*place.region.head, *_closing(place), *place.region.tail))
    shown = shown_update(around, published, month_first=place.platform.month_first)
    modified = place.page.metadata.modified
    return shown or (date_in(modified) if modified else None)


def _believed(place: Place, date: PartialDate | None) -> PartialDate | None:
    fetched = place.page.captured_at
    if date is None or fetched is None:
        return date
    latest = (fetched.astimezone(VIETNAM) + ONE_DAY).date()
    return date if date.day_number <= int(f"{latest:%Y%m%d}") else None


def _shown_date(place: Place) -> PartialDate | None:
    month_first = place.platform.month_first
    for element in place.elements(place.layout.published):
        if found := settled_date(element, month_first=month_first):
            return found
    if place.title is not None and (found := date_in(title_stamp(place.title))):
        return found
    region = place.region
    opening = _opening(place)
    near = tuple(block for block in (*place.between, *opening) if not is_update(block.text))
    for blocks in (near, (*region.head, *opening), (*_closing(place), *region.tail)):
        if found := shown_date(_undocumented(place, blocks), month_first=month_first):
            return found
    return date_of_age((*region.head, *opening))


def _opening(place: Place) -> tuple[Block, ...]:
    """The first blocks of the text's container, where the title stands there too: date lines count then."""
    title, body = place.title, place.region.body
    if title is None or title is body or not is_within(title, body):
        return ()
    return place.region.inside[:OPENING_BLOCKS]


def _closing(place: Place) -> tuple[Block, ...]:
    """The stamps at the end of the text, above other articles where its container holds those too."""
    inside, related = place.region.inside, place.region.related
    end = next((n for n, block in enumerate(inside) if block.element is related), len(inside))
    return tuple(block for block in inside[:end][-CLOSING_BLOCKS:] if is_portal_stamp(block.text))


def _undocumented(place: Place, blocks: tuple[Block, ...]) -> list[Block]:
    """Without the lines of a document's record, and without the title, which may name a day and is often told
    twice."""
    title = title_text(place.title) if place.title is not None else ""
    return [block for block in blocks if block.text != title and not place.is_field(block)]


def _machine_date(place: Place) -> PartialDate | None:
    if not place.platform.trusts_machine_dates:
        return None
    published = place.page.metadata.published
    if published and (found := date_in(published)):
        return found
    for element in place.page.finder.all(_MACHINE_DATES):
        raw = attribute(element, "datetime") or attribute(element, "content") or read_text(element)
        if found := date_in(raw):
            return found
    return None


def _url_date(place: Place) -> PartialDate | None:
    if not place.platform.url_date:
        return None
    match = re.search(place.platform.url_date, place.page.url, re.IGNORECASE)
    return date_in(match["date"], source="url") if match else None
