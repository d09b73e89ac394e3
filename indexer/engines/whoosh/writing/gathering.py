"""Documents of one segment to be, as flat arrays per field, until they are inverted.

Tokens are numbers from one dictionary for all fields. Counts its bytes, so that the writer can stop in time.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.writing.plan import FieldPlan, Plan

_TERM_BYTES = 600
"""One more term: text, dictionary entry, its bytes and their order when all are sorted, and what is held back
of them (measured: 615 where no term comes twice, its tokens included)."""
_TOKEN_BYTES = 5
"""A token in the array: 4, and an eighth of slack."""
_SORTED_BYTES = 10
"""A token of the largest field more, when it is sorted."""
_LISTED_BYTES = 40
"""A token of the longest list more, for a list is encoded whole."""
_LOOK_TOKENS = 1 << 19
"""So often is the longest list estimated, from every 16th token: 2 ns for each."""
_SAMPLE = 16
_NUMBERS_KEPT = 10_000
"""Numbers whose terms are remembered: the days of 27 years."""
_VALUE_BYTES = 80
"""A column's value or a stored one, besides its bytes."""


_CHANCE = np.random.default_rng(1)


class Vocabulary(dict[str | bytes, int]):
    """Numbers each new term when it is first asked for."""

    def __missing__(self, term: str | bytes) -> int:
        number = self[term] = len(self)
        return number


class Occurrences:
    """The tokens of one field: `counts[i]` of them in document `documents[i]`, one after the other.

    `positions` is None while each stands at 0, 1, 2, ... of its document.
    """

    __slots__ = ("_longest", "_looked", "counts", "documents", "positions", "tokens")

    def __init__(self) -> None:
        self.documents = array("I")
        self.counts = array("I")
        self.tokens = array("I")
        self.positions: array[int] | None = None
        self._longest = self._looked = 0

    def add(self, document: int, tokens: list[int], positions: Sequence[int] | None = None) -> None:
        if positions is not None and self.positions is None:
            self.positions = self._counted_positions()
        if self.positions is not None:
            self.positions.extend(range(len(tokens)) if positions is None else positions)
        self.documents.append(document)
        self.counts.append(len(tokens))
        self.tokens.fromlist(tokens)

    def writing_bytes(self) -> int:
        """About what it takes to sort these tokens and to encode their longest list."""
        new = np.frombuffer(self.tokens, np.uint32)[self._looked :]
        sample = new[_CHANCE.integers(0, max(len(new), 1), len(new) // _SAMPLE)]
        if len(sample):
            self._longest += int(np.unique(sample, return_counts=True)[1].max()) * _SAMPLE
            self._looked += len(new)
        return len(self.tokens) * _SORTED_BYTES + self._longest * _LISTED_BYTES

    def _counted_positions(self) -> "array[int]":
        positions = array("I")
        for count in self.counts:
            positions.extend(range(count))
        return positions


class Values:
    """What some documents have in one column or stored field."""

    __slots__ = ("documents", "values")

    def __init__(self) -> None:
        self.documents = array("I")
        self.values: list[Any] = []

    def add(self, document: int, value: Any) -> None:
        self.documents.append(document)
        self.values.append(value)


class Gathered:
    """Documents added so far. One dropped or broken off keeps its number and is left out when written."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.vocabulary = Vocabulary()
        self.occurrences = {name: Occurrences() for name, field in plan.fields.items() if field.indexed}
        self.columns = {name: Values() for name, field in plan.fields.items() if field.column}
        self.stored = {name: Values() for name, field in plan.fields.items() if field.stored}
        self.number_of: dict[bytes, int] = {}
        """Unique term -> number of the document that has it now."""
        self._unique_type: Any = plan.fields[plan.unique].type if plan.unique is not None else None
        self._alive = bytearray()
        self._numbers: dict[tuple[str, Any], list[int]] = {}
        self._tokens = 0
        self._looked = 0
        self._value_bytes = 0
        self._writing_bytes = 0

    @property
    def document_count(self) -> int:
        """Dropped ones too."""
        return len(self._alive)

    @property
    def memory_bytes(self) -> int:
        """About what these documents take, and what writing them will."""
        if self._tokens - self._looked >= _LOOK_TOKENS:
            self._looked = self._tokens
            self._writing_bytes = max(one.writing_bytes() for one in self.occurrences.values())
        terms = len(self.vocabulary) * _TERM_BYTES
        return terms + self._tokens * _TOKEN_BYTES + self._value_bytes + self._writing_bytes

    def alive(self) -> NDArray[np.bool_]:
        return np.frombuffer(self._alive, np.bool_)

    def add(self, fields: Mapping[str, Any]) -> None:
        """A document: for each field a list of tokens (TEXT), or the value that Whoosh would be given. Stored
        bytes are kept as they are, other stored values as JSON. It replaces one with the same unique term.

        Raises KeyError for a field that the schema has not, and what Whoosh does for values it cannot index.
        """
        document = len(self._alive)
        self._alive.append(False)
        for name, value in fields.items():
            if value is not None:
                self._add_value(document, self.plan.fields[name], value)
        self._alive[document] = True
        if self.plan.unique is not None:
            unique = self.unique_term(fields[self.plan.unique])
            self.drop(unique)
            self.number_of[unique] = document

    def drop(self, unique: bytes) -> None:
        """Leaves the document with this unique term out, when there is one."""
        number = self.number_of.pop(unique, None)
        if number is not None:
            self._alive[number] = False

    def unique_term(self, value: Any) -> bytes:
        """The term that stands for a document with this value in the unique field."""
        return bytes(self._unique_type.to_bytes(value))

    def _add_value(self, document: int, field: FieldPlan, value: Any) -> None:
        if field.indexed:
            self._index(document, field, value)
        if field.column:
            column_value = field.type.to_column_value(value)
            self.columns[field.name].add(document, column_value)
            self._value_bytes += _VALUE_BYTES + (len(column_value) if field.column == "texts" else 0)
        if field.stored:
            content = value if type(value) is bytes else json.dumps(value, ensure_ascii=False).encode()
            self.stored[field.name].add(document, content)
            self._value_bytes += _VALUE_BYTES + len(content)

    def _index(self, document: int, field: FieldPlan, value: Any) -> None:
        number = self.vocabulary.__getitem__
        positions = None
        if type(value) is list or type(value) is tuple:
            tokens = list(map(number, value))
        elif type(value) is int:
            tokens = self._of_number(field, value)
        else:
            tokens, positions = self._by_whoosh(field, value)
        self.occurrences[field.name].add(document, tokens, positions)
        self._tokens += len(tokens)

    def _of_number(self, field: FieldPlan, value: int) -> list[int]:
        """As Whoosh indexes it, in about eight terms: days repeat, and each would cost 20 us."""
        key = field.name, value
        if key not in self._numbers:
            if len(self._numbers) >= _NUMBERS_KEPT:
                self._numbers.clear()
            self._numbers[key] = self._by_whoosh(field, value)[0]
        return self._numbers[key]

    def _by_whoosh(self, field: FieldPlan, value: Any) -> tuple[list[int], list[int] | None]:
        """(a token for each occurrence, where they stand when positions are kept), in no order."""
        tokens: list[int] = []
        positions: list[int] | None = [] if field.positions else None
        for term, frequency, _weight, encoded in field.type.index(value):
            tokens.extend([self.vocabulary[term]] * frequency)
            if positions is not None:
                positions.extend(field.type.format.decode_positions(encoded))
        return tokens, positions
