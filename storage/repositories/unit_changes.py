# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Changes of the organisation: the tree over time, the rows that a change touches, and the record of what was done."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from core.calendar import start_of
from core.documents import Document
from core.people import AudienceGroup
from core.pilots import Pilot
from core.tree import DAY, Stay, Stays
from core.unit_changes import Cell, Cells, Kept, UnitChange, UnitDeed
from core.unit_changes import Row as ChangedRow
from core.units import Succession, SuccessionKind, UnitType
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.sql import WITHIN, on_day, path_end

_COLUMNS: Final[dict[Kept, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    Kept.UNIT: ("unit", ("id",), ("type", "valid_from", "valid_to")),
    Kept.PLACE: ("unit_place", ("unit_id", "valid_from"), ("valid_to", "parent_id", "path", "name")),
    Kept.HOME: ("membership", ("person_id", "valid_from", "kind"), ("unit_id", "valid_to", "is_home")),
    Kept.OFFICE: ("role", ("person_id", "unit_id", "kind", "valid_from"), ("valid_to",)),
    Kept.SUCCESSION: ("unit_succession", ("old_id", "new_id"), ("kind", "on_day")),
    Kept.SETTING: ("unit_setting", ("unit_id", "key"), ("value",)),
    Kept.PILOT: ("pilot", ("unit_id", "audience", "valid_from"), ("valid_to", "committee_id")),
}


def _where(keys: Sequence[str]) -> str:
    return " and ".join(f"{key} = :{key}" for key in keys)


_SELECT: Final = {
    kept: Statement(f"select {', '.join(values)} from {table} where {_where(keys)}")
    for kept, (table, keys, values) in _COLUMNS.items()
}
_INSERT: Final = {
    kept: Statement(
        f"insert into {table} ({', '.join((*keys, *values))})"
        f" values ({', '.join(f':{name}' for name in (*keys, *values))})"
    )
    for kept, (table, keys, values) in _COLUMNS.items()
}
_UPDATE: Final = {
    kept: Statement(
        f"update {table} set {', '.join(f'{name} = :{name}' for name in values)} where {_where(keys)}"
    )
    for kept, (table, keys, values) in _COLUMNS.items()
}
_DELETE: Final = {
    kept: Statement(f"delete from {table} where {_where(keys)}")
    for kept, (table, keys, _) in _COLUMNS.items()
}
_IN_ORDER: Final = tuple(Kept)

_REACHES: Final = "(valid_to is null or valid_to >= :since)"
_STAYS: Final = Statement(
    "select unit_id, valid_from, valid_to, parent_id, name, path from unit_place"
    f" where {_REACHES} order by unit_id, valid_from"
)
_HOMES: Final = Statement(
    "select person_id, valid_from, kind, unit_id, valid_to, is_home from membership"
    f" where unit_id = :unit and {_REACHES} order by person_id, valid_from, kind"
)
_OFFICES: Final = Statement(
    "select person_id, unit_id, kind, valid_from, valid_to from role"
    f" where unit_id = :unit and {_REACHES} order by person_id, kind, valid_from"
)
_SUCCESSIONS: Final = Statement(
    "select old_id, new_id, kind, on_day from unit_succession order by on_day, old_id, new_id"
)
_OWN_SETTINGS: Final = Statement("select key, value from unit_setting where unit_id = :unit")
_PATHS_ON: Final = Statement(f"select u.unit_id, u.path from unit_place u where {on_day('u')}")
_COUNT_SET: Final = Statement(
    f"select count(*) from unit_setting s join unit_place u on u.unit_id = s.unit_id and {on_day('u')}"
    f" where s.key = :key and s.value = :value and {WITHIN}"
)
_USED: Final = Statement(
    "select 1 from role where unit_id = :unit union all select 1 from report where unit_id = :unit"
    " union all select 1 from pledge where unit_id = :unit"
    " union all select 1 from delegation where unit_id = :unit or role_unit_id = :unit"
    " union all select 1 from pilot where unit_id = :unit or committee_id = :unit union all"
    " select 1 from obligation where unit_id = :unit and cleared_at is not null limit 1"
)
_PATHS: Final = Statement("select distinct path from unit_place where unit_id = :unit order by path")
_REPATH: Final = Statement(
    "update obligation set path = :new where document = :document and path = :old and unit_id = :unit"
    " and cleared_at is null and due_at >= :since and due_at < :until"
)
_ADD: Final = Statement(
    "insert into unit_change (id, unit_id, actor_id, at, deed, valid_from, detail, undoes)"
    " values (:id, :unit, :actor, :at, :deed, :start, :detail, :undoes)"
)
_CHANGE: Final = (
    "select c.id, c.unit_id, c.actor_id, c.at, c.deed, c.valid_from, c.detail, c.undoes,"
    " (select u.id from unit_change u where u.undoes = c.id) from unit_change c"
)
_GET: Final = Statement(f"{_CHANGE} where c.id = :id")
_OF_UNIT: Final = Statement(f"{_CHANGE} where c.unit_id = :unit order by c.at desc, c.id limit :limit")
_PILOTS: Final = Statement(
    "select unit_id, audience, committee_id, valid_from, valid_to from pilot"
    " where committee_id = :committee and valid_to >= :day order by valid_from, unit_id, audience"
)
_END_OF_TIME: Final = 2**62


class UnitChangeRows:
    """core.ports.unit_changes.UnitChanges on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def stays(self, since: date) -> Stays:
        found: dict[str, list[Stay]] = {}
        for unit, start, end, parent, name, path in self._sql.fetch_all(_STAYS, since=since.isoformat()):
            stay = Stay(_iso_day(start), _day(end), parent, name, path)
            found.setdefault(unit, []).append(stay)
        return {unit: tuple(held) for unit, held in found.items()}

    def type_of(self, unit: str) -> UnitType | None:
        row = self.unit_row(unit)
        return UnitType(str(row[0])) if row else None

    def unit_row(self, unit: str) -> Cells | None:
        return self._current(ChangedRow(Kept.UNIT, (unit,), None, None))

    def homes(self, unit: str, since: date) -> list[tuple[Cells, Cells]]:
        rows = self._sql.fetch_all(_HOMES, unit=unit, since=since.isoformat())
        return [(tuple(row[:3]), tuple(row[3:])) for row in rows]

    def offices(self, unit: str, since: date) -> list[tuple[Cells, Cells]]:
        rows = self._sql.fetch_all(_OFFICES, unit=unit, since=since.isoformat())
        return [(tuple(row[:4]), tuple(row[4:])) for row in rows]

    def own_settings(self, unit: str) -> dict[str, str]:
        return dict(self._sql.fetch_all(_OWN_SETTINGS, unit=unit))

    def count_set(self, path: str, key: str, value: str, on: date) -> int:
        within = {"path": path, "path_end": path_end(path), "day": on.isoformat()}
        row = self._sql.fetch_one(_COUNT_SET, **within, key=key, value=value)
        return 0 if row is None else int(row[0])

    def is_used(self, unit: str) -> bool:
        return self._sql.fetch_one(_USED, unit=unit) is not None

    def _current(self, row: ChangedRow) -> Cells | None:
        _, keys, _ = _COLUMNS[row.kept]
        found = self._sql.fetch_one(_SELECT[row.kept], **_named(keys, row.key))
        return None if found is None else tuple(found)

    def apply(self, rows: Sequence[ChangedRow]) -> None:
        """What goes goes first, from the leaves of the references; what comes comes in their order."""
        for kept in reversed(_IN_ORDER):
            self._write(_DELETE[kept], [row for row in rows if row.kept is kept and row.after is None])
        for kept in _IN_ORDER:
            own = [row for row in rows if row.kept is kept and row.after is not None]
            self._write(_UPDATE[kept], [row for row in own if row.before is not None])
            self._write(_INSERT[kept], [row for row in own if row.before is None])

    def _write(self, statement: Statement, rows: Sequence[ChangedRow]) -> None:
        for row in rows:
            _, keys, values = _COLUMNS[row.kept]
            named = _named(keys, row.key)
            if row.after is not None:
                named |= _named(values, row.after)
            self._sql.execute(statement, **named)

    def stand(self, rows: Sequence[ChangedRow]) -> bool:
        return all(self._current(row) == row.after for row in rows)

    def add(self, change: UnitChange) -> None:
        detail = [[row.kept.value, row.key, row.before, row.after] for row in change.rows]
        self._sql.execute(
            _ADD,
            id=change.id,
            unit=change.unit,
            actor=change.actor,
            at=to_micros(change.at),
            deed=change.deed.value,
            start=change.valid_from.isoformat(),
            detail=json.dumps(detail, ensure_ascii=False, separators=(",", ":")),
            undoes=change.undoes,
        )

    def get(self, change: str) -> UnitChange | None:
        row = self._sql.fetch_one(_GET, id=change)
        return _change(row) if row else None

    def of_unit(self, unit: str, limit: int) -> list[UnitChange]:
        return [_change(row) for row in self._sql.fetch_all(_OF_UNIT, unit=unit, limit=limit)]

    def successions(self) -> list[Succession]:
        return [
            Succession(old, new, SuccessionKind(kind), date.fromisoformat(day))
            for old, new, kind, day in self._sql.fetch_all(_SUCCESSIONS)
        ]

    def paths(self, unit: str) -> list[str]:
        return [row[0] for row in self._sql.fetch_all(_PATHS, unit=unit)]

    def paths_on(self, day: date) -> dict[str, str]:
        return dict(self._sql.fetch_all(_PATHS_ON, day=day.isoformat()))

    def repath(
        self, unit: str, old: str, new: str, document: Document, since: date, until: date | None
    ) -> None:
        self._sql.execute(
            _REPATH,
            unit=unit,
            old=old,
            new=new,
            document=document.code,
            since=to_micros(start_of(since)),
            until=_END_OF_TIME if until is None else to_micros(start_of(until + DAY)),
        )

    def pilots(self, committee: str, on: date) -> list[Pilot]:
        rows = self._sql.fetch_all(_PILOTS, committee=committee, day=on.isoformat())
        return [
            Pilot(unit, AudienceGroup(group), by, date.fromisoformat(start), date.fromisoformat(end))
            for unit, group, by, start, end in rows
        ]


def _named(names: Sequence[str], values: Sequence[Cell]) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


_iso_day = lru_cache(1000)(date.fromisoformat)
"""Most units of a province began on one day."""


def _day(text: str | None) -> date | None:
    return None if text is None else _iso_day(text)


def _change(row: Row) -> UnitChange:
    change, unit, actor, at, deed, start, detail, undoes, undone_by = row
    rows = tuple(
        ChangedRow(Kept(kept), tuple(key), _cells(before), _cells(after))
        for kept, key, before, after in json.loads(detail)
    )
    return UnitChange(
        change,
        unit,
        actor,
        from_micros(at),
        UnitDeed(deed),
        date.fromisoformat(start),
        rows,
        undoes,
        undone_by,
    )


def _cells(values: list[Cell] | None) -> Cells | None:
    return None if values is None else tuple(values)
