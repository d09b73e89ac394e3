"""Articles for tests of the indexer, written for it: of the kind that portals publish, none of them real."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from corpus.article import Article

MakeArticle = Callable[..., Article]


@dataclass(frozen=True)
class Change:
    """A change as the catalog reports it."""

    sequence: int
    article_id: str
    article: Article | None


class ArticleCatalog:
    """The part of the catalog that indexing reads, over articles in memory."""

    def __init__(self) -> None:
        self.changes: dict[str, Change] = {}
        self.sequence = 0
        self.catalog_id = "first"

    def save(self, *articles: Article) -> None:
        for article in articles:
            self._record(article.article_id, article)

    def remove(self, article_id: str) -> None:
        self._record(article_id, None)

    def _record(self, article_id: str, article: Article | None) -> None:
        self.sequence += 1
        self.changes[article_id] = Change(self.sequence, article_id, article)

    def changes_since(self, sequence: int, limit: int) -> Sequence[Change]:
        later = [change for change in self.changes.values() if change.sequence > sequence]
        return sorted(later, key=lambda change: change.sequence)[:limit]

    def last_sequence(self) -> int:
        return self.sequence


@pytest.fixture
def catalog() -> ArticleCatalog:
    return ArticleCatalog()


@pytest.fixture
def make_article() -> MakeArticle:
    """article(number, title, **fields): the article at its own URL."""

    def make(number: int, title: str = "Tin", **fields: object) -> Article:
        known = {"url": f"https://huyen.gov.vn/tin/{number}", "portal": "huyen", "platform": "generic"}
        return Article.model_validate({**known, "title": title, **fields})

    return make
