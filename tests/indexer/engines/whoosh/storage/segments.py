"""Segments for the tests: a model of plain lists, how it is written, and all that a reader answers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

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
