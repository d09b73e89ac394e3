"""Floors of ranking: golden queries over articles of our own among generated ones, over the generated ones
themselves, and over shared pages.

Measured 2026-11 with the defaults: 103 of 107 first among 300 generated articles, 227 of 228 that ask for one
of those (`hienmau nghean` finds nothing: spaces are only proposed), 68 of 68 on the pages.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.enrich import enrich
from corpus.samples.generate import generate_articles
from corpus.samples.sample_article import to_article
from crawler.platforms import parse_page
from indexer import FirstHit, IndexerSettings, first_hits, mean_reciprocal_rank, read_golden_queries
from indexer.evaluation.golden import by_kind

HERE = Path(__file__).parent
SETTINGS = IndexerSettings()
DISTRACTORS = 300
SEED = 11


def own_articles() -> dict[str, Article]:
    rows = json.loads((HERE / "articles.json").read_text(encoding="utf-8"))
    return {row.pop("name"): Article.model_validate(row) for row in rows}


def distractors() -> dict[str, Article]:
    """Generated articles that share words, events and document numbers with ours."""
    samples = generate_articles(DISTRACTORS, SEED)
    return {
        f"sample-{s.number}": to_article(s, f"https://mau.gov.vn/s/{s.number}", "generic") for s in samples
    }


def first(articles: Mapping[str, Article], queries: Path) -> list[FirstHit]:
    return first_hits(articles, read_golden_queries(queries), SETTINGS)


def wrong(hits: list[FirstHit]) -> list[str]:
    return [f"{hit.query} -> {hit.found}, not {hit.expected}" for hit in hits if not hit.right]


@pytest.mark.quality
def test_every_own_query_finds_its_article_first_among_ours() -> None:
    hits = first(own_articles(), HERE / "golden_queries.tsv")
    assert wrong(hits) == []


@pytest.mark.quality
def test_most_own_queries_find_their_article_first_among_many() -> None:
    hits = first({**own_articles(), **distractors()}, HERE / "golden_queries.tsv")
    assert len(wrong(hits)) <= 5, wrong(hits)
    assert mean_reciprocal_rank(hits) >= 0.97
    found = Counter(hit.kind for hit in hits if hit.rank is not None)
    assert found == Counter(hit.kind for hit in hits), "each article must be on the first page"


@pytest.mark.quality
def test_queries_for_generated_articles_find_them_first() -> None:
    """Written from what the articles tell, in other words: numbers, people, abbreviations, dates, places then
    and now, questions, slips. When the generator changes, so must they."""
    hits = first({**own_articles(), **distractors()}, HERE / "sample_queries.tsv")
    assert len(wrong(hits)) <= 2, wrong(hits)
    assert {row.kind: row.mrr for row in by_kind(hits) if row.mrr < 0.95} == {}


@pytest.mark.quality
def test_shared_golden_queries_find_their_page_first(shared: Path) -> None:
    articles: dict[str, Article] = {}
    for page in sorted((shared / "pages").glob("00[0-4]_*.html")):
        meta = json.loads(page.with_name(page.stem + ".meta.json").read_text(encoding="utf-8"))
        reading = parse_page(page.read_bytes(), meta["url"], meta["status"], meta["headers"])
        assert reading.article is not None
        articles[page.stem] = enrich(reading.article, None)
    hits = first(articles, shared / "golden_queries.tsv")
    assert len(hits) - len(wrong(hits)) >= 66, wrong(hits)
