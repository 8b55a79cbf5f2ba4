# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Pledges. `in_force` is on the hot path: one statement."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from core.documents import DocumentKind
from core.errors import Moved
from core.pledge import Pledge, PledgeKind, PledgeState, PledgeVersion
from core.queue import Waiting
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.entered import entered_fields, entered_of
from storage.repositories.people import resident_of
from storage.repositories.pledge_json import read_items, write_items
from storage.repositories.sql import HOME, RESIDENT, ROWS_KEPT, path_end, waiting
from storage.vault import Vault

_COLUMNS: Final = (
    "id, person_id, kind, year, unit_id, path, state, version, revision, confirmed_version, last_item, sent_at,"
    " received_at, late, decided_by, decided_at, reason_sealed, entered_by, paper_on, entry_confirmed_at"
)
_OWN: Final = ", ".join(f"g.{column.strip()}" for column in _COLUMNS.split(","))
_NEWEST: Final = (
    f"select {_OWN}, v.no, v.items_sealed from pledge g join pledge_version v on v.pledge_id = g.id"
    " and v.no ="
)
_BY_ID: Final = Statement(f"{_NEWEST} g.version where g.id = :pledge")
_BY_KIND: Final = Statement(
    f"{_NEWEST} g.version where g.person_id = :person and g.kind = :kind and g.year = :year"
)
_OF_YEAR: Final = Statement(
    f"{_NEWEST} g.version where g.person_id = :person and g.year = :year order by g.kind"
)
_IN_FORCE: Final = Statement(
    f"{_NEWEST} coalesce(g.confirmed_version, g.version) where g.person_id = :person and g.year = :year"
    " and g.state not in ('withdrawn', 'superseded') order by g.kind",
    recalled=True,
)
_VERSION: Final = Statement(
    "select no, sent_at, items_sealed from pledge_version where pledge_id = :pledge and no = :no"
)
_ADD: Final = Statement(
    f"insert into pledge ({_COLUMNS}) values ({', '.join(':' + column.strip() for column in _COLUMNS.split(','))})"
    " on conflict (person_id, kind, year) do nothing returning id"
)
_ADD_VERSION: Final = Statement(
    "insert into pledge_version (pledge_id, no, sent_at, items_sealed) values (:pledge, :no, :sent_at, :items)"
    " on conflict (pledge_id, no) do nothing"
)
_SAVE: Final = Statement(
    "update pledge set state = :state, version = :version, revision = :revision,"
    " confirmed_version = :confirmed_version, last_item = :last_item, sent_at = :sent_at, received_at = :received_at,"
    " late = :late, decided_by = :decided_by, decided_at = :decided_at, reason_sealed = :reason_sealed,"
    " entered_by = :entered_by, paper_on = :paper_on, entry_confirmed_at = :entry_confirmed_at"
    " where id = :id and revision = :seen returning id"
)
_WAITING: Final = waiting(
    f"select {RESIDENT}, g.id, g.revision, g.sent_at, g.late, g.version, g.kind, g.year"
    f" from pledge g join person p on p.id = g.person_id {HOME}"
)
_ITEMS: Final = "pledge items"
_REASON: Final = "pledge reason"
_WIDTH: Final = _COLUMNS.count(",") + 1


class PledgeRows:
    """core.ports.Pledges on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, pledge: str) -> Pledge | None:
        row = self._sql.fetch_one(_BY_ID, pledge=pledge)
        return _pledge(self._vault, row) if row else None

    def find(self, person: str, kind: PledgeKind, year: int) -> Pledge | None:
        row = self._sql.fetch_one(_BY_KIND, person=person, kind=kind.value, year=year)
        return _pledge(self._vault, row) if row else None

    def of_year(self, person: str, year: int) -> list[Pledge]:
        return [_pledge(self._vault, row) for row in self._sql.fetch_all(_OF_YEAR, person=person, year=year)]

    def in_force(self, person: str, year: int) -> list[Pledge]:
        rows = self._sql.fetch_all(_IN_FORCE, person=person, year=year)
        return [_pledge(self._vault, row, row[_WIDTH]) for row in rows]

    def version(self, pledge: str, no: int) -> PledgeVersion | None:
        row = self._sql.fetch_one(_VERSION, pledge=pledge, no=no)
        if row is None:
            return None
        return PledgeVersion(
            pledge, row[0], from_micros(row[1]), read_items(self._vault.open(row[2], _ITEMS))
        )

    def add(self, pledge: Pledge) -> None:
        fields = self._fields(pledge)
        added = self._sql.fetch_one(
            _ADD,
            **fields,
            person_id=pledge.person,
            kind=pledge.kind.value,
            year=pledge.year,
            unit_id=pledge.unit,
            path=pledge.path,
        )
        if added is None:
            raise Moved
        self._add_version(pledge)

    def save(self, pledge: Pledge, seen: int) -> None:
        if self._sql.fetch_one(_SAVE, **self._fields(pledge), seen=seen) is None:
            raise Moved
        self._add_version(pledge)

    def waiting(self, path: str, on: date, after: Waiting | None = None, limit: int = 200) -> list[Waiting]:
        since = {"at": to_micros(after.sent_at) if after else 0, "after": after.id if after else ""}
        place = {"path": path, "path_end": path_end(path), "day": on.isoformat()}
        rows = self._sql.fetch_all(_WAITING, **place, **since, limit=limit)
        return [
            Waiting(
                DocumentKind.PLEDGE,
                row[8],
                row[9],
                resident_of(row),
                from_micros(row[10]),
                bool(row[11]),
                row[12] > 1,
                pledge_kind=PledgeKind(row[13]),
                year=row[14],
            )
            for row in rows
        ]

    def _add_version(self, pledge: Pledge) -> None:
        self._sql.execute(
            _ADD_VERSION,
            pledge=pledge.id,
            no=pledge.version,
            sent_at=to_micros(pledge.sent_at),
            items=self._vault.seal(write_items(pledge.items), _ITEMS),
        )

    def _fields(self, pledge: Pledge) -> dict[str, Any]:
        return {
            "id": pledge.id,
            "state": pledge.state.value,
            "version": pledge.version,
            "revision": pledge.revision,
            "confirmed_version": pledge.confirmed_version,
            "last_item": pledge.last_item,
            "sent_at": to_micros(pledge.sent_at),
            "received_at": to_micros(pledge.received_at),
            "late": pledge.late,
            "decided_by": pledge.decided_by,
            "decided_at": None if pledge.decided_at is None else to_micros(pledge.decided_at),
            "reason_sealed": self._vault.seal_text(pledge.reason, _REASON) if pledge.reason else None,
            **entered_fields(pledge.entered),
        }


@lru_cache(ROWS_KEPT)
def _pledge(vault: Vault, row: Row, version: int | None = None) -> Pledge:
    """The same row is read once: every step of a report asks for it again."""
    return Pledge(
        id=row[0],
        person=row[1],
        kind=PledgeKind(row[2]),
        year=row[3],
        unit=row[4],
        path=row[5],
        state=PledgeState(row[6]),
        version=version or row[7],
        revision=row[8],
        confirmed_version=row[9],
        last_item=row[10],
        sent_at=from_micros(row[11]),
        received_at=from_micros(row[12]),
        late=bool(row[13]),
        decided_by=row[14],
        decided_at=None if row[15] is None else from_micros(row[15]),
        reason="" if row[16] is None else vault.open_text(row[16], _REASON),
        entered=entered_of(row[17:20]),
        items=read_items(vault.open(row[_WIDTH + 1], _ITEMS)),
    )
