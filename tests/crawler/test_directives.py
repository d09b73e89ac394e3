"""What a page asks of robots."""

from datetime import UTC, datetime

import pytest

from crawler.directives import Directives, read_directives

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def read(*headers: str, body: str = "") -> Directives:
    pairs = tuple(("X-Robots-Tag", value) for value in headers)
    return read_directives(pairs, body.encode(), "TraTinBot", NOW)


@pytest.mark.parametrize(
    ("header", "index", "follow"),
    [
        ("noindex", False, True),
        ("NoFollow", True, False),
        ("none", False, False),
        ("all", True, True),
        ("noarchive, nofollow", True, False),
        ("tratinbot: noindex", False, True),
        ("googlebot: noindex, nofollow", True, True),
        ("unavailable_after: Fri, 20 Nov 2026 00:00:00 GMT", False, True),
        ("unavailable_after: 2027-01-01", True, True),
        ("unavailable_after: khi nào đó", True, True),
        ("max-snippet: 10, noindex", False, True),
        ("noindexed", True, True),
    ],
)
def test_header_directives_for_us_are_kept(header: str, index: bool, follow: bool) -> None:
    assert read(header) == Directives(index=index, follow=follow)


@pytest.mark.parametrize(
    ("body", "index", "follow"),
    [
        ('<meta name="robots" content="noindex, nofollow">', False, False),
        ("<META CONTENT='nofollow' NAME='ROBOTS'/>", True, False),
        ('<meta name="TraTinBot" content="noindex">', False, True),
        ('<meta name="googlebot" content="noindex">', True, True),
        ('<!-- <meta name="robots" content="noindex"> -->', True, True),
        ('<meta name="description" content="noindex">', True, True),
        ("<p>noindex</p>", True, True),
    ],
)
def test_meta_directives_for_us_are_kept(body: str, index: bool, follow: bool) -> None:
    assert read(body=body) == Directives(index=index, follow=follow)


def test_the_strictest_of_several_counts() -> None:
    assert read("noindex", body='<meta name="robots" content="nofollow">') == Directives(
        index=False, follow=False
    )
