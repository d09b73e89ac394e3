"""Ranks the documents of a set of judged questions with the production chain, over an index kept by digest.

What a page of results would show: the text as typed, the query tree, its corrections, the engine's order.
"""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from corpus.article import Article, article_id
from corpus.errors import IndexDamaged, NeedsRebuild
from corpus.settings import Progress, StorageSettings, no_progress
from indexer.analysis.analyzer import ANALYSIS_VERSION
from indexer.build import update_index
from indexer.evaluation.articles_at_hand import ArticlesAtHand
from indexer.evaluation.collection import Collection, Passage
from indexer.evaluation.measures import DEPTH
from indexer.index import Index, open_index
from indexer.settings import IndexerSettings

Texts = Mapping[str, str]


class CollectionIndex:
    """An open index of a collection's documents. To be closed."""

    def __init__(self, collection: Collection, index: Index) -> None:
        self._index = index
        self._keys = {_address_id(passage.key): passage.key for passage in collection.passages}

    def rank(
        self, queries: Texts, depth: int = DEPTH, progress: Progress = no_progress
    ) -> dict[str, list[str]]:
        """For each query the ids of the best documents in order."""
        rankings: dict[str, list[str]] = {}
        for done, (key, text) in enumerate(queries.items(), 1):
            found = self._index.rank(text, depth)
            rankings[key] = [self._keys[ranked] for ranked in found]
            progress("questions", done, len(queries))
        return rankings

    def close(self) -> None:
        self._index.close()


def open_collection(
    collection: Collection, settings: IndexerSettings, cache: Path, progress: Progress = no_progress
) -> CollectionIndex:
    """The index of `collection` below the folder `cache`: made when there is none of its digest there."""
    made_by = f"{collection.corpus_digest} {ANALYSIS_VERSION} {settings.segment_words}"
    digest = hashlib.sha256(made_by.encode()).hexdigest()[:16]
    storage = StorageSettings(directory=cache / f"{collection.name}-{digest}")
    try:
        return CollectionIndex(collection, open_index(settings, storage))
    except (NeedsRebuild, IndexDamaged):
        storage.index_directory.mkdir(parents=True, exist_ok=True)
        articles = ArticlesAtHand(tuple(map(as_article, collection.passages)))
        update_index(settings, storage, articles, rebuild=True, progress=progress)
        return CollectionIndex(collection, open_index(settings, storage))


def rank_collection(
    collection: Collection, queries: Texts, settings: IndexerSettings, cache: Path
) -> dict[str, list[str]]:
    """As `CollectionIndex.rank`, for one set of queries."""
    with closing(open_collection(collection, settings, cache)) as opened:
        return opened.rank(queries)


def as_article(passage: Passage) -> Article:
    """The document as a portal's page would be read: a title, and one paragraph a line."""
    paragraphs = tuple(line.strip() for line in passage.text.splitlines() if line.strip())
    return Article(
        url=_address(passage.key),
        portal="evaluation",
        platform="generic",
        title=passage.title,
        body=paragraphs,
    )


def _address(key: str) -> str:
    return f"https://evaluation.invalid/{key}"


def _address_id(key: str) -> str:
    return article_id(_address(key))
