"""Rows of three are counted whatever their ids, and outlive a model's file."""

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.suggest.base import base_model
from indexer.suggest.counting.triples import TripleCounts, TripleTally
from indexer.suggest.counting.vocabulary import Vocabulary
from indexer.suggest.fingerprints import RowKeys, fingerprint_of, keys_of_rows
from indexer.suggest.suggester import Suggester

from .conftest import ARTICLES, article, trained

CLAUSES = st.lists(st.lists(st.sampled_from(["Hội", "hội", "nghị", "sơ", "kết"]), min_size=1, max_size=5))


def key(*forms: str) -> RowKeys:
    first, second, third = (np.array([fingerprint_of(form)], np.uint64) for form in forms)
    return keys_of_rows(first, second, third)


def counted(tally: TripleTally, vocabulary: Vocabulary, clauses: list[list[str]]) -> TripleCounts:
    ids = [0]
    for clause in clauses:
        ids += [*vocabulary.ids_of(clause), 0]
    tally.add(np.array(ids, np.int32))
    return tally.result()


@given(CLAUSES, CLAUSES)
def test_every_row_of_three_within_a_clause_is_counted(one: list[list[str]], other: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    tally = TripleTally(vocabulary)
    counted(tally, vocabulary, one)
    found = counted(tally, vocabulary, other)
    wanted: Counter[int] = Counter()
    for clause in [*one, *other]:
        forms = [".", *(form.lower() for form in clause), "."]
        for row in zip(forms, forms[1:], forms[2:], strict=False):
            wanted[int(key(*row)[0])] += 1
    assert dict(zip(found.keys.tolist(), found.counts.tolist(), strict=True)) == wanted
    assert found.keys.tolist() == sorted(wanted)


def test_ids_do_not_matter() -> None:
    one, other = Vocabulary(), Vocabulary()
    other.ids_of(["kết", "sơ", "nghị"])
    clauses = [["hội", "nghị", "sơ", "kết"]]
    first, second = (counted(TripleTally(known), known, clauses) for known in (one, other))
    assert first.keys.tolist() == second.keys.tolist()


def test_beyond_the_limit_the_rarest_are_forgotten() -> None:
    vocabulary = Vocabulary()
    tally = TripleTally(vocabulary, limit=6)
    often = [["hội", "nghị", "sơ"]] * 5
    found = counted(tally, vocabulary, [*often, ["sáp", "nhập", "trường", "học"]])
    assert found.counts.tolist() == [5, 5, 5]
    assert key("hội", "nghị", "sơ")[0] in found.keys


def test_many_times_are_some_sixty_thousand() -> None:
    vocabulary = Vocabulary()
    tally = TripleTally(vocabulary)
    few = counted(tally, vocabulary, [["hội", "nghị", "sơ"]])
    for _time in range(3):
        tally.add_counts(TripleCounts(few.keys, np.full(few.keys.size, 40_000, np.uint16)))
    assert set(tally.result().counts.tolist()) == {65_535}


def test_a_model_knows_how_often_a_row_stands(suggester: Suggester) -> None:
    rows = np.concatenate([key("hội", "nghị", "sơ"), key("hội", "nghị", "nghị")])
    assert suggester.model.times(rows).tolist() == [2, 0]
    assert suggester.model.times(rows.reshape(2, 1)).shape == (2, 1)


def test_rows_that_stand_in_the_archive_decide_between_likely_pairs(tmp_path: Path) -> None:
    """`đổi với` and `với hệ` are each commoner than `đổi mới` and `mới hệ`; `đổi mới hệ` stands."""
    others = [article(n, "Đổi với giá", "Cân đổi với hệ số. Hội nghị với hệ thống.") for n in range(9, 15)]
    told = article(8, "Đổi mới hệ thống", "Kế hoạch đổi mới hệ thống chính trị.")
    suggester = trained(tmp_path, [*ARTICLES, *others, told])
    found = suggester.proposal("ke hoach doi jmoi he thong")
    assert found is not None
    assert found.text == "kế hoạch đổi mới hệ thống"


def test_a_model_of_pairs_alone_is_read() -> None:
    base = base_model()
    assert base is not None
    assert base.times(key("hội", "nghị", "sơ")).tolist() == [0]
    assert base.syllables().triples.keys.size == 0
