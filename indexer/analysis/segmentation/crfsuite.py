"""Reads a CRFsuite model: what each attribute and each transition adds to each label.

Only bytes are read, nothing is executed; what does not look like a model raises `ModelUnreadable`.
Source: CRFsuite 0.12, lib/crf/src/crf1d_model.c, and cqdb 0.2, src/cqdb.c.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_HEADER = struct.Struct("<4sI4s9I")
"""Magic, size, type, version, numbers of features, labels and attributes, offsets of features, labels,
attributes, and of two reference tables that only training needs."""
_STATE, _TRANSITION = 0, 1
_FEATURE = struct.Struct("<3Id")
"""Type, source, target label, weight."""
_FEATURES_AT = 12
"""Behind the chunk's name, size and count."""
_NAMES_HEADER = struct.Struct("<4s5I")
"""Magic, size, flag, byte-order mark, number of entries, offset of the table from id to name."""
_BYTE_ORDER = 0x62445371
_UINT = struct.Struct("<I")


class ModelUnreadable(Exception):
    """The bytes are not the model that this code knows how to read."""


@dataclass(frozen=True, slots=True)
class CrfModel:
    """`states[attribute]` and `transitions[from]` hold one weight for each of `labels`, in their order."""

    labels: tuple[str, ...]
    states: dict[str, tuple[float, ...]]
    transitions: tuple[tuple[float, ...], ...]


def parse_model(blob: bytes) -> CrfModel:
    """The model in `blob`. Raises ModelUnreadable."""
    try:
        return _parse(blob)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ModelUnreadable(str(error)) from error


def _parse(blob: bytes) -> CrfModel:
    magic, _size, kind, _version, _count, _labels, _attributes, *offsets = _HEADER.unpack_from(blob)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ModelUnreadable("not a first-order CRFsuite model")
    features_at, labels_at, attributes_at = offsets[:3]
    labels, attributes = _read_names(blob, labels_at), _read_names(blob, attributes_at)
    states = [[0.0] * len(labels) for _ in attributes]
    transitions = [[0.0] * len(labels) for _ in labels]
    for feature, source, target, weight in _read_features(blob, features_at):
        if feature == _STATE:
            states[source][target] += weight
        elif feature == _TRANSITION:
            transitions[source][target] += weight
    return CrfModel(
        tuple(labels),
        dict(zip(attributes, map(tuple, states), strict=True)),
        tuple(map(tuple, transitions)),
    )


def _read_names(blob: bytes, at: int) -> Sequence[str]:
    """The names of one string table, by number."""
    magic, _size, _flag, order, count, table = _NAMES_HEADER.unpack_from(blob, at)
    if (magic, order) != (b"CQDB", _BYTE_ORDER):
        raise ModelUnreadable("not a table of names")
    places = struct.unpack_from(f"<{count}I", blob, at + table)
    return [_read_name(blob, at + place) for place in places]


def _read_name(blob: bytes, at: int) -> str:
    """One entry: number, size with the closing zero, name."""
    (size,) = _UINT.unpack_from(blob, at + _UINT.size)
    start = at + 2 * _UINT.size
    return blob[start : start + size - 1].decode("utf-8")


def _read_features(blob: bytes, at: int) -> Iterator[tuple[int, int, int, float]]:
    magic, _size, count = struct.unpack_from("<4s2I", blob, at)
    if magic != b"FEAT":
        raise ModelUnreadable("no features where they should be")
    body = memoryview(blob)[at + _FEATURES_AT : at + _FEATURES_AT + count * _FEATURE.size]
    if len(body) != count * _FEATURE.size:
        raise ModelUnreadable("the features are cut short")
    return islice(_FEATURE.iter_unpack(body), count)
