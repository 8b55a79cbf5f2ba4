"""What alembic runs: the revisions, on the connection that the runner gives it."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.schema import Instant
from storage.tables import metadata


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Revisions stand alone: they say what the database holds and not what today's code calls it."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
