"""The Whoosh schema, and an article as values for its fields. Stock field types only.

A result page reads two stored records: `hit`, what a hit shows, and `passages`, the texts that snippets are
cut from; and `files`, what attached files say, where those do not show what was asked for. The article itself
stays in the catalog.
"""

import functools
from typing import Any

from corpus.article import Article
from corpus.documents import cited_keys, own_keys
from indexer.analysis.analyzer import Family, IndexDocument, Zone
from indexer.dates import possible_days, sort_key
from indexer.engines.stored import StoredHit, files_of, files_to_json, passages_of, passages_to_json
from indexer.facets import COLUMN_VALUES, FACET_VALUES

SCHEMA_VERSION = 6
"""Raised with any change below: an index of another version needs a rebuild."""

ID = "article_id"
HIT, PASSAGES, FILES = "hit", "passages", "files"
CLUSTER = "cluster"
"""Column: the first publisher's id, of articles that were posted several times."""
CITES, ISSUES = "cites", "issues"
"""Keys of the documents that an article cites, and of the one that it is: `corpus.documents`."""
FIRST_DAY, LAST_DAY, SORT_KEY = "first_day", "last_day", "sort_key"
VALUE_SEPARATOR, LABEL_SEPARATOR = "\x1e", "\x1f"
"""Between the values of a facet's column, and between a value's slug and label."""


_VALUES = {**FACET_VALUES, **COLUMN_VALUES}
_TERM_FIELDS = {(zone, family): f"{zone.value}_{family.value}" for zone in Zone for family in Family}


def term_field(zone: Zone, family: Family) -> str:
    return _TERM_FIELDS[zone, family]


def facet_field(facet: str) -> str:
    return f"facet_{facet}"


@functools.lru_cache(maxsize=1)
def build_schema() -> Any:
    """Every field and column. Positions are kept for folded syllables only: phrases need no others."""
    from whoosh import columns, fields
    from whoosh.analysis import SpaceSeparatedTokenizer

    schema = fields.Schema()
    schema.add(ID, fields.ID(unique=True, sortable=columns.VarBytesColumn()))
    schema.add(HIT, fields.STORED())
    schema.add(PASSAGES, fields.STORED())
    schema.add(FILES, fields.STORED())
    for zone in Zone:
        for family in Family:
            terms = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=family is Family.FOLDED)
            schema.add(term_field(zone, family), terms)
    for keys in (CITES, ISSUES):
        schema.add(keys, fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False))
    schema.add(CLUSTER, fields.COLUMN(columns.RefBytesColumn()))
    for facet in _VALUES:
        schema.add(facet_field(facet), fields.COLUMN(columns.RefBytesColumn()))
    schema.add(FIRST_DAY, fields.COLUMN(columns.NumericColumn("i")))
    schema.add(LAST_DAY, fields.COLUMN(columns.NumericColumn("i")))
    schema.add(SORT_KEY, fields.COLUMN(columns.NumericColumn("q")))
    return schema


def fields_of(document: IndexDocument) -> dict[str, Any]:
    """The value of each field that the article has: lists of terms, bytes, numbers; stored ones as JSON."""
    article = document.article
    fields: dict[str, Any] = {
        ID: document.article_id,
        HIT: StoredHit.of(article).to_json(),
        PASSAGES: passages_to_json(passages_of(article)),
        SORT_KEY: sort_key(article.published),
    }
    if files := files_of(article):
        fields[FILES] = files_to_json(files)
    for (zone, family), terms in document.terms.items():
        if terms:
            fields[_TERM_FIELDS[zone, family]] = list(terms)
    for facet in _VALUES:
        fields[facet_field(facet)] = _facet_bytes(facet, article)
    fields[CLUSTER] = (document.cluster or "").encode()
    for name, keys in ((CITES, cited_keys(article)), (ISSUES, own_keys(article))):
        if keys:
            fields[name] = keys
    if article.published is not None:
        fields[FIRST_DAY], fields[LAST_DAY] = possible_days(article.published)
    return fields


def _facet_bytes(facet: str, article: Article) -> bytes:
    labels = {slug: label for slug, label in _VALUES[facet](article) if slug}
    values = (f"{slug}{LABEL_SEPARATOR}{label}" for slug, label in labels.items())
    return VALUE_SEPARATOR.join(values).encode()
