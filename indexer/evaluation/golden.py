"""Golden queries: which article comes first, over an index of its own made by the production chain."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.article import Article, Frozen
from corpus.errors import BadConfig
from corpus.settings import StorageSettings
from indexer.build import update_index
from indexer.evaluation.articles_at_hand import ArticlesAtHand
from indexer.index import open_index
from indexer.settings import IndexerSettings
from indexer.types import Hit, Query

_DEPTH = 10
"""Ranks below the first page count as not found."""


class GoldenQuery(Frozen):
    """A query and the page that should come first: its NAME, or the part of it before `_`, such as `000`."""

    query: str
    kind: str
    first_hit: str


class FirstHit(Frozen):
    """What came first for a golden query; `rank` is the right page's place from 1, None below ten."""

    query: str
    kind: str
    expected: str
    found: str | None
    rank: int | None

    @property
    def right(self) -> bool:
        return self.rank == 1


class KindOfQuery(Frozen):
    """How the golden queries of one kind fared; `mrr` in 0..1."""

    kind: str
    asked: int
    right: int
    mrr: float


def read_golden_queries(path: Path) -> list[GoldenQuery]:
    """The rows of a TSV with the columns query, kind, first_hit. Raises BadConfig for any other file."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(str(path), f"cannot be read ({error})") from error
    rows = [line.split("\t") for line in lines if line.strip()]
    if not rows or rows[0] != ["query", "kind", "first_hit"] or any(len(row) != 3 for row in rows):
        raise BadConfig(str(path), "must be a TSV with the columns query, kind, first_hit")
    return [GoldenQuery(query=query, kind=kind, first_hit=hit) for query, kind, hit in rows[1:]]


def first_hits(
    articles: Mapping[str, Article], queries: Iterable[GoldenQuery], settings: IndexerSettings
) -> list[FirstHit]:
    """For each query what comes first among `articles`, which maps a page's NAME to its article."""
    with TemporaryDirectory(prefix="tratin-eval-") as folder:
        storage = StorageSettings(directory=Path(folder))
        update_index(settings, storage, ArticlesAtHand(tuple(articles.values())))
        index = open_index(settings, storage)
        names = {article.article_id: name for name, article in reversed([*articles.items()])}
        try:
            return [_first_hit(query, index.search(_as_asked(query)).hits, names) for query in queries]
        finally:
            index.close()


def mean_reciprocal_rank(hits: Sequence[FirstHit]) -> float:
    """In 0..1; a query whose page is not among the first ten counts 0."""
    return sum(1 / hit.rank for hit in hits if hit.rank) / len(hits) if hits else 0.0


def by_kind(hits: Sequence[FirstHit]) -> list[KindOfQuery]:
    """One row a kind, in the order in which kinds first come."""
    kinds = {kind: [hit for hit in hits if hit.kind == kind] for kind in dict.fromkeys(h.kind for h in hits)}
    return [
        KindOfQuery(
            kind=kind, asked=len(own), right=sum(hit.right for hit in own), mrr=mean_reciprocal_rank(own)
        )
        for kind, own in kinds.items()
    ]


def _as_asked(query: GoldenQuery) -> Query:
    return Query(text=query.query, per_page=_DEPTH)


def _first_hit(query: GoldenQuery, hits: Sequence[Hit], names: Mapping[str, str]) -> FirstHit:
    found = [names[hit.article_id] for hit in hits]
    ranks = [rank for rank, name in enumerate(found, 1) if query.first_hit in (name, name.split("_")[0])]
    return FirstHit(
        query=query.query,
        kind=query.kind,
        expected=query.first_hit,
        found=found[0] if found else None,
        rank=ranks[0] if ranks else None,
    )
