"""A change of the organisation as the rows that it touches, each before and after.

So it can be shown before it is made, recorded, and taken back as long as nothing else has touched them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from core.tree import Stays

Cell: TypeAlias = "str | int | None"
Cells: TypeAlias = tuple[Cell, ...]


class Kept(StrEnum):
    """What a row is of. Its key and its values, in order:

    UNIT (id): type, from, to · PLACE (unit, from): to, parent, path, name
    HOME (person, from, kind): unit, to, is_home · PILOT (unit, group, from): to, committee
    OFFICE (person, unit, kind, from): to · SUCCESSION (old, new): kind, day · SETTING (unit, key): value
    """

    UNIT = "unit"
    PLACE = "place"
    HOME = "home"
    OFFICE = "office"
    SUCCESSION = "succession"
    SETTING = "setting"
    PILOT = "pilot"


@dataclass(frozen=True, slots=True)
class Row:
    """`before` None: it is new; `after` None: it is gone."""

    kept: Kept
    key: Cells
    before: Cells | None
    after: Cells | None

    @property
    def undone(self) -> "Row":
        return Row(self.kept, self.key, self.after, self.before)


class UnitDeed(StrEnum):
    ADDED = "added"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    CLOSED = "closed"
    SET = "set"
    PILOT_NAMED = "pilot_named"
    PILOT_ENDED = "pilot_ended"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """`unit` is the one it was done to; `rows` all that it touched. `undone_by` names the change that took it back."""

    id: str
    unit: str
    actor: str
    at: datetime
    deed: UnitDeed
    valid_from: date
    rows: tuple[Row, ...]
    undoes: str | None = None
    undone_by: str | None = None


def place_rows(before: Stays, after: Stays) -> list[Row]:
    """What has to be written so that the one tree becomes the other."""
    rows: list[Row] = []
    for unit in sorted({*before, *after}):
        if before.get(unit) == after.get(unit):
            continue
        old, new = _places(before, unit), _places(after, unit)
        rows += [
            Row(Kept.PLACE, (unit, start), old.get(start), new.get(start))
            for start in sorted({*old, *new})
            if old.get(start) != new.get(start)
        ]
    return rows


def _places(stays: Stays, unit: str) -> dict[str, Cells]:
    return {
        stay.start.isoformat(): (iso(stay.end), stay.parent, stay.path, stay.name)
        for stay in stays.get(unit, ())
    }


def moved_paths(rows: Iterable[Row]) -> list[tuple[str, str, str, date, date | None]]:
    """(unit, old path, new path, first day, last day) of every stretch of time in which a unit lies elsewhere than
    before."""
    held: dict[str, tuple[list[_Stretch], list[_Stretch]]] = {}
    for row in rows:
        if row.kept is Kept.PLACE:
            old, new = held.setdefault(str(row.key[0]), ([], []))
            for values, into in ((row.before, old), (row.after, new)):
                if values is not None:
                    into.append(_Stretch(str(row.key[1]), str(values[0] or "9999-12-31"), str(values[2])))
    found = []
    for unit, (old, new) in held.items():
        for was in old:
            for now in new:
                start, end = max(was.start, now.start), min(was.end, now.end)
                if start <= end and was.path != now.path:
                    last = None if end == "9999-12-31" else date.fromisoformat(end)
                    found.append((unit, was.path, now.path, date.fromisoformat(start), last))
    return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: str
    end: str
    path: str


def people_in(rows: Sequence[Row]) -> list[str]:
    return sorted({str(row.key[0]) for row in rows if row.kept is Kept.HOME})


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
