"""The load test itself: its clients see every commit whole, and notice one that is not."""

from pathlib import Path

from benchmarks.engines.clients import Clients
from benchmarks.engines.corpus.documents import Schema, documents
from benchmarks.engines.corpus.stream import stream_articles
from benchmarks.engines.peers.ours_chain import OursChain
from benchmarks.engines.updates import Load, update_under_load
from indexer.engines import load_engine
from indexer.settings import IndexerSettings


def build(directory: Path, parts: list[Path]) -> Path:
    directory.mkdir()
    peer = OursChain()
    peer.build(directory, map(peer.prepare, documents(stream_articles(parts, 200), Schema.CHAIN)))
    return directory


def test_clients_see_no_error_and_no_half_commit(tmp_path: Path, parts: list[Path]) -> None:
    index = build(tmp_path / "index", parts)
    load = Load(index, parts, 200, ["hội nghị"], updates=5, clients=4, processes=1, quiet_seconds=1)
    found = update_under_load(load)
    assert found.before.errors == found.meanwhile.errors == ()
    assert found.before.searches > 0
    assert found.before.half_commits + found.meanwhile.half_commits == 0
    assert found.bytes_compacted < found.bytes_before * 1.2


def test_clients_notice_a_commit_that_lacks_its_article(tmp_path: Path, parts: list[Path]) -> None:
    index = build(tmp_path / "index", parts)
    settings = IndexerSettings()
    writer = load_engine(settings.engine).writer(index, settings)
    writer.commit(7)
    writer.close()
    clients = Clients(index, ["hội nghị"], clients=8, processes=1)
    seen, _generations = clients.report()
    while not seen.checks:
        seen, _generations = clients.report()
    clients.stop()
    assert seen.half_commits == seen.checks
