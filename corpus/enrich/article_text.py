"""The article as the rules of this package read it: cleaned once, cut into sentences once."""

import re
from bisect import bisect_right
from datetime import date
from functools import cached_property
from typing import NamedTuple

from corpus.article import Article, Evidence, PartialDate, article_text
from corpus.enrich.letters import UPPER

_DASHES = re.compile("[‐‑‒–—―−]")
_SENTENCE_END = re.compile(rf"[.!?…](?=\s+[\"“”({UPPER}0-9])")
_NO_END = re.compile(
    r"(?:(?<!\w)(?:TS|ThS|PGS|GS|BS|TP|Tp|TX|KS|CN|Th\.S|CKI{1,2}|Đ/c|đ/c|TM|KT|TL|Q)|^\s*(?:\d{1,2}|[IVX]{1,4}|[A-D]))\.$"
)
"""A dot after these ends no sentence: titles, `TP.`, and the numbers of a list."""
_NO_END_CHARS = 8
"""As long as any of them."""


class Sentence(NamedTuple):
    """A sentence and its half-open place in the article's text; a new line ends one."""

    start: int
    end: int
    text: str


class ArticleText:
    """Title, paragraphs and the date that settles missing years. Computed from extracted fields only.

    `text` is `original` with all dashes as hyphens: offsets into one hold for the other.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.original = article_text(article)
        self.text = _DASHES.sub("-", self.original)
        self.title, _, self.body = self.text.partition("\n")
        self.paragraphs = tuple(self.body.split("\n")) if self.body else ()

    @cached_property
    def day(self) -> date | None:
        """The day on which the article speaks: published, else issued, else None."""
        document = self.article.document
        return first_day(self.article.published) or first_day(document.issued if document else None)

    @cached_property
    def lead(self) -> str:
        """The opening, about the first two paragraphs."""
        return "\n".join(self.paragraphs[:2])

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Of the title and the body, in order."""
        return split(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the code point at `offset`."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def evidence(self, start: int, end: int) -> Evidence:
        """That the words at [start, end) say it, with the sentence around them as written."""
        first = self.sentence_at(start)
        last = first if end <= first.end else self.sentence_at(end - 1)
        words = self.original[first.start : last.end]
        return Evidence(sentence=words, start=start, end=end)


def first_day(when: PartialDate | None) -> date | None:
    """The first day that `when` may mean; None for no date or an impossible one."""
    if when is None:
        return None
    numbers = [int(part) for part in when.value[:10].split("-") if part.isdigit()]
    try:
        return date(*[*numbers, 1, 1][:3])
    except (ValueError, TypeError):
        return None


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, none empty, without the spaces around them."""
    found: list[Sentence] = []
    offset = 0
    for line in text.split("\n"):
        start = 0
        for end in _SENTENCE_END.finditer(line):
            if _NO_END.search(line, max(start, end.end() - _NO_END_CHARS), end.end()) is None:
                _keep(found, line, start, end.end(), offset)
                start = end.end()
        _keep(found, line, start, len(line), offset)
        offset += len(line) + 1
    return tuple(found)


def _keep(found: list[Sentence], line: str, start: int, end: int, offset: int) -> None:
    words = line[start:end].strip()
    if words:
        first = offset + line.index(words, start)
        found.append(Sentence(first, first + len(words), words))


def sentences(text: str) -> list[str]:
    """The words of the sentences of `text`; a new line ends one."""
    return [sentence.text for sentence in split(text)]
