"""What alembic runs: the revisions, on the connection that the runner gives it."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import MigrationScript

from storage.migrations import append_only
from storage.schema import Instant
from storage.tables import metadata


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Revisions stand alone: they say what the database holds and not what today's code calls it."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    return False


def add_triggers(_context: object, _revision: object, written: list[MigrationScript]) -> None:
    """Tables that are only added to are guarded by the revision that makes them."""
    asking = {
        table.name: table.info["append_only"]
        for table in metadata.tables.values()
        if "append_only" in table.info
    }
    for script in written:
        append_only.added_to(script, asking)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    process_revision_directives=add_triggers,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
