"""What is looked over is not read: nothing that would be marked may stand there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis.normalize import normalise
from indexer.marking import build_marker
from indexer.query.language import parse_query
from indexer.stretches import has_any, stretches

WORDS = ["hội", "Nghị", "hội,", "nghi.", "“Hội", "nghị”", "-", "…", "xã", "(hội)", "kết", "so", "cho\u200bm"]
QUERIES = ["hoi nghi", '"hội nghị" xã', '"so ket"', "nghị", "hội -xã", "ubnd xa", "ke hoach 12"]


@pytest.mark.parametrize(
    ("text", "asked", "parts"),
    [
        ("Sáng nay Hội nghị sơ kết.", {"hoi", "nghi"}, ["Hội nghị"]),
        ("hội xã nghị", {"hoi", "nghi"}, ["hội", "nghị"]),
        ("hội - nghị, xã", {"hoi", "nghi"}, ["hội - nghị,"]),
        ("xã hội(nghị) họp", {"hoi"}, ["hội(nghị)"]),
        ("không có gì", {"hoi"}, []),
        ("", {"hoi"}, []),
        ("xã  hội", {"hoi"}, ["xã  hội"]),
    ],
)
def test_parts_with_what_is_asked(text: str, asked: set[str], parts: list[str]) -> None:
    clean = normalise(text)
    assert [part.text for part in stretches(clean, frozenset(asked))] == parts
    assert has_any(clean, frozenset(asked)) == bool(parts)


def test_a_part_knows_where_it_stood() -> None:
    stored = "họp… \u200bxã hội nghị"
    (part,) = stretches(normalise(stored), frozenset({"hoi", "nghi"}))
    start, end = part.stored_span(0, len(part.text))
    assert stored[start:end] == "hội nghị"


@settings(deadline=None)  # the first one loads the lexicon
@given(st.sampled_from(QUERIES), st.lists(st.sampled_from(WORDS), max_size=12))
def test_marks_are_those_of_the_whole_text(query: str, words: list[str]) -> None:
    """With two spaces between words every text is read whole."""
    marker = build_marker(parse_query(query, max_chars=1000, max_syllables=64))
    parted, whole = " ".join(words), "  ".join(words)
    marks, expected = marker.marks([parted])[0], marker.marks([whole])[0]
    assert [parted[mark.start : mark.end].split() for mark in marks] == [
        whole[mark.start : mark.end].split() for mark in expected
    ]
