"""Passages are the stored text, cut at sentences, with what matches marked."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from indexer.engines.stored import passages_of
from indexer.marking import Marker, build_marker
from indexer.query.language import parse_query
from indexer.settings import SnippetSettings
from indexer.snippets import mark_article, split_sentences
from indexer.types import Snippet

SETTINGS = SnippetSettings()


def marker_of(query: str) -> Marker:
    return build_marker(parse_query(query, max_chars=9999, max_syllables=64))


def make_snippets(article: Article, marker: Marker, settings: SnippetSettings) -> tuple[Snippet, ...]:
    return mark_article(article.title, passages_of(article), marker, settings).snippets


def mark_title(article: Article, marker: Marker) -> Snippet:
    return mark_article(article.title, passages_of(article), marker, SETTINGS).title


def text_of(snippet: Snippet) -> str:
    return "".join(fragment.text for fragment in snippet)


def marked(snippet: Snippet) -> list[str]:
    return [fragment.text for fragment in snippet if fragment.marked]


def test_a_passage_is_a_sentence_with_the_query_in_it(make_article: Callable[..., Article]) -> None:
    body = (
        "Sáng nay trời mưa to suốt buổi. " * 9,
        "Buổi chiều khô ráo. Xã họp sơ kết vụ lúa. " + "Sau đó nghỉ. " * 20,
    )
    snippets = make_snippets(make_article(1, body=body), marker_of("so ket vu lua"), SETTINGS)
    assert text_of(snippets[0]).startswith("Buổi chiều khô ráo. Xã họp")
    assert marked(snippets[0]) == ["sơ kết vụ lúa"]


def test_a_second_passage_shows_what_the_first_does_not(make_article: Callable[..., Article]) -> None:
    filling = "Đại biểu thảo luận sôi nổi nhiều nội dung quan trọng của địa phương trong thời gian tới. " * 3
    body = ("Ông Lê Tám chủ trì.", filling, "Hội nghị thông qua 88/KH-UBND.")
    snippets = make_snippets(make_article(1, body=body), marker_of("lê tám 88/KH-UBND"), SETTINGS)
    assert [marked(snippet) for snippet in snippets] == [["Lê Tám"], ["88/KH-UBND"]]


def test_without_a_match_the_beginning_is_shown(make_article: Callable[..., Article]) -> None:
    article = make_article(1, body=("Mở đầu ngắn.", "Tiếp theo."))
    assert [text_of(s) for s in make_snippets(article, marker_of("xyz"), SETTINGS)] == ["Mở đầu ngắn."]
    assert make_snippets(make_article(2), marker_of("xyz"), SETTINGS) == ()


def test_a_long_sentence_is_cut_between_words_round_its_mark(make_article: Callable[..., Article]) -> None:
    sentence = "từ " * 200 + "sáp nhập " + "ngữ " * 200
    (snippet,) = make_snippets(make_article(1, body=(sentence,)), marker_of("sap nhap"), SETTINGS)
    assert len(text_of(snippet)) <= SETTINGS.passage_chars
    assert marked(snippet) == ["sáp nhập"]
    assert set(text_of(snippet).split()) <= set(sentence.split())


def test_crumbs_of_what_the_title_has_whole_are_not_marked(make_article: Callable[..., Article]) -> None:
    article = make_article(
        1, title="Hội nghị sơ kết vụ lúa", body=("Hội nghị nghe kết quả theo văn bản số 8.",)
    )
    (snippet,) = make_snippets(article, marker_of("hoi nghi so ket"), SETTINGS)
    assert marked(snippet) == ["Hội nghị"]


def test_titles_are_marked_whole(make_article: Callable[..., Article]) -> None:
    article = make_article(1, title="Hội nghị sơ kết của UBND xã")
    title = mark_title(article, marker_of("uy ban nhan dan so ket"))
    assert text_of(title) == "Hội nghị sơ kết của UBND xã"
    assert marked(title) == ["sơ kết", "UBND"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Một câu. Hai câu! Ba câu?", ["Một câu.", "Hai câu!", "Ba câu?"]),
        ("TS. Phạm Thị Hà dự. Hết.", ["TS. Phạm Thị Hà dự.", "Hết."]),
        ("1. Giao Phòng. 2. Giao Sở.", ["1. Giao Phòng.", "2. Giao Sở."]),
        ("Tỷ lệ 3.5 điểm", ["Tỷ lệ 3.5 điểm"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


words = st.sampled_from(
    ["Hội nghị", "UBND", "sơ kết", "sáp", "nhập.", "TS.", "74/KH-UBND", "Đoàn;", "  ", "x" * 300]
)


@given(
    st.lists(st.lists(words, max_size=30).map(" ".join), max_size=4),
    st.lists(words, max_size=4).map(" ".join),
)
def test_joined_fragments_are_the_stored_text(body: list[str], query: str) -> None:
    article = Article(url="https://a.vn", portal="a", platform="b", title=" ".join(body), body=tuple(body))
    marker = marker_of(query)
    assert text_of(mark_title(article, marker)) == article.title
    snippets = make_snippets(article, marker, SETTINGS)
    assert len(snippets) <= SETTINGS.passages
    for snippet in snippets:
        assert any(text_of(snippet) in paragraph for paragraph in body)
        assert all(fragment.text for fragment in snippet)
