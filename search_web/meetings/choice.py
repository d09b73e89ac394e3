"""The URL of the meeting finder: which meetings are chosen, of which month. Pure: no Flask, no index."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

from corpus.article import Meeting, PartialDate
from corpus.text import fold, slug
from indexer import Query, Sort, read_typed_date
from search_web.pages.follow import Month
from search_web.search_state import clean_text

TYPED_CHARS = 100
POSTED_BEFORE = dt.timedelta(days=31)
"""How long before a meeting its invitation may be posted: found by its month all the same."""
POSTED_AFTER = dt.timedelta(days=92)
"""How long after it a report may be; more would cost every month more articles looked through."""


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """`agency`, `province` and `kind` are slugs, `chair` and `place` words as typed; "" leaves all open."""

    agency: str = ""
    province: str = ""
    kind: str = ""
    chair: str = ""
    place: str = ""
    month: Month | None = None
    typed_month: str = ""
    """What stands in the box, good or bad."""

    @property
    def month_is_bad(self) -> bool:
        return bool(self.typed_month) and self.month is None

    def in_month(self, month: Month | None) -> "MeetingChoice":
        typed = f"{month.first.month}/{month.first.year}" if month else ""
        return replace(self, month=month, typed_month=typed)

    def without(self, field: str) -> "MeetingChoice":
        emptied: dict[str, Any] = {field: ""}
        return replace(self, **emptied)

    def to_pairs(self) -> tuple[tuple[str, str], ...]:
        values = {name: str(getattr(self, field)) for field, name in PARAMETERS.items()}
        return tuple((name, value) for name, value in values.items() if value)

    def to_url(self, base: str) -> str:
        query = "&".join(f"{name}={quote_plus(value, safe='/')}" for name, value in self.to_pairs())
        return f"{base}?{query}" if query else base

    def to_query(self, sort: Sort = Sort.NEWEST, **more: object) -> Query:
        """Everything that the index can tell apart; the month and the place only the meetings tell."""
        chosen = {"agency": self.agency, "province": self.province, "event_type": self.kind}
        filters = {"kind": ("meeting",), **{facet: (value,) for facet, value in chosen.items() if value}}
        chair = self.chair.replace('"', " ").strip()
        text = f'chủ trì:"{chair}"' if chair else ""
        return Query.model_validate({"text": text, "filters": filters, "sort": sort, "counted": (), **more})

    def month_query(self, month: Month) -> Query:
        """Of articles posted about the month: those of its meetings are among them."""
        since, until = month.first - POSTED_BEFORE, month.last + POSTED_AFTER
        return self.to_query(published_from=since, published_to=until)

    def takes(self, meeting: Meeting) -> bool:
        """Whether it was held in such a place."""
        words = fold(self.place).split()
        where = fold(meeting.place or "")
        return all(word in where for word in words)

    @classmethod
    def parse(cls, arguments: Mapping[str, str]) -> "MeetingChoice":
        """What these parameters ask for; what cannot be read is left out. Never raises."""
        typed = {
            field: clean_text(arguments.get(name, "")[:TYPED_CHARS]) for field, name in PARAMETERS.items()
        }
        slugs = {field: slug(typed[field]) for field in ("agency", "province", "kind")}
        typed |= slugs
        values: dict[str, Any] = {**typed}
        return cls(**values, month=read_month(typed["typed_month"]))


PARAMETERS = {
    "agency": "co-quan",
    "province": "tinh",
    "kind": "loai-hop",
    "chair": "chu-tri",
    "place": "noi",
    "typed_month": "thang",
}
"""Field -> its parameter, in the order of the URL."""


def read_month(typed: str) -> Month | None:
    """The month that contains the typed date: `7/2019`, `2019-07`, `tháng 7 năm 2019`; None for any other."""
    if re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", typed):
        return Month(dt.date(int(typed[:4]), int(typed[5:]), 1))
    span = read_typed_date(typed)
    if span is None or (span.last - span.first).days > 31 or not 1990 <= span.first.year <= 2100:
        return None
    return Month(span.first.replace(day=1))


def days_in(month: Month, held: tuple[PartialDate, ...]) -> Iterator[dt.date | None]:
    """The days of the month on which it was held; None once where only the month is known."""
    prefix = f"{month.first.year}-{month.first.month:02}"
    for date in held:
        if date.precision in ("day", "minute") and date.value.startswith(prefix):
            yield dt.date.fromisoformat(date.value[:10])
        elif date.precision == "month" and date.value == prefix:
            yield None
