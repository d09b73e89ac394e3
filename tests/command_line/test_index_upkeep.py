"""`tratin index` with its options: verifying, compacting, and being killed."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.killing import kill_after

KILLS = 8


@pytest.fixture
def copied(filled: Any, tmp_path: Path) -> Any:
    """The filled archive, to be changed."""
    shutil.copytree(filled.tratin.storage, tmp_path / "var")
    shutil.copy(filled.tratin.config, tmp_path / "config.toml")
    return type(filled.tratin)(tmp_path / "config.toml")


def test_verify_says_what_it_read(filled: Any) -> None:
    verification = filled.tratin.json("index", "--verify", "--json")
    assert verification["problem"] is None
    assert verification["found"]["articles"] == len(filled.expected)
    assert verification["found"]["postings"] > 1000
    done = filled.tratin.run("index", "--verify")
    assert done.returncode == 0
    assert "postings" in done.stdout


def test_verify_names_a_damaged_file_and_the_repair(copied: Any) -> None:
    path = max((copied.storage / "index").glob("gen-*/*.postings"), key=lambda path: path.stat().st_size)
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes([content[100] ^ 1]) + content[101:])
    done = copied.run("index", "--verify")
    assert done.returncode == 1
    assert path.name in done.stdout
    assert "tratin index --rebuild" in done.stdout
    copied.json("index", "--rebuild", "--json")
    assert copied.json("index", "--verify", "--json")["problem"] is None


def test_compact_tells_before_and_after(copied: Any) -> None:
    done = copied.json("index", "--compact", "--json")
    assert done["after"]["segments"] == 1
    assert done["after"]["articles"] == done["before"]["articles"]


@pytest.mark.faults
def test_kills_at_random_moments_leave_an_index_that_verifies(filled: Any, copied: Any) -> None:
    command = [sys.executable, "-m", "tratin", "--config", str(copied.config), "index", "--rebuild"]
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.monotonic() - began
    chance, killed = random.Random(20250701), 0
    for _ in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        whole = kill_after(process, chance.uniform(0.3, 1) * seconds)
        killed, seconds = (killed + 1, seconds) if whole is None else (killed, whole)
        found = copied.json("index", "--verify", "--json")["found"]
        assert found["articles"] == len(filled.expected)
    assert killed > KILLS // 3
    copied.json("index", "--json")
    assert len(list((copied.storage / "index").glob("gen-*"))) == 1
