"""The files that articles offer, as the catalog knows them: values, and what makes two addresses one file."""

from typing import Literal
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

from corpus.article import Frozen
from corpus.capture import Locator

FileState = Literal["waiting", "read", "unread", "skipped"]
"""Waits to be fetched or read; its text is known; fetched or tried, but without a text; never asked for."""


class FetchedFile(Frozen):
    """What a response says of the file it brought."""

    key: str
    name: str = ""
    """From Content-Disposition, else from the address; its ending helps to tell the kind."""
    content_type: str | None = None


class UnreadFile(Frozen):
    """A file in the archive whose text is still to be read."""

    key: str
    name: str
    content_type: str | None
    digest: str
    locator: Locator


class ReadFile(Frozen):
    """What was read in a file: its text, or a `reason` why there is none."""

    text: str
    kind: str
    reason: str = ""
    bytes: int


class AttachedFile(Frozen):
    """A file of an article and how it stands. `reason` is short and hyphenated, "" where all went well."""

    name: str
    url: str | None
    state: FileState
    reason: str = ""
    kind: str | None = None
    chars: int = 0
    """Of its text."""
    bytes: int | None = None
    locator: Locator | None = None
    """Where it lies in the archive."""


def file_key(url: str) -> str:
    """What makes an address one file: host in lower case, one percent-encoding, no fragment. Idempotent.

    Not the canonical URL of a page, which may leave out what chooses the file (`?download=1&id=0`).
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    path, query = (quote(unquote_to_bytes(part), safe="/:@!$&'()*+,;=~-._?") for part in parts[2:4])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, query, ""))
