"""Reports as lines and tables, before they meet a terminal."""

from typing import Any

import pytest

from corpus.printed import Line, Part, Table, cell, line, remark, report_blocks


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "–"),
        ("", ""),
        (True, "yes"),
        (False, "NO"),
        (0, "0"),
        (0.5, "0.500"),
        ([], "–"),
        (["a", 1], "a, 1"),
        ({}, "–"),
        ({"last_day": "2026-11-22", "pages": None, "hosts": ["a"]}, "last day: 2026-11-22, hosts: a"),
    ],
)
def test_a_cell_says_every_kind_of_value(value: Any, told: str) -> None:
    assert cell(value) == told


def test_plain_values_are_lines_and_records_a_table() -> None:
    report = {
        "articles_new": 3,
        "problems": ["a: silent", "b"],
        "portals": [{"portal": "a", "last_day": None}],
    }
    assert list(report_blocks(report)) == [
        line("articles new: 3"),
        line("problems:\n  a: silent\n  b"),
        Table("portals", ("portal", "last day"), (("a", "–"),)),
    ]


def test_a_remark_stands_beside_the_result() -> None:
    assert remark("folded", "without accents") == Line(
        (Part("folded:", "strong"), Part(" without accents")), aside=True
    )
