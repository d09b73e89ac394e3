"""What continues a text being typed: everything in the model that begins with it, the most used first.

Accents may be left out; those that were typed are demanded. When nothing begins with the whole text, its last
syllables are completed and those before them stay as typed.
"""

import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import canonical
from indexer.suggest.entries import Entry
from indexer.suggest.model import BLOCK, Model
from indexer.suggest.texts import accents_of, is_bare, spelled
from indexer.suggest.types import Completion

_MOST_BLOCKS = 20
"""Blocks looked into for each prefix, the best first: some 1,300 completions, 3 ms."""
_MOST_TYPED = 12
"""Syllables that are completed; of a longer text only its end."""
_LEAST_LETTERS = 3
"""Of a last syllable that is completed by itself: anything may begin with one letter."""
_WORD = re.compile(r"[^\W_]+")


def complete(model: Model, typed: str, most: int) -> tuple[Completion, ...]:
    """At most `most` completions, no two of which differ only in case or tone places."""
    text = normalise(typed).text
    found: dict[str, Completion] = {}
    for start in _starts(text):
        for entry in _beginning_with(model, text[start:], most):
            whole = text[:start] + entry.text
            same = accents_of(whole)
            if same != accents_of(text):
                found.setdefault(same, Completion(text=whole, kind=entry.kind, uses=entry.uses))
        if found:
            break
    return tuple(list(found.values())[:most])


def _starts(text: str) -> list[int]:
    """Where the part that is completed may begin: from all of the text down to its last letters."""
    starts = [match.start() for match in _WORD.finditer(text)][-_MOST_TYPED:]
    last = starts[-1:] if len(text[starts[-1] :] if starts else "") >= _LEAST_LETTERS else []
    return starts[:-1] + last if len(starts) > 1 else starts


def _beginning_with(model: Model, typed: str, most: int) -> list[Entry]:
    """The most used entries that begin with `typed`, as it was accented; enough that `most` differ."""
    best: dict[bytes, Entry] = {}
    wanted = _Wanted(typed)
    for prefix in wanted.prefixes():
        for entry in _by_use(model, prefix, wanted, most):
            best[entry.to_term()] = entry
    return sorted(best.values(), key=lambda entry: (-entry.uses, entry.rank, entry.key, entry.text))


class _Wanted:
    """What was typed, and whether an entry begins with it."""

    def __init__(self, typed: str) -> None:
        self._words = _WORD.findall(typed)
        self._ended = not typed[-1:].isalnum()
        self._accented = [(at, word) for at, word in enumerate(self._words) if not is_bare(word)]

    def prefixes(self) -> list[bytes]:
        """What the terms of entries begin with. A `y` at the end may be that of `quyết` or of `quý`."""
        *whole, last = self._words
        head = [fold(word) for word in whole]
        if self._ended:
            return [
                " ".join([*head, fold(last), ""]).encode(),
                (" ".join([*head, fold(last)]) + "\t").encode(),
            ]
        plain = "".join(map(_fold_letter, last))
        return [" ".join([*head, end]).encode() for end in dict.fromkeys((plain, fold(last)))]

    def matches(self, entry: Entry) -> bool:
        """Whether it has the accents that were typed: the last syllable may go on, the others are whole."""
        if not self._accented:
            return True
        words = [match.group() for match in islice(_WORD.finditer(entry.text), self._accented[-1][0] + 1)]
        return all(at < len(words) and self._fits(at, word, words[at]) for at, word in self._accented)

    def _fits(self, at: int, typed: str, word: str) -> bool:
        if self._ended or at + 1 < len(self._words):
            return canonical(typed) == canonical(word)
        return _begins(spelled(typed), spelled(word))


def _begins(typed: str, word: str) -> bool:
    """Whether typing `word` leads past `typed`: bare letters may yet get accents, others have them."""
    if len(word) < len(typed):
        return False
    return canonical(typed) == canonical(word) or all(
        letter == other or (letter.isascii() and _fold_letter(other) == letter)
        for letter, other in zip(typed, word, strict=False)
    )


def _fold_letter(letter: str) -> str:
    """Without its accents; fold() would also make an i of a y that stands alone."""
    return fold(letter)


def _by_use(model: Model, prefix: bytes, wanted: _Wanted, most: int) -> list[Entry]:
    """The most used entries under `prefix` that match. Only the blocks with the most used ones are read."""
    found = model.completions.prefix(prefix)
    entries: list[Entry] = []
    least = 0
    for places, maximum in _blocks(model, found):
        if len(entries) >= most and maximum <= least:
            break
        entries += filter(wanted.matches, model.entries_at(places))
        entries = sorted(entries, key=lambda entry: (-entry.uses, entry.rank, entry.key))[: 2 * most]
        least = entries[most - 1].uses if len(entries) >= most else 0
    return entries


def _blocks(model: Model, found: range) -> Iterator[tuple[range, int]]:
    """The blocks that `found` lies in, cut to it, those with the most used entries first."""
    first, stop = found.start // BLOCK, -(-found.stop // BLOCK)
    maxima = model.maxima(first, stop)
    for place in _largest(maxima, _MOST_BLOCKS).tolist():
        start = (first + place) * BLOCK
        yield range(max(start, found.start), min(start + BLOCK, found.stop)), int(maxima[place])


def _largest(numbers: NDArray[np.uint32], most: int) -> NDArray[np.int64]:
    """Places of the `most` largest, largest first."""
    if numbers.size <= most:
        return np.argsort(-numbers.astype(np.int64), kind="stable")
    places = np.argpartition(numbers, -most)[-most:]
    return places[np.argsort(-numbers[places].astype(np.int64), kind="stable")]
