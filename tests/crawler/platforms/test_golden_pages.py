"""Every golden page is read exactly, by its own platform and by the generic reader."""

import json
from pathlib import Path

import pytest

from crawler.evaluate import PageScore, evaluate_pages, saved_pages
from crawler.page_json import article_json
from crawler.platforms import PLATFORMS

FOLDER = Path(__file__).parent / "golden"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in FOLDER.glob("*.gold.json"))


@pytest.fixture(scope="module")
def scores() -> dict[str, PageScore]:
    return {score.name: score for score in evaluate_pages(FOLDER).pages}


@pytest.mark.parametrize("name", NAMES)
def test_page_is_read_exactly(name: str, scores: dict[str, PageScore]) -> None:
    score = scores[name]
    assert (score.f1, score.paragraphs_exact, score.leaks) == (1.0, 1.0, ())
    assert score.title_ok
    assert score.date_ok
    assert score.minute_ok is not False
    assert score.author_ok
    assert score.attachments_ok


@pytest.mark.parametrize("name", NAMES)
def test_page_is_recognised_by_its_platform_alone(name: str, scores: dict[str, PageScore]) -> None:
    meta = json.loads((FOLDER / f"{name}.meta.json").read_text(encoding="utf-8"))
    assert scores[name].platform == meta["platform"]


def test_every_platform_has_two_golden_pages() -> None:
    metas = [json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.meta.json")]
    counts = {platform.name: 0 for platform in PLATFORMS}
    for meta in metas:
        counts[meta["platform"]] = counts.get(meta["platform"], 0) + 1
    assert min(counts.values()) >= 2
    assert counts["generic"] >= 1, "a page that no platform may claim"


@pytest.mark.parametrize("name", NAMES)
def test_source_and_document_are_read(name: str) -> None:
    gold = json.loads((FOLDER / f"{name}.gold.json").read_text(encoding="utf-8"))
    page = next(page for page in saved_pages(FOLDER) if page.name == name)
    article = page.read().article
    assert article is not None
    assert article.source == gold["source"]
    assert (article.document is not None) == ("document" in gold)
    if "document" in gold:
        printed = article_json(article)["document"]
        assert {key: printed[key] for key in gold["document"]} == gold["document"]


def test_generic_reader_alone_reads_the_golden_pages() -> None:
    report = evaluate_pages(FOLDER, platforms=())
    assert report.mean["f1"] >= 0.995
    assert report.right["no_leak"] == f"{len(NAMES)}/{len(NAMES)}"


def test_a_body_without_paragraph_marks_is_still_one_article(golden: Path) -> None:
    page = next(page for page in saved_pages(golden) if page.name == "generic_no_date")
    article = page.read().article
    assert article is not None
    assert article.published is None, "a page without a date has none: not an event's, not another headline's"
