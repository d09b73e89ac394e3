"""Any text is a query; what it asks for is settled without an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadQuery
from indexer.analysis.analyzer import Family
from indexer.query.language import parse_query
from indexer.query.tree import Held, QueryTree, Without


def parse(text: str) -> QueryTree:
    return parse_query(text, max_chars=1000, max_syllables=64)


def asked(text: str) -> list[str]:
    """The first way of each unit, terms joined by +."""
    return ["+".join(term.text for term in unit.ways[0].terms) for unit in parse(text).units]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("sáp nhập", ["sap", "nhap"]),
        ("sap nhap sap", ["sap", "nhap"]),
        ("Ủy ban nhân dân huyện Vân Hồ", ["uy_ban_nhan_dan", "huyen", "van", "ho"]),
        ("UBND huyện", ["uy_ban_nhan_dan", "huyen"]),
        ("kế hoạch 88/KH-UBND năm 2022", ["88/kh/ubnd", "nam", "2022"]),
        ('"thực hiện nghị quyết" 2022', ["thuc+hien+nghi+quyet", "2022"]),
        ("a OR b", ["a"]),
        ("a HOẶC b c", ["a", "c"]),
        ("khen thưởng -thi đua", ["khen", "thuong", "dua"]),
        ("thi đua - khen thưởng", ["thi_dua_khen_thuong"]),
        ("", []),
        ('"" - -- OR', ["or"]),
    ],
)
def test_what_is_asked_for(text: str, units: list[str]) -> None:
    assert asked(text) == units


def test_either_of_two_operands_satisfies() -> None:
    unit = parse('88/KH-UBND OR "ba ý kiến"').units[0]
    assert [[term.text for term in way.terms] for way in unit.ways] == [["88/kh/ubnd"], ["ba", "y", "kien"]]
    assert [way.phrase for way in unit.ways] == [False, True]


def test_without_excludes_strictly() -> None:
    tree = parse('họp -"sơ kết" -UBND')
    phrase, agency = (d.part for d in tree.demands if isinstance(d, Without) and isinstance(d.part, Held))
    assert [way.phrase for way in phrase.ways] == [True]
    assert not any(way.loose for way in agency.ways)
    assert [unit.ways[0].terms[0].text for unit in tree.units] == ["hop"]


def test_accents_as_typed_are_favoured_and_never_demanded() -> None:
    typed, bare = parse("nghị quyet").units
    assert [term.text for term in typed.favoured] == ["nghị"]
    assert bare.favoured == ()
    assert {term.family for unit in (typed, bare) for way in unit.ways for term in way.terms} == {
        Family.FOLDED
    }


def test_spellings_of_one_syllable_ask_the_same() -> None:
    assert parse("thị uỷ quí").units == parse("thị ủy quý").units


@pytest.mark.parametrize(("text", "optional"), [("của", True), ("cua", True), ("cho", False), ("chợ", False)])
def test_function_words_are_optional_when_nothing_else_is_meant(text: str, optional: bool) -> None:
    assert parse(text).units[0].optional is optional


def test_what_is_written_in_other_letters_parts_a_run() -> None:
    assert parse("hội nghị sơ kết UBND huyện Vân Hồ").runs == (
        ("hoi", "nghi", "so", "ket"),
        ("huyen", "van", "ho"),
    )


def test_words_are_offered_only_with_accents() -> None:
    assert "hội_nghị" in parse("hội nghị sơ kết").words
    assert parse("hoi nghi so ket").words == ()


def test_too_long_a_query_is_refused_at_its_position() -> None:
    with pytest.raises(BadQuery) as refused:
        parse_query("a" * 11, max_chars=10, max_syllables=5)
    assert refused.value.position == 10


def test_syllables_beyond_the_budget_are_ignored() -> None:
    tree = parse_query("mot hai ba bon nam", max_chars=100, max_syllables=3)
    assert len(tree.units) == 3


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(['"', "-", " ", "OR", "a", "UBND", "74/KH", "/"])).map("".join)
)
def test_any_text_is_a_query(text: str) -> None:
    tree = parse(text)
    assert all(unit.ways and way.terms for unit in tree.units for way in unit.ways)
    assert all(len(run) > 1 for run in tree.runs)
