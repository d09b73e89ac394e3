"""Reads an article once more when a feed, sitemap or list names its date only after its page was read.

So an article is the same whichever way it was reached first. Knows the articles of one run only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from corpus.archive import ArchiveReader
from corpus.capture import Locator
from corpus.catalog import Catalog
from corpus.frontier import FrontierUrl, UrlHint
from corpus.host_blocks import NOTHING_KNOWN, HostBlocks
from corpus.portal import Portal
from crawler.reading import Answer, read_answer

_REMEMBERED = 10_000
"""Articles that wait for a hint. Lists name their articles before they are read; feeds come first of all."""


@dataclass(frozen=True)
class Unhinted:
    """An article that was read without a hint: the URL that it is known by, and where its capture lies."""

    article_url: str
    portal: Portal
    locator: Locator
    capture_id: int


@dataclass
class LateHints:
    """The articles of a run that were read without a hint."""

    archive: ArchiveReader
    catalog: Catalog
    clock: Callable[[], datetime]
    max_decoded_bytes: int
    host_blocks: Callable[[str], HostBlocks] = lambda _: NOTHING_KNOWN
    """What is known of a URL's host when the article is read again."""
    _waiting: dict[str, Unhinted] = field(default_factory=dict)

    def expect(self, canonical_url: str, unhinted: Unhinted) -> None:
        """Notes that the article at this URL was read without a hint."""
        self._waiting[canonical_url] = unhinted
        if len(self._waiting) > _REMEMBERED:
            self._waiting.pop(next(iter(self._waiting)))

    def apply(self, found: Iterable[FrontierUrl]) -> None:
        """Reads those articles again that `found` has hints for."""
        for url in found:
            if url.hint is not None and url.canonical_url in self._waiting:
                self._read_again(self._waiting.pop(url.canonical_url), url.hint)

    def _read_again(self, unhinted: Unhinted, hint: UrlHint) -> None:
        response = self.archive.read(unhinted.locator)
        headers = response.payload_headers or response.headers
        answer = Answer(response.url, response.status, headers, response.body, response.fetched_at)
        reading = read_answer(
            answer,
            portal=unhinted.portal,
            hint=hint,
            max_decoded_bytes=self.max_decoded_bytes,
            host=self.host_blocks(response.url),
        )
        if reading.article is not None:
            article = reading.article.model_copy(update={"url": unhinted.article_url})
            self.catalog.save_article(article, unhinted.capture_id, self.clock())
