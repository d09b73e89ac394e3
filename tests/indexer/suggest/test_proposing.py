"""What is proposed for what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold
from indexer.suggest.alternatives import Alternatives
from indexer.suggest.near import distance
from indexer.suggest.restoration import Reading
from indexer.suggest.suggester import Suggester
from indexer.suggest.types import Change


@pytest.mark.parametrize(
    ("typed", "meant", "change"),
    [
        ("hoi nghi so ket", "hội nghị sơ kết", Change.ACCENTS),
        ("uy ban nhan dan", "ủy ban nhân dân", Change.ACCENTS),
        ("nguyen van phi", "nguyễn văn phỉ", Change.ACCENTS),
        ("quản lý dat dai", "quản lý đất đai", Change.ACCENTS),
        ("ban thuong vu thi uy", "ban thường vụ thị ủy", Change.ACCENTS),
        ("Hoi Nghi", "Hội Nghị", Change.ACCENTS),
        ("HOI NGHI", "HỘI NGHỊ", Change.ACCENTS),
        ("hội ngị sơ kết", "hội nghị sơ kết", Change.SPELLING),
        ("uỷ bna nhân dân", "uỷ ban nhân dân", Change.SPELLING),
        ("hoi nghj so ket", "hội nghị sơ kết", Change.SPELLING),
        ("ủy ban nhân dâqn", "ủy ban nhân dân", Change.SPELLING),
        ("qkỷ luật", "kỷ luật", Change.SPELLING),
        ("đơn lvị", "đơn vị", Change.SPELLING),
        ("Trung uơng", "Trung ương", Change.ACCENTS),
        ("cxc đơn vị", "các đơn vị", Change.SPELLING),  # and no Roman 190
        ("hooij nghij", "hội nghị", Change.SPELLING),
        ("ho65i nghi5", "hội nghị", Change.SPELLING),
        ("hoinghi", "hội nghị", Change.SPELLING),
        ("hooij nghij hddnd", "hội nghị hđnd", Change.SPELLING),
        ("uybannhandan huyen", "ủy ban nhân dân huyện", Change.SPELLING),
        ("ubndd huyện An Minh", "ubnd huyện An Minh", Change.SPELLING),
        ('"hoi nghi" -bao cao', '"hội nghị" -báo cáo', Change.ACCENTS),
        ("74/KH-UBND ve dat dai", "74/KH-UBND về đất đai", Change.ACCENTS),
        ("hoi nghi thang 8/2018", "hội nghị tháng 8/2018", Change.ACCENTS),
        ("co quan: hoi nghi", "co quan: hội nghị", Change.ACCENTS),
        ("quan ly dat dai -so*", "quản lý đất đai -so*", Change.ACCENTS),
        ("tiêu đề:hội nghị so ket", "tiêu đề:hội nghị sơ kết", Change.ACCENTS),
    ],
)
def test_the_likely_query_is_proposed(suggester: Suggester, typed: str, meant: str, change: Change) -> None:
    proposal = suggester.proposal(typed)
    assert proposal is not None
    assert (proposal.text, proposal.change) == (meant, change)


@pytest.mark.parametrize(
    "typed",
    [
        "hội nghị sơ kết",
        "Hội nghị sơ kết",
        "hoà bình",  # another tone place
        "kỉ luật",
        "uỷ ban nhân dân",
        "UBND huyện An Minh",
        "ubnd huyện",
        "74/KH-UBND",
        "GD&ĐT",
        "https://anminh.gov.vn/tin",
        "bgdvn@moet.gov.vn",
        "xqzw",
        "!!!",
        "",
        "a",
        "hop",  # a guess
        "khóa XIII",
        "xây dựng ntm",  # an abbreviation, typed small
        "khóa xiii",
        "noru",
    ],
)
def test_what_is_right_or_unknown_is_left_alone(suggester: Suggester, typed: str) -> None:
    assert suggester.proposal(typed) is None


def test_a_sentence_is_not_rewritten(suggester: Suggester) -> None:
    assert suggester.proposal("hoi nghi so ket " * 20) is None


@given(st.text(max_size=60))
def test_every_text_has_an_answer(suggester: Suggester, typed: str) -> None:
    proposal = suggester.proposal(typed)
    assert proposal is None or (proposal.text != typed and 0 <= proposal.confidence <= 1)


@given(st.lists(st.sampled_from("hội nghị sơ ket bao cáo dat đai tổ chuc ủy ban nhan".split()), min_size=1))  # noqa: SIM905
def test_accents_that_were_typed_stay(suggester: Suggester, words: list[str]) -> None:
    proposal = suggester.proposal(" ".join(words))
    if proposal is not None:
        for typed, shown in zip(words, proposal.text.split(), strict=True):
            assert typed.isascii() or typed == shown


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("ngị", "nghị", 1),
        ("uơng", "ương", 1),
        ("bna", "ban", 1),
        ("ổđi", "đổi", 1),
        ("hội", "hội", 0),
        ("", "ủy", 2),
    ],
)
def test_a_letter_and_its_accents_are_one(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == distance(other, one) == apart


@pytest.mark.parametrize(("typed", "spared"), [("nghị", True), ("nghj", False), ("qkỷ", False)])
def test_what_exists_is_hardly_the_slip_beside_what_does_not(
    suggester: Suggester, typed: str, spared: bool
) -> None:
    language = suggester.proposer.language
    alternatives = Alternatives(language)
    as_typed = Reading((language.form(typed, fold(typed)),))
    other = Reading((language.form("hội", "hoi"),), cost=5.0)
    kept, slip = alternatives.spared(typed, [as_typed, other])
    assert kept == as_typed
    assert (slip.cost > other.cost) is spared
