"""Text from templates: named rules of alternatives with slots, expanded with a seeded source of chance.

A rule file holds `[rule]` headers, one alternative a line, `#` comments; `@2018 ` or `@-2017 ` before a line
limits it to the years from 2018 on or up to 2017. In an alternative `{name}` is a value of the article or
another rule, `{Name}` the same with a capital first letter, `{a|b}` a choice of plain texts, and `{05-40}`,
`{1,2-9,8}`, `{1.200-9.800}` a number written the Vietnamese way. Knows no Vietnamese itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from corpus.samples.chance import chance_from

_SLOT = re.compile(r"\{([^{}]*)\}")
_SPAN = re.compile(r"(\d[\d.,]*)-(\d[\d.,]*)")
_YEARS = re.compile(r"@(-?)(\d{4}) ")
_STRIDES = (1, 5, 7, 11, 13)
"""How far the next use of a rule in one article steps: primes, to walk through small rules whole."""


class Slot(NamedTuple):
    """A place for a value or a rule; `capital` raises its first letter."""

    name: str
    capital: bool


class Choice(NamedTuple):
    """A place for one of some plain texts."""

    texts: tuple[str, ...]


class Span(NamedTuple):
    """A place for a number between two bounds, in units of its last digit, `step` apart."""

    low: int
    high: int
    render: Callable[[int], str]
    step: int = 1


Part = str | Slot | Choice | Span
Alternative = tuple[Part, ...]
Rules = dict[str, tuple[Alternative, ...]]
Value = str | Callable[[], str]


def capitalized(text: str) -> str:
    """`text` with its first letter raised, the rest untouched."""
    return text[:1].upper() + text[1:]


def read_rules(path: Path, year: int | None = None) -> Rules:
    """The rules in the file at `path`, without the lines that do not hold in `year`."""
    return parse_rules(_lines(path), year)


def parse_rules(lines: Iterable[str], year: int | None = None) -> Rules:
    """The rules in `lines`; a rule may be continued under a second header, and one left empty is dropped."""
    collected: dict[str, list[Alternative]] = {}
    current: list[Alternative] = []
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            current = collected.setdefault(line[1:-1], [])
            continue
        years = _YEARS.match(line)
        if years is None:
            current.append(parse_alternative(line))
        elif year is None or _holds(years, year):
            current.append(parse_alternative(line[years.end() :]))
    return {name: tuple(alternatives) for name, alternatives in collected.items() if alternatives}


@cache
def parse_alternative(line: str) -> Alternative:
    """The parts of one alternative, literals and slots in order."""
    return tuple(_parts(line))


@cache
def _lines(path: Path) -> tuple[str, ...]:
    lines = map(str.strip, path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _holds(years: re.Match[str], year: int) -> bool:
    limit = int(years.group(2))
    return year <= limit if years.group(1) else year >= limit


def slot_names(rules: Rules) -> frozenset[str]:
    """Every name that some alternative of `rules` asks for."""
    parts = (part for alternatives in rules.values() for line in alternatives for part in line)
    return frozenset(part.name for part in parts if isinstance(part, Slot))


def under(prefix: str, rules: Rules) -> Rules:
    """`rules` renamed to `prefix.name`, also where they name each other."""

    def renamed(part: Part) -> Part:
        inside = isinstance(part, Slot) and part.name in rules
        return part._replace(name=f"{prefix}.{part.name}") if inside and isinstance(part, Slot) else part

    return {
        f"{prefix}.{name}": tuple(tuple(map(renamed, line)) for line in alternatives)
        for name, alternatives in rules.items()
    }


def _parts(line: str) -> Iterator[Part]:
    end = 0
    for match in _SLOT.finditer(line):
        if match.start() > end:
            yield line[end : match.start()]
        yield _slot(match.group(1))
        end = match.end()
    if end < len(line):
        yield line[end:]


def _slot(inner: str) -> Part:
    if "|" in inner:
        return Choice(tuple(inner.split("|")))
    if span := _SPAN.fullmatch(inner):
        return _span(span.group(1), span.group(2))
    return Slot(inner[:1].lower() + inner[1:], inner[:1].isupper())


def _span(low: str, high: str) -> Span:
    first, last = (int(re.sub(r"\D", "", bound)) for bound in (low, high))
    if "," in low:
        return Span(first, last, partial(_decimal, len(low.split(",")[1])))
    if "." in low:
        return Span(first, last, _grouped, _step(first, last))
    return Span(first, last, partial(_padded, len(low)))


def _step(low: int, high: int) -> int:
    """Sums of money between round bounds are round themselves."""
    if low % 100_000 == high % 100_000 == 0:
        return 50_000
    return 500 if low % 1_000 == high % 1_000 == 0 else 1


def _padded(width: int, number: int) -> str:
    return _grouped(number) if number >= 1000 else str(number).zfill(width)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _decimal(digits: int, number: int) -> str:
    whole, fraction = divmod(number, 10**digits)
    return f"{whole},{fraction:0{digits}}"


class Writer:
    """Expands rules for one article: its values win over rules, and it avoids saying a thing twice."""

    __slots__ = ("_cursors", "_random", "_rules", "values")

    def __init__(
        self, rules: Mapping[str, tuple[Alternative, ...]], values: dict[str, Value], seed: int
    ) -> None:
        self._rules = rules
        self._random = chance_from(seed).random
        self._cursors: dict[str, tuple[int, int]] = {}
        self.values = values

    def chance(self, share: float) -> bool:
        """True in `share` of the cases (0 to 1)."""
        return self._random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def numbered(self, name: str) -> list[str]:
        """The names of the rules `name 1`, `name 2`, …"""
        return [rule for rule in self._rules if rule.startswith(f"{name} ")]

    def text(self, name: str) -> str:
        """The value called `name`, or an expansion of the rule; KeyError when there is neither."""
        value = self.values.get(name)
        if value is not None:
            return value if isinstance(value, str) else value()
        return self.fill(self._next(name))

    def texts(self, name: str, low: int, high: int) -> list[str]:
        """Between `low` and `high` expansions of the rule, all different while it has enough alternatives."""
        count = min(self.number(low, high), len(self._rules[name]))
        return [self.text(name) for _ in range(count)]

    def fill(self, alternative: Alternative) -> str:
        """The alternative with all its slots filled."""
        out: list[str] = []
        for part in alternative:
            if type(part) is str:
                out.append(part)
            elif type(part) is Slot:
                text = self.text(part.name)
                out.append(capitalized(text) if part.capital else text)
            elif type(part) is Choice:
                out.append(part.texts[int(self._random() * len(part.texts))])
            elif type(part) is Span:
                out.append(
                    part.render(self.number(part.low // part.step, part.high // part.step) * part.step)
                )
        return "".join(out)

    def _next(self, name: str) -> Alternative:
        alternatives = self._rules[name]
        size = len(alternatives)
        if size == 1:
            return alternatives[0]
        cursor = self._cursors.get(name)
        if cursor is None:
            stride = _STRIDES[int(self._random() * len(_STRIDES))]
            cursor = (int(self._random() * size), stride if size % stride else 1)
        position, stride = cursor
        self._cursors[name] = (position + stride, stride)
        return alternatives[position % size]
