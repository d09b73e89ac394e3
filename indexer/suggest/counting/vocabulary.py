"""Written syllables as numbers, so that counting is arithmetic over arrays."""

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from indexer.suggest.fingerprints import Prints, fingerprint_of
from indexer.suggest.texts import BOUNDARY, NUMBER

BREAKS = 2
"""Ids below this are no syllables: BOUNDARY is 0, NUMBER is 1."""


class Vocabulary:
    """Ids in the order of first sight."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._ids: dict[str, int] = {}
        self._lowered = array("i")
        self._prints = array("Q")
        self.ids_of((BOUNDARY, NUMBER))

    def __len__(self) -> int:
        return len(self.forms)

    def ids_of(self, forms: Iterable[str]) -> list[int]:
        return [self.id_of(form) for form in forms]

    def id_of(self, form: str) -> int:
        known = self._ids.get(form)
        return self._add(form) if known is None else known

    def lowered(self) -> NDArray[np.int32]:
        """By id, the id of the same syllable without capitals."""
        return np.array(self._lowered, np.int32)

    def fingerprints(self) -> Prints:
        """By id, the fingerprint of the same syllable without capitals."""
        return np.array(self._prints, np.uint64)

    def _add(self, form: str) -> int:
        lower = form.lower()
        lowered = None if lower == form else self.id_of(lower)
        number = self._ids[form] = len(self.forms)
        self.forms.append(form)
        self._lowered.append(number if lowered is None else lowered)
        self._prints.append(fingerprint_of(lower))
        return number
