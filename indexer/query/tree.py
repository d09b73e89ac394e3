"""The query tree: what a query asks, free of any index. Built by `language.py`, evaluated by an engine."""

from dataclasses import dataclass

from indexer.analysis.analyzer import Family


@dataclass(frozen=True, slots=True)
class Term:
    """One indexed form."""

    family: Family
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to satisfy a unit: all `terms` in the article, as one run in one zone when `phrase`.

    `strength` in 0..1 is the share of the unit's worth it earns. A loose way counts only when no article
    has the whole query by the other ways.
    """

    terms: tuple[Term, ...]
    strength: float = 1.0
    loose: bool = False
    phrase: bool = False


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
class QueryTree:
    """All of `units` is asked for, none of `excluded`.

    `runs` are the folded syllables typed side by side, for closeness; `words` the joined accented ones
    that may be words. An empty tree matches every article.
    """

    units: tuple[Unit, ...] = ()
    excluded: tuple[Unit, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
