"""Changes of the organisation: the tree over time, the rows that a change touches, and the record of what was done."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

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
from storage.repositories import unit_changes_sql as sql
from storage.repositories.sql import path_end


class UnitChangeRows:
    """core.ports.unit_changes.UnitChanges on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def stays(self, since: date) -> Stays:
        found: dict[str, list[Stay]] = {}
        for unit, start, end, parent, name, path in self._sql.fetch_all(sql.STAYS, since=since.isoformat()):
            stay = Stay(_iso_day(start), _day(end), parent, name, path)
            found.setdefault(unit, []).append(stay)
        return {unit: tuple(held) for unit, held in found.items()}

    def type_of(self, unit: str) -> UnitType | None:
        row = self.unit_row(unit)
        return UnitType(str(row[0])) if row else None

    def unit_row(self, unit: str) -> Cells | None:
        return self._current(ChangedRow(Kept.UNIT, (unit,), None, None))

    def homes(self, unit: str, since: date) -> list[tuple[Cells, Cells]]:
        rows = self._sql.fetch_all(sql.HOMES, unit=unit, since=since.isoformat())
        return [(tuple(row[:3]), tuple(row[3:])) for row in rows]

    def offices(self, unit: str, since: date) -> list[tuple[Cells, Cells]]:
        rows = self._sql.fetch_all(sql.OFFICES, unit=unit, since=since.isoformat())
        return [(tuple(row[:4]), tuple(row[4:])) for row in rows]

    def own_settings(self, unit: str) -> dict[str, str]:
        return dict(self._sql.fetch_all(sql.OWN_SETTINGS, unit=unit))

    def headcount(self, path: str, on: date) -> int | None:
        within = {"path": path, "path_end": path_end(path), "day": on.isoformat()}
        units = self._sql.fetch_one(sql.UNITS_WITHIN, **within, limit=sql.AT_A_GLANCE)
        if units is None or units[0] >= sql.AT_A_GLANCE:
            return None
        row = self._sql.fetch_one(sql.HEADCOUNT, **within)
        return 0 if row is None else int(row[0])

    def count_set(self, path: str, key: str, value: str, on: date) -> int:
        within = {"path": path, "path_end": path_end(path), "day": on.isoformat()}
        row = self._sql.fetch_one(sql.COUNT_SET, **within, key=key, value=value)
        return 0 if row is None else int(row[0])

    def is_used(self, unit: str) -> bool:
        return self._sql.fetch_one(sql.USED, unit=unit) is not None

    def _current(self, row: ChangedRow) -> Cells | None:
        _, keys, _ = sql.COLUMNS[row.kept]
        found = self._sql.fetch_one(sql.SELECT[row.kept], **_named(keys, row.key))
        return None if found is None else tuple(found)

    def apply(self, rows: Sequence[ChangedRow]) -> None:
        """What goes goes first, from the leaves of the references; what comes comes in their order."""
        for kept in reversed(sql.IN_ORDER):
            self._write(sql.DELETE[kept], [row for row in rows if row.kept is kept and row.after is None])
        for kept in sql.IN_ORDER:
            own = [row for row in rows if row.kept is kept and row.after is not None]
            self._write(sql.UPDATE[kept], [row for row in own if row.before is not None])
            self._write(sql.INSERT[kept], [row for row in own if row.before is None])

    def _write(self, statement: Statement, rows: Sequence[ChangedRow]) -> None:
        for row in rows:
            _, keys, values = sql.COLUMNS[row.kept]
            named = _named(keys, row.key)
            if row.after is not None:
                named |= _named(values, row.after)
            self._sql.execute(statement, **named)

    def stand(self, rows: Sequence[ChangedRow]) -> bool:
        return all(self._current(row) == row.after for row in rows)

    def add(self, change: UnitChange) -> None:
        detail = [[row.kept.value, row.key, row.before, row.after] for row in change.rows]
        self._sql.execute(
            sql.ADD,
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
        row = self._sql.fetch_one(sql.GET, id=change)
        return _change(row) if row else None

    def of_unit(self, unit: str, limit: int) -> list[UnitChange]:
        return [_change(row) for row in self._sql.fetch_all(sql.OF_UNIT, unit=unit, limit=limit)]

    def successions(self) -> list[Succession]:
        return [
            Succession(old, new, SuccessionKind(kind), date.fromisoformat(day))
            for old, new, kind, day in self._sql.fetch_all(sql.SUCCESSIONS)
        ]

    def paths(self, unit: str) -> list[str]:
        return [row[0] for row in self._sql.fetch_all(sql.PATHS, unit=unit)]

    def paths_on(self, day: date) -> dict[str, str]:
        return dict(self._sql.fetch_all(sql.PATHS_ON, day=day.isoformat()))

    def repath(
        self, unit: str, old: str, new: str, document: Document, since: date, until: date | None
    ) -> None:
        self._sql.execute(
            sql.REPATH,
            unit=unit,
            old=old,
            new=new,
            document=document.code,
            since=to_micros(start_of(since)),
            until=sql.END_OF_TIME if until is None else to_micros(start_of(until + DAY)),
        )

    def pilots(self, committee: str, on: date) -> list[Pilot]:
        rows = self._sql.fetch_all(sql.PILOTS, committee=committee, day=on.isoformat())
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
