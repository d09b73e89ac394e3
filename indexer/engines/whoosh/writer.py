"""Writes analysed articles with Whoosh's own writer; commits them together with the catalog's sequence."""

import shutil
from pathlib import Path
from typing import Any

from corpus.article import Article
from indexer.analysis.analyzer import Family, IndexDocument, Zone
from indexer.dates import possible_days, sort_key
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.files import (
    State,
    naming_damage,
    sync_directory,
    write_state,
    write_sums,
)
from indexer.facets import FACET_VALUES
from indexer.settings import IndexerSettings


def create_index(directory: Path) -> None:
    """An empty index with sequence 0."""
    from whoosh import index

    write_state(directory, 0, State(sequence=0))
    index.create_in(str(directory), schema.build_schema())
    write_sums(directory, 0)


class WhooshWriter:
    """See `engines.base.EngineWriter`."""

    def __init__(self, directory: Path, settings: IndexerSettings) -> None:
        from whoosh import index

        self._directory = directory
        _drop_leftovers(directory)
        with naming_damage(directory):
            opened = index.open_dir(str(directory))
            self._fresh = opened.doc_count_all() == 0
            self._writer: Any = opened.writer(limitmb=settings.writer_memory_mb)

    def put(self, document: IndexDocument) -> None:
        if not self._fresh:
            self.remove(document.article_id)
        self._writer.add_document(**_fields(document))

    def remove(self, article_id: str) -> None:
        with naming_damage(self._directory):
            self._writer.delete_by_term(schema.ID, article_id)

    def commit(self, sequence: int) -> None:
        generation = self._writer.generation
        write_state(self._directory, generation, State(sequence=sequence))
        with naming_damage(self._directory):
            self._writer.commit()
        sync_directory(self._directory)
        write_sums(self._directory, generation)

    def cancel(self) -> None:
        self._writer.cancel()


def _drop_leftovers(directory: Path) -> None:
    """Removes the temporary folders of writers that were killed: only one writes at a time, and it is us."""
    for path in directory.glob("*.tmp"):
        shutil.rmtree(path, ignore_errors=True)


def _fields(document: IndexDocument) -> dict[str, Any]:
    article = document.article
    fields: dict[str, Any] = {
        schema.ID: document.article_id,
        schema.STORED: article.model_dump_json(),
        schema.SORT_KEY: sort_key(article.published),
    }
    for (zone, family), terms in document.terms.items():
        if terms:
            fields[schema.term_field(zone, family)] = terms
    for zone in Zone:
        fields[schema.length_field(zone)] = len(document.terms.get((zone, Family.FOLDED), ()))
    for facet in FACET_VALUES:
        fields[schema.facet_field(facet)] = _facet_bytes(facet, article)
    if article.published is not None:
        fields[schema.FIRST_DAY], fields[schema.LAST_DAY] = possible_days(article.published)
    return fields


def _facet_bytes(facet: str, article: Article) -> bytes:
    labels = {slug: label for slug, label in FACET_VALUES[facet](article) if slug}
    values = (f"{slug}{schema.LABEL_SEPARATOR}{label}" for slug, label in labels.items())
    return schema.VALUE_SEPARATOR.join(values).encode()
