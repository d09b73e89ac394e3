"""Query text into a query tree. Any text is a query: words, "phrases", -without, OR between two operands.

Accents, abbreviations and spellings of document numbers are settled here; what the index holds is not
known here (`spelling.py` asks it).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.errors import BadQuery
from indexer.analysis.abbreviations import DOUBT, ConceptMention, find_concepts
from indexer.analysis.analyzer import Family, read_syllables
from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.numbers import NumberMention, find_numbers
from indexer.analysis.syllables import Syllable, canonical
from indexer.analysis.tables import read_table
from indexer.query.tree import Demand, Held, QueryTree, Term, Unit, Way, Without

_DOUBTFUL_READING = 0.8
"""BTV is `biên tập viên` less often than `Ban Thường vụ`."""
_DOUBTFUL_MENTION = 0.5
"""An article that says TP when `tư pháp` was asked."""
_NESTED = 0.4
"""`giáo dục và đào tạo` when SGDĐT was asked."""
_SCATTERED = 0.4
"""All syllables of a number or an agency, but not side by side."""
_LESS_OF_NUMBER = 0.6
"""Same number and type, another or no issuer."""
_LONGEST_WORD = 4
_OPERAND = r'(?:"[^"]*"|[^\s"]+)'
_OPERATOR = re.compile(
    rf"(?P<any>{_OPERAND}(?:\s+(?:OR|HOẶC)\s+{_OPERAND})+)"
    rf'|(?<!\S)(?<![0-9]\s)-(?P<without>"[^"]*"|(?=[^\W_])[^\s"]+)'
    r'|"(?P<phrase>[^"]*)"'
)


@dataclass(slots=True)
class _Builder:
    """Collects units while the text is read; `budget` is how many syllables may still be read."""

    budget: int
    units: list[Unit] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    runs: list[tuple[str, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def take(self, text: str, start: int, end: int) -> list[Syllable]:
        """The syllables of `text[start:end]` that the budget allows, at offsets into `text`."""
        syllables = read_syllables(" " * start + text[start:end])[: self.budget]
        self.budget -= len(syllables)
        return syllables


def parse_query(text: str, *, max_chars: int, max_syllables: int) -> QueryTree:
    """What `text` asks for. Syllables beyond `max_syllables` are ignored.

    Raises BadQuery when it is longer than `max_chars`, and for nothing else.
    """
    if len(text) > max_chars:
        raise BadQuery(f"the query is too long: at most {max_chars} characters are read", max_chars)
    clean = normalise(text).text
    builder = _Builder(budget=max_syllables)
    last = 0
    for match in _OPERATOR.finditer(clean):
        _read_free(builder, clean, last, match.start())
        _read_operator(builder, clean, match)
        last = match.end()
    _read_free(builder, clean, last, len(clean))
    return QueryTree(
        _distinct(builder.units), tuple(builder.demands), tuple(builder.runs), tuple(builder.words)
    )


def _read_operator(builder: _Builder, text: str, match: re.Match[str]) -> None:
    if match["any"] is not None:
        ways: list[Way] = []
        for operand in re.finditer(_OPERAND, match["any"]):
            if operand.group() not in ("OR", "HOẶC"):
                start = match.start() + operand.start()
                ways.extend(_alternatives(builder, text, start, match.start() + operand.end()))
        builder.units.extend([Unit(*match.span(), tuple(ways))] if ways else [])
    elif match["without"] is not None:
        ways = _alternatives(builder, text, *match.span("without"))
        builder.demands.extend([Without(Held(tuple(ways)))] if ways else [])
    else:
        for unit in _phrase_units(builder, text, *match.span("phrase")):
            builder.units.append(unit)
            if unit.ways[0].phrase:
                builder.runs.append(tuple(term.text for term in unit.ways[0].terms))


def _alternatives(builder: _Builder, text: str, start: int, end: int) -> list[Way]:
    """The strict ways of one operand of OR or -: a phrase, a number, a concept, or all its syllables."""
    if text[start:end].startswith('"'):
        units = list(_phrase_units(builder, text, start, end))
    else:
        units = [unit for unit, _part in _units(builder.take(text, start, end))]
    if len(units) == 1:
        return [way for way in units[0].ways if not way.loose]
    terms = tuple(term for unit in units for term in unit.ways[0].terms)
    return [Way(terms)] if terms else []


def _phrase_units(builder: _Builder, text: str, start: int, end: int) -> Iterator[Unit]:
    syllables = builder.take(text, start, end)
    if not syllables:
        return
    units = [unit for unit, _part in _units(syllables)]
    if len(units) == 1:
        yield units[0]
        return
    terms = tuple(Term(Family.FOLDED, syllable.folded) for syllable in syllables)
    yield Unit(start, end, (Way(terms, phrase=True),), _accents(syllables))


def _read_free(builder: _Builder, text: str, start: int, end: int) -> None:
    """Units of a stretch without operators, and the runs of syllables typed side by side in it."""
    run: list[Syllable] = []
    for unit, part in _units(builder.take(text, start, end)):
        builder.units.append(unit)
        if _breaks_run(unit, part):
            _close_run(builder, run)
            run = []
        else:
            run.extend(part)
    _close_run(builder, run)


def _breaks_run(unit: Unit, part: Sequence[Syllable]) -> bool:
    """Whether `part` may stand in articles in other letters, so that its neighbours there differ.

    Concepts typed in two syllables (`hội nghị`) are nearly always written out and stay in the run.
    """
    first = unit.ways[0].terms[0]
    written_out = first.text == "_".join(syllable.folded for syllable in part)
    return first.family is Family.NUMBER or (
        first.family is Family.CONCEPT and not (written_out and len(part) == 2)
    )


def _close_run(builder: _Builder, run: Sequence[Syllable]) -> None:
    if len(run) > 1:
        builder.runs.append(tuple(syllable.folded for syllable in run))
    for first in range(len(run)):
        for last in range(first + 2, min(first + _LONGEST_WORD, len(run)) + 1):
            part = run[first:last]
            if any(syllable.accented != syllable.folded for syllable in part):
                builder.words.append("_".join(syllable.accented for syllable in part))


def _units(syllables: Sequence[Syllable]) -> Iterator[tuple[Unit, Sequence[Syllable]]]:
    """The units of plain text in order, each with its syllables: numbers, longest concepts, the rest."""
    numbers = {mention.first: mention for mention in find_numbers(syllables, typed=True)}
    numbered = {at for mention in numbers.values() for at in range(mention.first, mention.last)}
    concepts: dict[int, ConceptMention] = {}
    for mention in find_concepts(syllables, typed=True):
        if numbered.isdisjoint(range(mention.first, mention.last)):
            concepts.setdefault(mention.first, mention)
    at = 0
    while at < len(syllables):
        found = numbers.get(at) or concepts.get(at)
        last = found.last if found is not None else at + 1
        part = syllables[at:last]
        yield _unit(found, part), part
        at = last


def _unit(found: NumberMention | ConceptMention | None, part: Sequence[Syllable]) -> Unit:
    start, end = part[0].start, part[-1].end
    if isinstance(found, NumberMention):
        return Unit(start, end, tuple(_number_ways(found, part)))
    if isinstance(found, ConceptMention):
        return Unit(start, end, tuple(_concept_ways(found, part)))
    return Unit(start, end, (_scattered(part),), _accents(part), optional=_is_function_word(part[0]))


def _number_ways(mention: NumberMention, part: Sequence[Syllable]) -> Iterator[Way]:
    yield Way((Term(Family.NUMBER, mention.exact),))
    for token in mention.loose:
        yield Way((Term(Family.NUMBER, token),), _LESS_OF_NUMBER, loose=True)
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


def _scattered(part: Sequence[Syllable], strength: float = 1.0, *, loose: bool = False) -> Way:
    terms = tuple(dict.fromkeys(Term(Family.FOLDED, syllable.folded) for syllable in part))
    return Way(terms, strength, loose=loose)


def _accents(part: Sequence[Syllable]) -> tuple[Term, ...]:
    accented = (s.accented for s in part if s.accented != s.folded)
    return tuple(Term(Family.ACCENTED, text) for text in dict.fromkeys(accented))


def _is_function_word(syllable: Syllable) -> bool:
    return syllable.accented in _function_words()


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    """As typed. Without accents few can hardly be anything else: `cho` may be a market, `do` a colour."""
    rows = read_table("function_words")
    accented = (canonical(row["word"]) for row in rows if not row["word"].isascii())
    return frozenset([*accented, *(fold(row["word"]) for row in rows if row["bare"] == "1")])


def _distinct(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Units without repeats: a syllable typed twice asks for nothing more."""
    kept: dict[tuple[Way, ...], Unit] = {}
    for unit in units:
        kept.setdefault(unit.ways, unit)
    return tuple(kept.values())
