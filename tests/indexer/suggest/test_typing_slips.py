"""Keys that were left standing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.suggest.typing_slips import without_typing_slip

MARKS = {"\u0300": "f2", "\u0301": "s1", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
SHAPES = {"â": ("aa", "a6"), "ê": ("ee", "e6"), "ô": ("oo", "o6"), "ă": ("aw", "a8"), "ơ": ("ow", "o7")}
SHAPES |= {"ư": ("uw", "u7"), "đ": ("dd", "d9")}
SYLLABLES = [
    "hội",
    "nghị",
    "tế",
    "đường",
    "trường",
    "quyết",
    "thủy",
    "hòa",
    "ủy",
    "tổ",
    "chức",
    "đất",
    "đai",
    "nghiêng",
    "khuỷu",
    "giữa",
    "quý",
    "của",
    "nước",
    "ngoài",
    "được",
    "xã",
    "ương",
    "việt",
    "mỹ",
    "lý",
    "giếng",
    "gì",
    "oán",
    "ơn",
    "ước",
]


def keys(syllable: str, way: int) -> str:
    """What is pressed for it on Telex (0) or VNI (1), the tone last."""
    typed, tone = "", ""
    for letter in syllable:
        parts = unicodedata.normalize("NFD", letter)
        tone += "".join(MARKS[mark][way] for mark in parts if mark in MARKS)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in MARKS))
        typed += SHAPES[base][way] if base in SHAPES else base
    return typed + tone


@pytest.mark.parametrize("way", [0, 1])
@pytest.mark.parametrize("syllable", SYLLABLES)
def test_keys_of_either_keyboard_are_read(syllable: str, way: int) -> None:
    assert without_typing_slip(keys(syllable, way)) == syllable


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("truowngf", "trường"),  # one w for both horns
        ("vietej", "việt"),  # the hat after the last letter
        ("dangd", "đang"),
        ("truong72", "trường"),
        ("dduwowngf", "đường"),
        ("HOOIJ", "hội"),
        ("hddnd", "hđnd"),
        ("gdd9t", "gdđt"),
    ],
)
def test_keys_may_come_late(typed: str, meant: str) -> None:
    assert without_typing_slip(typed) == meant


@pytest.mark.parametrize(
    "typed", ["hoi", "ubnd", "nq19", "q1", "covid19", "thu6", "was", "hội", "2018", "", "f", "ff"]
)
def test_other_tokens_are_no_keys(typed: str) -> None:
    assert without_typing_slip(typed) is None


@given(st.text(st.sampled_from("aeioudhnwsfrxj123456789"), max_size=12))
def test_no_key_is_left_in_what_is_read(typed: str) -> None:
    meant = without_typing_slip(typed)
    assert meant is None or not set(meant) & set("wfj0123456789")
