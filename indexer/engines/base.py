"""What an engine must do; the rest of the house asks only this. One contract suite runs over all engines.

An engine holds analysed articles on disk and answers searches over them. It must not analyse text, read
settings files or decide where its directory lies.
"""

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from corpus.article import Frozen
from indexer.analysis.analyzer import IndexDocument
from indexer.engines.stored import StoredFile, StoredHit
from indexer.query.tree import QueryTree, Term
from indexer.query.values import Labels
from indexer.settings import IndexerSettings
from indexer.types import Explanation, Sort


@dataclass(frozen=True, slots=True)
class Search:
    """One search: which articles (`tree`, `filters`, days), in which order, which of them.

    `filters` maps a facet to slugs: OR inside, AND between. Days are YYYYMMDD, inclusive; an article dated
    `2024-02` lies in a range when any day of that month does, an undated one in none.
    """

    tree: QueryTree = field(default_factory=QueryTree)
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    first_day: int | None = None
    last_day: int | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    fold: bool = False
    """Whether an article that was posted several times is one hit; `offset` and `limit` count those then."""
    cites: str | None = None
    """Only articles that cite this document: a key of `corpus.documents`."""
    counted: tuple[str, ...] | None = None
    """The facets and columns to count; None: every facet, no column."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet: how it is written in filters, what people read."""

    slug: str
    label: str


class ValueCounts(Mapping[FacetValue, int]):
    """The values that any article found has, with how many: often thousands, of which few are shown."""

    @abstractmethod
    def ranked(self, first: Collection[str]) -> Sequence[tuple[FacetValue, int]]:
        """Those with the slugs `first` before the rest; by count, then by label, then by slug.

        Each is made when it is looked at.
        """


@dataclass(frozen=True, slots=True)
class RankedArticle:
    """One article found; scores compare only within one search. Raises IndexDamaged when it is looked at."""

    article_id: str
    score: float
    read_hit: Callable[[], StoredHit]
    """What a hit shows of the article."""
    read_passages: Callable[[], tuple[str, ...]]
    """The texts that snippets are cut from, in order: most of what is stored."""
    read_files: Callable[[], tuple[StoredFile, ...]] = tuple
    """What its attached files say; may be long, so only asked for where nothing else explains the hit."""
    reposts: tuple["RankedArticle", ...] = ()
    """Others of the articles found that are the same, the first published first; not all where many."""
    repost_count: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """`total` is exact. `facets` counts every value with articles, each facet without its own selection:
    those that were asked for (`Search.counted`)."""

    total: int
    hits: tuple[RankedArticle, ...]
    facets: Mapping[str, ValueCounts]
    listed: int
    """How many hits all pages have: `total`, or fewer where re-posts are folded."""


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document by its key: how many articles cite it, the newest of them, those that are itself."""

    key: str
    citing: int
    newest: tuple[RankedArticle, ...]
    """At most one."""
    own: tuple[RankedArticle, ...]


class Vocabulary(Protocol):
    """What the index knows of syllables: enough to see a misspelling."""

    def syllable_count(self, folded: str) -> int:
        """In how many articles this folded syllable stands, roughly."""

    def pair_count(self, first: str, second: str) -> int:
        """In how many articles these two stand side by side, roughly."""

    def syllables_beginning(self, folded: str) -> Sequence[str]:
        """The folded syllables that begin so, the commonest first."""


class EngineReader(Vocabulary, Protocol):
    """One committed state of an index. Never changes; safe to use from several threads."""

    @property
    def sequence(self) -> int:
        """The catalog's change sequence that this state holds."""

    @property
    def article_count(self) -> int: ...

    def search(self, search: Search) -> Found:
        """Equal scores come newest first, undated last; equal dates in order of article id.

        Raises IndexDamaged, and QueryTooCostly when it takes longer or reads more than the settings allow.
        """

    def explain(self, search: Search) -> Sequence[Explanation]:
        """Of each hit of `search` in its order what made its score; none where nothing is ranked by one.

        Raises as `search` does.
        """

    def similar(self, article_id: str, terms: Mapping[Term, int], limit: int) -> Sequence[RankedArticle]:
        """The articles most like the one with these `terms`, which stand in it so often; not that one.

        Scores are in 0..1, see `indexer.ranking.likeness`. May be none. Raises IndexDamaged.
        """

    def documents(self, number_key: str) -> Sequence[CitedDocument]:
        """The documents whose keys begin so, which articles cite or are; those cited most first."""

    def facet_label(self, facet: str, slug: str) -> str | None:
        """What people read for this value; None when no article has it."""

    def labels(self, facet: str) -> Labels:
        """Those of every value of a facet or column."""

    def is_current(self) -> bool:
        """Whether nothing was committed since."""

    def warm(self, before: "EngineReader") -> None:
        """Reads what searches over `before`, an earlier state, used most: the first ones here need not."""

    def close(self) -> None:
        """Frees the files. No search may run over this state, nor begin."""


class Inspection(Frozen):
    """What a committed state is made of, and how much of it was read to say so."""

    sequence: int
    articles: int
    """Searchable ones."""
    deleted: int
    """Replaced or removed, and still taking space."""
    segments: int
    files: int
    size_bytes: int
    terms: int | None = None
    """These two only after a deep look: it reads every byte."""
    postings: int | None = None


class EngineWriter(Protocol):
    """Changes of one index, invisible until the next `commit`; lives over many commits, until `close`.

    One at a time, which the caller sees to. After an error only `cancel` may be called.
    """

    def put(self, document: IndexDocument) -> None:
        """Adds the article, or replaces it."""

    def remove(self, article_id: str) -> None: ...

    def commit(self, sequence: int) -> None:
        """Makes all changes and `sequence` visible together, or none of them after a kill."""

    def compact(self) -> None:
        """Commits, with everything in its smallest and fastest form: nothing deleted takes space any more."""

    def close(self) -> None:
        """Ends the writer when work in the background is done. Changes since the last commit are lost."""

    def cancel(self) -> None:
        """Ends the writer at once. Changes since the last commit are lost."""


class Engine(Protocol):
    """A way to keep an index in a directory."""

    def create(self, directory: Path) -> None:
        """An empty index with sequence 0 in this empty directory."""

    def reader(self, directory: Path, settings: IndexerSettings) -> EngineReader:
        """The last committed state. Raises NeedsRebuild (other version), IndexDamaged (all else)."""

    def writer(self, directory: Path, settings: IndexerSettings) -> EngineWriter: ...

    def verify(self, directory: Path, *, deep: bool = False) -> Inspection:
        """The last committed state, after a look at each of its files; `deep`: at every byte of them.

        Raises NeedsRebuild (other version), IndexDamaged naming the file.
        """
