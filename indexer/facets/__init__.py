"""The facets: one file each, in the order of `indexer.types.FACETS`. A new one is a file and a line here.

Columns are read like facets, but counted only for those who ask: most pages show none of them.
"""

from collections.abc import Callable, Iterator, Mapping

from corpus.article import Article
from indexer.facets import agency, chair, document, event_type, kind, portal, province, topic, unit, year

Values = Callable[[Article], Iterator[tuple[str, str]]]
"""(slug, label) of each value that an article has under a facet."""

FACET_VALUES: Mapping[str, Values] = {
    "agency": agency.values,
    "province": province.values,
    "topic": topic.values,
    "kind": kind.values,
    "year": year.values,
}

COLUMN_VALUES: Mapping[str, Values] = {
    "portal": portal.values,
    "portal_key": portal.key,
    "chair": chair.values,
    "month": year.month,
    "event_type": event_type.values,
    "document": document.values,
    "province_then": unit.province_then,
    "province_now": unit.province_now,
    "unit": unit.either,
    "unit_then": unit.then,
    "unit_now": unit.now,
}
