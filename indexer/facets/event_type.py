"""Column: what sort of meeting the article reports: `sơ kết`, `giao ban`."""

from collections.abc import Iterator

from corpus.article import Article
from corpus.text import slug


def values(article: Article) -> Iterator[tuple[str, str]]:
    """At most one; none where it is not told."""
    if article.meeting is not None and article.meeting.event_type:
        yield slug(article.meeting.event_type), article.meeting.event_type
