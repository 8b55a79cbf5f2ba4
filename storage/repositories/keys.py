"""Which process holds which keys, and the change from one key to another, slice by slice (storage/rotation.py)."""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from core.keys import Turned
from storage import rotation
from storage.engine.connection import Connection
from storage.engine.instants import to_micros
from storage.engine.statements import Statement
from storage.sealed import SEALED
from storage.vault import Vault

_PREFIX: Final = "keys held by "
_ANNOUNCE: Final = Statement(
    "insert into setting (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value"
)
_ANNOUNCED: Final = Statement("select key, value from setting where key >= :first and key < :last")
_MICRO: Final = timedelta(microseconds=1)


class KeyRows:
    """core.keys.Keys on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def mine(self) -> tuple[str, ...]:
        return self._vault.key_ids

    def refresh(self) -> bool:
        return self._vault.refresh()

    def announce(self, owner: str) -> None:
        told = json.dumps([to_micros(self._sql.database_now()), *self._vault.key_ids])
        self._sql.execute(_ANNOUNCE, key=_PREFIX + owner, value=told)

    def lagging(self, within: timedelta) -> list[str]:
        since = to_micros(self._sql.database_now()) - within // _MICRO
        rows = self._sql.fetch_all(_ANNOUNCED, first=_PREFIX, last=f"{_PREFIX[:-1]}!")
        found = [(key.removeprefix(_PREFIX), *json.loads(value)) for key, value in rows]
        current = self._vault.key_ids[0]
        return [owner for owner, at, *ids in found if at >= since and current not in ids]

    def parts(self) -> int:
        return len(rotation.HASHED) + len(SEALED)

    def turn(self, part: int, after: tuple[Any, ...]) -> Turned:
        if part < len(rotation.HASHED):
            done = rotation.rehash(self._sql, self._vault, rotation.HASHED[part], after)
        else:
            done = rotation.reseal(self._sql, self._vault, SEALED[part - len(rotation.HASHED)], after)
        return Turned(done.changed, done.unreadable, done.after)

    def pictures(self, after: str) -> list[str]:
        return rotation.pictures(self._sql, after)

    def open_codes(self, now: datetime) -> int:
        return rotation.open_codes(self._sql, to_micros(now))

    def sealed_by(self) -> dict[str, int]:
        return rotation.sealed_by(self._sql, self._vault)
