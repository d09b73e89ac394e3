"""Invented articles as the catalog would give them, made as they are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from itertools import count as count_from

from corpus.article import Article
from corpus.samples.generate import generate_articles
from corpus.samples.sample_article import to_article


@dataclass(frozen=True, slots=True)
class ArticleChange:
    sequence: int
    article: Article | None


class SampleArticles:
    """`count` of them after one article for each of `texts`; read once and in order."""

    def __init__(self, count: int, seed: int, texts: Sequence[str] = ()) -> None:
        self.total = count + len(texts)
        self._articles = enumerate(chain(map(_article_of, count_from(1), texts), _samples(count, seed)), 1)

    def changes_since(self, sequence: int, limit: int) -> Sequence[ArticleChange]:
        return [ArticleChange(number, article) for number, article in islice(self._articles, limit)]


def _samples(count: int, seed: int) -> Iterator[Article]:
    for sample in generate_articles(count, seed):
        yield to_article(sample, f"https://mau.gov.vn/{sample.number}", "generic")


def _article_of(number: int, text: str) -> Article:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    url = f"https://mau.gov.vn/texts/{number}"
    return Article(url=url, portal="mau", platform="generic", title=lines[0], body=tuple(lines[1:]))
