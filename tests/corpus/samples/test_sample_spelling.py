"""Spelling habits and legacy bytes."""

import unicodedata

import pytest

from corpus.samples.spelling import ascii_slug, spelled, windows_1258, without_marks


@pytest.mark.parametrize(
    ("habit", "text", "expected"),
    [
        ("standard", "xử lý văn hóa", "xử lý văn hóa"),
        ("i-for-y", "quản lý, kỷ luật", "quản lí, kỉ luật"),
        ("new-tones", "Ủy ban, Tỉnh ủy, văn hóa", "Uỷ ban, Tỉnh uỷ, văn hoá"),
        ("new-tones", "Nguyễn Thị Thủy, Hòa Bình", "Nguyễn Thị Thủy, Hòa Bình"),
    ],
)
def test_a_habit_changes_words_but_no_names(habit: str, text: str, expected: str) -> None:
    assert spelled(text, habit) == expected  # type: ignore[arg-type]


def test_windows_1258_comes_back_by_normalizing() -> None:
    text = "Đề án 06: thủ tục hành chính ở xã Vĩnh Hòa Hưng Nam “một cửa”"
    assert unicodedata.normalize("NFC", windows_1258(text).decode("cp1258")) == text


def test_windows_1258_writes_what_it_lacks_as_references() -> None:
    assert windows_1258("5 m² → 6") == "5 m² ".encode("cp1258") + b"&#8594; 6"


def test_slugs_and_file_names_are_ascii() -> None:
    assert ascii_slug("Đắk Lắk: Sơ kết 6 tháng/2019") == "dak-lak-so-ket-6-thang-2019"
    assert without_marks("Kế hoạch Đảng ủy") == "Ke hoach Dang uy"
