"""Which articles are one article posted several times: sketches of their texts, pairs, clusters.

Functions inside a transaction. Texts are nodes: articles with equal texts share one. Verified pairs of texts
are edges, and a cluster is what hangs together, so that it does not depend on the order of arrival. A
cluster's name is the id of its first publisher.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from pydantic import AwareDatetime

from corpus.article import Frozen
from corpus.catalog.articles import renew
from corpus.catalog.records import Change
from corpus.catalog.schema import UtcTime, articles, facts, metadata, versions

texts = sa.Table(
    "repost_texts",
    metadata,
    sa.Column("key", sa.String(24), primary_key=True),
    sa.Column("sketch", sa.LargeBinary, nullable=False),
)
"""Every distinct text that is long enough to be compared."""

posts = sa.Table(
    "repost_articles",
    metadata,
    sa.Column("article_id", sa.String(13), primary_key=True),
    sa.Column("text_key", sa.String(24), nullable=False, index=True),
    sa.Column("published", sa.String),
    sa.Column("first_seen", UtcTime, nullable=False),
)
"""Which text an article has, and when it was published and first captured."""

pairs = sa.Table(
    "repost_pairs",
    metadata,
    sa.Column("first", sa.String(24), primary_key=True),
    sa.Column("second", sa.String(24), primary_key=True, index=True),
)
"""Two texts that are one article; `first` is the smaller key."""

clusters = sa.Table(
    "reposts",
    metadata,
    sa.Column("article_id", sa.String(13), primary_key=True),
    sa.Column("cluster", sa.String(13), nullable=False, index=True),
)
"""Articles that were posted more than once, with the id of the first of them."""

_SEQUENCE, _VERSION = "reposts_sequence", "reposts_version"
_UNDATED = "9999"
_AT_ONCE = 500
"""Values in one `IN`: SQLite takes 32,766, but builds a list of them."""


class ChangedText(Frozen):
    """An article that changed; `stored` is its JSON, None when it is no article any more."""

    sequence: int
    article_id: str
    stored: str | None
    published: str | None
    first_seen: AwareDatetime


class Post(Frozen):
    """An article with the text it has."""

    article_id: str
    text_key: str
    published: str | None
    first_seen: AwareDatetime


def begin(connection: sa.Connection, version: int) -> int:
    """The sequence that the clusters are up to; 0 when sketches were of another version, which go."""
    known = dict(
        connection.execute(
            sa.select(facts.c.name, facts.c.value).where(facts.c.name.in_((_SEQUENCE, _VERSION)))
        ).all()
    )
    if known.get(_VERSION) == str(version):
        return int(known.get(_SEQUENCE, 0))
    for table in (texts, posts, pairs):
        connection.execute(sa.delete(table))
    _remember(connection, _VERSION, version)
    _remember(connection, _SEQUENCE, 0)
    return 0


def reach(connection: sa.Connection, sequence: int) -> None:
    """Notes that all changes up to `sequence` are in the clusters."""
    _remember(connection, _SEQUENCE, sequence)


def changed_texts(connection: sa.Connection, sequence: int, limit: int) -> list[ChangedText]:
    """As `articles.changes_since`, the articles as JSON."""
    columns = (articles.c.sequence, articles.c.id, articles.c.published, articles.c.first_seen)
    joined = articles.outerjoin(versions, versions.c.id == articles.c.current_version)
    query = sa.select(*columns, versions.c.article).select_from(joined)
    query = query.where(articles.c.sequence > sequence).order_by(articles.c.sequence).limit(limit)
    return [
        ChangedText.model_construct(
            sequence=row.sequence,
            article_id=row.id,
            stored=row.article,
            published=row.published,
            first_seen=row.first_seen,
        )
        for row in connection.execute(query)
    ]


def sketches_after(connection: sa.Connection, key: str, limit: int) -> list[tuple[str, bytes]]:
    """(key, sketch) of the next texts in the order of their keys."""
    query = sa.select(texts).where(texts.c.key > key).order_by(texts.c.key).limit(limit)
    return [(row.key, row.sketch) for row in connection.execute(query)]


def texts_of(connection: sa.Connection, keys: Collection[str]) -> dict[str, str]:
    """Key -> the JSON of an article that has the text: of the one with the smallest id."""
    found: dict[str, str] = {}
    joined = posts.join(articles, articles.c.id == posts.c.article_id)
    joined = joined.join(versions, versions.c.id == articles.c.current_version)
    for some in _in_parts(keys):
        query = sa.select(posts.c.text_key, versions.c.article).select_from(joined)
        query = query.where(posts.c.text_key.in_(some)).order_by(posts.c.article_id)
        for key, article in connection.execute(query):
            found.setdefault(key, article)
    return found


def known_posts(connection: sa.Connection, article_ids: Collection[str]) -> dict[str, Post]:
    found: dict[str, Post] = {}
    for some in _in_parts(article_ids):
        for row in connection.execute(sa.select(posts).where(posts.c.article_id.in_(some))):
            found[row.article_id] = _post(row)
    return found


def put_posts(
    connection: sa.Connection, changed: Sequence[Post], sketched: Iterable[tuple[str, bytes]]
) -> None:
    """Adds or replaces the articles; `sketched` are the texts that are new."""
    if changed:
        _delete(connection, posts.c.article_id, [post.article_id for post in changed])
        connection.execute(sa.insert(posts), [post.model_dump() for post in changed])
    rows = [{"key": key, "sketch": sketch} for key, sketch in sketched]
    if rows:
        connection.execute(sa.insert(texts), rows)


def put_pairs(connection: sa.Connection, found: Collection[tuple[str, str]]) -> None:
    """New ones."""
    rows = [{"first": min(both), "second": max(both)} for both in sorted(found)]
    if rows:
        connection.execute(sa.insert(pairs), rows)


def drop_posts(connection: sa.Connection, article_ids: Collection[str]) -> None:
    _delete(connection, posts.c.article_id, article_ids)


def drop_unused_texts(connection: sa.Connection, keys: Collection[str]) -> tuple[set[str], set[str]]:
    """Drops those of `keys` that no article has any more; returns them, and the texts paired with them."""
    gone = set(keys)
    for some in _in_parts(keys):
        gone -= set(connection.scalars(sa.select(posts.c.text_key).where(posts.c.text_key.in_(some))))
    beside = {key for edge in _edges(connection, gone) for key in edge}
    for column in (texts.c.key, pairs.c.first, pairs.c.second):
        _delete(connection, column, gone)
    return gone, beside - gone


def settle(connection: sa.Connection, keys: Collection[str], dropped: Collection[str]) -> int:
    """Works out anew the clusters that texts of `keys` are in, and of articles that were `dropped`.

    Returns how many articles have another cluster now: their sequences rise, so that the index hears of it.
    """
    wanted: dict[str, str | None] = dict.fromkeys(dropped)
    component = _components(connection, keys)
    members: dict[str, list[Post]] = {}
    for post in _posts_of(connection, component):
        members.setdefault(component[post.text_key], []).append(post)
    for together in members.values():
        name = _in_order(together)[0].article_id if len(together) > 1 else None
        wanted |= {post.article_id: name for post in together}
    return _save(connection, wanted)


def cluster_of(connection: sa.Connection, article_ids: Collection[str]) -> dict[str, str]:
    """Article -> its cluster, of those that have one."""
    found: dict[str, str] = {}
    for some in _in_parts(article_ids):
        query = sa.select(clusters).where(clusters.c.article_id.in_(some))
        found |= dict(connection.execute(query).all())
    return found


def with_clusters(connection: sa.Connection, changes: Sequence[Change]) -> list[Change]:
    """The changes with the clusters that the articles are in."""
    found = cluster_of(connection, [change.article_id for change in changes])
    return [
        change.model_copy(update={"cluster": found[change.article_id]})
        if change.article_id in found
        else change
        for change in changes
    ]


def members_of(connection: sa.Connection, article_id: str) -> tuple[str, ...]:
    """The ids of the articles in the article's cluster, the first publisher first; none without one."""
    own = sa.select(clusters.c.cluster).where(clusters.c.article_id == article_id).scalar_subquery()
    joined = clusters.join(posts, posts.c.article_id == clusters.c.article_id)
    query = sa.select(posts).select_from(joined).where(clusters.c.cluster == own)
    return tuple(post.article_id for post in _in_order(map(_post, connection.execute(query))))


