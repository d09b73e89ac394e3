"""A site that runs for months sees what is put in its place: an index, a catalog, restored or rebuilt."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.settings import StorageSettings
from indexer import IndexerSettings
from search_web import WebSettings, create_app


@pytest.fixture
def own_site(site, tmp_path: Path) -> Iterator[tuple[Path, FlaskClient]]:
    """A copy of the small site that a test may change, and a visitor of it."""
    directory = tmp_path / "own"
    shutil.copytree(site.storage.directory, directory)
    app = create_app(WebSettings(), StorageSettings(directory=directory), IndexerSettings())
    yield directory, app.test_client()
    app.config["STORES"].articles().close()


def _replace_catalog(directory: Path, old: str, new: str) -> None:
    """As a restored backup does: a whole new file takes the name."""
    beside = directory / "new.sqlite"
    source, target = sqlite3.connect(directory / "catalog.sqlite"), sqlite3.connect(beside)
    source.backup(target)
    target.execute("update versions set article = replace(article, ?, ?)", (old, new))
    target.commit()
    source.close()
    target.close()
    for name in ("catalog.sqlite-wal", "catalog.sqlite-shm"):
        (directory / name).unlink(missing_ok=True)
    beside.replace(directory / "catalog.sqlite")


def _heading(client: FlaskClient, path: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", client.get(path).get_data(as_text=True), re.S)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


def test_a_replaced_catalog_is_read_without_a_restart(own_site: tuple[Path, FlaskClient], site) -> None:
    directory, client = own_site
    path, title = f"/tin/{site.id_of('meeting')}", site.articles["meeting"].title
    assert _heading(client, path) == title
    _replace_catalog(directory, title, "Tin của kho đã khôi phục")
    assert _heading(client, path) == "Tin của kho đã khôi phục"


def test_a_catalog_taken_away_is_still_read_until_there_is_another(
    own_site: tuple[Path, FlaskClient], site
) -> None:
    directory, client = own_site
    path = f"/tin/{site.id_of('meeting')}"
    assert client.get(path).status_code == 200
    (directory / "catalog.sqlite").rename(directory / "away.sqlite")
    assert client.get(path).status_code == 200
