"""Brings the clusters of re-posts up to the catalog: only what changed is read; it may be killed anywhere.

Sketches are made in several processes, everything else here. What was in flight when a run was killed is
simply done again: a step is saved whole, with the sequence it has reached, or not at all.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context

from corpus.article import Frozen
from corpus.catalog import Catalog
from corpus.catalog.repost_store import RepostStep, RepostStore
from corpus.catalog.reposts import ChangedText, Post
from corpus.reposts.candidates import Candidates
from corpus.reposts.sketch import SKETCH_VERSION, Sketch, sketch_of
from corpus.reposts.texts import RepostText
from corpus.reposts.verdict import (
    EDITED_RESEMBLANCE,
    ESTIMATE_ERROR,
    LEAST_RESEMBLANCE,
    Evidence,
    is_repost,
    same_sentences,
)
from corpus.settings import Progress, no_progress

_STEP = 5000
"""Articles of one step: 25 MB of JSON, and a minute's work at most is done again after a kill."""
_WORTH_PROCESSES = 2000
"""Fewer are sketched here in the time that other processes need to begin."""
_CHUNK = 100
_KEPT_TEXTS = 4096
"""Texts at hand while candidates are compared: a form's text is a candidate for many."""

SketchAll = Callable[[Sequence[str]], Iterator[tuple[str, bytes] | None]]
"""Key and sketch of each stored article, in order; None for those that are too short."""


class RepostReport(Frozen):
    """What `cluster_reposts` did and what there is now."""

    read: int
    """Articles that had changed."""
    moved: int
    """Articles that came into another cluster or left one; the next `tratin index` takes them anew."""
    clusters: int
    clustered: int
    """Articles in clusters, first publishers included."""
    seconds: float


def cluster_reposts(
    catalog: Catalog, *, processes: int = 1, progress: Progress = no_progress
) -> RepostReport:
    """Finds the re-posts among what changed since the last time."""
    began = time.monotonic()
    store = catalog.reposts
    sequence = store.begin(SKETCH_VERSION)
    pending = catalog.last_sequence() - sequence
    read = moved = 0
    if pending:
        with _sketching(processes if pending >= _WORTH_PROCESSES else 1) as sketch_all:
            work = _Clustering(store, sketch_all)
            while changes := store.changed(sequence, _STEP):
                moved += work.step(changes)
                sequence, read = changes[-1].sequence, read + len(changes)
                progress("reposts", read, read + max(catalog.last_sequence() - sequence, 0))
    clusters, clustered = store.counts()
    return RepostReport(
        read=read, moved=moved, clusters=clusters, clustered=clustered, seconds=time.monotonic() - began
    )


class _Clustering:
    """One run: all sketches in memory, texts as they are asked for."""

    def __init__(self, store: RepostStore, sketch_all: SketchAll) -> None:
        self._store = store
        self._sketch_all = sketch_all
        self._candidates = Candidates()
        for key, packed in store.sketches():
            self._candidates.add(Sketch.from_bytes(key, packed))

    def step(self, changes: Sequence[ChangedText]) -> int:
        """Saves what `changes` mean; how many articles have another cluster now."""
        present = [(change, change.stored) for change in changes if change.stored is not None]
        found = self._sketch_all([stored for _change, stored in present])
        known = self._store.known([change.article_id for change in changes])
        removed = {change.article_id for change in changes if change.stored is None}
        posts: list[Post] = []
        fresh: dict[str, bytes] = {}
        texts: dict[str, str] = {}
        for (change, stored), sketched in zip(present, found, strict=True):
            if sketched is None:
                removed.add(change.article_id)
                continue
            post = _post(change, sketched[0])
            if post != known.get(change.article_id):
                posts.append(post)
                texts[post.text_key] = stored
                if post.text_key not in self._candidates:
                    fresh[post.text_key] = sketched[1]
        pairs = self._pairs(fresh, texts)
        saved = self._store.save(
            RepostStep(changes[-1].sequence, tuple(posts), frozenset(removed & known.keys()), fresh, pairs)
        )
        for key in saved.unused:
            self._candidates.remove(key)
        return saved.moved

    def _pairs(self, fresh: dict[str, bytes], texts: dict[str, str]) -> frozenset[tuple[str, str]]:
        """The pairs of texts that are one article, one of them fresh. `texts`: articles at hand by key."""
        for key, packed in fresh.items():
            self._candidates.add(Sketch.from_bytes(key, packed))
        if not fresh:
            return frozenset()
        near = self._likely(list(fresh))
        missing = {key for one, other, _same in near for key in (one, other)} - texts.keys()
        texts = texts | self._store.texts_of(missing)

        @lru_cache(maxsize=_KEPT_TEXTS)
        def evidence(key: str) -> Evidence:
            return Evidence(RepostText.of_json(texts[key]))

        return frozenset(
            (one, other)
            for one, other, same in near
            if one in texts
            and other in texts
            and is_repost(evidence(one), evidence(other), same_sentences=same)
        )

    def _likely(self, keys: Sequence[str]) -> list[tuple[str, str, bool]]:
        """Candidates that are worth reading their texts, and whether they have enough sentences in common."""
        found = []
        for one, other, estimate in self._candidates.near(keys, LEAST_RESEMBLANCE - ESTIMATE_ERROR):
            same = same_sentences(self._candidates.sentences(one), self._candidates.sentences(other))
            if same or estimate >= EDITED_RESEMBLANCE - ESTIMATE_ERROR:
                found.append((one, other, same))
        return sorted(found)


def _post(change: ChangedText, key: str) -> Post:
    return Post.model_construct(
        article_id=change.article_id,
        text_key=key,
        published=change.published,
        first_seen=change.first_seen,
    )


@contextmanager
def _sketching(processes: int) -> Iterator[SketchAll]:
    """Sketches here, or in `processes` others where they are more than one."""
    if processes == 1:
        yield lambda stored: map(_sketch, stored)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield lambda stored: pool.map(_sketch, stored, chunksize=_CHUNK)


def _sketch(stored: str) -> tuple[str, bytes] | None:
    sketch = sketch_of(RepostText.of_json(stored))
    return None if sketch is None else (sketch.key, sketch.to_bytes())
