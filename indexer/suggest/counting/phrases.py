"""Which runs of syllables are phrases: counted, joined over their spellings, parts of others left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.syllables import canonical
from indexer.analysis.tables import read_table
from indexer.suggest.base import base_words
from indexer.suggest.counting.tally import Counts, Keys, Rows, Tally, summed
from indexer.suggest.counting.vocabulary import BREAKS, Vocabulary
from indexer.suggest.types import CompletionKind

LONGEST = 6
"""Syllables counted; phrases of one less are offered, the longest only show what a phrase is part of."""
_LIMIT = 250_000
"""Runs of each length that are remembered: 40 MB in all where the archive is that rich."""
_LEAST = 2
"""Said once is no phrase yet."""
_ALONE = 0.03
"""A phrase stands for itself in at least this share of its occurrences; else it is a part of a longer one, as
`ban nhân dân` is. `nhân dân` stands mostly in `ủy ban nhân dân`, but not only."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_LINKS = frozenset(
    [
        "và",
        "của",
        "các",
        "những",
        "trong",
        "về",
        "với",
        "cho",
        "theo",
        "số",
        "đến",
        "ngày",
        "bà",
        "ông",
        "được",
        "từ",
        "tại",
    ]
)
"""Function words that names and subjects have inside: `Sở Giáo dục và Đào tạo`."""
_NO_EDGES = frozenset(
    [
        "cũng",
        "đang",
        "sẽ",
        "đều",
        "rất",
        "như",
        "nhưng",
        "tới",
        "bằng",
        "trên",
        "nên",
        "hay",
        "hoặc",
        "mỗi",
        "từng",
        "gồm",
        "còn",
        "vẫn",
        "cùng",
        "đó",
        "nay",
        "rằng",
        "vì",
        "nếu",
        "vào",
        "lên",
        "bởi",
        "ngay",
        "lại",
        "sau",
        "v",
    ]
)
"""Words that people type, but no phrase begins or ends with."""


@dataclass(frozen=True, slots=True)
class Phrase:
    text: str
    count: int


class PhraseTally:
    """Runs of 2 to LONGEST syllables of clauses."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tallies = {length: Tally(length, _LIMIT) for length in range(2, LONGEST + 1)}

    def add(self, ids: NDArray[np.int32]) -> None:
        """Every run in `ids` that no break interrupts."""
        whole = ids >= BREAKS
        for length, tally in self._tallies.items():
            if ids.size < length:
                return
            windows = np.lib.stride_tricks.sliding_window_view(ids, length)
            runs = windows[np.lib.stride_tricks.sliding_window_view(whole, length).all(axis=1)]
            tally.add(keys_of(runs), runs)

    def phrases(self, most: int) -> Iterator[Phrase]:
        """The `most` frequent ones, in no order."""
        numbers = _numbers(self._vocabulary)
        canonical_ids = np.array([numbers[form] for form in map(canonical, self._vocabulary.forms)], np.int32)
        joined = {length: _joined(tally, canonical_ids) for length, tally in self._tallies.items()}
        barred = _barred(self._vocabulary)
        known = _Known(
            *(_keys_of(numbers, base_words(kind)) for kind in (CompletionKind.PHRASE, CompletionKind.AGENCY))
        )
        chosen = [_offered(joined[length], joined[length + 1], barred, known) for length in range(2, LONGEST)]
        counts = np.concatenate([run.counts for run in chosen])
        least = np.sort(counts)[-most] if counts.size > most else 0
        for runs in chosen:
            frequent = runs.counts >= least
            shown = (self._text(ids) for ids in runs.shown[frequent].tolist())
            yield from map(Phrase, shown, runs.counts[frequent].tolist())

    def _text(self, ids: list[int]) -> str:
        return " ".join(self._vocabulary.forms[number] for number in ids)


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of one length whatever their capitals: canonical ids (n, length), how they are mostly written."""

    keys: Keys
    counts: Counts
    canonical: Rows
    shown: Rows


@dataclass(frozen=True, slots=True)
class _Known:
    """Keys of shipped words, and of names of units."""

    words: Keys
    places: Keys


