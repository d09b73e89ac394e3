"""Quotes: side by side, as accented, in each spelling of what is named."""

from indexer.analysis.analyzer import Family, read_syllables
from indexer.query.phrases import phrase_unit
from indexer.query.tree import Unit


def phrase(text: str) -> Unit:
    unit = phrase_unit(read_syllables(text), 0, len(text))
    assert unit is not None
    return unit


def runs(text: str) -> set[str]:
    return {" ".join(way.run) for way in phrase(text).ways}


def test_concepts_inside_are_also_written_otherwise() -> None:
    assert {"tru so uy ban nhan dan", "tru so ubnd"} <= runs("trụ sở ủy ban nhân dân")
    assert {"ubnd huyen an minh", "uy ban nhan dan huyen an minh"} <= runs("UBND huyện An Minh")


def test_another_spelling_must_say_the_concept() -> None:
    otherwise = [way for way in phrase("Tỉnh ủy An Giang").ways if way.run[0] == "tu"]
    assert [[t.text for t in way.terms if t.family is Family.CONCEPT] for way in otherwise] == [["tinh_uy"]]


def test_accents_as_typed_are_demanded() -> None:
    (way,) = phrase("thí diem").ways
    assert way.run == ("thi", "diem")
    assert [term.text for term in way.terms if term.family is Family.ACCENTED] == ["thí"]


def test_a_quoted_number_is_that_number() -> None:
    (way,) = phrase("74/KH-UBND").ways
    assert [(term.family, term.text) for term in way.terms] == [(Family.NUMBER, "74/kh/ubnd")]


def test_spellings_are_bounded() -> None:
    text = " và ".join(["UBND", "HĐND", "MTTQ", "Phòng GD&ĐT", "THCS", "THPT"])
    assert 1 < len(phrase(text).ways) <= 24


def test_nothing_readable_is_no_phrase() -> None:
    assert phrase_unit([], 0, 3) is None
