"""Catalogs of earlier versions are brought up to date when opened; those of later versions are refused."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.article import article_id
from corpus.catalog import Catalog, CatalogUnusable
from corpus.catalog.schema import SCHEMA_VERSION, metadata

FILES = Path(__file__).parent / "catalog_files"
PAGE = "https://vinhan.example.vn/tin/1"


def version_1(directory: Path) -> Path:
    """A catalog as version 1 wrote it: two articles, one of them in two versions, two URLs."""
    path = directory / "catalog.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript((FILES / "version_1.sql").read_text())
    database.close()
    return path


def tables_of(path: Path) -> dict[str, set[str]]:
    """Table -> its columns and indexes."""
    engine = sa.create_engine(f"sqlite:///{path}")
    inspector = sa.inspect(engine)
    found = {
        table: {column["name"] for column in inspector.get_columns(table)}
        | {str(index["name"]) for index in inspector.get_indexes(table)}
        for table in inspector.get_table_names()
    }
    engine.dispose()
    return found


@pytest.mark.parametrize("read_only", [False, True])
def test_a_catalog_of_version_1_gets_what_it_lacks_and_keeps_what_it_holds(
    tmp_path: Path, read_only: bool
) -> None:
    path = version_1(tmp_path)
    with Catalog.open(f"sqlite:///{path}", read_only=read_only) as catalog:
        assert catalog.article_count() == 2
        assert [version.article.title for version in catalog.versions(article_id(PAGE))] == [
            "Hội nghị sơ kết",
            "Hội nghị sơ kết (đính chính)",
        ]
        assert catalog.pending_count() == 2
        assert catalog.last_sequence() == 5
    Catalog.open(f"sqlite:///{tmp_path / 'fresh.sqlite'}").close()
    assert tables_of(path) == tables_of(tmp_path / "fresh.sqlite")
    with sqlite3.connect(path) as database:
        stored = database.execute("select value from facts where name = 'schema_version'").fetchone()
    assert stored == (str(SCHEMA_VERSION),)


def test_a_missing_column_and_index_are_added(tmp_path: Path) -> None:
    path = version_1(tmp_path)
    with sqlite3.connect(path) as database:
        database.execute("drop index articles_portal")
        database.execute("alter table captures drop column etag")
    Catalog.open(f"sqlite:///{path}").close()
    assert "etag" in tables_of(path)["captures"]
    assert "articles_portal" in tables_of(path)["articles"]


def test_opening_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    path = version_1(tmp_path)
    Catalog.open(f"sqlite:///{path}").close()
    once = path.read_bytes()
    Catalog.open(f"sqlite:///{path}").close()
    assert path.read_bytes() == once


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_catalog_is_refused_and_left_alone(tmp_path: Path, read_only: bool) -> None:
    path = version_1(tmp_path)
    with sqlite3.connect(path) as database:
        newer = str(SCHEMA_VERSION + 1)
        database.execute("update facts set value = ? where name = 'schema_version'", (newer,))
    before = tables_of(path)
    with pytest.raises(CatalogUnusable, match=r"written by a newer Tra Tin.*upgrade"):
        Catalog.open(f"sqlite:///{path}", read_only=read_only)
    assert tables_of(path) == before


def test_columns_that_are_added_later_may_be_empty() -> None:
    """What version 1 had not must be nullable, or stand in a table of its own."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        for statement in (FILES / "version_1.sql").read_text().split(";\n"):
            if statement.startswith("CREATE TABLE"):
                connection.exec_driver_sql(statement)
        known = {
            t: {c["name"] for c in sa.inspect(connection).get_columns(t)}
            for t in sa.inspect(connection).get_table_names()
        }
    later = [
        str(column)
        for table in metadata.sorted_tables
        if table.name in known
        for column in table.columns
        if column.name not in known[table.name] and not column.nullable
    ]
    assert not later
