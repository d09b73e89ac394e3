"""Ours and every peer over one set of judged questions, typed one way, in one command.

Our rankings are made anew each time; a peer's are kept by the digests of set and peer, for they never change.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.peers import PEERS, fingerprint, load_peer
from benchmarks.quality.peers.base import CannotRun, Peer
from corpus.article import Frozen
from corpus.settings import Progress, no_progress
from indexer.evaluation.collection import Collection
from indexer.evaluation.judged import open_collection
from indexer.evaluation.measures import DEPTH, Measures, measure
from indexer.evaluation.typed import Typing, retype
from indexer.settings import IndexerSettings


class Row(Frozen):
    """One engine's numbers, or why it has none."""

    engine: str
    title: str
    ndcg_at_10: float | None = None
    mrr_at_10: float | None = None
    recall_at_100: float | None = None
    missing: str = ""


class Comparison(Frozen):
    """Our numbers over a set, and the peers' beside them. Digests name the data that were read."""

    collection: str
    documents: int
    queries: int
    typing: Typing
    seed: int
    digest: str
    ndcg_at_10: float
    mrr_at_10: float
    recall_at_100: float
    peers: tuple[Row, ...] = ()

    @property
    def best_peer(self) -> Row | None:
        """The one with the best nDCG@10."""
        ran = [row for row in self.peers if row.ndcg_at_10 is not None]
        return max(ran, key=lambda row: row.ndcg_at_10 or 0.0, default=None)


def compare(
    collection: Collection,
    settings: IndexerSettings,
    comparing: "Comparing",
    typing: Typing,
    progress: Progress = no_progress,
) -> Comparison:
    """Builds our index with the production chain, unless it is in the cache."""
    queries = {key: retype(text, typing, comparing.seed) for key, text in collection.queries.items()}
    with closing(open_collection(collection, settings, comparing.cache, progress)) as opened:
        ours = measure(opened.rank(queries, progress=progress), collection)
    peers = tuple(comparing.rows(collection, queries, typing, progress)) if comparing.peers else ()
    return Comparison(
        collection=collection.name,
        documents=len(collection.passages),
        queries=len(queries),
        typing=typing,
        seed=comparing.seed,
        digest=collection.digest,
        peers=peers,
        **ours.model_dump(),
    )


@dataclass(slots=True)
class Comparing:
    """How a comparison is made: where things are kept, which peers, which seed for half-accented queries."""

    cache: Path
    peers: tuple[str, ...] = tuple(PEERS)
    seed: int = 0
    _built: dict[tuple[str, str], Peer] = field(default_factory=dict)

    def rows(
        self, collection: Collection, queries: Mapping[str, str], typing: Typing, progress: Progress
    ) -> Iterator[Row]:
        for done, name in enumerate(self.peers, 1):
            title = PEERS[name].title
            try:
                found = measure(self._rankings(name, collection, queries, typing), collection)
            except (CannotRun, ImportError) as error:
                yield Row(engine=name, title=title, missing=str(error))
            else:
                yield row_of(name, title, found)
            progress("peers", done, len(self.peers))

    def _rankings(
        self, name: str, collection: Collection, queries: Mapping[str, str], typing: Typing
    ) -> dict[str, list[str]]:
        made_of = f"{collection.digest[:16]}-{typing.value}-{self.seed}-{fingerprint(name)}"
        kept = self.cache / "rankings" / f"{collection.name}-{made_of}.json"
        if kept.is_file():
            found: dict[str, list[str]] = json.loads(kept.read_text(encoding="utf-8"))
            return found
        peer = self._build(name, collection)
        keys = [passage.key for passage in collection.passages]
        rankings = {query: [keys[at] for at in peer.best(text, DEPTH)] for query, text in queries.items()}
        _keep(kept, json.dumps(rankings))
        return rankings

    def _build(self, name: str, collection: Collection) -> Peer:
        known = self._built.get((name, collection.digest))
        if known is None:
            known = load_peer(name)
            known.build([f"{passage.title}\n{passage.text}".strip() for passage in collection.passages])
            self._built = {(name, collection.digest): known, **self._built}
        return known


def row_of(name: str, title: str, found: Measures) -> Row:
    return Row(engine=name, title=title, **found.model_dump())


def _keep(path: Path, text: str) -> None:
    """Whole or not at all: a ranking cut short would judge a peer wrongly ever after."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.part")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)
