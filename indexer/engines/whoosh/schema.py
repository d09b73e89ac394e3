"""The Whoosh schema: stock field types only, so that any Whoosh opens the index without our code."""

import functools
from typing import Any

from indexer.analysis.analyzer import Family, Zone
from indexer.facets import FACET_VALUES

SCHEMA_VERSION = 1
"""Raised with any change below: an index of another version needs a rebuild."""

ID = "article_id"
STORED = "article"
FIRST_DAY, LAST_DAY, SORT_KEY = "first_day", "last_day", "sort_key"
VALUE_SEPARATOR, LABEL_SEPARATOR = "\x1e", "\x1f"
"""Between the values of a facet's column, and between a value's slug and label."""


def term_field(zone: Zone, family: Family) -> str:
    return f"{zone.value}_{family.value}"


def facet_field(facet: str) -> str:
    return f"facet_{facet}"


def length_field(zone: Zone) -> str:
    return f"length_{zone.value}"


@functools.lru_cache(maxsize=1)
def build_schema() -> Any:
    """Every field and column. Positions are kept for folded syllables only: phrases need no others."""
    from whoosh import columns, fields
    from whoosh.analysis import SpaceSeparatedTokenizer

    schema = fields.Schema()
    schema.add(ID, fields.ID(unique=True, stored=True, sortable=columns.VarBytesColumn()))
    schema.add(STORED, fields.STORED())
    for zone in Zone:
        schema.add(length_field(zone), fields.COLUMN(columns.NumericColumn("i")))
        for family in Family:
            terms = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=family is Family.FOLDED)
            schema.add(term_field(zone, family), terms)
    for facet in FACET_VALUES:
        schema.add(facet_field(facet), fields.COLUMN(columns.RefBytesColumn()))
    schema.add(FIRST_DAY, fields.COLUMN(columns.NumericColumn("i")))
    schema.add(LAST_DAY, fields.COLUMN(columns.NumericColumn("i")))
    schema.add(SORT_KEY, fields.COLUMN(columns.NumericColumn("q")))
    return schema
