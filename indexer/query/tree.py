"""The query tree: what a query asks, free of any index. Built by `language.py`, evaluated by an engine."""

from dataclasses import dataclass

from indexer.analysis.analyzer import Family, Zone


@dataclass(frozen=True, slots=True)
class Term:
    """One indexed form."""

    family: Family
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to satisfy a unit: all `terms` in the article, or in its `zone` when one is given.

    When `phrase`, one zone has all of them, the folded ones side by side in this order. `strength` in 0..1 is
    the share of the unit's worth it earns. A loose way counts only when no article has the whole query by the
    other ways.
    """

    terms: tuple[Term, ...]
    strength: float = 1.0
    loose: bool = False
    phrase: bool = False
    zone: Zone | None = None

    @property
    def run(self) -> tuple[str, ...]:
        """The syllables that stand side by side when `phrase`."""
        return tuple(term.text for term in self.terms if term.family is Family.FOLDED)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing asked for, satisfied by any of its ways; `query[start:end]` is where it was typed.

    `favoured` terms raise an article's score and decide nothing else: the accents as typed.
    An optional unit (`và`, `của`) is scored and never demanded.
    """

    start: int
    end: int
    ways: tuple[Way, ...]
    favoured: tuple[Term, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Any of `ways` holds, loose or not."""

    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Has any of `slugs` under this facet or column (`engines.whoosh.schema`)."""

    facet: str
    slugs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Published:
    """May have been published from `first` to `last`: YYYYMMDD, inclusive, None for no bound."""

    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of `parts` is met; always, when there are none."""

    parts: tuple["Demand", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of `parts` is met; never, when there are none."""

    parts: tuple["Demand", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """`part` is not met."""

    part: "Demand"


Demand = Held | Chosen | Published | AllOf | AnyOf | Without
"""What an article must meet to be found at all. Decides, and never ranks."""


@dataclass(frozen=True, slots=True)
class Note:
    """A part of a query that was not taken as typed, and a short, hyphenated reason."""

    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class QueryTree:
    """`units` are asked for, the more of them the better; `demands` are met by every article found.

    `runs` are the folded syllables typed side by side, for closeness; `words` the joined accented ones
    that may be words; `wished` the days that were spoken of, for rank. An empty tree matches every article.
    `notes` are for whoever asked.
    """

    units: tuple[Unit, ...] = ()
    demands: tuple[Demand, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    wished: Published | None = None
    notes: tuple[Note, ...] = ()
