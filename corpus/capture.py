"""The values of the archive: what was exchanged with a host, and where it lies. No I/O.

Header values are text as HTTP gave them: bytes decoded as Latin-1 or UTF-8, never interpreted here.
"""

from datetime import datetime
from typing import Self

from pydantic import AwareDatetime, Field

from corpus.article import Frozen
from corpus.content_encoding import decode_body

Headers = tuple[tuple[str, str], ...]

MAX_DECODED_BYTES = 64_000_000
"""A gzip bomb stops here. Largest honest pages seen are 300 kB; scanned attachments reach some 50 MB."""


class Locator(Frozen):
    """Where a record lies: file name inside the archive, first byte and length in bytes (both compressed)."""

    file: str = Field(pattern=r"^[\w.-]+\.warc\.gz$")
    offset: int = Field(ge=0)
    length: int = Field(gt=0)

    def __str__(self) -> str:
        return f"{self.file}:{self.offset}:{self.length}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The locator that `str()` printed. Raises ValueError for any other text."""
        parts = text.split(":")
        if len(parts) != 3:
            raise ValueError(f"{text!r} is not FILE:OFFSET:LENGTH")
        return cls(file=parts[0], offset=int(parts[1]), length=int(parts[2]))


class Exchange(Frozen):
    """One request and its answer. `body` as on the wire: transfer-decoded, still content-encoded."""

    url: str
    portal: str
    status: int = Field(ge=100, le=999)
    headers: Headers = ()
    body: bytes = b""
    fetched_at: AwareDatetime
    method: str = "GET"
    request_headers: Headers = ()
    request_body: bytes = b""
    ip: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of this response header, whatever its case."""
        return first_header(self.headers, name)


class CaptureRecord(Frozen):
    """What the catalog keeps of one capture.

    `locator` is its own record, `payload_at` the one that holds the body when this is a revisit. `digest` is
    that of the body as stored, `sha256:BASE32`.
    """

    url: str
    canonical_url: str
    portal: str
    locator: Locator
    status: int
    content_type: str | None = None
    digest: str
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: AwareDatetime
    payload_at: Locator | None = None

    @property
    def revisit(self) -> bool:
        """True when the payload was unchanged and lies in an earlier record."""
        return self.payload_at is not None

    @property
    def payload_locator(self) -> Locator:
        """The record that holds the body, this one or an earlier one."""
        return self.payload_at or self.locator


class ArchivedResponse(Frozen):
    """One answer read back.

    `body` is still content-encoded. From `Archive.read` it is always the payload; from `Archive.scan` it is
    empty where `payload_at` points to the record that holds it. `headers` are those of this answer; the
    payload's own (they differ after a 304) are `payload_headers`.
    """

    url: str
    portal: str
    method: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime
    digest: str
    payload_at: Locator | None = None
    payload_headers: Headers = ()

    @property
    def revisit(self) -> bool:
        """True when the payload was unchanged and lies in an earlier record."""
        return self.payload_at is not None

    def header(self, name: str) -> str | None:
        """The first value of this response header, whatever its case."""
        return first_header(self.headers, name)

    def decoded_body(self, max_decoded_bytes: int = MAX_DECODED_BYTES) -> bytes:
        """The payload without its Content-Encoding.

        Raises SkipItem: `body-too-large`, `content-encoding-broken`, `content-encoding-unknown`.
        """
        encoding = first_header(self.payload_headers or self.headers, "Content-Encoding")
        return decode_body(self.body, encoding, max_decoded_bytes=max_decoded_bytes)

    def capture_record(self, locator: Locator, canonical_url: str) -> CaptureRecord:
        """What the catalog keeps of this answer: how captures are rebuilt from the WARC alone.

        A URL without a canonical one ("") is kept under its own spelling.
        """
        return CaptureRecord(
            url=self.url,
            canonical_url=canonical_url or self.url,
            portal=self.portal,
            locator=locator,
            status=self.status,
            content_type=self.header("Content-Type"),
            digest=self.digest,
            etag=self.header("ETag"),
            last_modified=self.header("Last-Modified"),
            fetched_at=self.fetched_at,
            payload_at=self.payload_at,
        )


def first_header(headers: Headers, name: str) -> str | None:
    """The first value of a header, compared without case; None when it is not there."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)
