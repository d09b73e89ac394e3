"""The values of fields: what `field:value` demands of an article.

A value goes on as far as it can be read: in `tỉnh:Kiên Giang giao ban` the province is Kiên Giang, and
`giao ban` is asked for beside it. What cannot be read is no field.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.article import Kind
from corpus.enrich.topic import topic_labels
from corpus.gazetteer import gazetteer
from corpus.text import slug
from indexer.analysis.analyzer import Family, Zone, read_syllables
from indexer.analysis.numbers import LETTER, known_codes
from indexer.dates import day_number
from indexer.query.dates import read_typed_range
from indexer.query.field_names import Field
from indexer.query.names import without_titles
from indexer.query.phrases import phrase_unit
from indexer.query.tree import AllOf, AnyOf, Chosen, Demand, Held, Note, Published, Term, Unit, Way
from indexer.query.values import Labels, Named, Values, is_telling
from indexer.query.words import Piece, read_pieces, strict_ways

Span = tuple[int, int]


_KINDS = {
    Kind.MEETING: ("cuộc họp", "họp", "hội nghị", "hội họp", "meeting"),
    Kind.DOCUMENT: ("văn bản", "tài liệu", "document"),
    Kind.NOTICE: ("thông báo", "notice"),
    Kind.NEWS: ("tin", "tin tức", "bài viết", "news"),
    Kind.OTHER: ("khác", "other"),
}
_MOST_WORDS = 12
"""`từ ngày 18 tháng 6 năm 2019 đến ngày 30 tháng 6 năm 2019` has 13 with its first."""


@dataclass(frozen=True, slots=True)
class FieldRead:
    """What a field demands, how many of the words behind it are its value, and what of it is scored."""

    demand: Demand
    words: int
    pieces: tuple[Piece, ...] = ()
    note: Note | None = None


class FieldReader:
    """Reads the values of one query. Without `values` the names of agencies, chairs and portals are taken
    as they stand in filters."""

    def __init__(self, clean: str, values: Values | None) -> None:
        self._clean = clean
        self._values = values

    def read(self, field: Field, spans: Sequence[Span]) -> FieldRead | None:
        """What the field demands whose value begins with the words at `spans`; None when it is no value."""
        offered = list(self._offered(spans))
        reader = _READERS[field]
        for words in range(len(offered), 0, -1):
            start, end = offered[0][0], offered[words - 1][1]
            if words < len(offered) and field in _NAMES_OF_INDEX and not is_telling(self._clean[start:end]):
                continue
            found = reader(self, start, end)
            if found is not None:
                return replace(found, words=words)
        if offered and field in _OF_THE_INDEX:
            return self._unknown(offered)
        return None

    def read_quoted(self, field: Field, span: Span) -> FieldRead | None:
        """The same for a value in quotes: all of it, and for a title the words side by side."""
        if field is not Field.TITLE:
            found = self.read(field, [span])
            return found if found is not None and found.words == 1 else None
        text = " " * span[0] + self._clean[span[0] : span[1]]
        unit = phrase_unit(read_syllables(text), *span)
        if unit is None:
            return None
        unit = _in_title(unit)
        return FieldRead(Held(unit.ways), 1, (Piece(unit, ()),))

    def _offered(self, spans: Sequence[Span]) -> Iterator[Span]:
        """The words up to the first comma or semicolon."""
        for start, end in spans[:_MOST_WORDS]:
            bare = len(self._clean[start:end].rstrip(",;"))
            if bare:
                yield start, start + bare
            if bare < end - start:
                return

    def _unknown(self, offered: Sequence[Span]) -> FieldRead:
        """Nothing is known by that name, so nothing is found by it."""
        value = self._clean[offered[0][0] : offered[-1][1]]
        return FieldRead(AnyOf(()), len(offered), note=Note("unknown-value", value))

    def _pieces(self, start: int, end: int) -> list[Piece]:
        text = " " * start + self._clean[start:end]
        return list(read_pieces(read_syllables(text), text))

    def _title(self, start: int, end: int) -> FieldRead | None:
        """Each word in the title."""
        pieces = [replace(piece, unit=_in_title(piece.unit)) for piece in self._pieces(start, end)]
        if not pieces:
            return None
        required = [piece for piece in pieces if not piece.unit.optional] or pieces
        demand = AllOf(tuple(Held(strict_ways(piece.unit)) for piece in required))
        return FieldRead(demand, 0, tuple(pieces))

    def _number(self, start: int, end: int) -> FieldRead | None:
        """The document of that number; digits alone are a number of any type."""
        value = self._clean[start:end]
        if re.fullmatch(r"[0-9]{1,5}", value):
            types = sorted({*known_codes()[0], LETTER})
            ways = tuple(Way((Term(Family.NUMBER, f"{int(value)}|{code}"),)) for code in types)
            return FieldRead(Held(ways), 0)
        pieces = self._pieces(start, end)
        if len(pieces) != 1 or pieces[0].unit.ways[0].terms[0].family is not Family.NUMBER:
            return None
        return FieldRead(Held(strict_ways(pieces[0].unit)), 0, tuple(pieces))

    def _province(self, start: int, end: int) -> FieldRead | None:
        name = gazetteer().province_of(self._clean[start:end].strip())
        return FieldRead(Chosen("province", frozenset([slug(name)])), 0) if name else None

    def _topic(self, start: int, end: int) -> FieldRead | None:
        return self._chosen("topic", _topics(), start, end)

    def _kind(self, start: int, end: int) -> FieldRead | None:
        wanted = slug(self._clean[start:end])
        kinds = [kind.value for kind, names in _KINDS.items() if wanted in map(slug, names)]
        return FieldRead(Chosen("kind", frozenset(kinds)), 0) if kinds else None

    def _agency(self, start: int, end: int) -> FieldRead | None:
        return self._of_index("agency", start, end)

    def _portal(self, start: int, end: int) -> FieldRead | None:
        return self._of_index("portal", start, end)

    def _chair(self, start: int, end: int) -> FieldRead | None:
        """Whoever chaired the meeting; the name is marked in the text too."""
        syllables = without_titles(read_syllables(" " * start + self._clean[start:end]))
        if not syllables:
            return None
        start = syllables[0].start
        found = self._of_index("chair", start, end)
        if found is None:
            return None
        pieces = [replace(p, unit=replace(p.unit, optional=True)) for p in self._pieces(start, end)]
        return replace(found, pieces=tuple(pieces))

    def _of_index(self, facet: str, start: int, end: int) -> FieldRead | None:
        if self._values is None:
            return FieldRead(Chosen(facet, frozenset([slug(self._clean[start:end])])), 0)
        return self._chosen(facet, self._values.labels(facet), start, end)

    def _chosen(self, facet: str, labels: Labels, start: int, end: int) -> FieldRead | None:
        slugs = labels.named(self._clean[start:end])
        return FieldRead(Chosen(facet, slugs), 0) if slugs else None

    def _days(self, start: int, end: int) -> Published | None:
        return read_typed_range(self._clean[start:end])

    def _date(self, start: int, end: int) -> FieldRead | None:
        return _within(self._days(start, end))

    def _quarter(self, start: int, end: int) -> FieldRead | None:
        return _within(read_typed_range(f"quý {self._clean[start:end]}"))

    def _before(self, start: int, end: int) -> FieldRead | None:
        days = self._days(start, end)
        return _within(Published(None, _shifted(days.first, -1))) if days and days.first else None

    def _after(self, start: int, end: int) -> FieldRead | None:
        days = self._days(start, end)
        return _within(Published(_shifted(days.last, 1), None)) if days and days.last else None

    def _since(self, start: int, end: int) -> FieldRead | None:
        days = self._days(start, end)
        return _within(Published(days.first, None)) if days else None

    def _until(self, start: int, end: int) -> FieldRead | None:
        days = self._days(start, end)
        return _within(Published(None, days.last)) if days and days.last else None


@lru_cache(maxsize=1)
def _topics() -> Labels:
    return Labels(Named(*topic) for topic in topic_labels().items())


def _within(days: Published | None) -> FieldRead | None:
    return FieldRead(days, 0) if days else None


def _shifted(day: int, days: int) -> int:
    """YYYYMMDD so many days later."""
    return day_number(dt.date(day // 10_000, day // 100 % 100, day % 100) + dt.timedelta(days=days))


def _in_title(unit: Unit) -> Unit:
    ways = tuple(replace(way, zone=Zone.TITLE) for way in strict_ways(unit))
    return replace(unit, ways=ways)


_NAMES_OF_INDEX = frozenset((Field.AGENCY, Field.CHAIR))
"""Of what stands behind these only a telling part is the name: in `cơ quan:Sở Thủy lợi`, where there is none,
not `Sở`."""

_OF_THE_INDEX = frozenset((*_NAMES_OF_INDEX, Field.PORTAL))
"""Their values are names: one that nobody bears finds nothing, and the page says so."""

_READERS: dict[Field, Callable[[FieldReader, int, int], FieldRead | None]] = {
    Field.TITLE: FieldReader._title,
    Field.AGENCY: FieldReader._agency,
    Field.PROVINCE: FieldReader._province,
    Field.TOPIC: FieldReader._topic,
    Field.KIND: FieldReader._kind,
    Field.CHAIR: FieldReader._chair,
    Field.NUMBER: FieldReader._number,
    Field.PORTAL: FieldReader._portal,
    Field.DATE: FieldReader._date,
    Field.QUARTER: FieldReader._quarter,
    Field.BEFORE: FieldReader._before,
    Field.AFTER: FieldReader._after,
    Field.SINCE: FieldReader._since,
    Field.UNTIL: FieldReader._until,
}
