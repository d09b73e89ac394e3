"""Names that were typed, against the labels of a facet: `Sở GDĐT Kon Tum` and the name in full are one."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from corpus.text import slug
from indexer.analysis.abbreviations import beginnings_of, find_concepts
from indexer.analysis.analyzer import read_syllables
from indexer.analysis.columns import Syllables
from indexer.analysis.normalize import normalise

_KINDS_OF_AGENCY = frozenset(
    (
        *(
            "so",
            "phong",
            "ban",
            "bo",
            "cuc",
            "chi",
            "vien",
            "van",
            "vu",
            "truong",
            "trung",
            "tam",
            "hoi",
            "doan",
        ),
        *(
            "doan",
            "dang",
            "uy",
            "cong",
            "ty",
            "huyen",
            "tinh",
            "xa",
            "phuong",
            "thi",
            "tran",
            "thanh",
            "pho",
            "quan",
        ),
        *("uy_ban_nhan_dan", "hoi_dong_nhan_dan", "tinh_uy", "huyen_uy", "thi_uy", "ubnd", "hdnd", "cap"),
    )
)
"""They stand in the names of hundreds."""


class Label(Protocol):
    """A value of a facet (see `engines.base.FacetValue`)."""

    @property
    def slug(self) -> str: ...
    @property
    def label(self) -> str: ...


class Named(NamedTuple):
    """A label that no index is needed to know."""

    slug: str
    label: str


class Values(Protocol):
    """What the index knows of its facets."""

    def labels(self, facet: str) -> "Labels":
        """Those of every value of a facet or column."""


class Labels:
    """The labels of a facet, to be found by their words: in an archive thousands of people chair meetings."""

    def __init__(self, values: Iterable[Label]) -> None:
        self._values = tuple(values)
        self._slugs = frozenset(value.slug for value in self._values)
        self._having: dict[str, list[int]] = {}
        """By folded syllable, the places of the values."""
        for place, value in enumerate(self._values):
            for syllable in set(Syllables.read(normalise(value.label)).folded):
                self._having.setdefault(syllable, []).append(place)

    def named(self, typed: str) -> frozenset[str]:
        """The slugs of the values so named; where none is, of those whose label has all that was typed, in
        order.

        Abbreviations are their full forms. Accents count where they tell some values from others.
        """
        wanted = _read(typed)
        if not wanted.folded:
            return frozenset()
        near = [(value.slug, _read(value.label)) for value in self._near(wanted)]
        same = {found for found, label in near if label.contracted == wanted.contracted}
        same |= {slug(typed)} & self._slugs
        if same:
            return frozenset(same)
        containing = {found: label.accented for found, label in near if _contains(label, wanted)}
        as_typed = {found for found, accented in containing.items() if wanted.accented <= accented}
        return frozenset(as_typed or containing)

    def _near(self, wanted: "_Read") -> Iterator[Label]:
        """Those that may have all that is wanted, as it was typed or in full."""
        for place in self._rarest(wanted.contracted) | self._rarest(wanted.folded):
            yield self._values[place]

    def _rarest(self, tokens: Iterable[str]) -> set[int]:
        """The places of the values that may have the rarest of these."""
        return min(map(self._places, tokens), key=len)

    def _places(self, token: str) -> set[int]:
        """Of a syllable, or of a concept, which begins in several ways."""
        return set().union(*(self._having.get(one, ()) for one in (token, *beginnings_of(token))))


def is_telling(typed: str) -> bool:
    """Whether a part of a longer text is enough of a name: `UBND huyện` or `Phỉ` is not, `An Minh` is."""
    read = _read(typed)
    return len(read.folded) > 1 and any(token not in _KINDS_OF_AGENCY for token in read.contracted)


class _Read(NamedTuple):
    folded: tuple[str, ...]
    contracted: tuple[str, ...]
    """With one token for each concept."""
    accented: frozenset[str]


@lru_cache(maxsize=1 << 15)
def _read(label: str) -> _Read:
    syllables = read_syllables(label)
    last_of: dict[int, tuple[int, str]] = {}
    for mention in find_concepts(syllables, typed=True):
        last_of.setdefault(mention.first, (mention.last, mention.certain[0]))
    contracted: list[str] = []
    at = 0
    while at < len(syllables):
        at, token = last_of.get(at, (at + 1, syllables[at].folded))
        contracted.append(token)
    return _Read(
        tuple(s.folded for s in syllables),
        tuple(contracted),
        frozenset(s.accented for s in syllables if s.accented != s.folded),
    )


def _contains(label: _Read, wanted: _Read) -> bool:
    return _in_order(wanted.contracted, label.contracted) or _in_order(wanted.folded, label.folded)


def _in_order(wanted: Sequence[str], label: Sequence[str]) -> bool:
    rest = iter(label)
    return all(token in rest for token in wanted)
