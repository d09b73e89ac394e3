"""Running words of a query into units: document numbers, dates, concepts, names, syllables. Pure.

Accents, abbreviations and spellings of document numbers are settled here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.analysis.abbreviations import DOUBT, ConceptMention, find_concepts
from indexer.analysis.analyzer import Family
from indexer.analysis.fold import fold
from indexer.analysis.numbers import NumberMention, find_numbers
from indexer.analysis.syllables import Syllable, canonical
from indexer.analysis.tables import read_table
from indexer.query.dates import DateMention, find_typed_dates
from indexer.query.gluing import glued_form, unglue
from indexer.query.names import find_titles
from indexer.query.places import Name, find_renamed
from indexer.query.placing import find_placing
from indexer.query.questions import find_asking
from indexer.query.tree import Published, Term, Unit, Way

WILDCARD = "*"
"""Ends the text of a folded term that stands for every syllable so begun (`expansion.py`)."""
_DOUBTFUL_READING = 0.8
"""BTV is `biên tập viên` less often than `Ban Thường vụ`."""
_DOUBTFUL_MENTION = 0.5
"""An article that says TP when `tư pháp` was asked."""
_NESTED = 0.4
"""`giáo dục và đào tạo` when SGDĐT was asked."""
_SCATTERED = 0.4
"""All syllables of a number, an agency or a date, but not side by side."""
_LESS_OF_NUMBER = 0.6
"""Same number and type, another or no issuer."""
_RENAMED = 0.4
"""`An Giang` when `Kiên Giang` was asked: its land, and as much land again."""
_LEAST_BEGINNING = 2
"""Letters before a wildcard: each first letter begins hundreds of syllables."""

_Found = NumberMention | ConceptMention | DateMention


@dataclass(frozen=True, slots=True)
class Piece:
    """One unit and the syllables it was typed in.

    `breaks`: articles may say it in other letters, so its neighbours there are not those typed.
    `apart`: words that only ask stood before it, so it is no neighbour of what came before.
    `wished` are the days that a date speaks of.
    """

    unit: Unit
    part: tuple[Syllable, ...]
    breaks: bool = False
    apart: bool = False
    wished: Published | None = None


def read_pieces(syllables: Sequence[Syllable], text: str) -> Iterator[Piece]:
    """The pieces of `syllables`, which stand in `text`, in order: longest first, numbers before all else."""
    syllables = unglue(syllables)
    found = _found(syllables, text)
    titles, renamed = find_titles(syllables), find_renamed(syllables)
    asking = find_asking(syllables, text)
    placing = find_placing(syllables, (at for at, (_, one) in found.items() if isinstance(one, DateMention)))
    at, after_number = 0, False
    while at < len(syllables):
        last, mention = found.get(at, (at + 1, None))
        if mention is None and at in asking:
            at = last
            continue
        part = tuple(syllables[at:last])
        piece = _piece(mention, part, text)
        if after_number and piece.wished is not None:
            piece = replace(piece, wished=None)  # `29/NQ-HĐND ngày 29/4/2021`: the document's own date
        if titles.issuperset(range(at, last)):
            piece = replace(piece, unit=replace(piece.unit, optional=True), breaks=True)
        elif at in placing:
            piece = replace(piece, unit=replace(piece.unit, optional=True))
        elif at in renamed and mention is None:
            piece = replace(piece, unit=_with_heir(piece.unit, renamed[at]))
        yield replace(piece, apart=at - 1 in asking)
        at, after_number = last, isinstance(mention, NumberMention)


def units_of(syllables: Sequence[Syllable], text: str) -> list[Unit]:
    return [piece.unit for piece in read_pieces(syllables, text)]


def strict_ways(unit: Unit) -> tuple[Way, ...]:
    return tuple(way for way in unit.ways if not way.loose)


def accents(part: Sequence[Syllable]) -> tuple[Term, ...]:
    """The accented forms that were typed, each once."""
    accented = (s.accented for s in part if s.accented != s.folded)
    return tuple(Term(Family.ACCENTED, text) for text in dict.fromkeys(accented))


def _found(syllables: Sequence[Syllable], text: str) -> dict[int, tuple[int, _Found]]:
    """Numbers, then dates, then concepts, none overlapping an earlier one: first -> (last, mention)."""
    found: dict[int, tuple[int, _Found]] = {}
    taken: set[int] = set()
    for first, last, mention in _candidates(syllables, text):
        if taken.isdisjoint(range(first, last)):
            found[first] = (last, mention)
            taken.update(range(first, last))
    return found


def _candidates(syllables: Sequence[Syllable], text: str) -> Iterator[tuple[int, int, _Found]]:
    for number in find_numbers(syllables, typed=True):
        yield number.first, number.last, number
    for date in find_typed_dates(text):
        inside = [at for at, s in enumerate(syllables) if date.start <= s.start and s.end <= date.end]
        if inside:
            yield inside[0], inside[-1] + 1, date
    for concept in find_concepts(syllables, typed=True):
        yield concept.first, concept.last, concept


def _piece(mention: _Found | None, part: tuple[Syllable, ...], text: str) -> Piece:
    start, end = part[0].start, part[-1].end
    if isinstance(mention, NumberMention):
        return Piece(Unit(start, end, tuple(_number_ways(mention, part))), part, breaks=True)
    if isinstance(mention, DateMention):
        unit = Unit(start, end, tuple(_date_ways(mention, part)), optional=True)
        return Piece(unit, part, wished=mention.span.published() if mention.span else None)
    if isinstance(mention, ConceptMention):
        unit = Unit(start, end, tuple(_concept_ways(mention, part)))
        return Piece(unit, part, breaks=_is_written_otherwise(unit, part))
    if _is_beginning(part[0], text):
        term = Term(Family.FOLDED, part[0].folded + WILDCARD)
        return Piece(Unit(start, end + 1, (Way((term,)),)), part, breaks=True)
    optional = _is_function_word(part[0])
    return Piece(Unit(start, end, (_scattered(part),), accents(part), optional=optional), part)


def _is_written_otherwise(unit: Unit, part: Sequence[Syllable]) -> bool:
    """Concepts typed in two syllables (`hội nghị`) are nearly always written out."""
    written_out = unit.ways[0].terms[0].text == "_".join(syllable.folded for syllable in part)
    return not (written_out and len(part) == 2)


def _is_beginning(syllable: Syllable, text: str) -> bool:
    """Whether a wildcard ends it: `nghi*`, but not `2*3` or `a*`."""
    return (
        text[syllable.end : syllable.end + 1] == WILDCARD
        and not text[syllable.end + 1 : syllable.end + 2].isalnum()
        and len(syllable.folded) >= _LEAST_BEGINNING
    )


def _number_ways(mention: NumberMention, part: Sequence[Syllable]) -> Iterator[Way]:
    yield Way((Term(Family.NUMBER, mention.exact),))
    if glued := glued_form(part):
        yield Way((Term(Family.FOLDED, glued),))
    for token in mention.loose:
        yield Way((Term(Family.NUMBER, token),), _LESS_OF_NUMBER, loose=True)
    yield _scattered(part, _SCATTERED, loose=True)


def _date_ways(mention: DateMention, part: Sequence[Syllable]) -> Iterator[Way]:
    for run in mention.runs:
        yield Way(tuple(Term(Family.FOLDED, text) for text in run), phrase=len(run) > 1)
    if len(part) > 1:
        yield _scattered(part, _SCATTERED, loose=True)


def _concept_ways(mention: ConceptMention, part: Sequence[Syllable]) -> Iterator[Way]:
    for concept in mention.certain:
        yield Way((Term(Family.CONCEPT, concept),))
        yield Way((Term(Family.CONCEPT, concept + DOUBT),), _DOUBTFUL_MENTION, loose=True)
    for concept in mention.doubtful:
        yield Way((Term(Family.CONCEPT, concept),), _DOUBTFUL_READING)
    if mention.abbreviated and len(part) == 1:
        yield _scattered(part)
    for concept in mention.nested:
        yield Way((Term(Family.CONCEPT, concept),), _NESTED, loose=True)
    if len(part) > 1:
        yield _scattered(part, _SCATTERED, loose=True)


def _with_heir(unit: Unit, heir: Name) -> Unit:
    terms = tuple(Term(Family.FOLDED, text) for text in heir)
    return replace(unit, ways=(*unit.ways, Way(terms, _RENAMED, loose=True, phrase=len(terms) > 1)))


def _scattered(part: Sequence[Syllable], strength: float = 1.0, *, loose: bool = False) -> Way:
    terms = tuple(dict.fromkeys(Term(Family.FOLDED, syllable.folded) for syllable in part))
    return Way(terms, strength, loose=loose)


def _is_function_word(syllable: Syllable) -> bool:
    return syllable.accented in _function_words()


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    """As typed. Without accents few can hardly be anything else: `cho` may be a market, `do` a colour."""
    rows = read_table("function_words")
    accented = (canonical(row["word"]) for row in rows if not row["word"].isascii())
    return frozenset([*accented, *(fold(row["word"]) for row in rows if row["bare"] == "1")])
