"""Another key for all that is sealed, while the bot runs: values are sealed and hashed anew in slices.

Each slice is a unit of work of its own and changes only what is not by the current key yet, comparing with what was
read; so it may be killed anywhere, begun again, and run beside whatever else writes. Until it is through, values open
by either key and what is looked for by its hash is found by either (docs/decisions/0176).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import Column, ColumnElement, Table, and_, func, select, tuple_, update

from core.text.phones import phone_number
from storage.engine.connection import Connection
from storage.engine.statements import Statement
from storage.sealed import SEALED, Sealed
from storage.vault import CannotOpen, Vault

SLICE: Final = 200
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """How many values were changed, how many no key here opens, and where the next slice begins (None: at the end)."""

    changed: int
    unreadable: int
    after: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Hashed:
    """A column of keyed hashes of what is sealed in the same row. `value` is what was hashed, from the row's columns
    named in `of` with the sealed one opened; None where nothing is to be found any more."""

    table: str
    column: str
    purpose: str
    sealed: str
    of: tuple[str, ...]
    value: Callable[..., str | None]


def _source(opened: str, channel: str, message: str) -> str | None:
    return f"{channel} {message} {orjson.loads(opened)[1]}" if message else None


HASHED: Final = (
    Hashed("person", "phone_digest", "phone", "phone_sealed", (), lambda phone: phone_number(phone) or phone),
    Hashed("address", "chat_digest", "chat", "chat_sealed", (), lambda chat: chat or None),
    Hashed("photo", "source_digest", "photo source", "source_sealed", ("channel", "message_id"), _source),
    Hashed(
        "file_order", "argument_digest", "file argument", "argument_sealed", (), lambda argument: argument
    ),
)
"""Of link codes and of links to files nothing but the hash is kept: they are found by the older key until they end."""


def reseal(connection: Connection, vault: Vault, what: Sealed, after: tuple[Any, ...]) -> Slice:
    table = _table(what.table)
    column = table.c[what.column]
    rows = _rows(connection, table, [column], and_(column.is_not(None), func.length(column) > 0), after)
    changed = unreadable = 0
    for *key, sealed in rows:
        value = bytes(sealed)
        if vault.is_current(value):
            continue
        try:
            opened = vault.open(value, what.purpose)
        except CannotOpen:
            unreadable += 1
            continue
        changed += _put(connection, table, key, column, value, vault.seal(opened, what.purpose))
    return Slice(changed, unreadable, _end(rows, len(table.primary_key.columns)))


def rehash(connection: Connection, vault: Vault, what: Hashed, after: tuple[Any, ...]) -> Slice:
    table = _table(what.table)
    column, sealed = table.c[what.column], table.c[what.sealed]
    others = [table.c[name] for name in what.of]
    there = and_(column.is_not(None), sealed.is_not(None), func.length(sealed) > 0)
    rows = _rows(connection, table, [column, sealed, *others], there, after)
    purpose = next(each.purpose for each in SEALED if (each.table, each.column) == (what.table, what.sealed))
    width, changed = len(table.primary_key.columns), 0
    for row in rows:
        key, (old, value, *rest) = row[:width], row[width:]
        try:
            known = what.value(vault.open_text(bytes(value), purpose), *rest)
        except CannotOpen:
            continue
        new = None if known is None else vault.digest(known, what.purpose)
        if new is not None and old != new and old in vault.digests(known or "", what.purpose):
            changed += _put(connection, table, key, column, old, new)
    return Slice(changed, 0, _end(rows, width))


_PICTURES: Final = Statement(
    "select distinct sha256 from photo where sha256 is not null and sha256 > :after order by sha256 limit :limit"
)
_ENDING: Final = Statement("select count(*) from link_code where ended_at is null and expires_at > :now")


def pictures(connection: Connection, after: str) -> list[str]:
    """The next names by which bytes of evidence are known."""
    return [row[0] for row in connection.fetch_all(_PICTURES, after=after, limit=SLICE)]


def open_codes(connection: Connection, now: int) -> int:
    row = connection.fetch_one(_ENDING, now=now)
    return int(row[0]) if row else 0


def sealed_by(connection: Connection, vault: Vault) -> dict[str, int]:
    """How many values each key has sealed, by its id."""
    found: dict[str, int] = {}
    for what in SEALED:
        table = _table(what.table)
        column = table.c[what.column]
        first = func.substr(column, 1, 5)
        counted = (
            select(first, func.count()).where(column.is_not(None), func.length(column) > 0).group_by(first)
        )
        for prefix, count in connection.core.execute(counted):
            name = vault.key_id_of(bytes(prefix))
            found[name] = found.get(name, 0) + int(count)
    return found


def _table(name: str) -> Table:
    from storage.tables import metadata

    return metadata.tables[name]


def _rows(
    connection: Connection,
    table: Table,
    columns: Sequence[Column[Any]],
    there: ColumnElement[bool],
    after: tuple[Any, ...],
) -> list[Row]:
    key = list(table.primary_key.columns)
    wanted = select(*key, *columns).where(there).order_by(*key).limit(SLICE)
    if after:
        wanted = wanted.where(_beyond(key, after))
    return [tuple(row) for row in connection.core.execute(wanted)]


def _beyond(key: Sequence[Column[Any]], after: tuple[Any, ...]) -> ColumnElement[bool]:
    beyond: ColumnElement[bool] = key[0] > after[0] if len(key) == 1 else tuple_(*key) > tuple_(*after)
    return beyond


def _put(
    connection: Connection, table: Table, key: Sequence[Any], column: Column[Any], old: object, new: object
) -> int:
    """Unless somebody else has changed it meanwhile, by the current key then."""
    same = [each == value for each, value in zip(table.primary_key.columns, key, strict=True)]
    done = connection.core.execute(update(table).where(*same, column == old).values({column.name: new}))
    return int(done.rowcount)


def _end(rows: Sequence[Row], width: int) -> tuple[Any, ...] | None:
    return tuple(rows[-1][:width]) if len(rows) == SLICE else None
