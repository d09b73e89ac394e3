"""A term's postings as Whoosh walks them: step by step, by leaps, block by block."""

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields, formats, index, query
from whoosh.matching import ReadTooFar

from indexer.engines.whoosh.codec import TraTinCodec, matcher
from indexer.engines.whoosh.codec.matcher import Postings, PostingsMatcher
from indexer.engines.whoosh.storage.postings import Flat, PositionList, encode

Occurrences = dict[int, list[int]]
OCCURRENCES = st.dictionaries(
    st.integers(0, 60),
    st.lists(st.integers(0, 99), min_size=1, max_size=3, unique=True).map(sorted),
    min_size=1,
)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that short lists have several."""
    monkeypatch.setattr(matcher, "_BLOCK_POSTINGS", 4)


def matcher_of(occurrences: Occurrences, format_: Any = None) -> PostingsMatcher:
    rows = np.array(sorted(occurrences), np.int32)
    positions = np.array([at for row in sorted(occurrences) for at in occurrences[row]], np.int32)
    frequencies = np.array([len(occurrences[row]) for row in sorted(occurrences)], np.uint32)
    encoded = encode(Flat(np.array([len(rows)]), rows, frequencies, positions))
    read = partial(PositionList, np.frombuffer(encoded.positions, np.uint8), frequencies)
    return PostingsMatcher(
        Postings(rows, frequencies, read), term=("body", b"a"), format_=format_ or formats.Positions()
    )


@given(OCCURRENCES)
def test_steps_through_every_posting(occurrences: Occurrences) -> None:
    postings, found = matcher_of(occurrences), {}
    while postings.is_active():
        found[postings.id()] = postings.value_as("positions")
        assert postings.weight() == postings.value_as("frequency") == len(found[postings.id()])
        assert [span.start for span in postings.spans()] == found[postings.id()]
        postings.next()
    assert found == dict(sorted(occurrences.items()))
    assert not postings.next()
    assert not postings.is_active()


@given(OCCURRENCES, st.lists(st.integers(0, 61)))
def test_leaps_to_the_first_row_not_below(occurrences: Occurrences, targets: list[int]) -> None:
    postings, at = matcher_of(occurrences), 0
    for target in targets:
        left = [row for row in sorted(occurrences) if row >= max(target, at)]
        postings.skip_to(target)
        assert postings.is_active() == bool(left)
        if not left:
            assert (postings.id() in occurrences, list(postings.copy().all_ids())) == (True, [])
            with pytest.raises(ReadTooFar):
                postings.skip_to(target)
            return
        at = left[0]
        assert (postings.id(), postings.value_as("positions")) == (at, occurrences[at])
        assert list(postings.all_ids()) == left


@given(OCCURRENCES, st.integers(0, 61))
def test_a_copy_goes_its_own_way(occurrences: Occurrences, target: int) -> None:
    postings = matcher_of(occurrences)
    postings.next()
    copy, left = postings.copy(), list(postings.all_ids())
    if copy.is_active():
        copy.skip_to(target)
    assert list(postings.all_ids()) == left
    postings.reset()
    assert list(postings.all_ids()) == sorted(occurrences)


@given(OCCURRENCES)
def test_only_a_new_block_is_announced(occurrences: Occurrences) -> None:
    postings = matcher_of(occurrences)
    announced = [postings.next() for _ in occurrences]
    assert announced == [step % 4 == 0 for step in range(1, len(occurrences) + 1)]


@pytest.mark.parametrize("format_", [formats.Positions(), formats.Frequency(), formats.Existence()])
def test_values_are_what_the_format_writes(format_: Any) -> None:
    postings = matcher_of({3: [1, 5, 7], 9: [2]}, format_)
    items = list(postings.copy().all_items())
    assert [row for row, _ in items] == [3, 9]
    expected = [1, 1] if isinstance(format_, formats.Existence) else [3, 1]
    assert [format_.decode_frequency(value) for _, value in items] == expected
    if isinstance(format_, formats.Positions):
        assert [format_.decode_positions(value) for _, value in items] == [[1, 5, 7], [2]]


def test_a_field_without_positions_says_so() -> None:
    bare = PostingsMatcher(
        Postings(np.array([1], np.int32), np.array([1], np.uint32), None),
        term=("title", b"a"),
        format_=formats.Frequency(),
    )
    with pytest.raises(ValueError, match="'title' keeps no positions"):
        bare.value_as("positions")


def test_the_best_hits_are_those_of_all_and_none_is_deleted(tmp_path: Path) -> None:
    """Whoosh's own segments fail here: skipping a block ends on document 512, which is deleted."""
    index.create_in(str(tmp_path), fields.Schema(body=fields.TEXT))
    opened = index.open_dir(str(tmp_path))
    writer = opened.writer(codec=TraTinCodec())
    for row in range(640):
        often = 9 if row >= 512 else 3 if 0 < row < 8 else 1
        writer.add_document(body=["aa"] * often + ["bb"] * (12 - often))
    writer.commit()
    writer = opened.writer(codec=TraTinCodec())
    for row in range(512, 562):
        writer.delete_document(row)
    writer.commit(merge=False)
    with opened.searcher() as searcher:
        for wanted in (
            query.Term("body", "aa"),
            query.Or([query.Term("body", "aa"), query.Term("body", "bb")]),
        ):
            every = searcher.search(wanted, limit=None)
            assert all(high.score >= low.score for high, low in pairwise(every))
            for limit in (1, 2, 3, 80):
                best = searcher.search(wanted, limit=limit)
                assert [hit.docnum for hit in best] == [hit.docnum for hit in every][:limit]
                assert len(best) == len(every) == 590
