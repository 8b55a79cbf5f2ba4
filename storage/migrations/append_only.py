"""Triggers that refuse changes of a table that is only added to, on both backends.

A table asks for them by `info={"append_only": column}`. The rows whose `column` is not beyond `log_start.log_id` may be
deleted: what the retention clock lets go leaves from the front.
"""

from typing import Final

from alembic import op
from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations import MigrateOperation, ops

_KEPT: Final = "old.{column} > coalesce((select max(log_id) from log_start), 0)"
_SQLITE: Final = (
    "create trigger {table}_stays before update on {table} begin select raise(abort, 'only added to'); end",
    "create trigger {table}_kept before delete on {table} when " + _KEPT + " begin"
    " select raise(abort, 'only added to'); end",
)
_POSTGRESQL: Final = (
    (
        "create or replace function only_added_to() returns trigger language plpgsql as"
        " $$ begin raise exception 'only added to' using errcode = 'integrity_constraint_violation'; end $$"
    ),
    "create or replace function {table}_kept() returns trigger language plpgsql as"
    " $$ begin if " + _KEPT + " then raise exception 'only added to'"
    " using errcode = 'integrity_constraint_violation'; end if; return old; end $$",
    "create trigger {table}_stays before update or truncate on {table} execute function only_added_to()",
    "create trigger {table}_kept before delete on {table} for each row execute function {table}_kept()",
)


def protect(table: str, column: str) -> None:
    """For a revision's upgrade. Dropping the table drops the triggers."""
    statements = _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        op.execute(statement.format(table=table, column=column))


class Protect(MigrateOperation):
    """What autogenerate writes into a revision for such a table."""

    def __init__(self, table: str, column: str) -> None:
        self.table = table
        self.column = column


@renderers.dispatch_for(Protect)
def _render(context: AutogenContext, operation: Protect) -> str:
    context.imports.add("from storage.migrations import append_only")
    return f"append_only.protect({operation.table!r}, {operation.column!r})"


def added_to(revision: ops.MigrationScript, info: dict[str, str]) -> None:
    """Behind the tables that the revision makes, the triggers of those that ask for them (`info`: table, column)."""
    upgrades = revision.upgrade_ops
    assert upgrades is not None  # noqa: S101 - autogenerate made it
    made = [each.table_name for each in upgrades.ops if isinstance(each, ops.CreateTableOp)]
    upgrades.ops.extend(Protect(table, info[table]) for table in made if table in info)
