"""A host that moved is noticed by its redirects, followed, and its articles stay the same articles."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from corpus.catalog import Catalog
from corpus.moves import Move
from corpus.portal import Portal
from crawler.moves import PAGES, MoveWatch, move_alarms, moved, with_moves

if TYPE_CHECKING:
    CrawlProcess = LoopbackSite = Any

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
OLD, NEW = "http://vinhan.kiengiang.gov.vn", "https://vinhan.angiang.gov.vn"
PORTAL = Portal(key="vinh-an", agency="UBND xã Vĩnh An", level="commune", start_urls=(f"{OLD}/",))
MOVE = Move(
    portal="vinh-an",
    former="vinhan.kiengiang.gov.vn",
    now="vinhan.angiang.gov.vn",
    scheme="https",
    pages=5,
    noticed_at=NOON,
)


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    with Catalog.open("sqlite://") as opened:
        yield opened


def watch(catalog: Catalog, *portals: Portal) -> MoveWatch:
    return MoveWatch({portal.key: portal for portal in portals}, catalog, lambda: NOON)


def led_by_pages(watch: MoveWatch, portal: Portal, there: str, pages: int = PAGES) -> Move | None:
    """What is judged after so many pages of the old host led to the same addresses there."""
    judged = None
    for number in range(pages):
        judged = watch.led(portal, f"{OLD}/tin?id={number}", f"{there}/tin?id={number}", is_start=False)
    return judged


def test_a_host_moved_when_enough_pages_lead_to_their_addresses_elsewhere(catalog: Catalog) -> None:
    watching = watch(catalog, PORTAL)
    assert led_by_pages(watching, PORTAL, NEW, PAGES - 1) is None
    assert catalog.moves.all() == ()
    assert led_by_pages(watching, PORTAL, NEW) == MOVE
    assert catalog.moves.all() == (MOVE,)


@pytest.mark.parametrize("target", [f"{NEW}/", f"{NEW}/tin?id=0", f"{NEW}/moi?id={{n}}"])
def test_pages_that_lead_elsewhere_there_are_no_move(catalog: Catalog, target: str) -> None:
    watching = watch(catalog, PORTAL)
    for number in range(3 * PAGES):
        led_to = target.format(n=number)
        assert watching.led(PORTAL, f"{OLD}/tin?id={number}", led_to, is_start=False) is None


def test_a_host_that_answers_by_itself_in_between_did_not_move(catalog: Catalog) -> None:
    watching = watch(catalog, PORTAL)
    led_by_pages(watching, PORTAL, NEW, PAGES - 1)
    watching.stayed(PORTAL, f"{OLD}/gioi-thieu", is_start=False)
    assert led_by_pages(watching, PORTAL, NEW, PAGES - 1) is None


@pytest.mark.parametrize(
    ("portal", "there", "doubt"),
    [
        (PORTAL, "https://nha-cai.example.com", "other-domain"),
        (PORTAL, "https://so.angiang.gov.vn", "another-portal"),
        (PORTAL.model_copy(update={"follow_moves": False}), NEW, "not-wanted"),
    ],
)
def test_a_doubtful_move_is_told_and_not_followed(
    catalog: Catalog, portal: Portal, there: str, doubt: str
) -> None:
    other = PORTAL.model_copy(update={"key": "so", "start_urls": ("https://so.angiang.gov.vn/",)})
    assert led_by_pages(watch(catalog, portal, other), portal, there) is None
    (move,) = catalog.moves.all()
    assert (move.doubt, move.followed) == (doubt, False)
    assert with_moves([portal], [move]) == {"vinh-an": portal}
    (alarm,) = move_alarms([portal], [move])
    assert "not followed" in alarm.text


def test_a_start_page_alone_is_a_doubt_until_it_is_back(catalog: Catalog) -> None:
    watching = watch(catalog, PORTAL)
    assert watching.led(PORTAL, f"{OLD}/", f"{NEW}/", is_start=True) is None
    assert [move.doubt for move in catalog.moves.all()] == ["few-pages"]
    watching.stayed(PORTAL, f"{OLD}/", is_start=True)
    assert catalog.moves.all() == ()


def test_a_portal_that_moved_starts_at_its_new_host_and_keeps_the_former_as_alias() -> None:
    known = with_moves([PORTAL], [MOVE])["vinh-an"]
    assert known.start_urls == (f"{NEW}/",)
    assert known.aliases == ("vinhan.kiengiang.gov.vn",)
    assert known.owns(f"{NEW}/tin")
    assert known.owns(f"{OLD}/tin")
    assert with_moves([known], [MOVE]) == {"vinh-an": known}, "config.toml knows it by now"
    assert move_alarms([known], [MOVE]) == ()
    back = replace_host(MOVE)
    assert moved(known, back).aliases == ("vinhan.angiang.gov.vn",), "and back again"


def replace_host(move: Move) -> Move:
    return move.model_copy(update={"former": move.now, "now": move.former, "scheme": "http"})


def address_of(catalog: Catalog) -> dict[str, str]:
    """Title -> URL of every article, as the catalog knows it."""
    return {
        change.article.title: change.article.url
        for change in catalog.changes_since(0, 1000)
        if change.article is not None
    }


def move_to(old: "LoopbackSite", new: "LoopbackSite") -> None:
    """Serves all pages at the new host, and leads there from the old one."""
    for path, served in list(old.pages.items()):
        new.pages[path] = served
        old.pages[path] = replace(served, body=b"", status=301, headers={"Location": new.url + path})


def test_a_crawl_follows_a_portal_that_moved_and_finds_no_article_twice(
    site: "LoopbackSite", other_site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    articles = [site.article(number) for number in range(8)]
    site.list_page("/", articles)
    assert crawled(site.portal()).report["ok"]
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        before = address_of(catalog)
        ids = {change.article_id for change in catalog.changes_since(0, 1000)}
    assert len(before) == 8

    move_to(site, other_site)
    other_site.list_page("/", [other_site.article(8), *articles])
    second = crawled(site.portal())
    assert "followed, its articles stay the same" in second.log
    assert [alarm["kind"] for alarm in second.report["alarms"]] == ["moved"]
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        after = address_of(catalog)
        assert {title: url for title, url in after.items() if title in before} == before
        (added,) = after.keys() - before.keys()
        assert after[added].startswith(other_site.url), "what is new has the new name"
        assert all(catalog.article(one) is not None for one in ids), "old addresses answer"
        assert catalog.summary()[0].blocked == 0, "nothing is left out as another host's"

    site.pages.clear()  # the old host is switched off at last
    other_site.list_page("/", [other_site.article(9), other_site.article(8), *articles])
    third = crawled(site.portal())
    assert third.report["portals"][0]["articles_new"] == 1
    assert [alarm["kind"] for alarm in third.report["alarms"]] == ["moved"], "until config.toml knows"
    known = site.portal(start_urls=[f"{other_site.url}/"], aliases=[site.url.removeprefix("http://")])
    assert crawled(known).report["alarms"] == []

    (crawled.directory / "catalog.sqlite").unlink()
    assert crawled(site.portal(), verb="reparse").report["ok"]
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert catalog.article_count() == 10
        assert {title: url for title, url in address_of(catalog).items() if title in before} == before


def test_a_new_system_with_other_paths_keeps_the_articles(
    site: "LoopbackSite", other_site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    site.list_page("/", [site.article(number) for number in range(3)])
    crawled(site.portal())
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        before = address_of(catalog)
    pages = {path: site.pages[path] for path in map(site.article, range(3))}
    moved_pages = {f"/tin-bai/{number}.html": page for number, page in enumerate(pages.values())}
    other_site.pages |= moved_pages
    other_site.list_page("/", list(moved_pages))
    now = site.portal(start_urls=[f"{other_site.url}/"], aliases=[site.url.removeprefix("http://")])
    soon = {"article_revisit_days": [0.000_001, 0.000_002, 0.000_003]}
    assert crawled(now, **soon).report["portals"][0]["articles_new"] == 0
    changed = other_site.pages["/tin-bai/1.html"]
    other_site.pages["/tin-bai/1.html"] = replace(
        changed, body=changed.body.replace("đông đủ".encode(), "rất đông đủ, cùng các thầy cô".encode())
    )
    again = crawled(now, **soon).report["portals"][0]
    assert (again["articles_new"], again["articles_changed"]) == (0, 1), "its name was noted"
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        assert address_of(catalog) == before
