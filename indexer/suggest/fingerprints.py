"""Three syllables in a row as one number that needs no table of syllables.

Counts are kept by it, so those of two models add up whatever ids their syllables have. Of 8 million rows one
in 500 shares its number with another; nothing but a likelihood is read from them.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Prints = NDArray[np.uint64]
RowKeys = NDArray[np.uint32]

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio (Knuth, The Art of Computer Programming 3, section 6.4)."""
_HIGH = np.uint64(32)


@lru_cache(maxsize=1 << 16)
def fingerprint_of(form: str) -> int:
    """64 bits; the same on every machine."""
    return int.from_bytes(blake2b(form.encode(), digest_size=8).digest(), "little")


def keys_of_rows(first: Prints, second: Prints, third: Prints) -> RowKeys:
    """One number for each row of three fingerprints; the shapes broadcast."""
    mixed = first * _FACTOR
    mixed = ((mixed ^ mixed >> _HIGH) + second) * _FACTOR
    mixed = ((mixed ^ mixed >> _HIGH) + third) * _FACTOR
    return (mixed >> _HIGH).astype(np.uint32)
