"""The frontier's rules: who is handed out, when, and that nothing is forgotten."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from corpus.article import PartialDate
from corpus.catalog import Catalog, ClaimedUrl, FrontierUrl, PostRequest, UrlHint
from corpus.catalog.frontier import first_of_lanes

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}") as opened:
        yield opened


def found(path: str, host: str = "vinhan.example.vn", **more: object) -> FrontierUrl:
    url = f"https://{host}/{path}"
    return FrontierUrl.model_validate({"url": url, "canonical_url": url, "role": "article", **more})


def claimed(catalog: Catalog, busy: tuple[str, ...] = (), now: datetime = NOON) -> ClaimedUrl:
    url = catalog.claim(busy, now)
    assert url is not None
    return url


def test_known_urls_are_not_new(catalog: Catalog) -> None:
    assert catalog.add_urls("vinh-an", [found("1"), found("2"), found("1")], NOON) == 2
    assert catalog.add_urls("vinh-an", [found("2"), found("3")], NOON) == 1
    assert catalog.pending_count() == 3


def test_higher_priority_comes_first_then_the_older(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [found("a"), found("b", priority=5), found("c", priority=5)], NOON)
    assert [claimed(catalog).url[-1] for _ in "abc"] == ["b", "c", "a"]
    assert catalog.claim([], NOON) is None


def test_busy_host_is_passed_over(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [found("1", priority=9)], NOON)
    catalog.add_urls("an-phu", [found("2", host="anphu.example.vn:8080")], NOON)
    assert claimed(catalog, ("vinhan.example.vn",)).host == "anphu.example.vn:8080"
    assert catalog.claim(["vinhan.example.vn"], NOON) is None


def test_only_wanted_portals_are_claimed(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [found("1")], NOON)
    catalog.add_urls("an-phu", [found("2")], NOON)
    url = catalog.claim([], NOON, portals=["an-phu"])
    assert url is not None
    assert url.portal == "an-phu"
    assert catalog.pending_count(["an-phu"]) == 0
    assert catalog.pending_count() == 1


def test_postponed_url_comes_when_it_is_due_and_counts_its_tries(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [found("1")], NOON)
    catalog.postpone(claimed(catalog).url_id, LATER, "http-503")
    assert catalog.claim([], NOON) is None
    assert catalog.pending_count() == 1
    assert catalog.next_due_at() == LATER
    assert claimed(catalog, now=LATER).tries == 1


def test_claimed_url_is_found_as_it_was_given(catalog: Catalog) -> None:
    date = PartialDate(value="2026-11-20", precision="day", source="feed")
    form = PostRequest(fields=(("__EVENTTARGET", "pager"),), referer="https://vinhan.example.vn/ds")
    given = found("ds", role="list", hint=UrlHint(title="Tin", published=date), request=form)
    catalog.add_urls("vinh-an", [given], NOON)
    assert (
        claimed(catalog).model_dump(exclude={"url_id", "portal", "tries", "visits", "interval_seconds"})
        == given.model_dump()
    )


def test_forms_with_other_fields_are_other_urls(catalog: Catalog) -> None:
    pages = [found("ds", request=PostRequest(fields=(("page", str(n)),))) for n in (2, 3)]
    assert catalog.add_urls("vinh-an", [found("ds"), *pages, pages[0]], NOON) == 3


def test_later_sight_raises_priority_and_adds_the_hint(catalog: Catalog) -> None:
    hint = UrlHint(title="Hội nghị")
    catalog.add_urls("vinh-an", [found("1", role="page"), found("2", priority=3)], NOON)
    catalog.add_urls("vinh-an", [found("1", priority=7, hint=hint)], NOON)
    url = claimed(catalog)
    assert (url.url[-1], url.priority, url.role, url.hint) == ("1", 7, "article", hint)
    assert catalog.hint(url.canonical_url) == hint


def test_urls_in_flight_when_the_run_died_are_visited_again(catalog: Catalog) -> None:
    catalog.add_urls("vinh-an", [found("1")], NOON)
    claimed(catalog)
    assert catalog.claim([], NOON) is None
    assert catalog.release_in_flight() == 1
    assert claimed(catalog).tries == 0


def test_recrawl_wakes_what_leads_to_others_and_no_article(catalog: Catalog) -> None:
    form = PostRequest(fields=(("page", "2"),))
    urls = [
        found("s", role="start"),
        found("f", role="feed"),
        found("p", role="list", request=form),
        found("a"),
    ]
    catalog.add_urls("vinh-an", urls, NOON)
    while (url := catalog.claim([], NOON)) is not None:
        catalog.finish(url.url_id, "done", "", NOON)
    assert catalog.reset_for_recrawl(LATER, ["an-phu"]) == 0
    assert catalog.reset_for_recrawl(LATER) == 2
    assert sorted(claimed(catalog).role for _ in range(2)) == ["feed", "start"]


def test_claim_only_looks_up_however_many_urls_wait(catalog: Catalog, tmp_path: Path) -> None:
    """A plan that scans would take seconds over a million URLs of busy hosts; this one takes under a ms."""
    catalog.add_urls("vinh-an", [found(str(n), priority=9) for n in range(100)], NOON)
    query = first_of_lanes(["vinhan.example.vn"], ["vinh-an"])
    statement = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    with sqlite3.connect(tmp_path / "catalog.sqlite") as database:
        plan = [row[3] for row in database.execute(f"explain query plan {statement}")]
    assert not [step for step in plan if step.startswith("SCAN urls")], plan
    assert any("urls_claim" in step for step in plan), plan
