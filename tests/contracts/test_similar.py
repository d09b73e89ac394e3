"""Which articles are like one: each engine against the definition, worked out article by article."""

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article
from indexer.analysis.analyzer import Family, IndexDocument, Zone, analyse
from indexer.engines import load_engine
from indexer.engines.base import Engine, EngineReader
from indexer.query.tree import Term
from indexer.settings import IndexerSettings
from indexer.similar import terms_of

SETTINGS = IndexerSettings()
SYLLABLES = ["hội", "nghị", "sơ", "kết", "trường", "học", "đường", "UBND", "74/KH-UBND", "xã"]
texts = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8).map(" ".join)


@pytest.fixture(params=["whoosh"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return load_engine(request.param)


def an_article(number: int, title: str, *body: str) -> Article:
    return Article.model_validate(
        {
            "url": f"https://a.gov.vn/{number}",
            "portal": "a",
            "platform": "generic",
            "title": title,
            "body": body,
        }
    )


def document(article: Article) -> IndexDocument:
    return analyse(article.article_id, article, segment_words=False)


def built(engine: Engine, directory: Path, *commits: list[Article]) -> EngineReader:
    engine.create(directory)
    writer = engine.writer(directory, SETTINGS)
    for sequence, batch in enumerate(commits, 1):
        for article in batch:
            writer.put(document(article))
        writer.commit(sequence)
    writer.close()
    return engine.reader(directory, SETTINGS)


def expected(article: Article, articles: list[Article]) -> list[tuple[str, float]]:
    """tf-idf of the definition, over terms of a few articles and two at least, the forty best of them."""
    held = {other.article_id: zones_having(other) for other in articles}
    counts = terms_of(article)
    having = {term: min(sum(f[term] for f in held.values()), len(articles)) for term in counts}
    few = max(20, len(articles) // 10)
    weights = {
        term: round(
            1000 * math.log1p((len(articles) - n + 0.5) / (n + 0.5)) * counts[term] / (counts[term] + 1.2)
        )
        for term, n in having.items()
        if 2 <= n <= few
    }
    best = sorted(weights, key=lambda term: (-weights[term], term.family, term.text))[:40]
    whole = sum(weights[term] for term in best)
    shares = {
        other: sum(weights[term] for term in best if found[term]) / whole
        for other, found in held.items()
        if whole and other != article.article_id
    }
    least = max(1, round(0.12 * whole)) / whole if whole else 0
    likes = [(other, share) for other, share in shares.items() if share >= least]
    return sorted(likes, key=lambda like: (-like[1], like[0]))


def zones_having(article: Article) -> Counter[Term]:
    """In how many zones the article has each term."""
    return Counter(
        Term(family, text)
        for (_zone, family), found in document(article).terms.items()
        for text in set(found)
        if family in (Family.PAIR, Family.CONCEPT, Family.NUMBER)
    )


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=30), st.integers(0, 29))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_similar_articles_are_those_of_the_definition(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, given_texts: list[tuple[str, str]], cut: int
) -> None:
    articles = [an_article(number, *both) for number, both in enumerate(given_texts)]
    reader = built(engine, tmp_path_factory.mktemp("index"), articles[:cut], articles[cut:])
    for article in articles:
        found = reader.similar(article.article_id, terms_of(article), 5)
        assert [(like.article_id, pytest.approx(like.score, abs=1e-6)) for like in found] == expected(
            article, articles
        )[:5]


def test_a_repost_comes_first_and_what_shares_only_the_form_not_at_all(
    engine: Engine, tmp_path: Path
) -> None:
    matter = "Sáp nhập trường tiểu học Kim Đồng vào trường trung học cơ sở Lê Lợi từ năm học mới."
    first = an_article(1, "Sáp nhập trường học", matter)
    others = [
        an_article(n, "Thông báo lịch tiếp công dân", "Ủy ban nhân dân xã thông báo.") for n in range(3, 9)
    ]
    reader = built(engine, tmp_path, [first, an_article(2, "Sáp nhập trường", matter)], others)
    found = reader.similar(first.article_id, terms_of(first), 5)
    assert [like.article_id for like in found] == [an_article(2, "").article_id]
    assert found[0].read_hit().title == "Sáp nhập trường"


def test_removed_articles_are_like_nothing(engine: Engine, tmp_path: Path) -> None:
    articles = [an_article(number, "Hội nghị sơ kết công tác đào tạo nghề") for number in range(3)]
    built(engine, tmp_path, articles)
    writer = engine.writer(tmp_path, SETTINGS)
    writer.remove(articles[2].article_id)
    writer.commit(2)
    writer.close()
    reader = engine.reader(tmp_path, SETTINGS)
    found = [like.article_id for like in reader.similar(articles[0].article_id, terms_of(articles[0]), 5)]
    assert found == [articles[1].article_id]


def test_the_aside_makes_no_article_like_another() -> None:
    article = Article.model_validate(
        {**an_article(1, "Một hai").model_dump(), "agency": "Sở Y tế", "body": ()}
    )
    assert {term.text for term in terms_of(article) if term.family is Family.PAIR} == {"mot hai"}
    assert Zone.ASIDE in {zone for zone, _family in document(article).terms}
