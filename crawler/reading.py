"""From a response to what it says: the one way that `crawl` and `reparse` take. No network, no catalog."""

from dataclasses import dataclass, replace
from datetime import datetime

from corpus.capture import Headers, first_header
from corpus.content_encoding import decode_body
from corpus.enrich import enrich
from corpus.frontier import UrlHint
from corpus.host_blocks import NOTHING_KNOWN, HostBlocks
from corpus.portal import Portal
from crawler.platforms import Reading, parse_page


@dataclass(frozen=True)
class Answer:
    """A response as it is archived: its body still content-encoded, its headers in order."""

    url: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime | None = None


def read_answer(
    answer: Answer,
    *,
    portal: Portal | None,
    hint: UrlHint | None,
    max_decoded_bytes: int,
    host: HostBlocks = NOTHING_KNOWN,
) -> Reading:
    """What a response says, its article enriched; `host` is what the other pages of its host taught.

    Raises SkipItem: `body-too-large`, `content-encoding-broken`, `content-encoding-unknown`.
    """
    encoding = first_header(answer.headers, "Content-Encoding")
    body = decode_body(answer.body, encoding, max_decoded_bytes=max_decoded_bytes)
    reading = parse_page(
        body,
        answer.url,
        answer.status,
        answer.headers,
        portal=portal,
        hint=hint,
        host=host,
        captured_at=answer.fetched_at,
    )
    if reading.article is None:
        return reading
    return replace(reading, article=enrich(reading.article, portal))
