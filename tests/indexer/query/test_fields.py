"""Names of fields, and the names that are their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import slug
from indexer.query.dates import fold_in_place
from indexer.query.field_names import NAMES, Field, find_field
from indexer.query.values import Labels, Named, is_telling

AGENCIES = [
    Named("ubnd-huyen-an-minh", "UBND huyện An Minh"),
    Named("van-phong-ubnd-huyen-an-minh", "Văn phòng UBND huyện An Minh"),
    Named("so-gddt-kon-tum", "Sở Giáo dục và Đào tạo tỉnh Kon Tum"),
    Named("truong-thcs-ba", "Trường THCS Bá"),
    Named("truong-thcs-ba-2", "Trường THCS Bà"),
]


def field_at(text: str, at: int = 0) -> Field | None:
    found = find_field(text, fold_in_place(text), at)
    return found[0] if found else None


@pytest.mark.parametrize("field", Field)
def test_every_name_of_a_field_is_found_with_and_without_accents(field: Field) -> None:
    for name in NAMES[field]:
        for spelt in (name, fold_in_place(name), name.upper(), f"{name} "):
            assert field_at(f"{spelt}: x") is field


@pytest.mark.parametrize(
    "text", ["sở: x", "số:", "số: ", "http://x", "8:30", "Kết luận: x", "tiêu  đề x", "xsố:1", "từ://x"]
)
def test_what_is_no_field(text: str) -> None:
    assert field_at(text, 1 if text == "xsố:1" else 0) is None


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("Ủy ban nhân dân huyện An Minh", {"ubnd-huyen-an-minh"}),
        ("ubnd huyen an minh", {"ubnd-huyen-an-minh"}),
        ("An Minh", {"ubnd-huyen-an-minh", "van-phong-ubnd-huyen-an-minh"}),
        ("Sở GDĐT Kon Tum", {"so-gddt-kon-tum"}),
        ("giáo dục Kon Tum", {"so-gddt-kon-tum"}),
        ("Kon Tum Sở", set()),
        ("thcs bà", {"truong-thcs-ba-2"}),
        ("thcs ba", {"truong-thcs-ba", "truong-thcs-ba-2"}),
        ("thcs bả", {"truong-thcs-ba", "truong-thcs-ba-2"}),
        ("?", set()),
    ],
)
def test_agencies_are_known_by_any_spelling_of_their_name(typed: str, slugs: set[str]) -> None:
    assert Labels(AGENCIES).named(typed) == slugs


WORDS = st.sampled_from(
    [
        *("UBND", "Ủy ban nhân dân", "UBMTTQ", "Ủy ban Mặt trận Tổ quốc", "GD&ĐT", "giáo dục", "đào tạo"),
        *("huyện", "xã", "An", "Bà", "Bá", "Ba", "Sở", "y tế", "Lí", "Lý", "TP.HCM", "HĐND-UBND"),
    ]
)
LABELS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(LABELS, max_size=6, unique_by=slug), LABELS)
def test_what_has_no_rare_word_of_a_name_need_not_be_looked_at(labels: list[str], typed: str) -> None:
    everything = Labels(Named(slug(label), label) for label in labels)
    found = everything.named(typed)
    everything._rarest = lambda tokens: set(range(len(labels)))  # type: ignore[method-assign]
    assert everything.named(typed) == found


@pytest.mark.parametrize(
    ("typed", "telling"),
    [("An Minh", True), ("UBND huyện", False), ("Sở", False), ("Sở Y tế", True), ("Phỉ", False)],
)
def test_kinds_of_agency_tell_nobody_apart(typed: str, telling: bool) -> None:
    assert is_telling(typed) is telling
