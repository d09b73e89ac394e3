"""Killed at any moment and run again, indexing ends with every article there once."""

import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from corpus.settings import StorageSettings
from indexer import IndexerSettings, Query, open_index
from tests.killing import kill_after

ARTICLES = 240
KILLS = 10
SETTINGS = IndexerSettings(segment_words=False, batch_articles=20)

UPDATE = f"""
    import sys
    from dataclasses import dataclass
    from pathlib import Path
    from corpus.article import Article
    from corpus.settings import StorageSettings
    from indexer import IndexerSettings, update_index

    @dataclass(frozen=True)
    class Change:
        sequence: int
        article_id: str
        article: Article

    def article(number):
        body = tuple(f"Đoạn {{n}}: họp sơ kết, thông qua {{number}}/KH-UBND." for n in range(12))
        url = f"https://huyen.gov.vn/{{number}}"
        return Article(url=url, portal="huyen", platform="generic", title=f"Tin số {{number}}", body=body)

    class Catalog:
        def changes_since(self, sequence, limit):
            numbers = range(sequence + 1, min(sequence + limit, {ARTICLES}) + 1)
            return [Change(n, article(n).article_id, article(n)) for n in numbers]

        def last_sequence(self):
            return {ARTICLES}

        catalog_id = "the only one"

    settings = IndexerSettings(segment_words=False, batch_articles=20)
    storage = StorageSettings(directory=Path(sys.argv[1]))
    print("ready", flush=True)
    update_index(settings, storage, Catalog(), rebuild=sys.argv[2] == "rebuild")
"""


def start(directory: Path, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(UPDATE), str(directory), how]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run_to_the_end(directory: Path, how: str) -> float:
    began = time.monotonic()
    process = start(directory, how)
    assert process.wait(timeout=60) == 0
    return time.monotonic() - began


def assert_every_article_once(directory: Path) -> None:
    index = open_index(SETTINGS, StorageSettings(directory=directory))
    page = index.search(Query(per_page=100))
    assert page.total == index.status().articles == index.status().sequence == ARTICLES
    for number in (1, ARTICLES // 2, ARTICLES):
        assert index.search(Query(text=f"{number}/KH-UBND")).total == 1
    index.close()


@pytest.mark.faults
@pytest.mark.parametrize("how", ["update", "rebuild"])
def test_ten_kills_at_random_moments_lose_nothing(tmp_path: Path, how: str) -> None:
    seconds = run_to_the_end(tmp_path / "timing", how)
    if how == "rebuild":
        run_to_the_end(tmp_path / "killed", "update")
    chance = random.Random(20250701)
    killed = 0
    for _ in range(KILLS):
        process = start(tmp_path / "killed", how)
        assert process.stdout is not None
        process.stdout.readline()
        whole = kill_after(process, chance.uniform(0, seconds * 0.7))
        killed, seconds = (killed + 1, seconds) if whole is None else (killed, whole)
        if how == "rebuild":
            assert_every_article_once(tmp_path / "killed")
    assert killed >= KILLS // 3
    run_to_the_end(tmp_path / "killed", how)
    assert_every_article_once(tmp_path / "killed")
    run_to_the_end(tmp_path / "killed", "update")
    assert len(list((tmp_path / "killed" / "index").glob("gen-*"))) == 1


@pytest.mark.faults
def test_a_folder_of_rubbish_is_named_with_its_repair(tmp_path: Path) -> None:
    run_to_the_end(tmp_path, "update")
    chance = random.Random(7)
    for path in (tmp_path / "index").rglob("*"):
        if path.is_file() and path.name != "LOCK":
            path.write_bytes(chance.randbytes(500))
    code = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from corpus.errors import IndexDamaged, NeedsRebuild
        from corpus.settings import StorageSettings
        from indexer import IndexerSettings, open_index
        try:
            open_index(IndexerSettings(), StorageSettings(directory=Path(sys.argv[1])))
        except (IndexDamaged, NeedsRebuild) as error:
            print(error)
        """
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "tratin index --rebuild" in said
    run_to_the_end(tmp_path, "rebuild")
    assert_every_article_once(tmp_path)
