"""Which words of a query only ask, and which only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.analyzer import read_syllables
from indexer.query.questions import find_asking


def left(text: str) -> str:
    syllables = read_syllables(text)
    asking = find_asking(syllables, text)
    return " ".join(s.surface for at, s in enumerate(syllables) if at not in asking)


@pytest.mark.parametrize(
    ("query", "content"),
    [
        ("Diện tích huyện An Minh là bao nhiêu?", "Diện tích huyện An Minh"),
        ("dien tich huyen an minh la bao nhieu", "dien tich huyen an minh"),
        ("Ai là chủ tịch huyện?", "là chủ tịch huyện"),
        ("chủ tịch huyện là ai", "chủ tịch huyện"),
        ("Hồ sơ gồm những gì ạ?", "Hồ sơ gồm"),
        ("Học phí thế nao", "Học phí"),
        ("Có được miễn phí không?", "Có được miễn phí"),
        ("Cho em hỏi lịch họp", "lịch họp"),
        ("sáp nhập vào tháng mấy", "sáp nhập vào tháng"),
    ],
)
def test_asking_words_are_found_in_any_typing(query: str, content: str) -> None:
    assert left(query) == content


@pytest.mark.parametrize(
    "query",
    [
        *(
            "cảng hàng không",
            "Cảng hàng không?Long Thành",
            "ứng dụng AI",
            "Ai Cập",
            "long nhan ai",
            "bệnh viêm nao",
        ),
        *("bản sao", "sáng kiến", "bao bì", "là gì", "bao nhiêu", "?", "", "trẻ em", "cái cân"),
    ],
)
def test_other_words_stay(query: str) -> None:
    assert left(query) == " ".join(s.surface for s in read_syllables(query))


@given(st.text(st.sampled_from("gìnàoaibhêuđâkmấy ?"), max_size=40))
def test_something_to_search_for_always_remains(query: str) -> None:
    assert bool(left(query)) == bool(read_syllables(query))
