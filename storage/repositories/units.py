# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Units as they stand on a day, their settings, and what came after them."""

import json
from datetime import date
from typing import Final

from core.obligations import Place
from core.settings import UnitSettings
from core.units import Succession, Unit, UnitType, ids_on
from storage.engine.connection import Connection, Row
from storage.engine.statements import Statement
from storage.repositories.sql import WITHIN, on_day, path_end

_UNIT: Final = f"""
select n.id, u.name, n.type, u.parent_id, u.path, n.valid_from, n.valid_to
from unit n join unit_place u on u.unit_id = n.id and {on_day("u")}"""
_GET: Final = Statement(f"{_UNIT} where n.id = :unit")
_CHILDREN: Final = Statement(f"{_UNIT} where u.parent_id = :unit order by u.name, n.id")
_ROOTS: Final = Statement(f"{_UNIT} where u.parent_id is null order by u.name, n.id")
_ALL: Final = Statement(f"{_UNIT} order by u.name, n.id")
_WITHIN: Final = Statement(f"{_UNIT} where {WITHIN} order by u.name, n.id")
_ADD: Final = Statement(
    "insert into unit (id, type, valid_from, valid_to) values (:unit, :type, :start, :end)"
)
_ADD_PLACE: Final = Statement(
    "insert into unit_place (unit_id, valid_from, valid_to, parent_id, path, name)"
    " values (:unit, :start, :end, :parent, :path, :name)"
)
_ADD_SUCCESSION: Final = Statement(
    "insert into unit_succession (old_id, new_id, kind, on_day) values (:old, :new, :kind, :day)"
)
_SETTINGS: Final = Statement(
    sqlite="select unit_id, key, value from unit_setting where unit_id in (select value from json_each(:units))",
    postgresql="select unit_id, key, value from unit_setting"
    " where unit_id in (select json_array_elements_text(cast(:units as json)))",
    recalled=True,
)
_ALL_SETTINGS: Final = Statement("select unit_id, key, value from unit_setting")
_SET: Final = Statement(
    "insert into unit_setting (unit_id, key, value) values (:unit, :key, :value)"
    " on conflict (unit_id, key) do update set value = excluded.value"
)
_PLACES: Final = Statement(
    "select unit_id, valid_from, valid_to, path from unit_place order by unit_id, valid_from"
)


class PlaceBook:
    """core.ports.PlaceBook, in memory."""

    def __init__(self, places: list[Row], settings: dict[str, dict[str, str]]) -> None:
        self._places: dict[str, list[tuple[str, str, str]]] = {}
        for unit, start, end, path in places:
            self._places.setdefault(unit, []).append((start, end or "9999-12-31", path))
        self._settings = settings

    def __call__(self, unit: str, day: date) -> Place | None:
        """Of a unit that has ended by then, its last place; of one that has not begun, its first."""
        dated = self._places.get(unit)
        if not dated:
            return None
        wanted = day.isoformat()
        path = next((path for start, end, path in dated if start <= wanted <= end), None)
        if path is None:
            path = dated[0][2] if wanted < dated[0][0] else dated[-1][2]
        return Place(path, UnitSettings.along(path, self._settings))


class UnitRows:
    """core.ports.Units on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def get(self, unit: str, on: date) -> Unit | None:
        row = self._sql.fetch_one(_GET, unit=unit, day=on.isoformat())
        return _unit(row) if row else None

    def children(self, unit: str | None, on: date) -> list[Unit]:
        if unit is None:
            return [_unit(row) for row in self._sql.fetch_all(_ROOTS, day=on.isoformat())]
        return [_unit(row) for row in self._sql.fetch_all(_CHILDREN, unit=unit, day=on.isoformat())]

    def within(self, path: str | None, on: date) -> list[Unit]:
        day = on.isoformat()
        if path is None:
            return [_unit(row) for row in self._sql.fetch_all(_ALL, day=day)]
        return [
            _unit(row) for row in self._sql.fetch_all(_WITHIN, path=path, path_end=path_end(path), day=day)
        ]

    def add(self, unit: Unit) -> None:
        start = unit.valid_from.isoformat()
        end = None if unit.valid_to is None else unit.valid_to.isoformat()
        self._sql.execute(_ADD, unit=unit.id, type=unit.type.value, start=start, end=end)
        self._sql.execute(
            _ADD_PLACE, unit=unit.id, start=start, end=end, parent=unit.parent, path=unit.path, name=unit.name
        )

    def add_succession(self, succession: Succession) -> None:
        self._sql.execute(
            _ADD_SUCCESSION,
            old=succession.old,
            new=succession.new,
            kind=succession.kind.value,
            day=succession.on.isoformat(),
        )

    def settings(self, path: str) -> UnitSettings:
        units = json.dumps(ids_on(path))
        return UnitSettings.along(path, _grouped(self._sql.fetch_all(_SETTINGS, units=units)))

    def set(self, unit: str, key: str, value: str) -> None:
        self._sql.execute(_SET, unit=unit, key=key, value=value)

    def places(self) -> PlaceBook:
        return PlaceBook(self._sql.fetch_all(_PLACES), _grouped(self._sql.fetch_all(_ALL_SETTINGS)))


def _unit(row: Row) -> Unit:
    unit, name, kind, parent, path, start, end = row
    return Unit(
        unit,
        name,
        UnitType(kind),
        parent,
        path,
        date.fromisoformat(start),
        None if end is None else date.fromisoformat(end),
    )


def _grouped(rows: list[Row]) -> dict[str, dict[str, str]]:
    grouped: dict[str, dict[str, str]] = {}
    for unit, key, value in rows:
        grouped.setdefault(unit, {})[key] = value
    return grouped
