"""The counts on disk: one sealed, mapped file; written once, front to back.

forms          folded and written form of each syllable, and how often it stands; its place is its id
pairs/starts   (forms + 1,) uint32: where the followers of each form begin
pairs/seconds  (pairs,) uint32: ids of followers, ascending for each form
pairs/counts   (pairs,) uint32
triples/keys   (triples,) uint32, ascending: rows of three syllables by their fingerprints (`fingerprints.py`)
triples/counts (triples,) uint16; neither is in a model of pairs alone, as the shipped one is
completions    key, kind and text of each (`entries.py`), and its uses
maxima         (completions / 64,) uint32: the most uses in each block, so that the best are found quickly
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.fold import fold
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter, Section
from indexer.engines.whoosh.storage.terms import TermDictionary, TermsWriter
from indexer.suggest.counting.pairs import PairCounts
from indexer.suggest.counting.syllables import SyllableCounts
from indexer.suggest.counting.triples import TripleCounts
from indexer.suggest.entries import Entry, entry_of_term
from indexer.suggest.fingerprints import RowKeys

FORMAT: Final = 1
BLOCK: Final = 64
FORMS_MOST: Final = 100_000
PAIRS_MOST: Final = 2_000_000
"""The most frequent ones are kept: 16 MB. With the pairs seen once left out of 957,000 from 10.8 million
syllables, .1 points fewer syllables were restored; without those seen twice, .2."""
_SEALED_AS: Final = "suggest"
_LARGEST: Final = (1 << 32) - 1
_TRIPLE_KEYS: Final = "triples/keys"
_TRIPLE_COUNTS: Final = "triples/counts"


@dataclass(frozen=True, slots=True)
class About:
    """What a model was made from: articles up to the catalog's change `sequence`, texts of `text_share`."""

    sequence: int = 0
    articles: int = 0
    text_share: float = 1.0
    format: int = FORMAT


def write_model(path: Path, about: About, syllables: SyllableCounts, entries: Iterable[Entry]) -> None:
    """Writes, seals and syncs the file. `entries` ordered by their terms."""
    file = SealedWriter(path, _SEALED_AS)
    try:
        pairs = syllables.pairs
        places = _write_forms(file, syllables.forms, pairs.alone)
        _write_pairs(file, pairs, places, int(np.count_nonzero(places >= 0)))
        _write_triples(file, syllables.triples)
        _write_completions(file, entries)
        file.seal(asdict(about))
    except BaseException:
        file.discard()
        raise


