"""WARC 1.1 records as bytes, through warcio (its only user): an exchange in, gzip members out, and back.

No files here. Source: WARC 1.1 (ISO 28500:2017), 6 (record types), 5.2 (extension fields: `WARC-Tra-Tin-*`).
"""

import base64
import hashlib
import io
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from corpus.capture import ArchivedResponse, CaptureRecord, Exchange, Headers, Locator, first_header

_PORTAL = "WARC-Tra-Tin-Portal"
_METHOD = "WARC-Tra-Tin-Method"
_PAYLOAD_AT = "WARC-Tra-Tin-Payload-At"
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

_TRANSFER_ENCODING = "X-Archive-Orig-Transfer-Encoding"
"""Stored for Transfer-Encoding: the body no longer has that coding, and readers would undo it again."""

_REASONS = {status.value: status.phrase for status in HTTPStatus}


class _HeadersAsReceived(StatusAndHeaders):  # type: ignore[misc]  # warcio has no types
    """Writes header bytes back as they came; warcio would percent-encode what is not ASCII."""

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:
        lines = [f"{self.protocol} {self.statusline}", *(f"{name}: {value}" for name, value in self.headers)]
        return b"".join(_header_bytes(line) + b"\r\n" for line in lines) + b"\r\n"


def payload_digest(body: bytes) -> str:
    """`sha256:BASE32` of a body as stored."""
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()


def warcinfo_record(file_name: str) -> bytes:
    """The record that begins a file and says who wrote it and how."""
    info = {
        "software": "Tra Tin (warcio)",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": "Transfer coding removed; reason phrases are the standard ones, not the server's",
    }
    writer = _writer()
    return _written(writer, writer.create_warcinfo_record(file_name, info))


def exchange_records(exchange: Exchange, unchanged: CaptureRecord | None) -> tuple[bytes, bytes]:
    """The response record and its request record, each a whole gzip member.

    `unchanged` is an earlier capture that already has this payload: then the first is a revisit without body.
    """
    writer = _writer()
    fields = {**_shared_fields(exchange), **_response_fields(exchange)}
    kind, body = "response", exchange.body
    if unchanged is not None:
        kind, body = "revisit", b""
        fields |= _revisit_fields(exchange, unchanged)
    status = f"{exchange.status} {_REASONS.get(exchange.status, 'Unknown')}"
    head = _HeadersAsReceived(status, _stored_headers(exchange.headers), protocol="HTTP/1.1")
    response = _record(writer, kind, fields, head, body)
    response_id = response.rec_headers.get_header("WARC-Record-ID")
    return _written(writer, response), _request_record(exchange, response_id)


def parse_response(record: bytes) -> ArchivedResponse | None:
    """The response in an inflated record; None for records of other types (warcinfo, request)."""
    parsed = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(io.BytesIO(record))
    if parsed.rec_type not in ("response", "revisit") or parsed.http_headers is None:
        return None
    fields: Headers = tuple(parsed.rec_headers.headers)
    payload_at = first_header(fields, _PAYLOAD_AT)
    return ArchivedResponse(
        url=first_header(fields, "WARC-Target-URI") or "",
        portal=first_header(fields, _PORTAL) or "",
        method=first_header(fields, _METHOD) or "GET",
        status=int(parsed.http_headers.get_statuscode()),
        headers=tuple(parsed.http_headers.headers),
        body=parsed.raw_stream.read(),
        fetched_at=datetime.fromisoformat(first_header(fields, "WARC-Date") or ""),
        digest=first_header(fields, "WARC-Payload-Digest") or "",
        payload_at=Locator.parse(payload_at) if payload_at else None,
    )


def digest_differs(response: ArchivedResponse) -> bool:
    """Whether the body is not the one that was archived. Digests of other kinds than ours are believed."""
    has_body = response.payload_at is None and response.digest.startswith("sha256:")
    return has_body and payload_digest(response.body) != response.digest


def parse_request(record: bytes) -> tuple[str, bytes] | None:
    """Method and body of the request in an inflated record; None for records of other types."""
    parsed = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(io.BytesIO(record))
    if parsed.rec_type != "request" or parsed.http_headers is None:
        return None
    return parsed.http_headers.protocol, parsed.raw_stream.read()


def _shared_fields(exchange: Exchange) -> dict[str, str]:
    return {"WARC-Target-URI": _uri(exchange.url), "WARC-Date": _warc_date(exchange.fetched_at)}


def _response_fields(exchange: Exchange) -> dict[str, str]:
    fields = {"WARC-Payload-Digest": payload_digest(exchange.body), _PORTAL: exchange.portal}
    if exchange.method != "GET":
        fields[_METHOD] = exchange.method
    if exchange.ip:
        fields["WARC-IP-Address"] = exchange.ip
    return fields


def _revisit_fields(exchange: Exchange, unchanged: CaptureRecord) -> dict[str, str]:
    not_modified = exchange.status == HTTPStatus.NOT_MODIFIED
    return {
        "WARC-Profile": _NOT_MODIFIED if not_modified else _UNCHANGED,
        "WARC-Payload-Digest": unchanged.digest,
        "WARC-Refers-To-Target-URI": _uri(unchanged.url),
        "WARC-Refers-To-Date": _warc_date(unchanged.fetched_at),
        _PAYLOAD_AT: str(unchanged.payload_locator),
    }


def _request_record(exchange: Exchange, response_id: str) -> bytes:
    writer = _writer()
    fields = {**_shared_fields(exchange), "WARC-Concurrent-To": response_id}
    target = urlsplit(_uri(exchange.url))._replace(scheme="", netloc="", fragment="").geturl()
    line = f"{target.replace(' ', '%20') or '/'} HTTP/1.1"
    head = _HeadersAsReceived(line, _stored_headers(exchange.request_headers), protocol=exchange.method)
    return _written(writer, _record(writer, "request", fields, head, exchange.request_body))


def _record(
    writer: BufferWARCWriter, kind: str, fields: dict[str, str], head: StatusAndHeaders, body: bytes
) -> Any:
    uri, payload = fields["WARC-Target-URI"], io.BytesIO(body)
    return writer.create_warc_record(uri, kind, payload, len(body), "", fields, None, head)


def _writer() -> BufferWARCWriter:
    return BufferWARCWriter(gzip=True, warc_version="1.1")


def _written(writer: BufferWARCWriter, record: Any) -> bytes:
    writer.write_record(record)
    content: bytes = writer.get_contents()
    return content


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _stored_headers(headers: Headers) -> list[tuple[str, str]]:
    renamed = {"transfer-encoding": _TRANSFER_ENCODING}
    return [(renamed.get(name.lower(), _one_line(name)), _one_line(value)) for name, value in headers]


def _uri(url: str) -> str:
    """In ASCII without spaces, as RFC 3986 wants it; pywb answers 500 for a record of another URL."""
    return quote(_one_line(url), safe=_PRINTABLE)


_PRINTABLE = "".join(map(chr, range(33, 127)))


def _one_line(text: str) -> str:
    """Without line breaks and NUL, which would forge a header."""
    return text.replace("\r", " ").replace("\n", " ").replace("\0", " ")


def _header_bytes(line: str) -> bytes:
    """The bytes that HTTP gave; text beyond Latin-1 was decoded by someone and is stored as UTF-8."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")
