"""Where in an article's text a fact was read: sentences get anchors, so that a card can lead to them. Pure.

Evidence counts in `corpus.article.article_text`; the text is shown line by line as it stands there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from corpus.article import Article, Evidence, article_text

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of a line; `anchor` names the sentence that something was read from, "" any other run."""

    text: str
    anchor: str = ""


Line = tuple[Passage, ...]


class ToldPlaces:
    """The title and the paragraphs of an article in passages. Sentences that overlap share one anchor."""

    def __init__(self, article: Article, evidence: Iterable[Evidence]) -> None:
        self._text = article_text(article)
        placed = (self._sentence(one) for one in evidence)
        self._spans = _joined(span for span in placed if span is not None)

    def anchor(self, evidence: Evidence | None) -> str:
        """The anchor of the sentence; "" where the text as it is now does not have it."""
        span = self._sentence(evidence) if evidence else None
        if span is None:
            return ""
        return next((_name(n) for n, (start, end) in enumerate(self._spans) if start <= span[0] < end), "")

    def lines(self) -> tuple[Line, ...]:
        """The title, then each paragraph; joined, the passages of a line give it back."""
        shown: list[Line] = []
        start = 0
        for line in self._text.split("\n"):
            shown.append(tuple(self._passages(start, start + len(line))))
            start += len(line) + 1
        return tuple(shown)

    def _passages(self, start: int, end: int) -> Iterable[Passage]:
        within = [(n, span) for n, span in enumerate(self._spans) if start <= span[0] < end]
        borders = sorted({start, end, *(min(edge, end) for _, span in within for edge in span)})
        names = {span[0]: _name(n) for n, span in within}
        for left, right in pairwise(borders):
            yield Passage(self._text[left:right], names.get(left, ""))

    def _sentence(self, evidence: Evidence) -> Span | None:
        """Where the sentence stands that holds the words; elsewhere if the text was corrected since."""
        sentence = evidence.sentence.strip()
        if not sentence or "\n" in sentence:
            return None
        start = self._text.rfind(sentence, 0, max(0, evidence.start) + len(sentence))
        if start < 0 or start + len(sentence) < evidence.end:
            start = self._text.find(sentence)
        return (start, start + len(sentence)) if start >= 0 else None


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _name(number: int) -> str:
    return f"cau-{number + 1}"
