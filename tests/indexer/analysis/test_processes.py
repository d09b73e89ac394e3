"""What another process finds is what this one finds."""

from collections.abc import Callable

import pytest

from corpus.article import Article
from indexer.analysis.analyzer import analyse
from indexer.analysis.processes import analysing, analysing_elsewhere


@pytest.fixture
def articles(make_article: Callable[..., Article]) -> list[tuple[str, Article]]:
    bodies = [("Hội nghị sơ kết.", "UBND ban hành 74/KH-UBND."), (), ("ha ha ha", "", "một_hai")]
    return [(f"key {n}", make_article(n, "Họp UBND", body=body)) for n, body in enumerate(bodies)]


@pytest.mark.parametrize("segment_words", [False, True])
def test_texts_handed_over_give_the_same_documents(
    articles: list[tuple[str, Article]], segment_words: bool
) -> None:
    many = articles * 40
    expected = [analyse(key, article, segment_words=segment_words) for key, article in many]
    with analysing_elsewhere(2, segment_words=segment_words) as analyse_all:
        assert list(analyse_all(many)) == expected
        assert list(analyse_all(many[:7])) == expected[:7], "of terms that are known on both sides by now"
    with analysing(1, segment_words=segment_words) as analyse_all:
        assert list(analyse_all(many)) == expected
