"""What of a Whoosh field's postings a segment can hold: how often a term stands in a document, and where."""

from dataclasses import dataclass
from typing import Any, Final

from whoosh import formats

from indexer.engines.whoosh.codec.draft import refuse


@dataclass(frozen=True, slots=True)
class Layout:
    """What is kept with each posting besides the row."""

    frequencies: bool
    positions: bool


_LAYOUTS: Final = {
    formats.Existence: Layout(frequencies=False, positions=False),
    formats.Frequency: Layout(frequencies=True, positions=False),
    formats.Positions: Layout(frequencies=True, positions=True),
}


def expect_layout(field: str, field_type: Any) -> Layout:
    """Raises UnsupportedByCodec for a field that would not come back as it was."""
    layout = _LAYOUTS.get(type(field_type.format))
    if layout is None:
        raise refuse(field, f"postings of {type(field_type.format).__name__} cannot be stored")
    if field_type.format.field_boost != 1.0:
        raise refuse(field, "a field_boost is not kept; boost the query instead")
    if field_type.vector or field_type.separate_spelling():
        raise refuse(field, "neither term vectors nor a second lexicon for spelling are kept")
    return layout
