"""A mark is looked for by its words first: where it matches, one of them is there."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms import PLATFORMS
from crawler.platforms.literals import may_match, required_words

MARKS = sorted({mark.pattern for platform in PLATFORMS for mark in platform.marks if mark.where == "html"})


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("abc", ("abc",)),
        (r"abc|de\.f", ("abc", "de.f")),
        (r"abcd?", ("abc",)),
        (r"(?:abc|def)ghi[xy]+jk", ("ghi",)),
        (r"ABC\d+", ("abc",)),
        (r"abc|\d+", ()),
        (r"ab{2}cde*", ("cd",)),
        (r"[^]abc]x", ()),
        (r"var x+yz", ("var x",)),
    ],
)
def test_words_of_a_pattern(pattern: str, words: tuple[str, ...]) -> None:
    assert required_words(pattern) == tuple(word for word in words if len(word) > 2)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_match_is_missed(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(MARKS))
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE | re.ASCII)))
    assert may_match(pattern, text.lower())


def test_nearly_all_marks_are_spared_on_a_page_without_them() -> None:
    assert sum(may_match(pattern, "<p>không có dấu hiệu nào</p>") for pattern in MARKS) == 0
