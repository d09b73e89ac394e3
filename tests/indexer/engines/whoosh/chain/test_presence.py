"""Which documents have what, and where, over real segments with dead documents."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.article import Article
from corpus.errors import BadQuery
from indexer.analysis.analyzer import Family, Zone, analyse
from indexer.engines.whoosh.chain.presence import Presence
from indexer.engines.whoosh.evaluate.budget import Budget
from indexer.engines.whoosh.reading.snapshot import Snapshot
from indexer.engines.whoosh.schema import ID
from indexer.engines.whoosh.writing.writer import WhooshWriter, create_index
from indexer.query.tree import Term
from indexer.ranking.phrase import PLACE_BITS
from indexer.settings import IndexerSettings

TEXTS = ["xã họp xã", "họp dân", "dân xã họp dân", "không có gì", "họp xã họp xã", "xã"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Each text in two segments; the older of each is dead, and so is the last."""
    directory: Path = tmp_path_factory.mktemp("index")
    create_index(directory)
    writer = WhooshWriter(directory, IndexerSettings())
    for _ in range(2):
        for text in TEXTS:
            writer.put(analyse(text.replace(" ", "-"), an_article(text), segment_words=False))
        writer.commit(1)
    writer.remove(TEXTS[-1])
    writer.commit(2)
    writer.close()
    opened = Snapshot.open(directory, cache_bytes=1 << 20)
    yield opened
    opened.close()


def an_article(text: str) -> Article:
    return Article(url="https://a.gov.vn/1", portal="a", platform="generic", title=text)


def texts_of(snapshot: Snapshot, rows: np.ndarray) -> list[str]:
    return [found.decode().replace("-", " ") for found in snapshot.texts(ID).take(rows)]


def test_only_live_documents_have_a_term(snapshot: Snapshot) -> None:
    assert snapshot.live_count < snapshot.size
    presence = Presence(snapshot, Budget())
    having = presence.having(Term(Family.FOLDED, "dan"))
    assert sorted(texts_of(snapshot, having.rows)) == ["dân xã họp dân", "họp dân"]
    assert len(presence.having(Term(Family.FOLDED, "dan"), Zone.BODY)) == 0
    assert presence.having(Term(Family.FOLDED, "dan"), Zone.TITLE) == having


@pytest.mark.parametrize("run", ["xa", "hop xa", "xa hop xa", "hop xa hop", "dan xa hop dan", "xa xa"])
def test_runs_stand_where_the_text_has_them(snapshot: Snapshot, run: str) -> None:
    found = Presence(snapshot, Budget()).having_run(run.split())
    folded = {text: text.replace("ã", "a").replace("ọ", "o").replace("â", "a") for text in TEXTS[:-1]}
    expected = sorted(text for text, bare in folded.items() if f" {run} " in f" {bare} ")
    assert sorted(texts_of(snapshot, found.rows)) == expected


def test_places_are_positions_in_the_rows_asked_for(snapshot: Snapshot) -> None:
    presence = Presence(snapshot, Budget())
    rows = presence.having(Term(Family.FOLDED, "hop")).rows
    places = presence.places(Zone.TITLE, "xa", rows)
    found = [(texts_of(snapshot, rows)[place >> PLACE_BITS], place & 0xFFFF) for place in places.tolist()]
    assert sorted(found) == [
        ("dân xã họp dân", 1),
        ("họp xã họp xã", 1),
        ("họp xã họp xã", 3),
        ("xã họp xã", 0),
        ("xã họp xã", 2),
    ]


def test_a_search_that_reads_too_much_is_refused(snapshot: Snapshot) -> None:
    presence = Presence(snapshot, Budget(max_postings=3))
    with pytest.raises(BadQuery, match="query-too-costly"):
        presence.find(Term(Family.FOLDED, "hop"))
