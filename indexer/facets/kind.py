"""Facet: what sort of thing the article is."""

from collections.abc import Iterator, Mapping

from corpus.article import Article, Kind

LABELS: Mapping[Kind, str] = {
    Kind.MEETING: "Hội nghị, cuộc họp",
    Kind.DOCUMENT: "Văn bản",
    Kind.NOTICE: "Thông báo",
    Kind.NEWS: "Tin tức",
    Kind.OTHER: "Khác",
}


def values(article: Article) -> Iterator[tuple[str, str]]:
    """Exactly one; the slug is the kind's own value."""
    yield article.kind.value, LABELS[article.kind]
