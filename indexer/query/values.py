"""Names that were typed, against the labels of a facet: `Sở GDĐT Kon Tum` and the name in full are one."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from corpus.text import slug
from indexer.analysis.abbreviations import find_concepts
from indexer.analysis.analyzer import read_syllables

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
        self._same: dict[tuple[str, ...], set[str]] = {}
        """By the whole label, the slugs."""
        self._having: dict[str, list[int]] = {}
        """By folded syllable or concept, the places of the values."""
        for place, value in enumerate(self._values):
            read = _read(value.label)
            self._same.setdefault(read.contracted, set()).add(value.slug)
            for token in {*read.folded, *read.contracted}:
                self._having.setdefault(token, []).append(place)

    def named(self, typed: str) -> frozenset[str]:
        """The slugs of the values so named; where none is, of those whose label has all that was typed, in
        order.

        Abbreviations are their full forms. Accents count where they tell some values from others.
        """
        wanted = _read(typed)
        if not wanted.folded:
            return frozenset()
        same = self._same.get(wanted.contracted, set()) | ({slug(typed)} & self._slugs)
        if same:
            return frozenset(same)
        containing = dict(self._containing(wanted))
        as_typed = {found for found, accented in containing.items() if wanted.accented <= accented}
        return frozenset(as_typed or containing)

    def _containing(self, wanted: "_Read") -> Iterator[tuple[str, frozenset[str]]]:
        """Slug and accented syllables of those with all that is wanted."""
        for place in {*self._candidates(wanted.contracted), *self._candidates(wanted.folded)}:
            value = self._values[place]
            label = _read(value.label)
            if _in_order(wanted.contracted, label.contracted) or _in_order(wanted.folded, label.folded):
                yield value.slug, label.accented

    def _candidates(self, tokens: Sequence[str]) -> Sequence[int]:
        """The places of the values that have the rarest of these."""
        return min((self._having.get(token, []) for token in tokens), key=len)


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


def _in_order(wanted: Sequence[str], label: Sequence[str]) -> bool:
    rest = iter(label)
    return all(token in rest for token in wanted)
