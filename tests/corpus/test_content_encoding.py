"""Content codings as servers use and misuse them."""

import gzip
import zlib

import pytest

from corpus.content_encoding import decode_body
from corpus.errors import SkipItem

PAGE = b"<p>Tin</p>" * 500
PACKED = gzip.compress(PAGE, mtime=0)
RAW = zlib.compress(PAGE)[2:-4]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (PAGE, None),
        (PAGE, "identity"),
        (PACKED, "GZIP"),
        (PACKED, "x-gzip"),
        (PACKED + b"\0\0padding", "gzip"),
        (gzip.compress(PAGE[:70], mtime=0) + gzip.compress(PAGE[70:], mtime=0), "gzip"),
        (gzip.compress(PACKED, mtime=0), "gzip, gzip"),
        (zlib.compress(PAGE), "deflate"),
        (RAW, "deflate"),
        (PAGE, "gzip"),  # a proxy undid the coding and left the header
    ],
)
def test_body_comes_out_as_the_server_meant_it(body: bytes, encoding: str | None) -> None:
    assert decode_body(body, encoding, max_decoded_bytes=len(PAGE)) == PAGE


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (PACKED[:-3], "gzip", "content-encoding-broken"),
        (PACKED[:40] + b"rotten" + PACKED[46:], "gzip", "content-encoding-broken"),
        (b"no zlib at all", "deflate", "content-encoding-broken"),
        (gzip.compress(b"", mtime=0) * 2000, "gzip", "content-encoding-broken"),
        (PAGE, "zstd", "content-encoding-unknown"),
        (PAGE + b".", None, "body-too-large"),
        (gzip.compress(PAGE + b".", mtime=0), "gzip", "body-too-large"),
        (gzip.compress(gzip.compress(bytes(10_000_000), mtime=0), mtime=0), "gzip, gzip", "body-too-large"),
    ],
)
def test_what_cannot_be_trusted_is_skipped_with_a_reason(
    body: bytes, encoding: str | None, reason: str
) -> None:
    with pytest.raises(SkipItem) as caught:
        decode_body(body, encoding, max_decoded_bytes=len(PAGE))
    assert caught.value.reason == reason
