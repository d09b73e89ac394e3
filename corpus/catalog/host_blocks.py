"""What the pages of each host have in common, as JSON. Functions inside a transaction."""

import sqlalchemy as sa

from corpus.catalog.schema import metadata
from corpus.host_blocks import HostBlocks

table = sa.Table(
    "host_blocks",
    metadata,
    sa.Column("host", sa.String, primary_key=True),
    sa.Column("blocks", sa.Text, nullable=False),
)


def save(connection: sa.Connection, blocks: HostBlocks) -> None:
    """Puts this in place of what was known of the host."""
    connection.execute(sa.delete(table).where(table.c.host == blocks.host))
    connection.execute(sa.insert(table).values(host=blocks.host, blocks=blocks.model_dump_json()))


def hosts(connection: sa.Connection) -> frozenset[str]:
    return frozenset(connection.scalars(sa.select(table.c.host)))


def saved(connection: sa.Connection, host: str) -> HostBlocks:
    """What is known of the host; empty when nothing is."""
    row = connection.scalar(sa.select(table.c.blocks).where(table.c.host == host))
    return HostBlocks.model_validate_json(row) if row else HostBlocks(host=host)
