"""Beginnings of syllables become what the index knows to begin so, within bounds."""

import pytest

from corpus.errors import BadQuery
from indexer.query.expansion import expand
from indexer.query.language import parse_query
from indexer.query.tree import Held, QueryTree


class Known:
    def __init__(self, *syllables: str) -> None:
        self.syllables = syllables

    def syllables_beginning(self, folded: str) -> list[str]:
        return [text for text in self.syllables if text.startswith(folded)]


def expanded(text: str, *known: str) -> QueryTree:
    return expand(parse_query(text, max_chars=1000, max_syllables=64), Known(*known))


def test_a_beginning_is_any_of_its_syllables() -> None:
    (word, unit) = expanded("hội ngh*", "nghi", "nghe", "hoi").units
    assert [way.terms[0].text for way in word.ways] == ["hoi"]
    assert [way.terms[0].text for way in unit.ways] == ["nghi", "nghe"]


def test_beginnings_are_demanded_too() -> None:
    (demand,) = expanded("(ngh* OR x) y", "nghi", "nghe").demands[0].parts[:1]  # type: ignore[union-attr]
    assert isinstance(demand, Held)
    assert [way.terms[0].text for way in demand.ways] == ["nghi", "nghe"]


def test_a_beginning_that_nothing_has_finds_nothing() -> None:
    assert expanded("ngh*", "hoi").units[0].ways[0].terms[0].text == "ngh*"


def test_nothing_to_expand_is_the_same_tree() -> None:
    tree = parse_query("hội nghị", max_chars=1000, max_syllables=64)
    assert expand(tree, Known("hoi")) is tree


@pytest.mark.parametrize(
    ("text", "reason"), [("ab*", "query-wildcard-too-wide"), ("aa* bb* cc* dd* ee*", "too-many-wildcards")]
)
def test_beginnings_are_bounded(text: str, reason: str) -> None:
    with pytest.raises(BadQuery, match=reason):
        expanded(text, *(f"ab{n}" for n in range(101)))
