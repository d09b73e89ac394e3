"""What a writer hands over: the text of an article and what it knows to be true of it."""

from typing import NamedTuple

from corpus.article import Kind
from corpus.samples.sample_article import Citation, Gathering, Letterhead


class Draft(NamedTuple):
    """A written article before spelling habits, byline and attachments."""

    kind: Kind
    title: str
    body: list[str]
    captions: tuple[str, ...]
    meeting: Gathering | None = None
    letterhead: Letterhead | None = None
    citations: list[Citation] = []  # noqa: RUF012 (never changed)
