"""Query text into nested parts: words, quotes, fields, either-or, without. Total: whatever makes no sense as
an operator is a word or nothing. Knows no index and no meaning of words.

OR joins what stands right before and behind it: a quote, a field, parentheses, or all the plain words up to
the next of these. A word of Vietnamese is often two syllables, so it joins no single ones. All else stands
side by side and is all asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import BadQuery
from indexer.query.dates import fold_in_place
from indexer.query.field_names import Field, find_field
from indexer.query.fields import FieldRead, FieldReader

MOST_DEPTH = 8
"""Nobody reads more parentheses within each other; evaluation follows them down."""
_WORD = re.compile(r'[^\s"()]+')
_OR = frozenset(("OR", "HOẶC", "|", "||"))
_MINUS = re.compile(r'(?<![^\s(])(?<![0-9]\s)-(?=[^\W_]|"|\()')
"""`thi đua - khen thưởng` and `19 -NQ/TW` exclude nothing."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words at `query[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two quotes."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fielded:
    """A field with its value read."""

    read: FieldRead


@dataclass(frozen=True, slots=True)
class Both:
    """All of `parts`: what stood in parentheses."""

    parts: tuple["Node", ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Either:
    """Any of `parts`, two at least."""

    parts: tuple["Node", ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Negated:
    part: "Node"


Node = Words | Quoted | Fielded | Both | Either | Negated


@dataclass(frozen=True, slots=True)
class _Or:
    """OR as typed: a word, unless it stands between two operands."""

    word: Words


@dataclass(frozen=True, slots=True)
class _Minus:
    """Before what is not wanted."""


@dataclass(frozen=True, slots=True)
class _FieldMark:
    field: Field
    name: Words


_Item = Node | _Or | _Minus | _FieldMark


def parse(clean: str, fields: FieldReader, *, max_clauses: int) -> list[Node]:
    """The parts of a clean query text, all of them asked for.

    Raises BadQuery for more than `max_clauses` operators, quotes and fields, or too many parentheses within
    each other.
    """
    return _Parser(clean, fields, max_clauses).parse()


class _Parser:
    """Reads from left to right with a stack of open parentheses."""

    def __init__(self, clean: str, fields: FieldReader, max_clauses: int) -> None:
        self._clean = clean
        self._folded = fold_in_place(clean) if ":" in clean else ""
        self._fields = fields
        self._left = self._max = max_clauses

    def parse(self) -> list[Node]:
        frames: list[list[_Item]] = [[]]
        at = 0
        while at < len(self._clean):
            sign = self._clean[at]
            if sign == "(":
                frames.append([])
            elif sign == ")" and len(frames) > 1:
                self._close(frames)
            elif sign.isspace() or sign == ")":
                pass
            else:
                at = self._item(frames[-1], at)
                continue
            at += 1
        while len(frames) > 1:
            self._close(frames)
        return self._joined(frames[0])

    def _item(self, items: list[_Item], at: int) -> int:
        """Reads one item from `at` on and says where it ends."""
        if self._clean[at] == '"':
            end = self._clean.find('"', at + 1)
            if end > at + 1:
                self._spend(at)
                items.append(Quoted(at + 1, end))
            return max(end, at) + 1
        if _MINUS.match(self._clean, at):
            self._spend(at)
            items.append(_Minus())
            return at + 1
        found = find_field(self._clean, self._folded, at) if self._folded else None
        if found is not None:
            self._spend(at)
            items.append(_FieldMark(found[0], Words(at, found[1])))
            return found[1]
        word = _WORD.match(self._clean, at)
        end = word.end() if word else at + 1
        if self._clean[at:end] in _OR:
            self._spend(at)
            items.append(_Or(Words(at, end)))
        else:
            items.append(Words(at, end))
        return end

    def _spend(self, at: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise BadQuery(
                f"query-too-many-clauses: at most {self._max} quotes, fields, OR and - are read", at
            )

    def _close(self, frames: list[list[_Item]]) -> None:
        """The innermost parenthesis becomes one part, its plain words one operand; empty, it is nothing."""
        parts = self._joined(frames.pop())
        if len(parts) == 1 and isinstance(parts[0], Words):
            frames[-1].append(Both((parts[0],), 0))
        elif len(parts) == 1:
            frames[-1].append(parts[0])
        elif parts:
            frames[-1].append(Both(tuple(parts), self._deeper(parts)))

    def _deeper(self, parts: Sequence[Node]) -> int:
        depth = 1 + max(map(_depth, parts))
        if depth > MOST_DEPTH:
            raise BadQuery(f"query-too-deep: at most {MOST_DEPTH} parentheses within each other are read")
        return depth

    def _joined(self, items: Sequence[_Item]) -> list[Node]:
        """Fields with their values, then what is without, then words side by side as one, then either-or."""
        parts = self._either(_side_by_side(self._negated(self._with_values(items))))
        bare = [_without_parentheses(part) for part in parts]
        return [part for part in _side_by_side(bare) if not isinstance(part, _Or)]

    def _with_values(self, items: Sequence[_Item]) -> list[Node | _Or | _Minus]:
        found: list[Node | _Or | _Minus] = []
        at = 0
        while at < len(items):
            item = items[at]
            at += 1
            if not isinstance(item, _FieldMark):
                found.append(item)
                continue
            node, used = self._value(item.field, items[at:])
            found.append(node or item.name)
            at += used
        return found

    def _value(self, field: Field, behind: Sequence[_Item]) -> tuple[Node | None, int]:
        """What the field asks for, and how many of the items behind it are its value."""
        first = behind[0] if behind else None
        if first is not None and not isinstance(first, Words | _Or | _Minus | _FieldMark):
            node = self._whole_value(field, first)
            return node, 0 if node is None else 1
        words: list[tuple[int, int]] = []
        for item in behind:
            if not isinstance(item, Words):
                break
            words.append((item.start, item.end))
        found = self._fields.read(field, words)
        return (None, 0) if found is None else (Fielded(found), found.words)

    def _whole_value(self, field: Field, value: Node) -> Node | None:
        """A value in quotes or parentheses; either-or in it is either-or of values. None when it is none."""
        if isinstance(value, Either):
            parts = [self._whole_value(field, part) for part in value.parts]
            read = tuple(part for part in parts if part is not None)
            return Either(read, self._deeper(read)) if len(read) == len(parts) else None
        if isinstance(value, Both) and len(value.parts) == 1:
            return self._whole_value(field, value.parts[0])
        if isinstance(value, Quoted):
            quoted = self._fields.read_quoted(field, (value.start, value.end))
            return None if quoted is None else Fielded(quoted)
        if not isinstance(value, Words):
            return None
        spans = [word.span() for word in _WORD.finditer(self._clean, value.start, value.end)]
        found = self._fields.read(field, spans)
        return Fielded(found) if found is not None and found.words == len(spans) else None

    def _negated(self, items: Sequence[Node | _Or | _Minus]) -> list[Node | _Or]:
        found: list[Node | _Or] = []
        minus = False
        for item in items:
            if isinstance(item, _Minus):
                minus = True
                continue
            found.append(Negated(item) if minus and not isinstance(item, _Or) else item)
            minus = False
        return found

    def _either(self, items: Sequence[Node | _Or]) -> list[Node]:
        found: list[list[Node]] = []
        joins = False
        for at, item in enumerate(items):
            if not isinstance(item, _Or):
                if joins:
                    found[-1].append(item)
                else:
                    found.append([item])
                joins = False
            elif not found or all(isinstance(other, _Or) for other in items[at:]):
                found.append([item.word])
            else:
                joins = True
        return [parts[0] if len(parts) == 1 else Either(tuple(parts), self._deeper(parts)) for parts in found]


def _depth(node: Node) -> int:
    if isinstance(node, Negated):
        return _depth(node.part)
    return node.depth if isinstance(node, Both | Either) else 0


def _without_parentheses(part: Node) -> Node:
    return part.parts[0] if isinstance(part, Both) and len(part.parts) == 1 else part


def _side_by_side(parts: Sequence[Node | _Or]) -> list[Node | _Or]:
    """Words next to each other as one: parentheses around plain words are only punctuation."""
    joined: list[Node | _Or] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Words) and isinstance(last, Words):
            joined[-1] = Words(last.start, part.end)
        else:
            joined.append(part)
    return joined
