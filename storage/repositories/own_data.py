"""Everything that the tables hold about one person, opened. Not on any hot path: composed by SQLAlchemy."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, or_, select

from core.own_data import Row
from storage.engine.connection import Connection
from storage.engine.instants import from_micros
from storage.engine.statements import Statement
from storage.schema import Instant
from storage.sealed import SEALED
from storage.tables import metadata
from storage.vault import CannotOpen, Vault

_BY_PERSON: Final = {
    "person": ("id",),
    "membership": ("person_id",),
    "standing": ("person_id",),
    "role": ("person_id",),
    "delegation": ("giver_id", "person_id"),
    "consent": ("person_id",),
    "link": ("person_id",),
    "link_code": ("person_id",),
    "pledge": ("person_id",),
    "report": ("person_id",),
    "photo": ("person_id",),
    "obligation": ("person_id",),
    "outbox": ("person_id",),
    "file_order": ("person_id",),
    "paper_entry": ("person_id",),
    "helper": ("person_id", "helper_id"),
    "broken_seal": ("person_id",),
    "person_change": ("person_id",),
    "data_request": ("person_id",),
    "legal_hold": ("person_id",),
    "reminder_choice": ("person_id",),
    "reading": ("owner_id",),
    "access_log": ("owner_id",),
}
"""Tables by the columns that name whom a row is about."""
_BY_PARENT: Final = {
    "pledge_version": ("pledge_id", "pledge"),
    "publication": ("pledge_id", "pledge"),
    "report_version": ("report_id", "report"),
    "report_item": ("report_id", "report"),
}
"""Tables whose rows belong to a row of one of those above."""
OTHERS: Final = frozenset({"history", "conversation", "address"})
"""Tables that are asked in a way of their own, below."""
_INTERNAL: Final = (
    "_digest",
    "sort_key",
    "search_key",
    "lease_",
    "band_",
    "sha256",
    "state_sealed",
    "revision",
)
_PURPOSES: Final = {(each.table, each.column): each.purpose for each in SEALED}
_DOCUMENTS: Final = Statement(
    "select id from pledge where person_id = :person union all select id from report where person_id = :person"
)
TABLES: Final = frozenset({*_BY_PERSON, *_BY_PARENT, *OTHERS})


class OwnDataRows:
    """core.own_data.OwnData on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def everything(self, person: str) -> Mapping[str, Sequence[Row]]:
        found: dict[str, Sequence[Row]] = {}
        for name in sorted(TABLES):
            table = metadata.tables.get(name)
            if table is not None:
                rows = self._sql.core.execute(select(table).where(_about(table, person))).mappings()
                found[name] = [self._opened(table, dict(row)) for row in rows]
        return found

    def documents(self, person: str) -> list[str]:
        return [row[0] for row in self._sql.fetch_all(_DOCUMENTS, person=person)]

    def _opened(self, table: Table, row: dict[str, Any]) -> Row:
        return {
            column.removesuffix("_sealed"): self._value(table, column, value)
            for column, value in row.items()
            if table.name == "conversation" or not any(word in column for word in _INTERNAL)
        }

    def _value(self, table: Table, column: str, value: Any) -> Any:  # noqa: ANN401 - whatever a table holds
        if isinstance(value, bytes | memoryview):
            return self._text(table.name, column, bytes(value))
        if isinstance(value, int) and column.endswith(("_at", "_before")) and value > 0:
            return from_micros(value)
        if isinstance(table.c[column].type, Instant) or not isinstance(value, bytes):
            return value
        return None

    def _text(self, table: str, column: str, sealed: bytes) -> object:
        if not sealed:
            return None
        try:
            opened = self._vault.open(sealed, _PURPOSES[table, column])
        except CannotOpen:
            return None
        text = opened.decode(errors="replace")
        if column == "chat_sealed":
            return f"…{text[-3:]}"
        try:
            return json.loads(text)
        except ValueError:
            return text


def _about(table: Table, person: str) -> ColumnElement[bool]:
    tables = metadata.tables
    if table.name in _BY_PERSON:
        return or_(*(table.c[column] == person for column in _BY_PERSON[table.name]))
    if table.name in _BY_PARENT:
        column, parent = _BY_PARENT[table.name]
        return table.c[column].in_(select(tables[parent].c.id).where(tables[parent].c.person_id == person))
    if table.name == "conversation":
        return table.c.owner == f"p:{person}"
    if table.name == "address":
        return table.c.id.in_(select(tables["link"].c.address_id).where(tables["link"].c.person_id == person))
    documents = [
        select(tables[name].c.id).where(tables[name].c.person_id == person) for name in ("report", "pledge")
    ]
    return or_(*(table.c.document_id.in_(ids) for ids in documents), table.c.actor_id == person)
