"""Old and new names of provinces. Pure.

Articles bear the province of their day and the one that took over, so the new name finds the old articles
and both names find their own. What is left is the old name asked of articles written since: they may be
about its land or its neighbours', so they answer where nothing else does, and never push others down.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.gazetteer import gazetteer
from indexer.analysis.syllables import Syllable, spell

_LONGEST = 5
Name = tuple[str, ...]


def find_renamed(syllables: Sequence[Syllable]) -> dict[int, Name]:
    """For each place in `syllables` that names a province of old: the folded name its land bears now."""
    known = _renamed()
    found: dict[int, Name] = {}
    for first in range(len(syllables)):
        for length in range(min(_LONGEST, len(syllables) - first), 1, -1):
            part = syllables[first : first + length]
            heir = known.get(tuple(s.folded for s in part))
            if heir is not None and _accents_agree(part):
                found.update(dict.fromkeys(range(first, first + length), heir))
                break
    return found


def _accents_agree(part: Sequence[Syllable]) -> bool:
    """`Kiên giảng` is no province."""
    accented = _spelt().get(tuple(s.folded for s in part), ())
    return all(s.accented in (s.folded, right) for s, right in zip(part, accented, strict=True))


@lru_cache(maxsize=1)
def _renamed() -> dict[Name, Name]:
    names = gazetteer()
    return {
        _folded(unit.name): _folded(now)
        for unit in names.provinces
        if (now := names.province_now(unit.name)) and _folded(now) != _folded(unit.name)
    }


@lru_cache(maxsize=1)
def _spelt() -> dict[Name, Name]:
    units = gazetteer().provinces
    return {_folded(u.name): tuple(spell(part)[0] for part in _parts(u.name)) for u in units}


def _folded(name: str) -> Name:
    return tuple(spell(part)[1] for part in _parts(name))


def _parts(name: str) -> Iterator[str]:
    yield from name.replace("-", " ").split()
