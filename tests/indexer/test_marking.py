"""What is marked, at the offsets of the text as it is stored."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.analyzer import read_syllables
from indexer.analysis.fold import fold
from indexer.marking import build_marker
from indexer.query.language import parse_query
from indexer.snippets import cut


def marked(query: str, *texts: str) -> list[list[str]]:
    marker = build_marker(parse_query(query, max_chars=1000, max_syllables=64))
    return [
        [text[mark.start : mark.end] for mark in marks]
        for text, marks in zip(texts, marker.marks(texts), strict=True)
    ]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("hoi nghi so ket", "Sáng nay, Hội nghị sơ kết khai mạc.", ["Hội nghị sơ kết"]),
        ("ubnd", "Chủ tịch Ủy ban nhân dân xã", ["Ủy ban nhân dân"]),
        ("Ủy ban nhân dân", "Văn phòng UBND tỉnh", ["UBND"]),
        ("88 kh ubnd", "theo Kế hoạch số 88/KH-UBND ngày", ["Kế hoạch số 88/KH-UBND"]),
        ("kế hoạch 88", "theo 88/KH-UBND ngày", ["88/KH-UBND"]),
        ("CBCC", "các cán bộ, công chức xã", ["cán bộ, công chức"]),
        ("Phỉ", "ông Phỉ nêu chi phí", ["Phỉ"]),
        ("phi", "ông Phỉ nêu chi phí", ["Phỉ", "phí"]),
        ("thi đua", "thị xã thi đua", ["thi đua"]),
        ("sơ kết", "kết quả. Sơ kết", ["Sơ kết"]),
        ("so ket", "các Sở, Sở Y tế sơ kết", ["sơ kết"]),
        ("của huyện", "kết quả của xã, của huyện", ["của huyện"]),
        ("", "Hội nghị", []),
        ('"hội nghị" sơ kết', "Hội nghị sơ kết, hội đồng", ["Hội nghị sơ kết"]),
        ('"trụ sở ủy ban nhân dân"', "tại trụ sở UBND, ủy ban", ["trụ sở UBND"]),
        ('"thí điểm"', "thị điểm, thí điểm, thi diem", ["thí điểm", "thi diem"]),
        ('"Phỉ"', "ông Phỉ nêu chi phí", ["Phỉ"]),
        ("họp 18/6/2019", "Ngày 18/6/2019, trong 6 năm, họp", ["18/6/2019", "họp"]),
        ("tiêu đề:sáp nhập", "việc sáp nhập", ["sáp nhập"]),
        ("họp -xã", "họp xã", ["họp"]),
        ("họp OR giao ban", "giao ban xã", ["giao ban"]),
    ],
)
def test_marks(query: str, text: str, marks: list[str]) -> None:
    assert marked(query, text) == [marks]


def test_a_lone_syllable_is_marked_only_where_its_pair_is_nowhere() -> None:
    assert marked("sáp nhập", "Sáp nhập xã", "nhập kho") == [["Sáp nhập"], []]
    assert marked("sáp nhập", "nhập kho", "sáp ong") == [["nhập"], ["sáp"]]


def test_a_run_ends_with_its_sentence() -> None:
    assert marked("trường học", "đến trường. Học sinh") == [["trường", "Học"]]


@given(
    st.lists(st.sampled_from(["hội", "nghị", "UBND", "74/KH-UBND", "và", "trường", "TU"]), max_size=5).map(
        " ".join
    ),
    st.lists(
        st.sampled_from(["Hội nghị", "UBND", "ủy ban nhân dân", "74/KH-UBND", ".", ",", "và", "x\u200by"])
    ).map(" ".join),
)
def test_marks_are_in_order_and_never_overlap(query: str, text: str) -> None:
    marks = build_marker(parse_query(query, max_chars=1000, max_syllables=64)).marks([text])[0]
    borders = [border for mark in marks for border in (mark.start, mark.end)]
    assert borders == sorted(borders)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


_PLAIN = ["hội", "nghị", "sơ", "kết", "đoàn", "trường"]
_DISGUISES = (
    lambda text: text,
    str.upper,
    str.title,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFD", text).upper(),
    lambda text: text.replace("đ", "ð"),
    lambda text: f"{text[0]}\u200b{text[1:]}",
    fold,
)
_written = st.tuples(st.sampled_from([*_PLAIN, "và", "xã"]), st.sampled_from(_DISGUISES)).map(
    lambda p: p[1](p[0])
)


@given(
    st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=4, unique=True),
    st.booleans(),
    st.lists(_written, max_size=14),
)
def test_every_mark_covers_what_was_asked_in_any_spelling(
    asked: list[str], bare: bool, text: list[str]
) -> None:
    """Typed bare or accented; in the text decomposed, of foreign letters, in capitals,
    with invisible characters, without accents."""
    joined, wanted = " ".join(text), [fold(syllable) for syllable in asked]
    query = " ".join(wanted if bare else asked)
    marks = build_marker(parse_query(query, max_chars=1000, max_syllables=64)).marks([joined])[0]
    fragments = cut(joined, 0, len(joined), marks)
    assert "".join(fragment.text for fragment in fragments) == joined
    for fragment in (fragment for fragment in fragments if fragment.marked):
        covered = [syllable.folded for syllable in read_syllables(fragment.text)]
        assert covered
        assert set(covered) <= set(wanted)
    assert not any(unicodedata.combining(joined[m.end : m.end + 1] or " ") for m in marks)
    syllables = read_syllables(joined)
    for first in range(len(syllables) - len(wanted) + 1):
        part = syllables[first : first + len(wanted)]
        if [syllable.folded for syllable in part] == wanted and len(wanted) > 1:
            assert any(mark.start <= part[0].start and part[-1].end <= mark.end for mark in marks)
