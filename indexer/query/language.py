"""Query text into a query tree. Any text is a query; docs/query-language.md tells people how it is read.

Words are asked for, the more of them the better; quotes, fields, OR, parentheses and minus are obeyed. What
the index holds is known here only by the names of its agencies, chairs and portals; `spelling.py` and
`expansion.py` ask it for more.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.errors import BadQuery
from indexer.analysis.analyzer import read_syllables
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import Syllable
from indexer.query.dates import find_ranges
from indexer.query.fields import FieldRead, FieldReader
from indexer.query.grammar import Both, Either, Fielded, Negated, Node, Quoted, Words, parse
from indexer.query.phrases import phrase_unit
from indexer.query.tree import (
    AllOf,
    AnyOf,
    Demand,
    Held,
    Note,
    Published,
    QueryTree,
    Unit,
    Way,
    Without,
)
from indexer.query.values import Values
from indexer.query.words import Piece, read_pieces, strict_ways

MAX_CLAUSES = 256
"""Quotes, fields, OR and -: more than fit on a screen. Their words are bounded by `max_syllables` besides."""
_LONGEST_WORD = 4
_SENTENCE = 12
"""Plain words beyond which a query is a sentence, and its quotes are those of prose: of 24 questions with
quotes over four sets 4 had words in them that the answer has not so."""
_MOST_WAYS = 16
"""Of an either-or as one unit; beyond it each operand is a unit of its own."""


def parse_query(
    text: str,
    *,
    max_chars: int,
    max_syllables: int,
    max_clauses: int = MAX_CLAUSES,
    values: Values | None = None,
) -> QueryTree:
    """What `text` asks for. Syllables beyond `max_syllables` are ignored, which a note says.

    Raises BadQuery when it is longer than `max_chars`, has more than `max_clauses` operators or too many
    parentheses within each other, and for nothing else.
    """
    if len(text) > max_chars:
        raise BadQuery(f"query-too-long: at most {max_chars} characters are read", max_chars)
    clean = normalise(text).text
    builder = _Builder(clean, max_syllables)
    for node in parse(clean, FieldReader(clean, values), max_clauses=max_clauses):
        builder.add(node)
    return builder.tree()


@dataclass(slots=True)
class _Builder:
    """Collects what the parts of a query ask for; `budget` is how many syllables may still be read."""

    clean: str
    budget: int
    units: list[Unit] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    runs: list[tuple[str, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    plain: int = 0
    """Units of plain words."""
    quotes: list[Demand] = field(default_factory=list)
    wished: list[Published] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def tree(self) -> QueryTree:
        quotes = [] if self.plain > _SENTENCE else self.quotes
        demands = list(dict.fromkeys([*self.demands, *quotes]))
        if not self.units and not demands and self.clean.strip():
            return QueryTree(demands=(AnyOf(()),), notes=(*self.notes, Note("nothing-readable", self.clean)))
        if not demands and self.wished and all(unit.optional for unit in self.units):
            demands = [self._on_that_day()]
        return QueryTree(
            _distinct(self.units),
            tuple(demands),
            tuple(self.runs),
            tuple(self.words),
            _hull(self.wished),
            tuple(dict.fromkeys(self.notes)),
        )

    def _on_that_day(self) -> Demand:
        """A date alone is asked of what is said, or of when it was published."""
        said = tuple(way for unit in self.units for way in strict_ways(unit))
        return AnyOf((Held(said), *self.wished))

    def add(self, node: Node) -> None:
        """A part that stands by itself: words are asked for, all else is demanded too."""
        if isinstance(node, Words):
            self._add_words(node.start, node.end)
            return
        demand, units = self._read(node)
        if demand is not None:
            (self.quotes if isinstance(node, Quoted) else self.demands).append(demand)
            self.units.extend(units)

    # --- words side by side ---

    def _add_words(self, start: int, end: int) -> None:
        at = start
        for found in find_ranges(" " * start + self.clean[start:end]):
            if found.start >= at:
                self._add_pieces(self._pieces(at, found.start))
                self.demands.append(found.published)
                at = found.end
        self._add_pieces(self._pieces(at, end))

    def _add_pieces(self, pieces: Sequence[Piece]) -> None:
        """Units, and the runs of syllables typed side by side."""
        run: list[Syllable] = []
        self.plain += len(pieces)
        for piece in pieces:
            self.units.append(piece.unit)
            if piece.wished is not None:
                self.wished.append(piece.wished)
            if piece.breaks or piece.apart:
                self._close_run(run)
                run = []
            if not piece.breaks:
                run.extend(piece.part)
        self._close_run(run)

    def _close_run(self, run: Sequence[Syllable]) -> None:
        if len(run) > 1:
            self.runs.append(tuple(syllable.folded for syllable in run))
        for first in range(len(run)):
            for last in range(first + 2, min(first + _LONGEST_WORD, len(run)) + 1):
                part = run[first:last]
                if any(syllable.accented != syllable.folded for syllable in part):
                    self.words.append("_".join(syllable.accented for syllable in part))

    def _pieces(self, start: int, end: int) -> list[Piece]:
        syllables, text = self._take(start, end)
        return list(read_pieces(syllables, text))

    def _take(self, start: int, end: int) -> tuple[list[Syllable], str]:
        """The syllables of a part of the query that the budget allows, and a text in which they stand."""
        text = " " * start + self.clean[start:end]
        syllables = read_syllables(text)
        if len(syllables) > self.budget:
            self.notes.append(Note("words-ignored", self.clean[syllables[self.budget].start : end].strip()))
        syllables = syllables[: self.budget]
        self.budget -= len(syllables)
        return syllables, text

    # --- parts that decide ---

    def _read(self, node: Node) -> tuple[Demand | None, list[Unit]]:
        """(what it demands, what of it is scored); nothing, where nothing in it can be read."""
        match node:
            case Words(start, end):
                found = self._read_words(start, end)
            case Quoted(start, end):
                found = self._read_quoted(start, end)
            case Fielded(read):
                found = self._read_field(read)
            case Negated(part):
                demand, _units = self._unscored(part)
                found = (None if demand is None else Without(demand)), []
            case Both(parts) | Either(parts):
                found = self._read_parts(parts, either=isinstance(node, Either))
        return found

    def _read_parts(self, parts: Sequence[Node], *, either: bool) -> tuple[Demand | None, list[Unit]]:
        read = [found for part in parts if (found := self._read(part))[0] is not None]
        demands = [demand for demand, _units in read if demand is not None]
        if either and len(read) > 1:
            return _any_of(demands), _either_units(read)
        return (_all_of(demands) if demands else None), [unit for _demand, units in read for unit in units]

    def _unscored(self, node: Node) -> tuple[Demand | None, list[Unit]]:
        """As `_read`, leaving no run to be close to."""
        runs = len(self.runs)
        found = self._read(node)
        del self.runs[runs:]
        return found

    def _read_words(self, start: int, end: int) -> tuple[Demand | None, list[Unit]]:
        pieces = self._pieces(start, end)
        required = [piece for piece in pieces if not piece.unit.optional] or pieces
        demands = [_demand_of(piece) for piece in required]
        return (_all_of(demands) if demands else None), [piece.unit for piece in pieces]

    def _read_quoted(self, start: int, end: int) -> tuple[Demand | None, list[Unit]]:
        syllables, _text = self._take(start, end)
        unit = phrase_unit(syllables, start, end)
        if unit is None:
            return None, []
        if len(unit.ways[0].run) > 1:
            self.runs.append(unit.ways[0].run)
        return Held(unit.ways), [unit]

    def _read_field(self, read: FieldRead) -> tuple[Demand | None, list[Unit]]:
        if read.note is not None:
            self.notes.append(read.note)
        return read.demand, [piece.unit for piece in read.pieces]


def _demand_of(piece: Piece) -> Demand:
    """A date as an operand is met by what is said, or by when it was published."""
    held = Held(strict_ways(piece.unit))
    return held if piece.wished is None else AnyOf((held, piece.wished))


def _all_of(demands: Sequence[Demand]) -> Demand:
    return demands[0] if len(demands) == 1 else AllOf(tuple(demands))


def _any_of(demands: Sequence[Demand]) -> Demand:
    return demands[0] if len(demands) == 1 else AnyOf(tuple(demands))


def _either_units(read: Sequence[tuple[Demand | None, list[Unit]]]) -> list[Unit]:
    """One unit that any operand satisfies, so that having one of them is having it all; where operands are
    more than words, a unit for each word, none of which is missed."""
    operands = [_as_ways(units) for demand, units in read if not _is_beyond_words(demand)]
    ways = tuple(dict.fromkeys(itertools.chain.from_iterable(operands)))
    if len(operands) == len(read) and all(operands) and len(ways) <= _MOST_WAYS:
        units = [unit for _demand, units in read for unit in units]
        return [Unit(units[0].start, units[-1].end, ways)]
    return [replace(unit, optional=True) for _demand, units in read for unit in units]


def _as_ways(units: Sequence[Unit]) -> list[Way]:
    """The ways to have all of `units` at once; none, where a phrase would have to stand beside others."""
    if len(units) == 1:
        return list(strict_ways(units[0]))
    ways = [strict_ways(unit) for unit in units if not unit.optional] or [strict_ways(u) for u in units]
    found: list[Way] = []
    for chosen in itertools.islice(itertools.product(*ways), _MOST_WAYS + 1):
        if any(way.phrase or way.zone is not None for way in chosen):
            return []
        terms = tuple(dict.fromkeys(term for way in chosen for term in way.terms))
        found.append(Way(terms, min((way.strength for way in chosen), default=1.0)))
    return found


def _is_beyond_words(demand: Demand | None) -> bool:
    """Whether anything but words decides: a facet, days, what must be missing."""
    if isinstance(demand, AllOf | AnyOf):
        return not demand.parts or any(map(_is_beyond_words, demand.parts))
    return not isinstance(demand, Held)


def _hull(wished: Sequence[Published]) -> Published | None:
    """From the first to the last of the days spoken of."""
    firsts = [days.first for days in wished if days.first is not None]
    lasts = [days.last for days in wished if days.last is not None]
    return Published(min(firsts), max(lasts)) if firsts and lasts else None


def _distinct(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Units without repeats: a syllable typed twice asks for nothing more."""
    kept: dict[tuple[Way, ...], Unit] = {}
    for unit in units:
        kept.setdefault(unit.ways, unit)
    return tuple(kept.values())
