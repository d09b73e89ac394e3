"""What a text being typed may become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.suggest.suggester import Suggester
from indexer.suggest.texts import accents_of
from indexer.suggest.types import CompletionKind


def texts(suggester: Suggester, typed: str, most: int = 8) -> list[str]:
    return [completion.text for completion in suggester.completions(typed, most)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hoi ng", "Hội nghị"),
        ("hội ng", "Hội nghị"),
        ("hội nghi", "Hội nghị"),
        ("HOI NG", "Hội nghị"),
        ("quan ly d", "quản lý đất đai"),
        ("quản lí d", "quản lý đất đai"),
        ("ubnd h", "UBND huyện An Minh"),
        ("nguyen v", "Nguyễn Văn Phỉ"),
        ("74/k", "74/KH-UBND"),
        ("19-nq", "19-NQ/TW"),
        ("tiep xuc cu tri x", "Tiếp xúc cử tri xã Đông Hòa"),
        ("ky l", "kỷ luật"),
    ],
)
def test_the_most_used_comes_first(suggester: Suggester, typed: str, first: str) -> None:
    assert texts(suggester, typed)[:1] == [first]


def test_typed_accents_are_demanded(suggester: Suggester) -> None:
    assert "Hội Nông dân" in texts(suggester, "hoi nong")
    assert texts(suggester, "hỏi n") == []
    assert texts(suggester, "đât") == []
    assert texts(suggester, "đất đ") == ["đất đai"]


def test_the_end_of_a_longer_text_is_completed(suggester: Suggester) -> None:
    assert texts(suggester, "bao cao ve quan ly d")[0] == "bao cao ve quản lý đất đai"


def test_a_space_ends_the_syllable(suggester: Suggester) -> None:
    assert "nông dân" in [text.lower() for text in texts(suggester, "nong ")]
    assert texts(suggester, "non ") == []


def test_what_is_typed_to_the_end_is_no_completion(suggester: Suggester) -> None:
    assert "kỷ luật" not in texts(suggester, "kỷ luật")


def test_kinds_are_told_and_uses_counted(suggester: Suggester) -> None:
    (agency,) = suggester.completions("ubnd huyen an", 1)
    assert (agency.kind, agency.uses) == (CompletionKind.AGENCY, 2)
    (number,) = suggester.completions("74", 1)
    assert number.kind == CompletionKind.NUMBER


@given(st.sampled_from("aeoiuhnkqtđsxgbcdlmpv"), st.integers(1, 20))
def test_no_two_differ_only_in_case_and_the_most_used_lead(
    suggester: Suggester, typed: str, most: int
) -> None:
    found = suggester.completions(typed, most)
    assert len(found) <= most
    assert len({accents_of(completion.text) for completion in found}) == len(found)
    assert [c.uses for c in found] == sorted((c.uses for c in found), reverse=True)


@given(st.text(max_size=30))
def test_every_text_may_be_completed(suggester: Suggester, typed: str) -> None:
    for completion in suggester.completions(typed, 5):
        assert completion.text


def test_fragments_of_phrases_are_not_offered(suggester: Suggester) -> None:
    assert "Nguyễn Văn" not in texts(suggester, "nguyen", 50)
    assert "ủy ban nhân" not in [text.lower() for text in texts(suggester, "uy", 50)]
    assert "nhân dân" in texts(suggester, "nhan")
    assert not any(text.endswith(" và") or text.endswith(" của") for text in texts(suggester, "h", 50))
