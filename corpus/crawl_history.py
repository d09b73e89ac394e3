"""What crawling brought on one day from one portal: what `crawler.health` learns the usual from. No I/O."""

from collections import Counter
from collections.abc import Mapping

from pydantic import Field

from corpus.article import Article, Frozen


class DayCounts(Frozen):
    """One portal's counts of one day (Vietnam's), all runs together."""

    pages: int = 0
    """Responses archived."""
    bytes: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    failed: int = 0
    soft_404: int = 0
    """Pages that say with status 200 that they are not there."""
    read: int = 0
    """Articles read, new or not: what the next counts are shares of."""
    by_looks: int = 0
    """Articles that no adapter's layout knew; the generic reader read them."""
    stopped: int = 0
    """Runs in which the portal was given up before its end."""
    fields: dict[str, int] = Field(default_factory=dict)
    """Field -> articles in which it was filled."""

    def plus(self, other: "DayCounts") -> "DayCounts":
        """Both together."""
        numbers = {name: getattr(self, name) + getattr(other, name) for name in _NUMBERS}
        return DayCounts(**numbers, fields=dict(Counter(self.fields) + Counter(other.fields)))


_NUMBERS = tuple(name for name in DayCounts.model_fields if name != "fields")


class PortalDay(Frozen):
    """The counts of one portal and day; `day` is an ISO date."""

    portal: str
    day: str
    counts: DayCounts


def filled_fields(article: Article) -> Mapping[str, bool]:
    """Which of the fields that a layout gives are filled. An article without files has none to give, so only
    a fall of their share means anything.
    """
    return {
        "lead": bool(article.lead),
        "body": sum(map(len, article.body)) >= _BODY_CHARS,
        "published": article.published is not None,
        "author": bool(article.author),
        "captions": bool(article.captions),
        "attachments": bool(article.attachments),
    }


_BODY_CHARS = 200
"""Less is a menu or a teaser: the shortest notices seen have 300."""
