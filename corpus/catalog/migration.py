"""Brings an older catalog to today's tables by adding what it lacks: tables, nullable columns, indexes.

Nothing is ever renamed, dropped or rewritten, so a migration takes milliseconds however large the catalog is,
and one that is killed is simply done again. What cannot be added (a column that may not be empty) must come
in a table of its own.
"""

import sqlalchemy as sa

from corpus.catalog.schema import SCHEMA_VERSION, facts, metadata


def is_current(connection: sa.Connection) -> bool:
    """Whether the catalog has every table, column and index of `metadata`."""
    return not any(_lacking(connection))


def migrate(connection: sa.Connection) -> None:
    """Adds what is missing and raises the stored schema version to ours."""
    tables, columns, indexes = _lacking(connection)
    metadata.create_all(connection, tables=tables)
    for column in columns:
        _add_column(connection, column)
    for index in indexes:
        index.create(connection)
    stored = sa.update(facts).where(facts.c.name == "schema_version")
    connection.execute(stored.values(value=str(SCHEMA_VERSION)))


def _lacking(
    connection: sa.Connection,
) -> tuple[list[sa.Table], list[sa.Column[object]], list[sa.Index]]:
    """The tables that are missing, and the columns and indexes missing in the tables that are there."""
    inspector = sa.inspect(connection)
    columns = {
        table: {column["name"] for column in found}
        for (_, table), found in inspector.get_multi_columns().items()
    }
    indexes = {
        index["name"] for found in inspector.get_multi_indexes().values() for index in found if index["name"]
    }
    present = [table for table in metadata.sorted_tables if table.name in columns]
    return (
        [table for table in metadata.sorted_tables if table.name not in columns],
        [column for table in present for column in table.columns if column.name not in columns[table.name]],
        [index for table in present for index in table.indexes if index.name not in indexes],
    )


def _add_column(connection: sa.Connection, column: sa.Column[object]) -> None:
    if not column.nullable:
        raise ValueError(f"{column}: only a nullable column can be added to a catalog that holds rows")
    preparer = connection.dialect.identifier_preparer
    definition = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
    table = preparer.format_table(column.table)
    connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {definition}")
