"""Terms on their way from one process to another: each travels once, and after that its number does.

Equal terms are one object where they arrive too, which whoever counts them next is quicker with.
"""

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_KEPT_TERMS = 1 << 17
"""Of a sender, here and there: 20 MB. A sender with more begins anew."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """The terms of some lists."""

    sender: int
    known: int
    """Terms that were sent before; 0 where the sender begins anew."""
    new: list[str]
    """They have the next numbers."""
    numbers: bytes
    """Of every term of every list, four bytes each."""
    lengths: bytes
    """Of the lists, four bytes each."""


class Sender:
    """Packs lists of terms. One of each process."""

    def __init__(self, kept_terms: int = _KEPT_TERMS) -> None:
        self._number_of = _Numbers()
        self._kept_terms = kept_terms

    def pack(self, lists: Iterable[Sequence[str]]) -> Parcel:
        """Parcels must be unpacked in the order in which they were packed."""
        if len(self._number_of) > self._kept_terms:
            self._number_of = _Numbers()
        known = len(self._number_of)
        terms: list[str] = []
        lengths = array("I")
        for one in lists:
            terms += one
            lengths.append(len(one))
        numbers = array("I", map(self._number_of.__getitem__, terms))
        newest_first = islice(reversed(self._number_of), len(self._number_of) - known)
        return Parcel(os.getpid(), known, [*newest_first][::-1], numbers.tobytes(), lengths.tobytes())


class Receiver:
    """Unpacks what several senders packed."""

    def __init__(self) -> None:
        self._terms_of: dict[int, list[str]] = {}

    def unpack(self, parcel: Parcel) -> Iterator[list[str]]:
        """The lists, as they were packed.

        Raises ValueError when an earlier parcel of the same sender was not unpacked.
        """
        known = self._terms_of.get(parcel.sender, []) if parcel.known else []
        if len(known) != parcel.known:
            raise ValueError(f"{parcel.known} terms were sent before, {len(known)} arrived")
        known += parcel.new
        self._terms_of[parcel.sender] = known
        terms = [known[number] for number in memoryview(parcel.numbers).cast("I")]
        start = 0
        for length in memoryview(parcel.lengths).cast("I"):
            yield terms[start : start + length]
            start += length


class _Numbers(dict[str, int]):
    """Numbers each new term when it is first asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number
