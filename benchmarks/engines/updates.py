"""Single updates while clients search: errors, half commits seen, latency, space reclaimed.

Update n commits one article that alone has a word with n in its title; so a reader at
sequence n must find that word once, and the next one nowhere.
"""

import random
import shutil
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import indexer
from benchmarks.engines.clients import Clients, Phase, update_word
from benchmarks.engines.corpus.documents import Schema, documents
from benchmarks.engines.corpus.stream import stream_articles
from benchmarks.engines.measure.memory import directory_bytes
from benchmarks.engines.peers.ours_chain import index_document
from indexer.analysis.analyzer import Family, IndexDocument, Zone
from indexer.engines import load_engine
from indexer.settings import IndexerSettings

_SETTINGS = IndexerSettings()


@dataclass(frozen=True, slots=True)
class Load:
    """What the test does. `typed` are the texts that clients search."""

    index: Path
    parts: list[Path]
    articles: int
    typed: list[str]
    updates: int = 1000
    clients: int = 20
    processes: int = 2
    quiet_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Updates:
    """What came of it. Bytes of the index's files."""

    articles: int
    updates: int
    clients: int
    seconds: float
    before: Phase
    meanwhile: Phase
    generations_seen: int
    bytes_before: int
    bytes_most: int
    bytes_after: int
    bytes_compacted: int


def update_under_load(load: Load) -> Updates:
    """Works on a copy of the index beside it, which is removed at the end."""
    directory = load.index.with_name(f"{load.index.name}-updated")
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(load.index, directory)
    try:
        return _update(load, directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _update(load: Load, directory: Path) -> Updates:
    bytes_before = directory_bytes(directory)
    clients = Clients(directory, load.typed, clients=load.clients, processes=load.processes)
    time.sleep(load.quiet_seconds)
    before, _seen = clients.report()
    indexer.yield_to_searches(_SETTINGS)
    writer = load_engine(_SETTINGS.engine).writer(directory, _SETTINGS)
    began, most = time.perf_counter(), bytes_before
    for number, document in enumerate(_changed_articles(load), 1):
        writer.put(document)
        writer.commit(number)
        most = max(most, directory_bytes(directory))
    seconds = time.perf_counter() - began
    meanwhile, seen = clients.report()
    clients.stop()
    writer.close()
    bytes_after = directory_bytes(directory)
    return Updates(
        articles=load.articles,
        updates=load.updates,
        clients=load.clients,
        seconds=seconds,
        before=before,
        meanwhile=meanwhile,
        generations_seen=seen,
        bytes_before=bytes_before,
        bytes_most=most,
        bytes_after=bytes_after,
        bytes_compacted=_compacted(directory, load.updates),
    )


def _compacted(directory: Path, sequence: int) -> int:
    writer = load_engine(_SETTINGS.engine).writer(directory, _SETTINGS)
    writer.commit(sequence)
    writer.compact()
    writer.close()
    return directory_bytes(directory)


def _changed_articles(load: Load) -> list[IndexDocument]:
    """Articles from all over the index, each with the word of its update in the title."""
    step = max(1, load.articles // load.updates)
    stream = documents(islice(stream_articles(load.parts, load.articles), 0, None, step), Schema.CHAIN)
    chosen = [index_document(document) for document in islice(stream, load.updates)]
    random.Random(1).shuffle(chosen)
    return [_marked(document, number) for number, document in enumerate(chosen, 1)]


def _marked(document: IndexDocument, number: int) -> IndexDocument:
    title = (Zone.TITLE, Family.FOLDED)
    terms = {**document.terms, title: [*document.terms.get(title, ()), update_word(number)]}
    return IndexDocument(document.article_id, document.article, terms)
