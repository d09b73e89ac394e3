"""Which words only place a date, and which only look like it."""

import pytest

from indexer.analysis.analyzer import read_syllables
from indexer.query.words import units_of


def demanded(text: str) -> str:
    units = units_of(read_syllables(text), text)
    return " ".join(text[unit.start : unit.end] for unit in units if not unit.optional)


@pytest.mark.parametrize(
    ("query", "content"),
    [
        ("hiến máu hôm 21/10/2024", "hiến máu"),
        ("hien mau hom 21/10/2024", "hien mau"),
        ("đầu tháng 11/2013 hiến máu", "hiến máu"),
        ("hiến máu vào khoảng cuối năm 2013", "hiến máu"),
        ("họp vào chiều ngày 5/11/2015", "họp"),
        ("hiến máu trong quý II/2015", "hiến máu"),
    ],
)
def test_words_that_place_a_date_are_not_demanded(query: str, content: str) -> None:
    assert demanded(query) == content


@pytest.mark.parametrize(
    "query",
    ["đầu cầu hiến máu", "người đứng đầu", "hiến máu, đầu, 21/10/2024", "đấu 21/10/2024", "sáng kiến 2019"],
)
def test_elsewhere_they_are_words(query: str) -> None:
    assert demanded(query) == query.replace(" 21/10/2024", "").replace(" 2019", "").replace(",", "")
