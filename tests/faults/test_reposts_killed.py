"""kill -9 while re-posts are found or articles enriched again leaves, in the end, what one run leaves."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.reposts.measuring import catalog_url, fill
from corpus.catalog import Catalog
from corpus.reposts import cluster_reposts
from corpus.settings import StorageSettings
from crawler import enrich_again

pytestmark = pytest.mark.faults

CLUSTER = """
import corpus.reposts.clustering as clustering
from corpus.catalog import Catalog
clustering._STEP = 10
print("began", flush=True)
with Catalog.open({url!r}) as catalog:
    clustering.cluster_reposts(catalog)
"""
ENRICH = """
from pathlib import Path
import crawler.enriching as enriching
from corpus.settings import StorageSettings
enriching._STEP = 5
print("began", flush=True)
enriching.enrich_again(StorageSettings(directory=Path({directory!r})), (), processes=1)
"""


def kill_at_random(program: str, chance: random.Random) -> bool:
    """Whether it was killed before it ended."""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(chance.uniform(0.05, 0.6))
    process.send_signal(signal.SIGKILL)
    process.stdout.close()
    return process.wait() == -signal.SIGKILL


def clusters(directory: Path) -> dict[str, tuple[str, ...]]:
    with Catalog.open(catalog_url(directory)) as catalog:
        ids = [change.article_id for change in catalog.changes_since(0, 10_000)]
        return {one: catalog.reposts.members(one) for one in ids}


def test_clusters_after_kills_are_those_of_one_run(tmp_path: Path) -> None:
    chance = random.Random(7)
    for name in ("killed", "whole"):
        (tmp_path / name).mkdir()
        fill(tmp_path / name, 250, 60, 1)
    program = CLUSTER.format(url=catalog_url(tmp_path / "killed"))
    kills = sum(kill_at_random(program, chance) for _ in range(6))
    assert kills
    for name in ("killed", "whole"):
        with Catalog.open(catalog_url(tmp_path / name)) as catalog:
            cluster_reposts(catalog)
    found = clusters(tmp_path / "killed")
    assert found == clusters(tmp_path / "whole")
    assert sum(map(bool, found.values())) > 100


def test_articles_after_kills_are_those_of_one_run(tmp_path: Path) -> None:
    chance = random.Random(8)
    for name in ("killed", "whole"):
        (tmp_path / name).mkdir()
        fill(tmp_path / name, 120, 0, 1)
    program = ENRICH.format(directory=str(tmp_path / "killed"))
    kills = sum(kill_at_random(program, chance) for _ in range(5))
    assert kills
    told = []
    for name in ("killed", "whole"):
        enrich_again(StorageSettings(directory=tmp_path / name), (), processes=1)
        with Catalog.open(catalog_url(tmp_path / name)) as catalog:
            told.append({change.article_id: change.article for change in catalog.changes_since(0, 1000)})
    assert told[0] == told[1]
