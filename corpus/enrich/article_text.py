"""The article as the rules of this package read it: cleaned once, cut into sentences once."""

import re
from datetime import date
from functools import cached_property

from corpus.article import Article, PartialDate
from corpus.text import clean

_ABBREVIATION = (
    r"(?<!\bTS)(?<!\bThS)(?<!\bPGS)(?<!\bGS)(?<!\bBS)(?<!\bTP)(?<!\bTp)(?<!\bTX)(?<!\bKS)(?<!\bCN)(?<!\bđ/c)"
)
_SENTENCE_END = re.compile(rf"{_ABBREVIATION}(?<=[.!?…])\s+(?=[\"“”(A-ZĐÀ-Ỹ0-9])|\n+")


class ArticleText:
    """Title, paragraphs and the date that settles missing years. Computed from extracted fields only."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.title = _one_line(article.title)
        self.paragraphs = tuple(line for line in (_one_line(p) for p in article.body) if line)
        self.body = "\n".join(self.paragraphs)
        self.text = f"{self.title}\n{self.body}"

    @cached_property
    def day(self) -> date | None:
        """The day on which the article speaks: published, else issued, else None."""
        document = self.article.document
        return first_day(self.article.published) or first_day(document.issued if document else None)

    @cached_property
    def lead(self) -> str:
        """The opening, about the first two paragraphs."""
        return "\n".join(self.paragraphs[:2])


def first_day(when: PartialDate | None) -> date | None:
    """The first day that `when` may mean; None for no date or an impossible one."""
    if when is None:
        return None
    numbers = [int(part) for part in when.value[:10].split("-") if part.isdigit()]
    try:
        return date(*(numbers + [1, 1])[:3])
    except (ValueError, TypeError):
        return None


def sentences(text: str) -> list[str]:
    """The sentences of `text`; a new line ends one."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence and sentence.strip()]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text)).strip()
