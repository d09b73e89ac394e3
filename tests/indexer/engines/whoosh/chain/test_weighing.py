"""What units earn is the same by rows and by stretches of any length."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Article
from indexer.analysis.analyzer import analyse
from indexer.engines.whoosh.chain import weighing
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.chain.weighing import Weigher
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.writing.writer import WhooshWriter, create_index
from indexer.query.language import parse_query
from indexer.settings import IndexerSettings

SETTINGS = IndexerSettings()
SYLLABLES = ["xã", "họp", "dân", "ủy", "ban", "nhân", "xa", "hợp"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """60 articles of some of eight syllables, two of them dead."""
    directory: Path = tmp_path_factory.mktemp("index")
    create_index(directory)
    writer = WhooshWriter(directory, SETTINGS)
    chance = np.random.default_rng(11)
    for number in range(60):
        title, body = (" ".join(chance.choice(SYLLABLES, size)) for size in (3, 12))
        url = f"https://a.gov.vn/{number}"
        article = Article(url=url, portal="a", platform="generic", title=title, body=(body,))
        writer.put(analyse(f"a{number}", article, segment_words=False))
    writer.commit(1)
    for dead in ("a3", "a40"):
        writer.remove(dead)
    writer.commit(2)
    writer.close()
    opened = Snapshot.open(directory, cache_bytes=1 << 20)
    yield opened
    opened.close()


def earned(snapshot: Snapshot, typed: str) -> list[list[int]]:
    """By unit, then by pair of syllables, for each document."""
    opened = Snapshot([part.segment for part in snapshot.parts], [None] * len(snapshot.parts))
    presence, weigher = Presence(opened, Budget()), Weigher(opened, SETTINGS.ranking)
    tree = parse_query(typed, max_chars=100, max_syllables=20)
    every = np.arange(opened.size)
    terms = [way.terms[0] for unit in tree.units for way in unit.ways]
    steps = [weigher.unit_steps(presence, unit) for unit in tree.units]
    steps += [weigher.term_steps(presence, term, 0.3) for term in terms]
    return [one.at(every).tolist() for one in steps]


@pytest.mark.parametrize("typed", ["họp dân", "hop dan", "ủy ban nhân dân xã", "UBND xã", '"dân họp" xã'])
def test_stretches_earn_what_rows_do(typed: str, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "_CROWDED", 0)
    by_rows = earned(snapshot, typed)
    assert any(map(any, by_rows))
    monkeypatch.setattr(weighing, "_CROWDED", 1 << 20)
    for stretch in (1, 7, 60, 1 << 15):
        monkeypatch.setattr(weighing, "_STRETCH", stretch)
        assert earned(snapshot, typed) == by_rows
