"""Words that only place a date: `hôm 21/10/2024`, `đầu tháng 11/2013`, `vào chiều ngày 5/11`. Pure.

Articles tell of the same day in other words, so no hit needs them.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.syllables import Syllable, canonical

_WORDS = (
    *("hôm", "bữa", "vào", "hồi", "khoảng", "dịp", "trong", "đầu", "giữa", "cuối"),
    *("sáng", "trưa", "chiều", "tối", "đêm"),
)
_MOST = 3
"""`vào khoảng đầu tháng 5/2019`."""


def find_placing(syllables: Sequence[Syllable], dates: Iterable[int]) -> frozenset[int]:
    """The places of such words. `dates`: the places where dates begin."""
    found: set[int] = set()
    for date in dates:
        for at in range(date - 1, max(-1, date - 1 - _MOST), -1):
            if not _places(syllables[at]) or not syllables[at + 1].gap.isspace():
                break
            found.add(at)
    return frozenset(found)


def _places(syllable: Syllable) -> bool:
    word = _words().get(syllable.folded)
    return word is not None and syllable.accented in (syllable.folded, word)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Folded -> canonical."""
    return {fold(word): canonical(word) for word in _WORDS}
