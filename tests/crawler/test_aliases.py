"""A portal that moved: articles known under its former name are the same articles at the new one."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from corpus.article import Article
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, FrontierUrl, VisitedPage
from corpus.portal import Portal
from crawler.aliases import article_as_known, links_as_known
from crawler.guard import refusal

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
MOVED = Portal(
    key="vinh-an",
    agency="UBND xã Vĩnh An",
    level="commune",
    start_urls=("https://vinhan.angiang.example.vn/",),
    aliases=("vinhan.kiengiang.example.vn", "vinhan2.angiang.example.vn"),
)


def article(url: str) -> Article:
    return Article(url=url, portal="vinh-an", platform="wordpress", title="Hội nghị")


def link(url: str) -> FrontierUrl:
    return FrontierUrl(url=url, canonical_url=url, role="article")


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    """Knows one article, by the address it had before the merger."""
    with Catalog.open("sqlite://") as opened:
        known = "http://vinhan.kiengiang.example.vn/tin/1"
        capture = CaptureRecord(
            url=known,
            canonical_url=known,
            portal="vinh-an",
            locator=Locator(file="a.warc.gz", offset=0, length=9),
            status=200,
            digest="sha256:A",
            fetched_at=NOON,
        )
        opened.record_page(
            VisitedPage(link(known), capture, outcome="done", now=NOON, article=article(known))
        )
        yield opened


@pytest.mark.parametrize(
    ("found", "known_as"),
    [
        ("https://vinhan.angiang.example.vn/tin/1", "http://vinhan.kiengiang.example.vn/tin/1"),
        ("http://vinhan2.angiang.example.vn/tin/1", "http://vinhan.kiengiang.example.vn/tin/1"),
        ("http://vinhan.kiengiang.example.vn/tin/1", "http://vinhan.kiengiang.example.vn/tin/1"),
        ("https://vinhan.angiang.example.vn/tin/2", "https://vinhan.angiang.example.vn/tin/2"),
    ],
)
def test_what_was_known_under_a_former_name_keeps_it(catalog: Catalog, found: str, known_as: str) -> None:
    (named,) = links_as_known(catalog, MOVED, [link(found)])
    assert (named.canonical_url, named.url) == (known_as, found), "asked for where it is now"
    read = article_as_known(catalog, MOVED, article(found))
    assert read is not None
    assert read.article_id == article(known_as).article_id


def test_without_aliases_every_host_is_another(catalog: Catalog) -> None:
    alone = MOVED.model_copy(update={"aliases": ()})
    found = link("https://vinhan.angiang.example.vn/tin/1")
    assert links_as_known(catalog, alone, [found]) == (found,)


def test_a_former_name_is_the_portals_own() -> None:
    assert refusal("http://vinhan.kiengiang.example.vn/tin/1", MOVED) is None
