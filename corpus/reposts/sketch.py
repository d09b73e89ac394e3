"""Sketches of texts: MinHash over folded syllable pairs, small enough to keep for a million articles.

Pure. SKETCH_VERSION rises with anything that gives another sketch or verdict: all are made anew then.
Source: Broder 1997 (resemblance); Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3 (bands).
"""

import functools
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.reposts.texts import RepostText, own_paragraphs, sentences_of

SKETCH_VERSION = 1

Numbers = NDArray[np.uint32]

BANDS, ROWS = 32, 4
"""Texts whose pairs resemble each other by 0.5 meet in a band with a chance of 0.87, by 0.6 of 0.988, by 0.7
of 0.9998; by 0.2 of 0.05 (1 - (1 - s^4)^32)."""
MINIMA = BANDS * ROWS
_LEAST_PAIRS = 25
"""A shorter text is no evidence: `Thông báo`, `Xem tệp đính kèm`."""
_LEAST_WORDS = 4
"""A shorter sentence is no evidence either."""
_MOST_WORDS = 255


_HEAD_BYTES = 4 * BANDS + MINIMA


@dataclass(frozen=True, slots=True)
class Sketch:
    """`key`: equal for equal sets of pairs. `bands`: a key for each band. `minima`: a byte of each minimum.
    `tail`: the sentences, see `unpack_sentences`."""

    key: str
    bands: Numbers
    minima: NDArray[np.uint8]
    tail: bytes

    def to_bytes(self) -> bytes:
        """256 bytes, and 5 for each sentence."""
        return self.bands.astype("<u4").tobytes() + self.minima.tobytes() + self.tail

    @classmethod
    def from_bytes(cls, key: str, packed: bytes) -> "Sketch":
        """Raises ValueError for bytes of another length than any sketch has."""
        if len(packed) < _HEAD_BYTES or (len(packed) - _HEAD_BYTES) % 5:
            raise ValueError(f"a sketch of {len(packed)} bytes")
        bands = np.frombuffer(packed, "<u4", BANDS)
        return cls(key, bands, np.frombuffer(packed, np.uint8, MINIMA, 4 * BANDS), packed[_HEAD_BYTES:])


def pack_sentences(sentences: Sequence[Sequence[str]]) -> bytes:
    """Of each sentence that is long enough a number, 4 bytes, and behind them how many words each has."""
    counted = {
        zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass")): min(len(words), _MOST_WORDS)
        for words in sentences
        if len(words) >= _LEAST_WORDS
    }
    return np.fromiter(counted, "<u4", len(counted)).tobytes() + bytes(counted.values())


def unpack_sentences(tail: bytes) -> dict[int, int]:
    """The sentences by their numbers, with how many words each has."""
    count = len(tail) // 5
    return dict(zip(np.frombuffer(tail, "<u4", count).tolist(), tail[4 * count :], strict=True))


def sketch_of(text: RepostText) -> Sketch | None:
    """None for a text too short to be told from others."""
    sentences = sentences_of(own_paragraphs(text))
    pairs = pairs_of([word for sentence in sentences for word in sentence])
    if len(pairs) < _LEAST_PAIRS:
        return None
    minima = _minima_of(pairs)
    return Sketch(
        hashlib.blake2b(pairs.astype("<u4").tobytes(), digest_size=12).hexdigest(),
        _band_keys(minima),
        _mixed(minima).astype(np.uint8),
        pack_sentences(sentences),
    )


def pairs_of(words: Sequence[str]) -> Numbers:
    """A number for each two words that stand side by side: ascending, each once."""
    codes = np.fromiter(map(_code, words), dtype=np.uint32, count=len(words))
    return np.unique(_mixed(codes[:-1] * np.uint32(0x9E3779B1) + codes[1:]))


def _minima_of(pairs: Numbers) -> Numbers:
    from datasketch import MinHash

    permutations, scheme = _permutations()
    minhash = MinHash(MINIMA, hashfunc=_as_it_is, permutations=permutations, scheme=scheme)
    minhash.update_batch(pairs.tolist())
    return np.asarray(minhash.hashvalues, dtype=np.uint32)


@functools.lru_cache(maxsize=1)
def _permutations() -> tuple[Any, Any]:
    """Made once: making them takes longer than using them."""
    from datasketch import MinHash

    model = MinHash(MINIMA, seed=1, hashfunc=_as_it_is)
    return model.permutations, model.scheme


def _as_it_is(value: int) -> int:
    return value


@functools.lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _band_keys(minima: Numbers) -> Numbers:
    """A hash of the ROWS minima of each band."""
    keys = np.zeros(BANDS, dtype=np.uint32)
    for column in minima.reshape(BANDS, ROWS).T:
        keys = _mixed(keys * np.uint32(0x01000193) ^ column)
    return keys


def _mixed(values: Numbers) -> Numbers:
    """Each number's bits spread over all 32. Source: MurmurHash3's last step (A. Appleby, public domain)."""
    mixed = values ^ (values >> np.uint32(16))
    mixed = mixed * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed = mixed * np.uint32(0xC2B2AE35)
    return np.asarray(mixed ^ (mixed >> np.uint32(16)))
