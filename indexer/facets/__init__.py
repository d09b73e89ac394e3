"""The facets: one file each, in the order of `indexer.types.FACETS`. A new one is a file and a line here.

Columns are read like facets and asked for in the query's text only: nobody counts them.
"""

from collections.abc import Callable, Iterator, Mapping

from corpus.article import Article
from indexer.facets import agency, chair, kind, portal, province, topic, year

Values = Callable[[Article], Iterator[tuple[str, str]]]
"""(slug, label) of each value that an article has under a facet."""

FACET_VALUES: Mapping[str, Values] = {
    "agency": agency.values,
    "province": province.values,
    "topic": topic.values,
    "kind": kind.values,
    "year": year.values,
}

COLUMN_VALUES: Mapping[str, Values] = {"portal": portal.values, "chair": chair.values}
