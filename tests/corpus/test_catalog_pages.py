"""Pages recorded many at once leave what they leave when recorded one after the other."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, Attachment
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, FrontierUrl, StoredArticle, UrlHint, VisitedPage
from corpus.catalog.files import links
from corpus.catalog.schema import articles, captures, urls, versions

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TELLING = {
    captures: [captures.c.locator, captures.c.canonical_url],
    articles: [c for c in articles.c if c.name not in ("sequence", "current_version")],
    versions: [versions.c.article_id, versions.c.capture_id, versions.c.digest],
    links: list(links.c),
    urls: [c for c in urls.c if c.name != "id"],
}
"""What must be equal: all but the numbers that count changes and rows."""


def url(number: int, *, priority: int = 0, title: str | None = None) -> FrontierUrl:
    name = f"https://vinhan.example.vn/tin/{number}"
    hint = UrlHint(title=title) if title else None
    return FrontierUrl(url=name, canonical_url=name, role="article", priority=priority, hint=hint)


numbers = st.integers(0, 4)
found = st.builds(url, st.integers(3, 8), priority=st.integers(0, 3), title=st.sampled_from([None, "A", "B"]))


def article(number: int, title: str) -> Article:
    file = Attachment(name=title, href="/A.pdf", url=f"https://vinhan.example.vn/{title}.pdf")
    return Article(
        url=url(number).url, portal="vinh-an", platform="wordpress", title=title, attachments=(file,)
    )


@st.composite
def batches(draw: st.DrawFn, day: int) -> list[VisitedPage]:
    """Some of five claimed URLs, each once; two may hold the same article, with the number 5, or none."""
    pages = []
    for number in draw(st.lists(numbers, unique=True)):
        at = NOON + timedelta(days=day, hours=draw(st.integers(0, 3)))
        outcome = draw(st.sampled_from(["done", "done", "gone"]))
        capture = CaptureRecord(
            url=url(number).url,
            canonical_url=url(number).url,
            portal=draw(st.sampled_from(["vinh-an", "an-phu"])),
            locator=Locator(file="a.warc.gz", offset=number * 100 + day, length=90),
            status=200,
            digest="sha256:A",
            fetched_at=at,
        )
        told = draw(st.none() | st.builds(article, st.sampled_from([number, 5]), st.sampled_from("AB")))
        pages.append(
            VisitedPage(
                number + 1,
                capture,
                outcome=outcome,
                now=at,
                article=told if outcome == "done" else None,
                discovered=draw(st.lists(found, max_size=3)),
                revisit_before=draw(st.sampled_from([None, NOON])),
            )
        )
    return pages


def ready() -> Catalog:
    """An empty catalog but for five claimed URLs, with the ids 1 to 5."""
    catalog = Catalog.open("sqlite://")
    catalog.add_urls("vinh-an", [url(number) for number in range(5)], NOON)
    while catalog.claim([], NOON) is not None:
        pass
    return catalog


def told_by(catalog: Catalog) -> dict[str, list[str]]:
    with catalog._database.reading() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(*columns)))
            for table, columns in TELLING.items()
        }


def currents(catalog: Catalog) -> list[StoredArticle | None]:
    return [catalog.article(article(number, "A").article_id) for number in range(6)]


@settings(max_examples=15, deadline=None)
@given(batches(0), batches(1))
def test_pages_at_once_are_pages_one_by_one(first: list[VisitedPage], second: list[VisitedPage]) -> None:
    with ready() as single, ready() as together:
        for pages in (first, second, second):
            one_by_one = [single.record_page(page) for page in pages]
            assert together.record_pages(pages) == one_by_one
            assert told_by(together) == told_by(single)
            assert currents(together) == currents(single)
