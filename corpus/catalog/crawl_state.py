"""What the crawler keeps from one run to the next beside the frontier. Functions inside a transaction.

Of hosts: address, certificate, budget, validators. Of URL templates: what they brought.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from corpus.catalog.schema import UtcTime, metadata
from corpus.frontier import HostState, TemplateState

hosts = sa.Table(
    "hosts",
    metadata,
    sa.Column("host", sa.String, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
)

templates = sa.Table(
    "templates",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("template", sa.String, primary_key=True),
    sa.Column("visits", sa.Integer, nullable=False),
    sa.Column("barren", sa.Integer, nullable=False),
    sa.Column("stopped", sa.Boolean, nullable=False),
    sa.Column("stopped_at", UtcTime),
)


def save_hosts(connection: sa.Connection, states: Sequence[HostState]) -> None:
    """Puts these in place of what was known of the same hosts."""
    if states:
        connection.execute(sa.delete(hosts).where(hosts.c.host.in_([state.host for state in states])))
        rows = [{"host": state.host, "state": state.model_dump_json()} for state in states]
        connection.execute(sa.insert(hosts), rows)


def saved_hosts(connection: sa.Connection) -> tuple[HostState, ...]:
    rows = connection.scalars(sa.select(hosts.c.state).order_by(hosts.c.host))
    return tuple(HostState.model_validate_json(row) for row in rows)


def save_templates(connection: sa.Connection, states: Sequence[TemplateState]) -> None:
    """Puts these in place of what was known of the same templates."""
    if states:
        rows = [state.model_dump() for state in states]
        connection.execute(_FORGET_TEMPLATE, [{"of": row["portal"], "form": row["template"]} for row in rows])
        connection.execute(sa.insert(templates), rows)


_FORGET_TEMPLATE = sa.delete(templates).where(
    templates.c.portal == sa.bindparam("of"), templates.c.template == sa.bindparam("form")
)


def saved_templates(connection: sa.Connection, portal: str) -> tuple[TemplateState, ...]:
    rows = connection.execute(sa.select(templates).where(templates.c.portal == portal))
    return tuple(TemplateState.model_validate(dict(row._mapping)) for row in rows)
