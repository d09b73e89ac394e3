"""Sieves and lists by first letter find what the patterns that they stand for find, in less time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.enrich import (
    chairs,
    conclusions,
    directives,
    gathering,
    held_dates,
    kind,
    participants,
    setting,
    tasks,
)
from corpus.enrich.patterns import Sieve, at_word, by_letter, required_literals

MODULES = (chairs, conclusions, directives, gathering, held_dates, kind, participants, setting, tasks)
SIEVES = {
    f"{module.__name__.rpartition('.')[2]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Sieve)
}
PIECES = sorted(
    {literal for sieve in SIEVES.values() for row in required_literals(sieve.pattern) for literal in row}
    | {
        "Chủ trì",
        "GIAO",
        "đồng chí",
        "ông A,",
        "có",
        "gồm",
        "của",
        "sau:",
        ";",
        ": ",
        "\n",
        "12/3",
        "hội nghị",
    }
)


@pytest.mark.parametrize(
    ("pattern", "flags", "wanted"),
    [
        ("giao ban|họp báo", 0, (("giao ban", "họp báo"),)),
        ("[Cc]hủ (?:trì|tọa)", 0, (("hủ t",), ("rì", "ọa"))),
        (r"Nghị quyết\s+(?:số\s+)?Trung ương", 0, (("Nghị quyết",), ("Trung ương",))),
        ("(?<!cuộc )HỌP(?! báo)", re.IGNORECASE, (("họp",),)),
        ("(?:rất )?nhanh", 0, (("nhanh",),)),
        ("(?:yêu cầu)+", 0, (("yêu cầu",),)),
        ("(?:abc|de.)", 0, (("abc", "de"),)),
        ("họp|khối họp", 0, (("họp",),)),
        ("(?:một|)", 0, ()),
        (r"\d+|họp", 0, ()),
        ("a|b", 0, ()),
        ("I{1,3}", 0, (("I",),)),
        ("(?:họp)?", 0, ()),
        ("", 0, ()),
    ],
)
def test_required_literals_are_in_every_match(
    pattern: str, flags: int, wanted: tuple[tuple[str, ...], ...]
) -> None:
    assert required_literals(re.compile(pattern, flags)) == wanted


@pytest.mark.parametrize("name", SIEVES)
def test_sieves_of_the_rules_have_something_to_sieve_by(name: str) -> None:
    assert required_literals(SIEVES[name].pattern)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_a_sieve_finds_what_its_pattern_finds(text: str) -> None:
    for name, sieve in SIEVES.items():
        plain = sieve.pattern.search(text)
        found = sieve.search(text)
        assert (found and found.span()) == (plain and plain.span()), name
        assert [m.span() for m in sieve.finditer(text)] == [m.span() for m in sieve.pattern.finditer(text)]


def test_a_sieve_does_not_try_what_cannot_match() -> None:
    sieve = Sieve("giao ban|họp báo")
    assert not sieve.may_match("Hội nghị sơ kết")
    assert sieve.sub(lambda match: "x", "Hội nghị sơ kết") == "Hội nghị sơ kết"
    assert sieve.sub(lambda match: "x", "họp báo") == "x"


def test_a_pattern_is_tried_everywhere_where_python_has_no_parser_to_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    sieve = Sieve("giao ban")
    assert sieve.may_match("Hội nghị")
    assert sieve.search("họp giao ban") is not None


WORDS = ("Sở", "[Ss]ở Y tế", "Ban", "Ban Chỉ đạo", "[ỦU]y ban", r"TP\.?", "UBND")


@given(
    st.lists(
        st.sampled_from((*"BSUxỦTP .-\n", "Sở", "sở Y tế", "Ban", "Ban Chỉ đạo", "Uy ban", "TP.")),
        max_size=12,
    )
)
def test_lists_by_first_letter_match_like_plain_alternatives(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain = re.compile(rf"(?<!\w)(?:{'|'.join(WORDS)})(?!\w)")
    ours = re.compile(rf"(?:{at_word(WORDS)})(?!\w)")
    assert [m.span() for m in ours.finditer(text)] == [m.span() for m in plain.finditer(text)]
    unguarded = re.compile(by_letter(WORDS))
    anywhere = re.compile("|".join(WORDS))
    assert [m.span() for m in unguarded.finditer(text)] == [m.span() for m in anywhere.finditer(text)]
