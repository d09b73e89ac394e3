"""What `tratin doctor` says of the storage."""

from pathlib import Path

from corpus.checks import check_storage
from corpus.settings import StorageSettings


def test_what_is_not_there_yet_is_not_wrong(tmp_path: Path) -> None:
    checks = check_storage(StorageSettings(directory=tmp_path / "var"))
    assert all(check.ok for check in checks)
    assert "tratin crawl" in checks[-1].found


def test_a_broken_catalog_is_wrong_and_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"not a database" * 100)
    broken = {check.name for check in check_storage(StorageSettings(directory=tmp_path)) if not check.ok}
    assert broken == {"catalog"}


def test_a_storage_folder_that_is_a_file_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    checks = {check.name: check.ok for check in check_storage(StorageSettings(directory=tmp_path / "var"))}
    assert not checks["storage"]
