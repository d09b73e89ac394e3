"""Every engine of the comparison answers, or says why it cannot."""

from pathlib import Path

import pytest

from benchmarks.quality.compare import Comparing, Comparison, compare
from benchmarks.quality.peers import PEERS, fingerprint, load_peer
from benchmarks.quality.peers.base import CannotRun
from indexer import IndexerSettings, Typing
from indexer.evaluation.collection import Collection, Passage

TEXTS = ("Hội nghị sơ kết công tác sáu tháng", "Lễ tổng kết năm học", "Họp giao ban tuần")
SETTINGS = IndexerSettings(segment_words=False)


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_ranks_what_was_asked_first(name: str) -> None:
    try:
        peer = load_peer(name)
    except CannotRun as why:
        pytest.skip(str(why))
    peer.build(TEXTS)
    assert peer.best("Lễ tổng kết năm học?", 10)[0] == 1
    assert peer.best("", 10) == []
    assert peer.best('"AND - xyzzy)', 10) == []
    assert fingerprint(name) != fingerprint("fts5") or name == "fts5"


@pytest.fixture
def collection() -> Collection:
    passages = tuple(Passage(f"d{n}", "", text) for n, text in enumerate(TEXTS))
    return Collection("made", passages, {"q": "tổng kết năm học"}, {"q": {"d1": 1}}, "c" * 64, "d" * 64)


def test_a_comparison_has_ours_and_the_peers(collection: Collection, tmp_path: Path) -> None:
    comparing = Comparing(tmp_path, peers=("fts5", "whoosh"))
    found = compare(collection, SETTINGS, comparing, Typing.UNACCENTED)
    assert (found.ndcg_at_10, found.recall_at_100, found.queries) == (1.0, 1.0, 1)
    assert [(row.engine, row.ndcg_at_10) for row in found.peers] == [("fts5", 1.0), ("whoosh", 0.0)]
    assert found.best_peer == found.peers[0]
    assert compare(collection, SETTINGS, comparing, Typing.UNACCENTED) == found, "kept rankings say the same"


def test_a_missing_peer_is_named(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise CannotRun(f"{name} is not installed")

    monkeypatch.setattr("benchmarks.quality.compare.load_peer", absent)
    found = compare(collection, SETTINGS, Comparing(tmp_path, peers=("fts5",)), Typing.ACCENTED)
    assert found.peers[0].missing == "fts5 is not installed"
    assert found.best_peer is None


def test_ours_stands_at_the_top_of_the_report(collection: Collection, tmp_path: Path) -> None:
    found: Comparison = compare(collection, SETTINGS, Comparing(tmp_path, peers=()), Typing.ACCENTED)
    assert {"ndcg_at_10", "mrr_at_10", "recall_at_100", "peers"} <= found.model_dump().keys()
