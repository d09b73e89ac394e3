"""Expanding templates: slots, numbers, years, repetition."""

import pytest

from corpus.samples.cast import topic_ids
from corpus.samples.grammar import Writer, parse_rules, slot_names, under
from corpus.samples.writing.story import rules_for


def written(*lines: str, year: int | None = None, **values: str) -> str:
    return Writer(parse_rules(["[text]", *lines], year), dict(values), seed=3).text("text")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{Name} họp", "UBND họp"),
        ("{ten} họp", "xã họp"),
        ("{Ten} họp", "Xã họp"),
        ("{07-07} điểm", "07 điểm"),
        ("{7-7} điểm", "7 điểm"),
        ("{2.500-2.500} hộ", "2.500 hộ"),
        ("{98,4-98,4}%", "98,4%"),
        ("{a|a}", "a"),
        ("một{|} hai", "một hai"),
    ],
)
def test_a_slot_is_filled_as_its_form_says(line: str, expected: str) -> None:
    assert written(line, ten="xã", name="UBND") == expected


@pytest.mark.parametrize(("year", "expected"), [(2017, "cũ"), (2018, "mới"), (2026, "mới")])
def test_a_line_holds_only_in_its_years(year: int, expected: str) -> None:
    assert written("@2018 mới", "@-2017 cũ", year=year) == expected


def test_sums_of_money_are_round() -> None:
    text = written("{500.000-2.000.000}")
    assert text.endswith("000") or text.endswith("50.000")
    assert int(text.replace(".", "")) % 50_000 == 0


def test_a_rule_is_used_up_before_it_repeats() -> None:
    rules = parse_rules(["[x]", *"abcdefg"])
    for seed in range(20):
        assert sorted(Writer(rules, {}, seed).texts("x", 7, 7)) == list("abcdefg")


def test_values_win_over_rules() -> None:
    writer = Writer(parse_rules(["[x]", "{y}", "[y]", "luật"]), {"y": "giá trị"}, seed=0)
    assert writer.text("x") == "giá trị"


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        written("{nirgends}")


def test_prefixed_rules_name_each_other() -> None:
    rules = under("news", parse_rules(["[title]", "{place}: {act}", "[place]", "Xã"]))
    assert slot_names(rules) == {"news.place", "act"}


@pytest.mark.parametrize("topic", topic_ids())
def test_every_topic_has_all_rules_in_all_years(topic: str) -> None:
    for year in (2012, 2019, 2026):
        rules = rules_for(topic, year)
        assert {"work", "subject", "result", "weak", "task", "skill", "question", "group"} <= set(rules)
        for kind, detail in (("act", "detail"), ("notice", "notice_line")):
            numbered = [name for name in rules if name.startswith(f"{kind} ")]
            assert len(numbered) >= 3
            assert all(name.replace(kind, detail, 1) in rules for name in numbered)
