"""Forms of address before a person's name: `ông Nguyễn Văn Phỉ` asks for Nguyễn Văn Phỉ. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from corpus.enrich.tables import table
from indexer.analysis.fold import fold
from indexer.analysis.syllables import Syllable, canonical

_TITLES = (
    *("ông", "bà", "anh", "chị", "cô", "thầy", "thầy giáo", "cô giáo", "đồng chí", "đ c", "đc", "mr", "mrs"),
    *("ts", "ths", "th s", "pgs", "gs", "bs", "ks", "cn", "ls", "ncs", "bscki", "bsckii"),
    *("tiến sĩ", "thạc sĩ", "bác sĩ", "giáo sư", "phó giáo sư", "kỹ sư", "luật sư", "cử nhân", "nhà báo"),
    *("đại tướng", "thượng tướng", "trung tướng", "thiếu tướng", "đại tá", "thượng tá", "trung tá"),
    *("thiếu tá", "đại úy", "thượng úy", "trung úy", "thiếu úy", "linh mục", "hòa thượng", "thượng tọa"),
)
_COMMON = (
    *("nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô"),
    "dương",
)
"""Typed small only these are surnames: `ông lại bị` and `chi phí vận chuyển` are no names."""
_LONGEST = 3


def find_titles(syllables: Sequence[Syllable]) -> frozenset[int]:
    """The places of syllables that only address or rank whom a name behind them names."""
    found: set[int] = set()
    for at in range(len(syllables)):
        if at in found or not _begins_name(syllables, at):
            continue
        end = at
        while length := _title_before(syllables, end):
            end -= length
            found.update(range(end, end + length))
    return frozenset(found)


def without_titles(syllables: Sequence[Syllable]) -> list[Syllable]:
    """For what can only be a name: the titles that lead it dropped, whatever follows."""
    rest = list(syllables)
    while length := next((n for n in range(_LONGEST, 0, -1) if n < len(rest) and _is_title(rest[:n])), 0):
        rest = rest[length:]
    return rest


def _begins_name(syllables: Sequence[Syllable], at: int) -> bool:
    """A surname, and one more syllable at least; accents count where they were typed."""
    syllable = syllables[at]
    accented, folded = _surnames(common=not syllable.surface[0].isupper())
    known = (
        syllable.folded in folded if syllable.accented == syllable.folded else syllable.accented in accented
    )
    return known and at + 1 < len(syllables) and syllables[at + 1].folded.isalpha()


def _title_before(syllables: Sequence[Syllable], end: int) -> int:
    """How many syllables right before `end` are a title; 0 for none."""
    lengths = range(min(_LONGEST, end), 0, -1)
    return next((n for n in lengths if _is_title(syllables[end - n : end])), 0)


def _is_title(part: Sequence[Syllable]) -> bool:
    accented, folded = _titles()
    typed = tuple(syllable.accented for syllable in part)
    return typed in accented or (all(map(str.isascii, typed)) and typed in folded)


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    accented = [tuple(map(canonical, title.split())) for title in _TITLES]
    return frozenset(accented), frozenset(tuple(map(fold, title)) for title in accented)


@lru_cache(maxsize=2)
def _surnames(*, common: bool) -> tuple[frozenset[str], frozenset[str]]:
    names = _COMMON if common else tuple(row[0] for row in table("surnames") if " " not in row[0])
    accented = frozenset(map(canonical, names))
    return accented, frozenset(map(fold, accented))
