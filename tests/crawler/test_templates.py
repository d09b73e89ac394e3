"""Forms of URLs, and budgets of those that bring nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from corpus.frontier import FrontierUrl, PostRequest, Role
from crawler.templates import TemplateBudgets, folder_of, template_of

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def url(path: str, role: Role = "page", request: PostRequest | None = None) -> FrontierUrl:
    full = f"https://vinhan.example.vn{path}"
    return FrontierUrl(url=full, canonical_url=full, role=role, request=request)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/phien/3fa85f6457174562b3fc2c96?muc=1", "/phien/9b1deb4d3b7d4bad9bdd2b0d?muc=7"),
        ("/lich/2024/5", "/lich/1999/12"),
        ("/lich-hop/xem.html?d=1715000000", "/lich-hop/xem.html?d=3"),
        ("/tin-tuc/hoi-nghi-chuyen-doi-so.html", "/tin-tuc/ra-quan-trong-cay.html"),
        ("/tin-tuc/page-2/", "/tin-tuc/page-300/"),
        ("/a/b/c/d/e/f/g/h", "/a/b/c/d/e/f/x/y/z"),
    ],
)
def test_urls_of_one_form_share_a_template(one: str, other: str) -> None:
    assert template_of(one) == template_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/tin-tuc/", "/van-ban/"),
        ("/xem.aspx?id=1", "/xem.aspx?ngay=1"),
        ("/tin-tuc/page-2/", "/tin-tuc/hoi-nghi-chuyen-doi-so.html"),
    ],
)
def test_urls_of_different_forms_do_not(one: str, other: str) -> None:
    assert template_of(one) != template_of(other)


def test_the_first_folder_is_a_form_of_its_own() -> None:
    assert folder_of("https://a.vn/sau/mot/hai") == folder_of("https://a.vn/sau/ba") == "a.vn/sau/**"
    assert folder_of("https://a.vn/tin.html") == ""


def test_a_form_that_brings_nothing_is_stopped_and_an_article_in_between_forgives() -> None:
    budgets = TemplateBudgets("vinh-an", most_barren=3)
    for number in range(2):
        budgets.count(url(f"/muc/{number}"), NOW, fruitful=False)
    budgets.count(url("/muc/9"), NOW, fruitful=True)
    for number in range(3):
        assert not budgets.stopped(url("/muc/1"))
        budgets.count(url(f"/muc/{number}"), NOW, fruitful=False)
    assert budgets.stopped(url("/muc/77"))
    assert not budgets.stopped(url("/muc/77", "feed")), "sources are few"
    assert not budgets.stopped(url("/muc/77", request=PostRequest(fields=(("a", "b"),)))), "forms count apart"


def test_a_tree_of_folders_is_stopped_by_its_first() -> None:
    budgets = TemplateBudgets("vinh-an", most_barren=2)
    for path in ("/sau/mot", "/sau/hai", "/sau/mot/hai", "/sau/ba/mot", "/sau/ba/hai/mot", "/sau/x/y"):
        assert not budgets.stopped(url("/sau/neu"))
        budgets.count(url(path), NOW, fruitful=False)
    assert budgets.stopped(url("/sau/neu"))


def test_what_was_learnt_outlives_the_run_and_is_tried_again_after_a_month() -> None:
    budgets = TemplateBudgets("vinh-an", most_barren=10)
    for number in range(10):
        budgets.count(url(f"/muc/{number}"), NOW, fruitful=False)
    learnt = budgets.take_changed()
    assert budgets.take_changed() == ()
    for days, stopped in ((29, True), (31, False)):
        later = TemplateBudgets("vinh-an", most_barren=10)
        later.load(learnt, NOW + timedelta(days=days))
        assert later.stopped(url("/muc/3")) is stopped
    later.count(url("/muc/3"), NOW + timedelta(days=31), fruitful=False)
    assert later.stopped(url("/muc/3")), "one more visit in vain"
