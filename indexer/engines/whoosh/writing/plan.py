"""What the fields of a Whoosh schema become in a segment: terms, a column, stored bytes.

Read once from the schema, so that writing asks no field object what it is for each document.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from indexer.engines.whoosh.codec.field_layout import Layout, expect_layout

ColumnKind = Literal["numbers", "refs", "texts"]


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field. `type` is Whoosh's field object; `scored` fields keep lengths; `default` fills gaps."""

    name: str
    type: Any
    indexed: bool
    positions: bool
    frequencies: bool
    scored: bool
    stored: bool
    column: ColumnKind | None
    default: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """All fields by name, sorted; which one tells documents apart; which column puts the newest first."""

    fields: Mapping[str, FieldPlan]
    unique: str | None
    newest_by: str | None


def plan_schema(schema: Any, *, newest_by: str | None = None) -> Plan:
    """Raises UnsupportedByCodec for fields that segments cannot hold as Whoosh asks for them (vectors,
    positions of characters, spelling words), ValueError for columns that they cannot (pickled ones)."""
    fields = {name: _plan_field(name, schema[name]) for name in sorted(schema.names())}
    unique = [name for name, plan in fields.items() if getattr(plan.type, "unique", False)]
    if newest_by is not None and fields[newest_by].column != "numbers":
        raise ValueError(f"{newest_by} is no column of numbers")
    return Plan(fields, unique[0] if unique else None, newest_by)


def as_numbers(type_: Any, values: list[Any]) -> NDArray[np.int64]:
    """What a column of numbers keeps. Fractions and 64-bit unsigned numbers keep their bits: read them as
    `view(float64)` and `view(uint64)`."""
    code = getattr(type_.column_type, "_typecode", "q")
    if code in "fd":
        return np.array(values, np.float64).view(np.int64)
    return np.array(values, np.uint64).view(np.int64) if code == "Q" else np.array(values, np.int64)


def _plan_field(name: str, type_: Any) -> FieldPlan:
    indexed = bool(type_.indexed)
    layout = expect_layout(name, type_) if indexed else Layout(frequencies=False, positions=False)
    return FieldPlan(
        name=name,
        type=type_,
        indexed=indexed,
        positions=layout.positions,
        frequencies=layout.frequencies,
        scored=indexed and bool(type_.scorable),
        stored=bool(type_.stored),
        column=_column_kind(name, type_.column_type) if type_.column_type else None,
        default=type_.column_type.default_value() if type_.column_type else None,
    )


def _column_kind(name: str, column: Any) -> ColumnKind:
    from whoosh import columns

    kinds: dict[type, ColumnKind] = {
        columns.RefBytesColumn: "refs",
        columns.NumericColumn: "numbers",
        columns.BitColumn: "numbers",
        columns.VarBytesColumn: "texts",
    }
    if type(column) not in kinds:
        raise ValueError(f"field {name} has a {type(column).__name__}, which segments do not hold")
    return kinds[type(column)]
