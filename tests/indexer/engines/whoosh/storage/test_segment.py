"""A segment against plain dictionaries of lists: what was given is found, in ranges and one by one."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.postings import encode
from indexer.engines.whoosh.storage.segment import SegmentReader
from tests.indexer.engines.whoosh.storage.segments import (
    NAME,
    Lists,
    Model,
    answers,
    example,
    flat_of,
    lengths_of,
    token_counts,
    write,
)

TERMS = st.binary(max_size=6) | st.text("ab", min_size=1, max_size=12).map(str.encode)
PLACES = st.lists(st.integers(0, 2**31 - 1), min_size=1, max_size=5, unique=True).map(sorted)


def lists_of(documents: int) -> st.SearchStrategy[Lists]:
    postings = st.dictionaries(st.integers(0, documents - 1), PLACES, min_size=1, max_size=8)
    return st.dictionaries(TERMS, postings, max_size=150 if documents > 1 else 5)


def plain_lists_of(documents: int) -> st.SearchStrategy[Lists]:
    postings = st.sets(st.integers(0, documents - 1), min_size=1).map(lambda rows: {row: [0] for row in rows})
    return st.dictionaries(TERMS, postings, max_size=5)


@st.composite
def models(draw: st.DrawFn) -> Model:
    documents = draw(st.integers(1, 12))

    def column(values: st.SearchStrategy[Any]) -> Any:
        return draw(st.lists(values, min_size=documents, max_size=documents))

    return Model(
        documents,
        fields={"body": draw(lists_of(documents)), "title/heads": draw(lists_of(documents))},
        plain={"kind": draw(plain_lists_of(documents))},
        numbers={
            "wide": column(st.integers(-(2**63), 2**63 - 1)),
            "year": column(st.integers(1950, 2100)),
            "offset": column(st.integers(2**31, 2**31 + 200)),
        },
        refs={"province": column(st.binary(max_size=3))},
        texts={"id": column(st.binary(min_size=4, max_size=4)), "date": column(st.binary(max_size=5))},
        stored={"show": column(st.none() | st.binary(max_size=80)), "none": [None] * documents},
    )


@given(model=models(), batch=st.integers(1, 200))
@settings(max_examples=60, deadline=None)
def test_a_segment_answers_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, model: Model, batch: int
) -> None:
    directory = tmp_path_factory.mktemp("segment")
    reader = SegmentReader(directory, NAME, write(model, directory, batch))
    reader.verify()
    found = answers(reader)
    assert found.documents == model.documents
    assert found.fields == {name: dict(sorted(lists.items())) for name, lists in model.fields.items()}
    assert found.plain == {name: dict(sorted(lists.items())) for name, lists in model.plain.items()}
    for kind in ("numbers", "refs", "texts", "stored"):
        assert getattr(found, kind) == getattr(model, kind)
    for name in model.fields:
        assert reader.total_length(name) == sum(token_counts(model, name))
        lengths = reader.lengths(name)
        assert lengths is not None
        assert lengths.tolist() == lengths_of(model, name).tolist()
    assert reader.lengths("kind") is None


@given(model=models(), data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_range_of_terms_is_its_lists_one_after_the_other(
    tmp_path_factory: pytest.TempPathFactory, model: Model, data: st.DataObject
) -> None:
    directory = tmp_path_factory.mktemp("segment")
    reader = SegmentReader(directory, NAME, write(model, directory))
    terms = sorted(model.fields["body"])
    lo = data.draw(st.integers(0, len(terms)))
    hi = data.draw(st.integers(lo, len(terms)))
    expected = flat_of([model.fields["body"][term] for term in terms[lo:hi]], positions=True)
    found = reader.postings_range("body", lo, hi, positions=True)
    for part in ("counts", "rows", "frequencies", "positions"):
        assert getattr(found, part).tolist() == getattr(expected, part).tolist()
        assert getattr(found, part).dtype == getattr(expected, part).dtype
    assert reader.postings_range("body", lo, hi).positions is None
    moved = encode(reader.movable_range("body", lo, hi))
    assert (moved.postings, moved.positions) == (encode(expected).postings, encode(expected).positions)


def test_long_lists_columns_and_stored_values_are_read_as_written(tmp_path: Path) -> None:
    model = example()
    reader = SegmentReader(tmp_path, NAME, write(model, tmp_path))
    reader.verify()
    found = answers(reader)
    model.fields["body"] = dict(sorted(model.fields["body"].items()))
    assert found == model
    ordinal = reader.terms("body").find(b"cua")
    assert ordinal is not None
    which = np.array([0, 5, 299])
    positions, counts = reader.positions("body", ordinal, which)
    assert positions.tolist() == [0, 40, 5, 45, 5, 339]
    assert counts.tolist() == [2, 2, 2]
    assert reader.position_list("body", ordinal).take(which)[0].tolist() == positions.tolist()
    assert reader.stored_values("show", np.array([8, 9, 10])) == model.stored["show"][8:11]


def test_an_empty_segment_is_a_segment(tmp_path: Path) -> None:
    model = Model(
        0, fields={"body": {}}, numbers={"n": []}, refs={"r": []}, texts={"t": []}, stored={"s": []}
    )
    reader = SegmentReader(tmp_path, NAME, write(model, tmp_path))
    reader.verify()
    assert answers(reader) == model
    assert reader.postings_range("body", 0, 0, positions=True).rows.size == 0


def test_threads_that_read_at_once_read_the_same(tmp_path: Path) -> None:
    model = example()
    reader = SegmentReader(tmp_path, NAME, write(model, tmp_path))
    with ThreadPoolExecutor(6) as threads:
        found = [future.result() for future in [threads.submit(answers, reader) for _ in range(6)]]
    assert all(one == model for one in found)
