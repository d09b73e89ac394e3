"""Lines of a CDXJ index: which response of which URL lies where. Pure but for the reading of one WARC file.

`KEY TIMESTAMP {json}`, one line per response or revisit, sorted as bytes: what pywb and other replay tools
look pages up by. Source: CDXJ as pywb and cdxj-indexer write it; a form that was sent is part of the key.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from urllib.parse import unquote_plus

from corpus.archive.files import OPEN, RECORD_START, open_for_reading
from corpus.archive.members import Gap, Member, walk_members
from corpus.archive.records import parse_request, parse_response
from corpus.archive.url_key import url_key
from corpus.capture import ArchivedResponse, Locator

_FORM_CHARS = 4096
"""Of a form's fields in the key: view states are longer, and differ at their beginning."""


@dataclass(frozen=True, slots=True)
class IndexedResponse:
    """A line of the index, and the byte behind the record and its request."""

    line: str
    end: int


def index_line(
    locator: Locator, response: ArchivedResponse, form: bytes = b"", *, file: str | None = None
) -> str:
    """The line of one response. `form`: what the request sent; `file`: the name where it is another one."""
    media = (response.header("Content-Type") or "").partition(";")[0].strip().lower()
    fields = {
        "url": response.url,
        "mime": "warc/revisit" if response.revisit else media.replace(" ", "") or "unk",
        "status": str(response.status),
        "digest": response.digest,
        "length": str(locator.length),
        "offset": str(locator.offset),
        "filename": file or locator.file,
    }
    if response.method != "GET":
        fields["method"] = response.method
    stamp = response.fetched_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    key = url_key(_asked(response, form))
    return f"{key} {stamp} {json.dumps(fields, ensure_ascii=False)}"


def _asked(response: ArchivedResponse, form: bytes) -> str:
    """The URL with the fields of a form behind it: what is sent to one address gives many pages."""
    if response.method == "GET":
        return response.url
    sent = unquote_plus(form.decode("utf-8", "replace"))[:_FORM_CHARS]
    return f"{response.url}{'&' if '?' in response.url else '?'}__wb_method={response.method}&{sent}"


def indexed_responses(directory: Path, name: str, start: int) -> Iterator[IndexedResponse]:
    """The responses of one WARC file from byte `start` on, in their order; damage is stepped over.

    One that a crawl is just writing (its request is not there yet) is left for the next time.
    """
    with open_for_reading(directory, name) as file:
        growing = str(file.name).endswith(OPEN)
        waiting: tuple[Member, ArchivedResponse] | None = None
        size = os.fstat(file.fileno()).st_size
        for found in walk_members(file, begins=RECORD_START, end=size, start=start):
            if isinstance(found, Gap):
                continue
            if (request := parse_request(found.content)) is not None and waiting is not None:
                yield _indexed(name, *waiting, request[1], found.end)
                waiting = None
                continue
            if waiting is not None:
                yield _indexed(name, *waiting, b"", waiting[0].end)
            response = parse_response(found.content)
            waiting = None if response is None else (found, response)
        if waiting is not None and not growing:
            yield _indexed(name, *waiting, b"", waiting[0].end)


def _indexed(name: str, member: Member, response: ArchivedResponse, form: bytes, end: int) -> IndexedResponse:
    locator = Locator(file=name, offset=member.offset, length=member.length)
    return IndexedResponse(index_line(locator, response, form), end)
