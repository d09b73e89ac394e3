"""Fills a catalog with articles and planted re-posts, clusters them, and compares with what was planted."""

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.reposts.planting import articles, reposts
from corpus.article import Article
from corpus.catalog import CaptureRecord, Catalog, Locator
from corpus.catalog.reposts import clusters
from corpus.catalog.schema import articles as article_table
from corpus.catalog.schema import facts, versions
from corpus.reposts import cluster_reposts
from corpus.reposts.candidates import Candidates
from corpus.reposts.sketch import Sketch
from corpus.reposts.verdict import LEAST_RESEMBLANCE

_NOW = datetime(2026, 11, 22, tzinfo=UTC)
_SINGLE_PORTAL = "https://single.example/"
_ROWS = 2000

Truth = Mapping[str, str]
"""Article -> the id of what it is a re-post of, or its own."""


def fill(directory: Path, count: int, planted: int, seed: int) -> Truth:
    """A catalog with the articles and the re-posts, mixed: every thirtieth or so is a re-post."""
    own = list(articles(count, seed))
    again = reposts(own, planted, seed)
    truth = {article.article_id: article.article_id for article in own}
    truth |= {copy.article_id: original.article_id for copy, original in again}
    every = max(len(own) // max(len(again), 1), 1)
    mixed: list[Article] = []
    copies = iter([copy for copy, _original in reversed(again)])
    for number, article in enumerate(own):
        mixed.append(article)
        if number % every == 0:
            mixed += [copy for copy in [next(copies, None)] if copy is not None]
    save(directory, [*mixed, *copies])
    return truth


def catalog_url(directory: Path) -> str:
    return f"sqlite:///{directory / 'catalog.sqlite'}"


def save(directory: Path, saved: Iterable[Article]) -> None:
    """Writes rows as saving one article after the other would, in a hundredth of the time."""
    with Catalog.open(catalog_url(directory)) as catalog:
        first = catalog.last_sequence() + 1
        locator = Locator(file="a.warc.gz", offset=first, length=1)
        capture = CaptureRecord(
            url=_SINGLE_PORTAL,
            canonical_url=_SINGLE_PORTAL,
            portal="single",
            locator=locator,
            status=200,
            digest="sha256:0",
            fetched_at=_NOW,
        )
        capture_id = catalog.add_capture(capture)
    engine = sa.create_engine(catalog_url(directory))
    with engine.begin() as connection:
        sequence = first - 1
        rows: list[dict[str, Any]] = []
        for sequence, article in enumerate(saved, first):
            rows.append(_row(article, sequence))
            if len(rows) == _ROWS:
                _insert(connection, rows, capture_id)
                rows = []
        _insert(connection, rows, capture_id)
        connection.execute(
            sa.update(facts).where(facts.c.name == "last_sequence").values(value=str(sequence))
        )
    engine.dispose()


def _row(article: Article, sequence: int) -> dict[str, Any]:
    return {
        "id": article.article_id,
        "portal": article.portal,
        "sequence": sequence,
        "published": article.published.value if article.published else None,
        "article": article.model_dump_json(),
    }


def _insert(connection: sa.Connection, rows: list[dict[str, Any]], capture_id: int) -> None:
    if not rows:
        return
    common = {"digest": "", "first_seen": _NOW, "updated_at": _NOW}
    connection.execute(
        sa.insert(article_table),
        [
            {name: row[name] for name in ("id", "portal", "published", "sequence")}
            | common
            | {"current_version": row["sequence"]}
            for row in rows
        ],
    )
    connection.execute(
        sa.insert(versions),
        [
            {
                "id": row["sequence"],
                "article_id": row["id"],
                "capture_id": capture_id,
                "fetched_at": _NOW,
                "digest": "",
                "article": row["article"],
                "saved_at": _NOW,
            }
            for row in rows
        ],
    )


def measure(directory: Path, truth: Truth, processes: int, singles: int) -> dict[str, Any]:
    """Recall and precision over pairs, seconds, and the time of one more article."""
    url = catalog_url(directory)
    before = resource.getrusage(resource.RUSAGE_SELF)
    with Catalog.open(url) as catalog:
        began = time.monotonic()
        report = cluster_reposts(catalog, processes=processes)
        seconds = time.monotonic() - began
        usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    found = _clusters(url)
    wanted = _pairs(truth)
    got = _pairs(found)
    right = len(wanted & got)
    return {
        "articles": len(truth),
        "planted_pairs": len(wanted),
        "found_pairs": len(got),
        "recall": round(right / max(len(wanted), 1), 4),
        "precision": round(right / max(len(got), 1), 4),
        "similar_unplanted": _similar_unplanted(url, truth),
        "largest_cluster": max(Counter(found.values()).values(), default=0),
        "seconds": round(seconds, 1),
        "processor_seconds": round(sum(u.ru_utime + u.ru_stime for u in usage) - before.ru_utime, 1),
        "processes": processes,
        "milliseconds_an_article": round(1000 * seconds / max(len(truth), 1), 2),
        "moved": report.moved,
        "catalog_bytes_an_article": _sketch_bytes(url, len(truth)),
        "seconds_for_more_articles": _singly(directory, singles) if singles else None,
        "more_articles": singles,
    }


def _singly(directory: Path, count: int) -> float:
    """Some more articles in a run of their own: what an hourly crawl costs."""
    more = [copy for copy, _original in reposts(list(articles(count, 99)), count, 99)]
    save(directory, more)
    with Catalog.open(catalog_url(directory)) as catalog:
        began = time.monotonic()
        cluster_reposts(catalog)
        return round(time.monotonic() - began, 2)


def _clusters(url: str) -> Truth:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found: dict[str, str] = dict(connection.execute(sa.select(clusters)).all())
    engine.dispose()
    return found


def _similar_unplanted(url: str, truth: Truth) -> int:
    """Pairs of different articles whose words are estimated to be alike by half or more."""
    candidates = Candidates()
    with Catalog.open(url) as catalog:
        for key, packed in catalog.reposts.sketches():
            candidates.add(Sketch.from_bytes(key, packed))
        posts = catalog.reposts.known(list(truth))
    named = {post.text_key: truth[one] for one, post in posts.items()}
    near = candidates.near(list(named), LEAST_RESEMBLANCE)
    return sum(named[one] != named[other] for one, other, _estimate in near)


def _sketch_bytes(url: str, count: int) -> int:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        total = connection.scalar(sa.text("select sum(length(key) + length(sketch)) from repost_texts"))
    engine.dispose()
    return int(total or 0) // max(count, 1)


def _pairs(named: Truth) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for article, name in named.items():
        groups[name].append(article)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
