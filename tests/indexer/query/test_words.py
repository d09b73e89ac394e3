"""Running words: numbers in one, titles before names, provinces of old, beginnings of syllables."""

import pytest

from indexer.analysis.analyzer import Family, read_syllables
from indexer.query.gluing import unglue
from indexer.query.names import without_titles
from indexer.query.tree import Published, Unit
from indexer.query.words import Piece, read_pieces


def pieces(text: str) -> list[Piece]:
    return list(read_pieces(read_syllables(text), text))


def first_terms(unit: Unit) -> set[str]:
    return {way.terms[0].text for way in unit.ways if not way.loose}


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("nq19", ["nq", "19"]),
        ("74khubnd", ["74", "kh", "ubnd"]),
        ("19nqtw", ["19", "nq", "tw"]),
        ("kh105ubnd", ["kh", "105", "ubnd"]),
        ("105/KHUBND", ["105", "KH", "UBND"]),
        ("210ubndhc", ["210", "ubnd", "hc"]),
        ("covid19", ["covid19"]),
        ("K12 A80 10th 5G", ["K12", "A80", "10th", "5G"]),
        ("và/hoặc", ["và", "hoặc"]),
    ],
)
def test_only_numbers_of_documents_come_apart(typed: str, parts: list[str]) -> None:
    syllables = unglue(read_syllables(typed))
    assert [syllable.surface for syllable in syllables] == parts
    assert [typed[syllable.start : syllable.end] for syllable in syllables] == parts


def test_a_glued_number_may_also_be_what_was_typed() -> None:
    (piece,) = pieces("nq19")
    assert first_terms(piece.unit) == {"19|nq", "nq19"}


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("ông Nguyễn Văn Phỉ", ["nguyen", "van", "phi"]),
        ("ong nguyen van phi", ["nguyen", "van", "phi"]),
        ("PGS.TS Lê Văn Bình", ["le", "van", "binh"]),
        ("đ/c Trần Minh", ["tran", "minh"]),
        ("cô đơn", ["co", "don"]),
        ("chi phí vận chuyển", ["chi", "phi", "van", "chuyen"]),
        ("ông lại bị bắt", ["lai", "bat"]),
        ("thầy và trò", ["thay", "tro"]),
    ],
)
def test_titles_of_people_are_not_demanded(text: str, demanded: list[str]) -> None:
    units = [piece.unit for piece in pieces(text) if not piece.unit.optional]
    assert [unit.ways[0].terms[0].text for unit in units] == demanded


def test_what_can_only_be_a_name_loses_its_titles() -> None:
    syllables = read_syllables("Ths. Cô Bạch Vân")
    assert [syllable.surface for syllable in without_titles(syllables)] == ["Bạch", "Vân"]


def test_an_old_province_loosely_asks_for_the_one_that_took_over() -> None:
    loose = [way for piece in pieces("Kiên Giang") for way in piece.unit.ways if way.loose]
    assert {way.run for way in loose} == {("an", "giang")}
    assert not any(
        way.loose for text in ("An Giang", "Kiên Giảng") for p in pieces(text) for way in p.unit.ways
    )


def test_a_date_is_wished_for_and_never_demanded() -> None:
    words, date = pieces("giao_ban tháng 8/2022")[-2:]
    assert (date.unit.optional, words.unit.optional) == (True, False)
    assert date.wished == Published(20220801, 20220831)
    assert {way.run for way in date.unit.ways if not way.loose} == {("8", "2022"), ("8", "nam", "2022")}


def test_the_date_of_a_document_says_nothing_of_the_article() -> None:
    number, date = pieces("nghị quyết 29/NQ-HĐND ngày 29/4/2021")
    assert number.unit.ways[0].terms[0].family is Family.NUMBER
    assert (date.unit.optional, date.wished) == (True, None)


def test_a_number_may_be_followed_by_its_year() -> None:
    assert first_terms(pieces("nghị quyết 19 năm 2018")[0].unit) == {"19|nq"}
    assert "5|nq" not in first_terms(pieces("nghị quyết 5 năm")[0].unit)


@pytest.mark.parametrize(
    ("text", "term"), [("nghi*", "nghi*"), ("hội ngh*", "ngh*"), ("a*", "a"), ("2*3", "2"), ("*", None)]
)
def test_beginnings_of_syllables(text: str, term: str | None) -> None:
    terms = [way.terms[0].text for piece in pieces(text) for way in piece.unit.ways]
    assert (term in terms) if term else terms == []
