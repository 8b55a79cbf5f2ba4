"""Which foreign key a statement broke: SQLite says only that one did."""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import ForeignKeyConstraint, MetaData

Parameters = Mapping[str, Any] | Sequence[Any]

UNNAMED = "foreign_key"
_TARGET = re.compile(
    r"""\b(?:(?P<added>insert(?:\s+or\s+\w+)?\s+into|replace\s+into)
          |(?P<changed>update(?:\s+or\s+\w+)?)
          |(?P<removed>delete\s+from))\s+"?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)


def broken_foreign_key(
    driver: sqlite3.Connection, metadata: "MetaData", sql: str, parameters: Parameters
) -> str:
    """Its name; where several come into question, the statement is run once more without them, and undone.

    That looks through the tables concerned, and is done only after a statement has failed. UNNAMED if it stays unknown.
    """
    candidates = _candidates(metadata, sql)
    if len(candidates) == 1:
        return str(candidates[0].name)
    found = _without_foreign_keys(
        driver, sql, parameters, lambda: next(filter(_is_broken(driver), candidates), None)
    )
    return str(found.name) if found is not None else UNNAMED


def _candidates(metadata: "MetaData", sql: str) -> "list[ForeignKeyConstraint]":
    target = _TARGET.search(sql)
    if target is None:
        return []
    name = target["table"]
    every = [key for table in metadata.tables.values() for key in table.foreign_key_constraints]
    leaving = [key for key in every if key.parent.name == name and not target["removed"]]
    arriving = [key for key in every if key.referred_table.name == name and not target["added"]]
    return [*leaving, *arriving]


def _without_foreign_keys(
    driver: sqlite3.Connection,
    sql: str,
    parameters: Parameters,
    look: "Callable[[], ForeignKeyConstraint | None]",
) -> "ForeignKeyConstraint | None":
    driver.execute("savepoint looking")
    driver.execute("pragma defer_foreign_keys = on")
    try:
        driver.execute(sql, parameters).fetchall()
        return look()
    except sqlite3.Error:  # one of many rows, of which the first are already there
        return None
    finally:
        driver.execute("rollback to looking")
        driver.execute("release looking")
        driver.execute("pragma defer_foreign_keys = off")


def _is_broken(driver: sqlite3.Connection) -> "Callable[[ForeignKeyConstraint], bool]":
    def broken(key: "ForeignKeyConstraint") -> bool:
        pairs = [(element.parent.name, element.column.name) for element in key.elements]
        set_at_all = " and ".join(f'child."{column}" is not null' for column, _ in pairs)
        same = " and ".join(f'parent."{there}" = child."{here}"' for here, there in pairs)
        # Every name in it is one of our own tables' or columns'.
        query = (
            f'select 1 from "{key.parent.name}" child where {set_at_all} and not exists'  # noqa: S608
            f' (select 1 from "{key.referred_table.name}" parent where {same}) limit 1'
        )
        return driver.execute(query).fetchone() is not None

    return broken
