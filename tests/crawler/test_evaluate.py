"""The measures of reading: what counts, what is neutral, what is a fault."""

from corpus.article import Article
from crawler.evaluate import score_page
from crawler.platforms import Reading

GOLD = {
    "title": "Hội nghị",
    "published": None,
    "author": None,
    "body": ["một hai ba", "bốn năm"],
    "body_optional": ["chú thích ảnh"],
    "attachments": [{"href": "/a b.pdf"}],
    "boilerplate": ["Tin liên quan"],
}


def reading(*body: str, **fields: object) -> Reading:
    article = Article(url="http://x.vidu.vn/a", portal="", platform="generic", title="Hội nghị", body=body)
    return Reading("article", article=article.model_copy(update=fields))


def test_optional_lines_and_the_title_are_neutral() -> None:
    score = score_page("x", reading("Hội nghị", "một hai ba", "chú thích ảnh", "bốn năm"), GOLD)
    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)


def test_foreign_words_cost_precision_and_named_strings_are_leaks() -> None:
    score = score_page("x", reading("một hai ba", "bốn năm", "Tin liên quan"), GOLD)
    assert score.precision == 5 / 8
    assert score.leaks == ("Tin liên quan",)


def test_paragraphs_count_only_when_exact() -> None:
    assert score_page("x", reading("một hai b a", "bốn năm"), GOLD).paragraphs_exact == 0.5


def test_a_missing_attachment_and_an_invented_one_are_faults() -> None:
    score = score_page("x", reading("một"), GOLD)
    assert score.attachments_recall == 0.0
    assert not score.attachments_ok


def test_a_page_without_article_scores_nothing() -> None:
    assert score_page("x", Reading("soft-404"), GOLD).f1 == 0.0