@dataclass(frozen=True, slots=True)
class _Barred:
    """By id, whether a phrase may not begin or end with a syllable, or have it between; whether it is
    written with a capital: a known word is none where it is a name, `Nguyễn Văn` being the most of one.
    """

    edge: NDArray[np.bool_]
    inside: NDArray[np.bool_]
    capital: NDArray[np.bool_]


def keys_of(runs: Rows) -> Keys:
    """A number for each row, the same for equal rows (and, one in 10^12 times, for others)."""
    keys = np.zeros(len(runs), np.uint64)
    for column in range(runs.shape[1]):
        keys = (keys ^ runs[:, column].astype(np.uint64)) * _FACTOR
        keys ^= keys >> np.uint64(29)
    return keys


def _joined(tally: Tally, canonical_ids: NDArray[np.int32]) -> _Runs:
    _keys, counts, written = tally.result()
    plain = canonical_ids[written]
    keys = keys_of(plain)
    by_use = np.argsort(-counts, kind="stable")  # so that the first of equal keys is the commonest spelling
    places = by_use.reshape(-1, 1)
    keys, counts, first = summed(keys[by_use], counts[by_use], places)
    first = first[:, 0]
    return _Runs(keys, counts, plain[first], written[first])


def _offered(runs: _Runs, longer: _Runs, barred: _Barred, known: _Known) -> _Runs:
    """Known words and places; and those that are more than a part of one of `longer`, counted where they are
    not, and that neither begin nor end with one like `và`.
    """
    alone = runs.counts - _within(runs, longer, barred)
    kept = (runs.counts >= _LEAST) & (alone > _ALONE * runs.counts)
    kept &= ~barred.edge[runs.shown[:, [0, -1]]].any(axis=1) & ~barred.inside[runs.shown[:, 1:-1]].any(axis=1)
    is_word = np.isin(runs.keys, known.words) & ~barred.capital[runs.shown].all(axis=1)
    is_word |= np.isin(runs.keys, known.places)
    uses = np.where(is_word, runs.counts, alone)
    kept |= is_word
    return _Runs(runs.keys[kept], uses[kept], runs.canonical[kept], runs.shown[kept])


def _within(runs: _Runs, longer: _Runs, barred: _Barred) -> Counts:
    """How often each of `runs` stands in that one of `longer` where it does most; `về đất đai` is none."""
    within = np.zeros(runs.keys.size, np.int64)
    if not runs.keys.size:
        return within
    for added, part in ((0, longer.canonical[:, 1:]), (-1, longer.canonical[:, :-1])):
        keys = keys_of(part)
        places = np.minimum(np.searchsorted(runs.keys, keys), runs.keys.size - 1)
        known = (runs.keys[places] == keys) & ~barred.edge[longer.shown[:, added]]
        np.maximum.at(within, places[known], longer.counts[known])
    return within


def _numbers(vocabulary: Vocabulary) -> dict[str, int]:
    """A number for each canonical form: syllables share it when only case, tone place or y for i differ."""
    numbers: dict[str, int] = {}
    for form in vocabulary.forms:
        numbers.setdefault(canonical(form), len(numbers))
    return numbers


def _keys_of(numbers: dict[str, int], words: Iterable[Sequence[str]]) -> Keys:
    """The keys of those shipped words that may stand in the archive."""
    by_length: dict[int, list[list[int]]] = {}
    for word in words:
        ids = [numbers.get(syllable, -1) for syllable in word]
        if -1 not in ids:
            by_length.setdefault(len(ids), []).append(ids)
    keys = [keys_of(np.array(rows, np.int32)) for rows in by_length.values()]
    return np.concatenate([np.empty(0, np.uint64), *keys])


def _barred(vocabulary: Vocabulary) -> _Barred:
    """Function words, and the `v` of `v.v.`."""
    words = frozenset(row["word"] for row in read_table("function_words"))
    edges = words | _NO_EDGES | frozenset("bcdđfghjklmnpqrstvwxz")
    forms = vocabulary.forms
    return _Barred(
        np.array([form in edges for form in forms], np.bool_),
        np.array([form in words and form not in _LINKS for form in forms], np.bool_),
        np.array([form[0].isupper() for form in forms], np.bool_),
    )
