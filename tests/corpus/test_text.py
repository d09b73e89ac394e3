"""What cleaning and folding do to the texts that portals serve."""

import unicodedata

import pytest

from corpus.text import clean, fold, slug


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (unicodedata.normalize("NFD", "Hội nghị sơ kết"), "Hội nghị sơ kết"),
        ("Ðảng bộ thị trấn, ðồng chí", "Đảng bộ thị trấn, đồng chí"),
        ("Tra\u0323\u0302n Ta\u0302\u0341n", "Trận Tấn"),
        ("khen\u200b thưởng \ufeffhuyện\u00ad", "khen thưởng huyện"),
        ("  Số:\u00a0 12/KH-UBND\r\n\t", "Số: 12/KH-UBND"),
        ("“Dân vận khéo” – năm 2026…", "“Dân vận khéo” – năm 2026…"),
        ("", ""),
    ],
)
def test_clean_spells_text_in_one_way(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["Đồng Tháp", "ĐỒNG THÁP", "Ðồng Tháp", "đồng tháp", "dong thap"])
def test_fold_makes_accents_and_case_equal(text: str) -> None:
    assert fold(text) == "dong thap"
    assert fold(unicodedata.normalize("NFD", text)) == "dong thap"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Kiên Giang", "kien-giang"),
        ("TP. Hồ Chí Minh", "tp-ho-chi-minh"),
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        ("Ðắk Lắk ", "dak-lak"),
        ("—", ""),
    ],
)
def test_slug_names_a_value_in_a_url(text: str, made: str) -> None:
    assert slug(text) == made
