"""Pages of no CMS that we know, as messy as portals are: read exactly, by the generic reader alone.

Synthetic: tables of 2005, Word's paste, page builders, hand-made scripts; texts written for this project.
"""

import json
from pathlib import Path

import pytest

from crawler.evaluate import PageScore, evaluate_pages, saved_pages

FOLDER = Path(__file__).parent / "unknown"
NAMES = sorted(path.name.removesuffix(".gold.json") for path in FOLDER.glob("*.gold.json"))


@pytest.fixture(scope="module")
def scores() -> dict[str, PageScore]:
    return {score.name: score for score in evaluate_pages(FOLDER).pages}


@pytest.mark.parametrize("name", NAMES)
def test_page_is_read_exactly_and_claimed_by_no_platform(name: str, scores: dict[str, PageScore]) -> None:
    score = scores[name]
    assert score.platform == "generic"
    assert (score.f1, score.paragraphs_exact, score.leaks) == (1.0, 1.0, ())
    assert (score.title_ok, score.date_ok, score.author_ok) == (True, True, True)
    assert score.minute_ok is not False
    assert score.attachments_ok


@pytest.mark.parametrize("name", NAMES)
def test_source_and_document_are_read(name: str) -> None:
    gold = json.loads((FOLDER / f"{name}.gold.json").read_text(encoding="utf-8"))
    article = next(page for page in saved_pages(FOLDER) if page.name == name).read().article
    assert article is not None
    assert article.source == gold["source"]
    assert (article.document is not None) == ("document" in gold)
    for field in ("number", "issuer", "signer"):
        if article.document and "document" in gold:
            assert getattr(article.document, field) == gold["document"][field]
