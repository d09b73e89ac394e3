"""Gathered documents -> one segment on disk, renumbered newest first."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.manifest import SegmentEntry
from indexer.engines.whoosh.storage.segment import SegmentWriter
from indexer.engines.whoosh.writing.gathering import Gathered, Values
from indexer.engines.whoosh.writing.inversion import DEAD, Inversion, Rows, length_bytes, sort_terms
from indexer.engines.whoosh.writing.plan import FieldPlan, as_numbers

_STORED_AT_ONCE = 256
_LEAST_BYTES_FOR_DICTIONARY = 1 << 20
"""Less is stored with a dictionary of its own, which is smaller than another segment's 32 KiB."""


def write_segment(
    gathered: Gathered,
    target: tuple[Path, str],
    part_tokens: int,
    dictionaries: Mapping[str, bytes] = MappingProxyType({}),
) -> SegmentEntry | None:
    """The documents as a segment, its files on disk; None when all were dropped.

    `target`: directory and name. `part_tokens` bounds what is encoded at once: about 60 bytes each.
    `dictionaries`: by stored field, those of the segments that this one will be merged with.
    """
    rows = rows_newest_first(gathered)
    documents = int(np.count_nonzero(rows != DEAD))
    if not documents:
        return None
    writer = SegmentWriter(*target)
    try:
        _write_fields(writer, gathered, rows, part_tokens)
        for column, values in gathered.columns.items():
            _write_column(writer, gathered.plan.fields[column], values, rows)
        for field, values in gathered.stored.items():
            _write_stored(writer, field, values, rows, dictionaries.get(field))
        return SegmentEntry(target[1], documents, dict(writer.finish(documents)))
    except BaseException:
        writer.discard()
        raise


def rows_newest_first(gathered: Gathered) -> Rows:
    """The row of each gathered document, DEAD for those left out.

    Newest first by the plan's column, then by unique term; as they came where the plan names neither.
    """
    plan, numbers = gathered.plan, np.flatnonzero(gathered.alive())
    keys: list[NDArray[Any]] = []
    if plan.unique is not None:
        keys.append(_ranks_of_unique(gathered)[numbers])
    if plan.newest_by is not None:
        values = gathered.columns[plan.newest_by]
        keys.append(~_numbers(plan.fields[plan.newest_by], values, gathered.document_count)[numbers])
    if keys:
        numbers = numbers[np.lexsort(keys)]
    rows = np.full(gathered.document_count, DEAD, np.int32)
    rows[numbers] = np.arange(len(numbers), dtype=np.int32)
    return rows


def _write_fields(writer: SegmentWriter, gathered: Gathered, rows: Rows, part_tokens: int) -> None:
    documents = int(np.count_nonzero(rows != DEAD))
    terms, ranks = sort_terms(gathered.vocabulary)
    for field, occurrences in gathered.occurrences.items():
        if not occurrences.tokens:
            continue
        plan = gathered.plan.fields[field]
        inversion = Inversion(occurrences, rows, ranks, positions=plan.positions)
        writer.begin_field(field, positions=plan.positions, frequencies=plan.frequencies)
        for ranks_of_terms, postings in inversion.parts(part_tokens):
            writer.add_terms([terms[rank] for rank in ranks_of_terms.tolist()], postings)
        lengths = inversion.lengths(documents)
        writer.end_field(length_bytes(lengths) if plan.scored else None, int(lengths.sum()))


def _write_column(writer: SegmentWriter, plan: FieldPlan, values: Values, rows: Rows) -> None:
    if not values.values:
        return
    if plan.column == "numbers":
        numbers = _numbers(plan, values, len(rows))
        live = np.flatnonzero(rows != DEAD)
        writer.add_numbers(plan.name, numbers[live[np.argsort(rows[live])]])
        return
    filled = _filled(values, rows, plan.default)
    if plan.column == "texts":
        writer.add_texts(plan.name, filled)
        return
    uniques = sorted(set(filled))
    code_of = {value: code for code, value in enumerate(uniques)}
    writer.add_refs(plan.name, np.array([code_of[value] for value in filled], np.int64), uniques)


def _write_stored(
    writer: SegmentWriter, field: str, values: Values, rows: Rows, dictionary: bytes | None
) -> None:
    if not values.values:
        return
    filled = _filled(values, rows, None)
    worthwhile = sum(map(len, values.values)) >= _LEAST_BYTES_FOR_DICTIONARY
    writer.begin_stored(field, dictionary if worthwhile else None)
    for start in range(0, len(filled), _STORED_AT_ONCE):
        writer.add_stored(filled[start : start + _STORED_AT_ONCE])
    writer.end_stored()


def _filled(values: Values, rows: Rows, default: Any) -> list[Any]:
    """One value for each row, `default` where the document gave none."""
    filled = [default] * int(np.count_nonzero(rows != DEAD))
    own_rows = rows[np.frombuffer(values.documents, np.uint32)].tolist()
    for row, value in zip(own_rows, values.values, strict=True):
        if row != DEAD:
            filled[row] = value
    return filled


def _numbers(plan: FieldPlan, values: Values, documents: int) -> NDArray[np.int64]:
    """A column of numbers by gathered document, `default` where it gave none."""
    numbers = np.repeat(as_numbers(plan.type, [plan.default]), documents)
    numbers[np.frombuffer(values.documents, np.uint32)] = as_numbers(plan.type, values.values)
    return numbers


def _ranks_of_unique(gathered: Gathered) -> NDArray[np.int64]:
    ranks = np.zeros(gathered.document_count, np.int64)
    ranks[[gathered.number_of[term] for term in sorted(gathered.number_of)]] = np.arange(
        len(gathered.number_of)
    )
    return ranks
