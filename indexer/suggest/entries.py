"""One completion as it is kept: a key to sort by, what it is, how it is shown, how often it is used."""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from indexer.suggest.texts import accents_of, key_of
from indexer.suggest.types import CompletionKind

_MOST_CHARS = 300
"""Longer texts are no queries; the longest title seen has 240."""
_SEPARATOR = "\t"
_KINDS = tuple(CompletionKind)


class Entry(NamedTuple):
    """`rank` is the place of its kind in CompletionKind. Entries sort by key."""

    key: str
    rank: int
    text: str
    uses: int

    @property
    def kind(self) -> CompletionKind:
        return _KINDS[self.rank]

    def to_term(self) -> bytes:
        """Key and text in one string that sorts as the key does: no key has a character below the space."""
        return f"{self.key}{_SEPARATOR}{self.rank}{self.text}".encode()


def entry_of(kind: CompletionKind, text: str, uses: int) -> Entry | None:
    """None for a text that nobody could type, or would."""
    shown = " ".join(text.split())
    key = key_of(shown)
    return Entry(key, _KINDS.index(kind), shown, uses) if key and len(shown) <= _MOST_CHARS else None


def entry_of_term(term: bytes, uses: int) -> Entry:
    """Raises ValueError (LookupError) when `term` is none of ours."""
    key, _separator, rest = term.decode().partition(_SEPARATOR)
    rank = int(rest[:1])
    return Entry(key, _KINDS.index(_KINDS[rank]), rest[1:], uses)


def united(runs: Iterable[Iterable[Entry]]) -> Iterator[Entry]:
    """The entries of all sorted `runs` in the order of their terms; those that differ in nothing but case and
    tone places become one, of the best known kind, written as it mostly is."""
    for _key, same_key in groupby(merge(*runs, key=attrgetter("key")), key=attrgetter("key")):
        yield from _united(list(same_key))


def _united(entries: list[Entry]) -> list[Entry]:
    if len(entries) == 1:
        return entries
    by_accents: dict[str, list[Entry]] = {}
    for entry in entries:
        by_accents.setdefault(accents_of(entry.text), []).append(entry)
    joined = map(_one_of, by_accents.values())
    return sorted(joined, key=Entry.to_term)


def _one_of(same: list[Entry]) -> Entry:
    uses: Counter[int] = Counter()
    for entry in same:
        uses[entry.rank] += entry.uses
    rank = min(uses)
    shown = max(same, key=lambda entry: (entry.rank == rank, entry.uses, entry.text))
    return shown._replace(uses=max(uses.values()))  # an agency is a phrase of the texts too
