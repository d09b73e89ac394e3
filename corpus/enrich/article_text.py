"""The article as the rules of this package read it: cleaned once, cut into sentences once."""

import re
from datetime import date
from functools import cached_property

from corpus.article import Article, PartialDate
from corpus.enrich.letters import UPPER
from corpus.text import clean

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_SENTENCE_END = re.compile(rf"[.!?…](?=\s+[\"“”({UPPER}0-9])")
_NO_END = re.compile(r"(?:\b(?:TS|ThS|PGS|GS|BS|TP|Tp|TX|KS|CN|Th\.S|CKI{1,2})|^\s*\d{1,2})\.$")
"""A dot after these ends no sentence: titles, `TP.`, and the numbers of a list."""


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
        return date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return None


def sentences(text: str) -> list[str]:
    """The sentences of `text`; a new line ends one."""
    found: list[str] = []
    for line in text.split("\n"):
        start = 0
        for end in _SENTENCE_END.finditer(line):
            if _NO_END.search(line[start : end.end()]) is None:
                found.append(line[start : end.end()].strip())
                start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _one_line(text: str) -> str:
    return clean(text).translate(_DASHES)
