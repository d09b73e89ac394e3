"""Articles in memory as a source of changes: indexed by the production chain without a catalog."""

from dataclasses import dataclass

from corpus.article import Article


@dataclass(frozen=True, slots=True)
class Arrival:
    """See `indexer.build.Change`."""

    sequence: int
    article_id: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class ArticlesAtHand:
    """See `indexer.build.ChangeSource`."""

    articles: tuple[Article, ...]

    def changes_since(self, sequence: int, limit: int) -> list[Arrival]:
        chosen = self.articles[sequence : sequence + limit]
        return [Arrival(at, article.article_id, article) for at, article in enumerate(chosen, sequence + 1)]

    def last_sequence(self) -> int:
        return len(self.articles)

    @property
    def catalog_id(self) -> str:
        return "evaluation"
