"""A segment against plain dictionaries of lists: what was given is found, in ranges and one by one."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.postings import Flat
from indexer.engines.whoosh.storage.segment import SegmentFiles, SegmentReader, SegmentWriter

NAME = "_MAIN_0123456789abcdef"
Lists = dict[bytes, dict[int, list[int]]]
"""Term -> document -> positions."""


@dataclass
class Model:
    """What a segment should hold."""

    documents: int
    fields: dict[str, Lists] = field(default_factory=dict)
    plain: dict[str, Lists] = field(default_factory=dict)
    """Fields without frequencies and positions."""
    numbers: dict[str, list[int]] = field(default_factory=dict)
    refs: dict[str, list[bytes]] = field(default_factory=dict)
    texts: dict[str, list[bytes]] = field(default_factory=dict)
    stored: dict[str, list[bytes | None]] = field(default_factory=dict)


def flat_of(lists: list[dict[int, list[int]]], *, positions: bool) -> Flat:
    postings = [(row, where) for one in lists for row, where in sorted(one.items())]
    return Flat(
        np.array([len(one) for one in lists], np.int64),
        np.array([row for row, _ in postings], np.int32),
        np.array([len(where) for _, where in postings], np.uint32),
        np.array([place for _, where in postings for place in where], np.int32) if positions else None,
    )


def token_counts(model: Model, name: str) -> list[int]:
    lists = model.fields[name].values()
    return [sum(len(one.get(row, ())) for one in lists) for row in range(model.documents)]


def lengths_of(model: Model, name: str) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.minimum(np.array(token_counts(model, name), np.int64), 255).astype(np.uint8)


def write_field(writer: SegmentWriter, lists: Lists, batch: int, *, positions: bool) -> None:
    terms = sorted(lists)
    for start in range(0, len(terms), batch):
        some = terms[start : start + batch]
        writer.add_terms(some, flat_of([lists[term] for term in some], positions=positions))


def write(model: Model, directory: Path, batch: int = 1000) -> SegmentFiles:
    writer = SegmentWriter(directory, NAME)
    for name, lists in model.fields.items():
        writer.begin_field(name, positions=True)
        write_field(writer, lists, batch, positions=True)
        writer.end_field(lengths_of(model, name), sum(token_counts(model, name)))
    for name, lists in model.plain.items():
        writer.begin_field(name, positions=False, frequencies=False)
        write_field(writer, lists, batch, positions=False)
        writer.end_field(None, 0)
    write_columns(writer, model)
    for name, values in model.stored.items():
        writer.begin_stored(name)
        for start in range(0, len(values), batch):
            writer.add_stored(values[start : start + batch])
        writer.end_stored()
    return writer.finish(model.documents)


def write_columns(writer: SegmentWriter, model: Model) -> None:
    for name, numbers in model.numbers.items():
        writer.add_numbers(name, np.array(numbers, np.int64))
    for name, refs in model.refs.items():
        uniques = sorted(set(refs))
        writer.add_refs(name, np.array([uniques.index(ref) for ref in refs], np.uint32), uniques)
    for name, texts in model.texts.items():
        writer.add_texts(name, texts)


def answers(reader: SegmentReader) -> Model:
    """Everything, read one by one."""
    found = Model(reader.document_count)
    for name in reader.fields:
        lists: Lists = {}
        for ordinal in range(len(reader.terms(name))):
            rows, frequencies = reader.postings(name, ordinal)
            if reader.has_positions(name):
                positions, counts = reader.positions(name, ordinal)
                assert counts.tolist() == frequencies.tolist()
                parts = np.split(positions, np.cumsum(counts)[:-1])
                one = {row: part.tolist() for row, part in zip(rows.tolist(), parts, strict=True)}
            else:
                one = {
                    row: [0] * times for row, times in zip(rows.tolist(), frequencies.tolist(), strict=True)
                }
            lists[reader.terms(name).text(ordinal)] = one
        (found.fields if reader.has_positions(name) else found.plain)[name] = lists
    for name, kind in reader.columns.items():
        if kind == "numbers":
            found.numbers[name] = reader.numbers(name).tolist()
        elif kind == "refs":
            codes, uniques = reader.refs(name)
            found.refs[name] = [uniques[code] for code in codes.tolist()]
        else:
            found.texts[name] = list(reader.texts(name))
    found.stored = {
        name: [reader.stored(name, row) for row in range(reader.document_count)]
        for name in reader.stored_fields
    }
    return found


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


def example(documents: int = 300) -> Model:
    """Short, long and dense lists; every kind of column; stored values with a dictionary."""
    every = {row: [row % 7, 40 + row] for row in range(documents)}
    third = {row: [1, 2] for row in range(0, documents, 3)}
    rare = {f"tu_{n}".encode(): {n % documents: [n], (n * 7) % documents: [n % 5, n + 6]} for n in range(150)}
    sentence = b"Uy ban nhan dan huyen thong bao so %d ve viec tiep nhan ho so. "
    return Model(
        documents,
        fields={"body": {b"cua": every, b"va": third, **rare}},
        plain={"kind": {b"news": {row: [0] for row in range(documents)}, b"notice": {3: [0]}}},
        numbers={
            "date": [1_700_000_000 + 86_400 * row for row in range(documents)],
            "year": [2024] * documents,
        },
        refs={"province": [b"Ha Noi" if row % 2 else b"Hue" for row in range(documents)]},
        texts={
            "id": [b"%08d" % row for row in range(documents)],
            "url": [b"/" * row for row in range(documents)],
        },
        stored={"show": [None if row % 50 == 9 else (sentence % row) * 3 for row in range(documents)]},
    )


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
    assert reader.stored_range("show", 8, 11) == model.stored["show"][8:11]


def test_an_empty_segment_is_a_segment(tmp_path: Path) -> None:
    model = Model(
        0, fields={"body": {}}, numbers={"n": []}, refs={"r": []}, texts={"t": []}, stored={"s": []}
    )
    reader = SegmentReader(tmp_path, NAME, write(model, tmp_path))
    reader.verify()
    assert answers(reader) == model
    assert reader.postings_range("body", 0, 0, positions=True).rows.size == 0