def _write_forms(file: SealedWriter, forms: list[str], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """By id, the place of the form in the file; -1 when it is left out."""
    chosen = np.argsort(-counts, kind="stable")[:FORMS_MOST]
    chosen = chosen[counts[chosen] > 0]
    terms = sorted((_term_of(forms[number]), number) for number in chosen.tolist())
    order = np.array([number for _term, number in terms], np.int64)
    writer = TermsWriter(file, "forms")
    writer.add([term for term, _number in terms], counts[order])
    writer.close()
    places = np.full(len(forms), -1, np.int64)
    places[order] = np.arange(order.size)
    return places


def _write_pairs(file: SealedWriter, pairs: PairCounts, places: NDArray[np.int64], forms: int) -> None:
    firsts, seconds, counts = places[pairs.firsts], places[pairs.seconds], pairs.counts
    kept = (firsts >= 0) & (seconds >= 0)
    if np.count_nonzero(kept) > PAIRS_MOST:
        kept &= counts > np.partition(counts[kept], -PAIRS_MOST)[-PAIRS_MOST]
    firsts, seconds, counts = firsts[kept], seconds[kept], np.minimum(counts[kept], _LARGEST)
    order = np.lexsort((seconds, firsts))
    starts = np.zeros(forms + 1, "<u4")
    starts[1:] = np.cumsum(np.bincount(firsts, minlength=forms))
    file.add("pairs/starts", starts.tobytes())
    file.add("pairs/seconds", seconds[order].astype("<u4").tobytes())
    file.add("pairs/counts", counts[order].astype("<u4").tobytes())


def _write_triples(file: SealedWriter, triples: TripleCounts) -> None:
    if triples.keys.size:
        file.add(_TRIPLE_KEYS, triples.keys.astype("<u4").tobytes())
        file.add(_TRIPLE_COUNTS, triples.counts.astype("<u2").tobytes())


def _write_completions(file: SealedWriter, entries: Iterable[Entry]) -> None:
    maxima = array("I")
    writer = TermsWriter(file, "completions")
    coming = iter(entries)
    while block := list(islice(coming, BLOCK)):
        uses = np.array([entry.uses for entry in block], np.int64)
        writer.add([entry.to_term() for entry in block], uses)
        maxima.append(min(int(uses.max()), _LARGEST))
    writer.close()
    file.add("maxima", np.array(maxima, "<u4").tobytes())


def _term_of(form: str) -> bytes:
    return f"{fold(form)}\t{form}".encode()


class Model:
    """An open model. Any thread may read."""

    def __init__(self, path: Path) -> None:
        """Reads headers only. Raises IndexDamaged naming the file when it is none of ours, or torn."""
        self.path = path
        self._file = Sealed(path, _SEALED_AS)
        with self._file.guard:
            self.about = About(**self._file.about)
            if self.about.format != FORMAT:
                raise ValueError(f"format {self.about.format}, not {FORMAT}")
            self._forms = TermDictionary(self._file, "forms")
            self.completions = TermDictionary(self._file, "completions")
        self._starts = self._array("pairs/starts", len(self._forms) + 1)
        self._seconds = self._file.section("pairs/seconds")
        self._counts = self._file.section("pairs/counts")
        self._maxima = self._array("maxima", -(-len(self.completions) // BLOCK))

    def __len__(self) -> int:
        return len(self._forms)

    def spellings(self, folded: str) -> list[tuple[str, int, int]]:
        """(written form, id, how often it stands) of every syllable that folds to this."""
        found = self._forms.prefix(f"{folded}\t".encode())
        with self._file.guard:
            terms = self._forms.texts(found.start, found.stop)
            counts = self._forms.document_frequencies(found.start, found.stop).tolist()
            forms = [term.decode().partition("\t")[2] for term in terms]
        return list(zip(forms, found, counts, strict=True))

    def spelling(self, form: str) -> tuple[int, int] | None:
        """(id, how often it stands) of one written form; None when it is unknown."""
        number = self._forms.find(_term_of(form))
        return None if number is None else (number, self._forms.document_frequency(number))

    def folded_counts(self) -> Iterator[tuple[str, int]]:
        """Each folded syllable with the count of all its spellings, ascending."""
        with self._file.guard:
            terms = self._forms.texts(0, len(self._forms))
            counts = self._forms.document_frequencies(0, len(self._forms)).tolist()
            last, total = "", 0
            for term, count in zip(terms, counts, strict=True):
                folded = term.partition(b"\t")[0].decode()
                if folded != last:
                    if total:
                        yield last, total
                    last, total = folded, 0
                total += count
            if total:
                yield last, total

    def followers(self, number: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """(ids, counts) of what stands after form `number`, ids ascending."""
        start, stop = int(self._starts[number]), int(self._starts[number + 1])
        count = max(stop - start, 0)
        return self._seconds.array("<u4", 4 * start, count), self._counts.array("<u4", 4 * start, count)

    def times(self, rows: RowKeys) -> NDArray[np.int64]:
        """How often each of these rows of three stands; the shape of `rows`."""
        known = self._triples
        if not known.keys.size:
            return np.zeros(rows.shape, np.int64)
        places = np.minimum(np.searchsorted(known.keys, rows), known.keys.size - 1)
        return np.where(known.keys[places] == rows, known.counts[places], 0).astype(np.int64)

    def syllables(self) -> SyllableCounts:
        """What more articles are added to."""
        terms = self._forms.texts(0, len(self._forms))
        with self._file.guard:
            forms = [term.decode().partition("\t")[2] for term in terms]
            starts = self._starts.astype(np.int64)
            firsts = np.repeat(np.arange(len(forms)), starts[1:] - starts[:-1])
            seconds, counts = (part.array("<u4").astype(np.int64) for part in (self._seconds, self._counts))
        alone = self._forms.document_frequencies(0, len(forms))
        pairs = PairCounts(alone, firsts.astype(np.int64), seconds, counts)
        return SyllableCounts(forms, pairs, self._triples)

    def entries(self) -> Iterator[Entry]:
        """Every completion, in order."""
        for first in range(0, len(self.completions), BLOCK):
            yield from self.entries_at(range(first, min(first + BLOCK, len(self.completions))))

    def entries_at(self, places: range) -> list[Entry]:
        terms = self.completions.texts(places.start, places.stop)
        uses = self.completions.document_frequencies(places.start, places.stop).tolist()
        with self._file.guard:
            return list(map(entry_of_term, terms, uses))

    def maxima(self, first: int, stop: int) -> NDArray[np.uint32]:
        """The most uses in blocks `first` to `stop` of BLOCK completions."""
        return self._maxima[first:stop]

    def verify(self) -> None:
        """Reads every byte. Raises IndexDamaged."""
        self._file.verify()
        self._forms.verify()
        self.completions.verify()
        starts = self._starts.astype(np.int64)
        seconds, counts = self._seconds.array("<u4"), self._counts.array("<u4")
        if starts[0] != 0 or np.any(np.diff(starts) < 0) or not starts[-1] == seconds.size == counts.size:
            raise self._file.damaged("pairs do not add up")
        if seconds.size and int(seconds.max()) >= len(self._forms):
            raise self._file.damaged("a pair with a form that there is not")
        if np.any(self._triples.keys[1:] <= self._triples.keys[:-1]):
            raise self._file.damaged("rows of three out of order")
        for _entry in self.entries():
            pass

    @cached_property
    def _triples(self) -> TripleCounts:
        if _TRIPLE_KEYS not in self._file:
            return TripleCounts.none()
        keys = self._file.section(_TRIPLE_KEYS).array("<u4")
        counts = self._file.section(_TRIPLE_COUNTS).array("<u2")
        if keys.size != counts.size:
            raise self._file.damaged("rows of three do not add up")
        return TripleCounts(keys, counts)

    def _array(self, section: str, size: int) -> NDArray[np.uint32]:
        found: Section = self._file.section(section)
        numbers: NDArray[np.uint32] = found.array("<u4")
        if numbers.size != size:
            raise self._file.damaged(f"{section} of another size than announced")
        return numbers


def verify_model(path: Path) -> None:
    """Reads every byte. Raises IndexDamaged naming the file."""
    Model(path).verify()
