"""Which constraint a row broke, by the name that it has in the tables' MetaData."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Index, MetaData

_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
_INDEX = re.compile(r"UNIQUE constraint failed: index '(?P<name>.+)'")
_CHECK = re.compile(r"CHECK constraint failed: (?P<name>.+)")
_NOT_NULL = re.compile(r"NOT NULL constraint failed: (?P<table>.+)\.(?P<column>.+)")


class ConstraintNames:
    """SQLite names the columns of a unique constraint and not the constraint; the MetaData knows its name."""

    def __init__(self, metadata: "MetaData | None" = None) -> None:
        """Of the product's own tables, unless told others."""
        self._given = metadata

    @cached_property
    def metadata(self) -> "MetaData":
        if self._given is not None:
            return self._given
        from storage.tables import metadata  # slow to import, and needed only when a row is refused

        return metadata

    def from_sqlite(self, message: str) -> str | None:
        """The name, from what SQLite says; None for a foreign key (storage/engine/foreign_keys.py)."""
        if named := _INDEX.match(message) or _CHECK.match(message):
            return named["name"]
        if unique := _UNIQUE.match(message):
            columns = [column.strip() for column in unique["columns"].split(",")]
            return self._by_columns.get(frozenset(columns)) or _conventional(columns)
        if not_null := _NOT_NULL.match(message):
            return not_null_name(not_null["table"], not_null["column"])
        return None

    @cached_property
    def _by_columns(self) -> dict[frozenset[str], str]:
        from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

        names: dict[frozenset[str], str] = {}
        for table in self.metadata.tables.values():
            uniques: list[PrimaryKeyConstraint | UniqueConstraint | Index] = [
                constraint
                for constraint in table.constraints
                if isinstance(constraint, (PrimaryKeyConstraint, UniqueConstraint))
            ]
            for unique in (*uniques, *(index for index in table.indexes if index.unique)):
                columns = frozenset(f"{table.name}.{column.name}" for column in unique.columns)
                names[columns] = str(unique.name)
        return names


def _conventional(columns: list[str]) -> str:
    table = columns[0].split(".")[0]
    return "_".join(["uq", table, *(column.removeprefix(f"{table}.") for column in columns)])


def not_null_name(table: str, column: str) -> str:
    """A column that must not be empty has no constraint to its name on either backend: nn_<table>_<column>."""
    return f"nn_{table}_{column}"
