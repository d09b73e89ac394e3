"""Misspelt syllables gain an alternative that stands beside the same neighbours."""

import itertools
from collections import Counter

from indexer.analysis.analyzer import read_syllables
from indexer.query.language import parse_query
from indexer.query.spelling import correct
from indexer.query.tree import QueryTree


class Known:
    """The vocabulary of a few sentences."""

    def __init__(self, *sentences: str) -> None:
        texts = [[syllable.folded for syllable in read_syllables(sentence)] for sentence in sentences]
        self.syllables = Counter(syllable for text in texts for syllable in set(text))
        self.pairs = Counter(pair for text in texts for pair in set(itertools.pairwise(text)))

    def syllable_count(self, folded: str) -> int:
        return self.syllables[folded]

    def pair_count(self, first: str, second: str) -> int:
        return self.pairs[first, second]


KNOWN = Known("Hội nghị sơ kết", "Sáp nhập trường học", "Giám sát", "Trung ương", "Kế hoạch năm 2023")


def corrected(text: str) -> QueryTree:
    return correct(parse_query(text, max_chars=1000, max_syllables=64), KNOWN)


def alternatives(text: str) -> set[str]:
    return {
        term.text
        for unit in corrected(text).units
        for way in unit.ways[1:]
        if not way.loose
        for term in way.terms
    }


def test_unknown_syllables_are_corrected_by_their_neighbours() -> None:
    assert alternatives("hội ngị sơ kết") == {"nghi"}
    assert alternatives("hoi nghi so kte") == {"ket"}


def test_a_known_syllable_in_unknown_company_gains_the_pair_only() -> None:
    assert alternatives("sát nhập trường") == {"sap nhap"}


def test_a_lone_unknown_syllable_is_corrected() -> None:
    assert alternatives("trưng") == {"trung"} or alternatives("trumg") == {"trung"}


def test_several_guesses_stand_beside_each_other() -> None:
    known = Known("Khi chủ trương", "Khi chủ trương", "Chi chủ trương", "Đi xa")
    units = correct(parse_query("đhi chủ trương", max_chars=1000, max_syllables=64), known).units
    assert [way.terms[0].text for way in units[0].ways[1:]] == ["khi", "chi"]


def test_what_no_slip_makes_of_a_syllable_is_left_alone() -> None:
    asked: list[str] = []

    class Counting(Known):
        def syllable_count(self, folded: str) -> int:
            asked.append(folded)
            return 0

    correct(parse_query("x" * 900, max_chars=1000, max_syllables=64), Counting("Tin"))
    assert len(asked) <= 1


def test_corrected_runs_stand_beside_the_typed_ones() -> None:
    assert corrected("hội ngị sơ kết").runs == (("hoi", "ngi", "so", "ket"), ("hoi", "nghi", "so", "ket"))


def test_numbers_and_what_is_right_stay() -> None:
    for text in ("hội nghị", "năm 2024", "giám sát", "qwxzj", ""):
        tree = parse_query(text, max_chars=1000, max_syllables=64)
        assert correct(tree, KNOWN) == tree
