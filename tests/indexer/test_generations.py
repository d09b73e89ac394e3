"""CURRENT names one whole generation; one process writes."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.generations import IndexBusy, current_directory, drop_others, new_generation, publish, writing


def test_no_index_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(NeedsRebuild, match="tratin index"):
        current_directory(tmp_path)


@pytest.mark.parametrize("content", [b"", b"gen-000009\n", b"../elsewhere", b"\xff\xfe"])
def test_a_wrong_pointer_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match="--rebuild"):
        current_directory(tmp_path)


def test_a_published_generation_is_current_and_private(tmp_path: Path) -> None:
    first = new_generation(tmp_path)
    publish(first, "catalog")
    second = new_generation(tmp_path)
    assert current_directory(tmp_path) == first
    publish(second, "catalog")
    assert current_directory(tmp_path) == second
    assert second.stat().st_mode & 0o077 == 0


def test_others_are_dropped_and_what_is_no_generation_stays(tmp_path: Path) -> None:
    kept, dropped = new_generation(tmp_path), new_generation(tmp_path)
    (tmp_path / "notes").mkdir()
    drop_others(tmp_path, keep=kept)
    assert (kept.exists(), dropped.exists(), (tmp_path / "notes").exists()) == (True, False, True)


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from indexer.generations import IndexBusy, writing
        try:
            with writing(Path(sys.argv[1])):
                sys.exit(0)
        except IndexBusy:
            sys.exit(75)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    with writing(tmp_path):
        assert subprocess.run(command, check=False).returncode == 75
    assert subprocess.run(command, check=False).returncode == 0
    assert issubclass(IndexBusy, Exception)