def cluster_counts(connection: sa.Connection) -> tuple[int, int]:
    """(clusters, articles in them)."""
    row = connection.execute(sa.select(sa.func.count(sa.distinct(clusters.c.cluster)), sa.func.count())).one()
    return row[0], row[1]


def _components(connection: sa.Connection, keys: Collection[str]) -> dict[str, str]:
    """Each text that hangs together with any of `keys` -> one text that stands for its component."""
    found: set[str] = set(keys)
    border: set[str] = set(keys)
    parent = {key: key for key in found}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    while border:
        edges = _edges(connection, border)
        for first, second in edges:
            parent[root(first)] = root(second)
        border = {key for edge in edges for key in edge} - found
        found |= border
    return {key: root(key) for key in found}


def _edges(connection: sa.Connection, keys: Collection[str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for some in _in_parts(keys):
        for column in (pairs.c.first, pairs.c.second):
            found.update(connection.execute(sa.select(pairs).where(column.in_(some))))
    return found


def _posts_of(connection: sa.Connection, keys: Collection[str]) -> Iterator[Post]:
    for some in _in_parts(keys):
        yield from map(_post, connection.execute(sa.select(posts).where(posts.c.text_key.in_(some))))


def _in_order(members: Iterable[Post]) -> list[Post]:
    """The first publisher first: by published date, undated last, then by first capture, then by id."""
    return sorted(members, key=lambda post: (post.published or _UNDATED, post.first_seen, post.article_id))


def _save(connection: sa.Connection, wanted: dict[str, str | None]) -> int:
    known = cluster_of(connection, wanted)
    changed = {one: name for one, name in wanted.items() if known.get(one) != name}
    if not changed:
        return 0
    _delete(connection, clusters.c.article_id, changed)
    rows = [{"article_id": one, "cluster": name} for one, name in sorted(changed.items()) if name]
    if rows:
        connection.execute(sa.insert(clusters), rows)
    renew(connection, sorted(changed))
    return len(changed)


def _remember(connection: sa.Connection, name: str, value: int) -> None:
    connection.execute(sa.delete(facts).where(facts.c.name == name))
    connection.execute(sa.insert(facts).values(name=name, value=str(value)))


def _delete(connection: sa.Connection, column: "sa.Column[str]", values: Collection[str]) -> None:
    for some in _in_parts(values):
        connection.execute(sa.delete(column.table).where(column.in_(some)))


def _in_parts(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    return (ordered[at : at + _AT_ONCE] for at in range(0, len(ordered), _AT_ONCE))


def _post(row: "sa.Row[tuple[str, str, str | None, datetime]]") -> Post:
    return Post.model_construct(
        article_id=row.article_id,
        text_key=row.text_key,
        published=row.published,
        first_seen=row.first_seen,
    )
