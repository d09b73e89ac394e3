"""What `corpus.reposts` reads in the catalog and writes there; each method is one transaction."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from corpus.catalog import reposts
from corpus.catalog.database import Database
from corpus.catalog.reposts import ChangedText, Post

_PAGE_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class RepostStep:
    """What some changes of the catalog mean: all of it is saved together, or nothing."""

    sequence: int
    """The last of the changes."""
    posts: tuple[Post, ...] = ()
    """Articles with a text that they had not before, or another date."""
    removed: frozenset[str] = frozenset()
    """Articles that are none any more, or too short to be compared."""
    sketches: dict[str, bytes] = field(default_factory=dict)
    """Texts that are new, by key."""
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Keys of texts that are one article; one of them is new."""


@dataclass(frozen=True, slots=True)
class Saved:
    """How many articles have another cluster now, and which texts nobody has any more."""

    moved: int
    unused: frozenset[str]


class RepostStore:
    """See `corpus.catalog.reposts` for what is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, version: int) -> int:
        """The sequence that the clusters are up to; they begin anew when sketches were of another version."""
        with self._database.writing() as connection:
            return reposts.begin(connection, version)

    def changed(self, sequence: int, limit: int) -> list[ChangedText]:
        with self._database.reading() as connection:
            return reposts.changed_texts(connection, sequence, limit)

    def sketches(self) -> Iterator[tuple[str, bytes]]:
        """(key, sketch) of every text, some at a time: a million of them are half a gigabyte."""
        last = ""
        while True:
            with self._database.reading() as connection:
                page = reposts.sketches_after(connection, last, _PAGE_ROWS)
            yield from page
            if len(page) < _PAGE_ROWS:
                return
            last = page[-1][0]

    def texts_of(self, keys: Collection[str]) -> dict[str, str]:
        """Key -> the JSON of an article that has the text."""
        with self._database.reading() as connection:
            return reposts.texts_of(connection, keys)

    def known(self, article_ids: Collection[str]) -> dict[str, Post]:
        with self._database.reading() as connection:
            return reposts.known_posts(connection, article_ids)

    def save(self, step: RepostStep) -> Saved:
        """Saves the step and works out anew the clusters that it touches."""
        with self._database.writing() as connection:
            touched = {post.article_id for post in step.posts} | step.removed
            before = {post.text_key for post in reposts.known_posts(connection, touched).values()}
            reposts.drop_posts(connection, step.removed)
            reposts.put_posts(connection, step.posts, step.sketches.items())
            reposts.put_pairs(connection, step.pairs)
            unused, beside = reposts.drop_unused_texts(connection, before)
            keys = ({post.text_key for post in step.posts} | before | beside) - unused
            moved = reposts.settle(connection, keys, step.removed)
            reposts.reach(connection, step.sequence)
        return Saved(moved, frozenset(unused))

    def members(self, article_id: str) -> tuple[str, ...]:
        """The ids of the articles in the article's cluster, the first publisher first; none without one."""
        with self._database.reading() as connection:
            return reposts.members_of(connection, article_id)

    def counts(self) -> tuple[int, int]:
        """(clusters, articles in them)."""
        with self._database.reading() as connection:
            return reposts.cluster_counts(connection)
