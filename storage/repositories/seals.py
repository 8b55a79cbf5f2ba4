# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Broken seals: who opened whose documents, why, and for how long."""

from datetime import datetime
from typing import Final

from core.seal import BrokenSeal
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.vault import Vault

_FIELDS: Final = "id, person_id, by_id, reason_sealed, at, until, closed_at"
_ADD: Final = Statement(
    f"insert into broken_seal ({_FIELDS}) values (:id, :person, :by, :reason, :at, :until, null)"
)
_CLOSE: Final = Statement("update broken_seal set closed_at = :now where id = :seal and closed_at is null")
_OPEN: Final = "at <= :now and :now < coalesce(closed_at, until)"
_OPEN_ON: Final = Statement(
    f"select {_FIELDS} from broken_seal where person_id = :person and {_OPEN} order by at, id"
)
_OPEN_BY: Final = Statement(
    f"select {_FIELDS} from broken_seal where by_id = :by and {_OPEN} order by at, id"
)
_OF: Final = Statement(f"select {_FIELDS} from broken_seal where person_id = :person order by at desc, id")
_REASON: Final = "broken seal reason"


class SealRows:
    """core.ports.Seals on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def add(self, seal: BrokenSeal) -> None:
        self._sql.execute(
            _ADD,
            id=seal.id,
            person=seal.person,
            by=seal.by,
            reason=self._vault.seal_text(seal.reason, _REASON),
            at=to_micros(seal.at),
            until=to_micros(seal.until),
        )

    def close(self, seal: str, now: datetime) -> None:
        self._sql.execute(_CLOSE, seal=seal, now=to_micros(now))

    def open_on(self, person: str, now: datetime) -> list[BrokenSeal]:
        return [self._seal(row) for row in self._sql.fetch_all(_OPEN_ON, person=person, now=to_micros(now))]

    def open_by(self, by: str, now: datetime) -> list[BrokenSeal]:
        return [self._seal(row) for row in self._sql.fetch_all(_OPEN_BY, by=by, now=to_micros(now))]

    def of(self, person: str) -> list[BrokenSeal]:
        return [self._seal(row) for row in self._sql.fetch_all(_OF, person=person)]

    def _seal(self, row: Row) -> BrokenSeal:
        return BrokenSeal(
            id=row[0],
            person=row[1],
            by=row[2],
            reason=self._vault.open_text(row[3], _REASON),
            at=from_micros(row[4]),
            until=from_micros(row[5]),
            closed_at=None if row[6] is None else from_micros(row[6]),
        )
