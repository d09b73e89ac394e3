"""`reparse --only enrich`: what articles say between the lines, read again by today's rules; no page is read.

In several processes, a step at a time. A run that was killed is taken up where it was by the next one, unless
the rules have changed meanwhile.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import corpus
from corpus.article import Article, Frozen
from corpus.catalog import Catalog
from corpus.catalog.enrichment import Enriched, StoredVersion
from corpus.enrich import enrich
from corpus.portal import Portal
from corpus.settings import Progress, StorageSettings, no_progress

_STEP = 1000
"""Versions of one transaction: a few seconds' work is done again after a kill."""
_CHUNK = 25
_WORTH_PROCESSES = 500
"""Fewer are enriched here in the time that other processes need to begin."""
_RULES = ("enrich", "gazetteer")

EnrichAll = Callable[[Sequence[StoredVersion]], Iterator[Enriched | None]]
"""What changed of each version, in order; None where nothing did."""


class EnrichReport(Frozen):
    """What enriching again did. Only articles that `changed` are indexed again."""

    versions: int
    """All that were read again."""
    taken_up_at: int
    """The version after which a killed run was taken up; 0: from the beginning."""
    changed: int
    seconds: float


def enrich_again(
    storage: StorageSettings,
    portals: Sequence[Portal],
    *,
    processes: int | None = None,
    progress: Progress = no_progress,
) -> EnrichReport:
    """Enriches every version of every stored article again, in as many processes as there are cores.

    By the rules of `portals`, or of the portal that the catalog remembers under its key.
    """
    began = time.monotonic()
    with closing(Catalog.open(storage.resolved_catalog_url)) as catalog:
        known = {portal.key: portal for portal in catalog.portals()} | {p.key: p for p in portals}
        store = catalog.enrichment
        place = first = store.begin(_rules_digest())
        total = store.count_after(place)
        done = changed = 0
        wanted = processes or os.cpu_count() or 1
        with _enriching(wanted if total >= _WORTH_PROCESSES else 1, known) as enrich_all:
            while some := store.after(place, _STEP):
                found = [one for one in enrich_all(some) if one is not None]
                place, done = some[-1].number, done + len(some)
                changed += store.save(found, place)
                progress("enrich", done, total)
        store.finish()
    return EnrichReport(versions=done, taken_up_at=first, changed=changed, seconds=time.monotonic() - began)


@contextmanager
def _enriching(processes: int, portals: dict[str, Portal]) -> Iterator[EnrichAll]:
    work = partial(_enriched, portals=portals)
    if processes == 1:
        yield partial(map, work)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _remember, (portals,)) as pool:
        yield partial(pool.map, _enriched, chunksize=_CHUNK)


_portals: dict[str, Portal] = {}
"""In a process of the pool: sent once, not with every article."""


def _remember(portals: dict[str, Portal]) -> None:
    _portals.update(portals)


def _enriched(version: StoredVersion, portals: dict[str, Portal] | None = None) -> Enriched | None:
    """By value, not by digest: a field that was added since changes every digest, and says nothing."""
    before = Article.model_validate_json(version.article)
    known = _portals if portals is None else portals
    after = enrich(before, known.get(before.portal))
    if after == before:
        return None
    return Enriched(version.number, version.digest, after.model_dump_json(), after.content_digest)


def _rules_digest() -> str:
    """Changes with any file of the rules and their data."""
    here = Path(corpus.__file__).parent
    digest = hashlib.sha256()
    for folder in _RULES:
        for path in sorted((here / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
