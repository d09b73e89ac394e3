"""Any text is a query; what it asks for is settled without an index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadQuery
from indexer.analysis.analyzer import Family
from indexer.query.language import parse_query
from indexer.query.tree import AllOf, AnyOf, Chosen, Demand, Held, Note, Published, QueryTree, Without
from indexer.query.values import Labels


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
        ("kế hoạch 88/KH-UBND năm 2022", ["88/kh/ubnd", "2022"]),
        ('"thực hiện nghị quyết" 2022', ["thuc+hien+nghi+quyet+thực+hiện+nghị+quyết", "2022"]),
        ("a OR b", ["a"]),
        ("a HOẶC b c", ["a"]),
        ('"a" HOẶC "b" c', ["a", "c"]),
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
    assert [way.terms[0].text for way in unit.ways] == ["88/kh/ubnd", "ba"]
    assert unit.ways[1].run == ("ba", "y", "kien")
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


def test_quotes_are_demanded_with_their_accents() -> None:
    (demand,) = parse('"thí điểm" nghị quyết').demands
    assert isinstance(demand, Held)
    assert {term.text for term in demand.ways[0].terms} == {"thi", "diem", "thí", "điểm"}


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("a b", ""),
        ("(a b) c", ""),
        ("((a)) b", ""),
        ("(a OR b) c", "(a | b)"),
        ("x (a b) OR (c)", "((a & b) | c)"),
        ("tỉnh:(Kiên Giang)", "province:kien-giang"),
        ("a OR (b c)", "(a | (b & c))"),
        ("(a OR (b -c)) d", "(a | (b & !c))"),
        ("-(a OR b)", "!(a | b)"),
        ("-(a b)", "!(a & b)"),
        ("a OR -b", "(a | !b)"),
        ("năm:2019 OR trước:2018", "(20190101-20191231 | -20171231)"),
        ("-năm:2019", "!20190101-20191231"),
        ("tỉnh:(Kiên Giang OR An Giang)", "(province:kien-giang | province:an-giang)"),
        ('tỉnh:"Kiên Giang" họp', "province:kien-giang"),
        ("tỉnh:Kiên Giang giao ban", "province:kien-giang"),
        ("ngày:18/6/2019 họp", "20190618-20190618"),
        ("quý:II/2019", "20190401-20190630"),
        ("sau:6/2019 đến: 2020", "20190701- & -20201231"),
        ("họp từ 1/2019 đến 6/2019", "20190101-20190630"),
        ("18/6/2019", "(18+6+2019|18+thang+6+2019|18+thang+6+nam+2019 | 20190618-20190618)"),
        ("họp 18/6/2019", ""),
        ("!!!", "(none)"),
        ('( ) "', "(none)"),
        ("", ""),
    ],
)
def test_what_is_demanded(text: str, shape: str) -> None:
    assert " & ".join(map(shape_of, parse(text).demands)) == shape


def test_quotes_in_a_sentence_are_those_of_prose() -> None:
    sentence = "vì sao nhóm sinh viên khi tốt nghiệp lại nhận được bằng và bảng điểm ghi xếp loại"
    assert parse(f'{sentence} "Khá"').demands == ()
    assert len(parse('loại "Khá"').demands) == 1
    assert len(parse(f"{sentence} năm:2019").demands) == 1


def shape_of(demand: Demand) -> str:
    match demand:
        case Held(ways):
            return "|".join("+".join(term.text for term in way.terms) for way in ways if not way.loose)
        case Chosen(facet, slugs):
            return f"{facet}:{','.join(sorted(slugs))}"
        case Published(first, last):
            return f"{first or ''}-{last or ''}"
        case Without(part):
            return f"!{shape_of(part)}"
        case AllOf(parts) | AnyOf(parts):
            sign = " & " if isinstance(demand, AllOf) else " | "
            return f"({sign.join(map(shape_of, parts)) or 'none'})"


def test_what_is_asked_beside_a_field() -> None:
    assert asked("tỉnh:Kiên Giang giao ban") == ["giao", "ban"]
    assert asked("năm:2019 loại:cuộc họp sáp nhập") == ["sap", "nhap"]


def test_either_or_is_one_unit_where_words_suffice() -> None:
    assert len(parse("(sơ kết OR (tổng kết)) giao ban").units) == 3
    assert [unit.optional for unit in parse("(sơ OR (tổng -kết))").units] == [True, True]


class Nobody:
    def labels(self, facet: str) -> Labels:
        return Labels([])


def test_a_name_that_nobody_bears_is_no_way_to_be_found() -> None:
    tree = parse_query("họp OR nguồn:xyz", max_chars=99, max_syllables=64, values=Nobody())
    assert " & ".join(map(shape_of, tree.demands)) == "(hop | (none))"
    assert tree.notes == (Note("unknown-value", "xyz"),)


def test_what_no_list_of_ours_has_is_words() -> None:
    assert asked("lĩnh vực: vũ trụ") == ["linh", "vuc", "vu", "tru"]
    assert asked("tỉnh: ủy") == ["tinh_uy"]


def test_dates_spoken_of_are_wished_for() -> None:
    assert parse("họp tháng 6/2019 và tháng 8/2019").wished == Published(20190601, 20190831)
    assert parse("họp 18/6").wished is None


def test_what_was_not_taken_as_typed_is_said() -> None:
    assert parse("!!!").notes == (Note("nothing-readable", "!!!"),)
    assert parse("").notes == ()
    ignored = parse_query("mot hai ba", max_chars=100, max_syllables=2).notes
    assert ignored == (Note("words-ignored", "ba"),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * 1001, "query-too-long"),
        ("-a " * 300, "query-too-many-clauses"),
        ("(a OR " * 20, "query-too-deep"),
    ],
)
def test_refusals_say_why(text: str, reason: str) -> None:
    with pytest.raises(BadQuery, match=reason):
        parse(text)


def test_parentheses_without_meaning_are_no_depth() -> None:
    assert asked("(" * 300 + "a" + ")" * 300) == ["a"]


OPERATORS = ['"', "-", " ", "OR", "a", "UBND", "74/KH", "/", "(", ")", "tỉnh:", "năm:", "2019", "từ", "đến"]
OPERATORS += ["tiêu đề:", "số:", "*", ",", "ngày", "Kiên Giang", "ông Nguyễn Văn"]


@given(st.text(max_size=200) | st.lists(st.sampled_from(OPERATORS), max_size=60).map(" ".join))
def test_any_text_is_a_query(text: str) -> None:
    try:
        tree = parse(text)
    except BadQuery as refused:
        reason = refused.reason.partition(":")[0]
        if reason not in ("query-too-deep", "query-too-many-clauses", "query-too-long"):
            raise
        return
    assert all(unit.ways and way.terms for unit in tree.units for way in unit.ways)
    assert all(len(run) > 1 for run in tree.runs)
    assert all(shape_of(demand) for demand in tree.demands)
    assert tree.units or tree.demands or not text.strip()
