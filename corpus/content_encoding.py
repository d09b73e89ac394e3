"""Undoes HTTP Content-Encoding within a size limit: pure, and total over hostile bytes.

Source: RFC 9110, 8.4 (codings in the order they were applied) and 8.4.1 (gzip, x-gzip, deflate).
"""

import zlib

from corpus.errors import SkipItem

GZIP_MAGIC = b"\x1f\x8b"
_STEP_BYTES = 1 << 16
_MAX_MEMBERS = 1000
"""Servers send one gzip member. Millions of empty ones would cost quadratic time, so they stop here."""


def decode_body(body: bytes, encoding: str | None, *, max_decoded_bytes: int) -> bytes:
    """`body` without its content codings, at most `max_decoded_bytes` long.

    A body that says gzip and is not (seen behind proxies that already decoded it) is given back as it is.
    Raises SkipItem: `body-too-large`, `content-encoding-broken`, `content-encoding-unknown`.
    """
    codings = [c.strip().lower() for c in (encoding or "").split(",") if c.strip()]
    for coding in reversed(codings):
        body = _undo(coding, body, max_decoded_bytes)
    if len(body) > max_decoded_bytes:
        raise SkipItem("body-too-large")
    return body


def _undo(coding: str, body: bytes, limit: int) -> bytes:
    if coding in ("identity", "none") or not body:
        return body
    if coding in ("gzip", "x-gzip"):
        return _gunzip(body, limit) if body.startswith(GZIP_MAGIC) else body
    if coding == "deflate":
        return _inflate(body, limit)
    raise SkipItem("content-encoding-unknown")


def _gunzip(body: bytes, limit: int) -> bytes:
    """All members; what follows the last one (padding of some servers) is ignored, as browsers do."""
    parts: list[bytes] = []
    while body.startswith(GZIP_MAGIC):
        if len(parts) == _MAX_MEMBERS:
            raise SkipItem("content-encoding-broken")
        part, body = _decompress(body, zlib.MAX_WBITS + 16, limit)
        limit -= len(part)
        parts.append(part)
    return b"".join(parts)


def _inflate(body: bytes, limit: int) -> bytes:
    """RFC 9110 means zlib format; IIS 6 sends the raw stream, so that is tried second."""
    try:
        return _decompress(body, zlib.MAX_WBITS, limit)[0]
    except SkipItem as error:
        if error.reason != "content-encoding-broken":
            raise
        return _decompress(body, -zlib.MAX_WBITS, limit)[0]


def _decompress(body: bytes, window_bits: int, limit: int) -> tuple[bytes, bytes]:
    """(decoded, rest behind the stream). Never holds more than `limit` + 64 KiB of output."""
    decoder = zlib.decompressobj(window_bits)
    pieces, size, rest = [], 0, body
    try:
        while rest and not decoder.eof:
            piece = decoder.decompress(rest, _STEP_BYTES)
            size += len(piece)
            if size > limit:
                raise SkipItem("body-too-large")
            pieces.append(piece)
            rest = decoder.unconsumed_tail
    except zlib.error as error:
        raise SkipItem("content-encoding-broken") from error
    pieces.append(
        decoder.flush()
    )  # at most one match, 258 bytes: inflate takes no input without room for output
    if not decoder.eof:
        raise SkipItem("content-encoding-broken")
    return b"".join(pieces), decoder.unused_data
