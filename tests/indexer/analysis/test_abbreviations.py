"""An abbreviation and its full form are one concept."""

import pytest

from indexer.analysis.abbreviations import find_concepts
from indexer.analysis.analyzer import read_syllables


def named(text: str, *, typed: bool = False) -> set[str]:
    return {token for mention in find_concepts(read_syllables(text), typed=typed) for token in mention.tokens}


@pytest.mark.parametrize(
    ("abbreviated", "full"),
    [
        ("UBND xã", "Uỷ ban nhân dân xã"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GD-ĐT", "Sở Giáo dục - Đào tạo"),
        ("SGDĐT", "Sở Giáo dục và Đào tạo"),
        ("Phòng NN&PTNT", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("STNMT", "Sở Tài nguyên và Môi trường"),
        ("BTV", "Ban Thường vụ"),
        ("Chủ tịch UBND", "Chủ tịch Ủy ban nhân dân"),
        ("CBCC", "cán bộ, công chức"),
        ("THCS", "trung học cơ sở"),
        ("QP-AN", "quốc phòng, an ninh"),
        ("PCTT", "phòng, chống thiên tai"),
        ("T.Ư", "Trung ương"),
        ("CCCD", "căn cước công dân"),
        ("VBQPPL", "văn bản quy phạm pháp luật"),
    ],
)
def test_abbreviation_and_full_form_share_a_concept(abbreviated: str, full: str) -> None:
    longest = find_concepts(read_syllables(full))[0].certain
    assert set(longest) <= named(abbreviated)


def test_accents_of_the_full_form_do_not_matter() -> None:
    assert named("bao hiem y te") == named("Bảo hiểm y tế")


def test_an_abbreviation_names_what_is_nested_in_it() -> None:
    assert "mat_tran_to_quoc" in named("UBMTTQVN")
    assert "y_te" in named("BHYT")


def test_further_readings_are_doubtful() -> None:
    assert {"thanh_pho", "tu_phap~"} <= named("TP")
    assert "tu_phap" not in named("TP Hồ Chí Minh")


@pytest.mark.parametrize("text", ["tu dưỡng", "TU DƯỠNG ĐẠO ĐỨC", "cat", "Thu đông", "ct"])
def test_short_ones_need_their_capitals(text: str) -> None:
    assert not named(text) & {"tinh_uy", "cong_an_tinh", "thi_uy", "chu_tich"}


@pytest.mark.parametrize(
    ("typed", "concept"), [("gv", "giao_vien"), ("tw", "trung_uong"), ("gd dt", "giao_duc_dao_tao")]
)
def test_searchers_need_no_capitals_where_nothing_else_is_meant(typed: str, concept: str) -> None:
    assert concept in named(typed, typed=True)


def test_a_mention_says_where_it_stands() -> None:
    mention = find_concepts(read_syllables("Chiều nay Sở GD & ĐT họp"))[0]
    assert (mention.first, mention.last, mention.certain) == (2, 5, ("so_giao_duc_dao_tao",))
