"""Every engine of the benchmark answers as a search by brute force does: else its times mean nothing."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.engines.corpus.documents import FACETS, Document, Schema
from benchmarks.engines.peers import PEERS, load_peer
from benchmarks.engines.peers.base import TOP, CannotRun, Mode, Peer
from benchmarks.engines.queries import Operator, Query

COUNTING = [name for name, entry in PEERS.items() if entry.schema is Schema.CORE and name != "bm25s"]


def opened(name: str, directory: Path, documents: list[Document]) -> Peer:
    try:
        peer = load_peer(name)
    except CannotRun as reason:
        pytest.skip(str(reason))
    peer.build(directory, map(peer.prepare, documents))
    peer.open(directory)
    return peer


def matching(documents: list[Document], query: Query) -> list[Document]:
    return [document for document in documents if matches(document, query)]


def matches(document: Document, query: Query) -> bool:
    if query.facet and query.facet[1] not in document.facets[query.facet[0]]:
        return False
    if query.days and not query.days[0] <= document.day <= query.days[1]:
        return False
    texts = [text.split() for text in document.texts.values()]
    if query.operator is Operator.PHRASE:
        return any(stands_in(text, list(query.terms)) for text in texts)
    found = [any(holds(text, term, query.operator) for text in texts) for term in query.terms]
    return any(found) if query.operator is Operator.ANY else all(found)


def stands_in(text: list[str], run: list[str]) -> bool:
    return any(text[at : at + len(run)] == run for at in range(len(text)))


def holds(text: list[str], term: str, operator: Operator) -> bool:
    return any(token.startswith(term) for token in text) if operator is Operator.PREFIX else term in text


@pytest.mark.parametrize("name", COUNTING)
def test_totals_facets_and_dates_are_those_of_brute_force(
    name: str, tmp_path: Path, core: list[Document], queries: list[Query]
) -> None:
    peer = opened(name, tmp_path, core)
    for query in queries:
        expected = matching(core, query)
        answer = peer.search(query, Mode.EVERY)
        assert answer.total == len(expected), query
        for facet in FACETS:
            assert answer.facets[facet] == Counter(v for d in expected for v in d.facets[facet]), query
        found = [json.loads(record) for record in peer.records(answer)]
        assert {hit["number"] for hit in found} <= {document.number for document in expected}
        assert len(found) == min(TOP, len(expected))
        if query.newest:
            newest = sorted((document.moment for document in expected), reverse=True)
            assert [hit["moment"] for hit in found] == newest[:TOP]


@pytest.mark.parametrize("name", COUNTING)
def test_facets_shown_are_the_commonest(
    name: str, tmp_path: Path, core: list[Document], queries: list[Query], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.engines.peers.base.SHOWN", 3)
    peer = opened(name, tmp_path, core)
    for query in queries[::5]:
        every = peer.search(query, Mode.EVERY).facets
        for facet, counts in peer.search(query, Mode.FACETS).facets.items():
            assert sorted(counts.values()) == sorted(sorted(every[facet].values())[-3:])
            assert counts.items() <= every[facet].items()


def test_bm25s_finds_what_has_a_term(tmp_path: Path, core: list[Document], queries: list[Query]) -> None:
    peer = opened("bm25s", tmp_path, core)
    asked = [query for query in queries if peer.accepts(query, Mode.TOPK)]
    assert asked
    for query in asked:
        expected = {document.number for document in matching(core, query)}
        rows = [int(row) for row in peer.search(query, Mode.TOPK).hits]
        assert len(expected & set(rows)) == min(TOP, len(expected))


@pytest.mark.parametrize("name", [name for name, entry in PEERS.items() if entry.schema is Schema.CHAIN])
def test_chain_engines_answer_every_class_but_prefixes(
    name: str, tmp_path: Path, parts: list[Path], queries: list[Query]
) -> None:
    from benchmarks.engines.corpus.documents import documents
    from benchmarks.engines.corpus.stream import stream_articles

    peer = opened(name, tmp_path, list(documents(stream_articles(parts, 200), Schema.CHAIN)))
    for query in queries:
        if peer.accepts(query, Mode.STORED):
            answer = peer.search(query, Mode.STORED)
            assert len(peer.records(answer)) == min(TOP, answer.total)
        else:
            assert query.operator is Operator.PREFIX
