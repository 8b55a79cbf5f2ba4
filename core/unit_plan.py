"""A change of the organisation as it is agreed to: its rows, what they mean, and what every such change obeys."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.errors import Refused
from core.message import say
from core.text.periods import Quarter
from core.tree import DAY
from core.unit_changes import Cell, Cells, Kept, Row, UnitDeed
from core.unit_commands import Part, Split

LONGEST_NAME: Final = 150
_AHEAD: Final = 366


@dataclass(slots=True)
class Plan:
    """`people` counts who gets another cell, `offices` those that end, `below` the units that come to lie elsewhere
    with the unit, `kept_out` that a branch without chat stays so. `unit` is the one it is recorded under."""

    deed: UnitDeed
    unit: str
    day: date
    rows: list[Row] = field(default_factory=list)
    people: int = 0
    offices: int = 0
    below: int = 0
    kept_out: bool = False

    @property
    def seen(self) -> str:
        """The same for the same plan, whatever codes its new units get."""
        made = [row.key[0] for row in self.rows if row.kept is Kept.UNIT and row.before is None]
        codes = {str(code): f"?{number}" for number, code in enumerate(made)}
        told = sorted(
            json.dumps([row.kept, *([_coded(each, codes) for each in cells or ()] for cells in _cells(row))])
            for row in self.rows
        )
        return hashlib.sha256("".join(told).encode()).hexdigest()[:16]


def _cells(row: Row) -> tuple[Cells | None, ...]:
    return row.key, row.before, row.after


def _coded(cell: Cell, codes: Mapping[str, str]) -> Cell:
    """A new unit's code, alone or within a path."""
    if not isinstance(cell, str):
        return cell
    return "/".join(codes.get(part, part) for part in cell.split("/"))


def earliest(today: date) -> date:
    """Nothing is changed in a quarter that is over: its totals stand."""
    return Quarter.of(today).first_day


def latest(today: date) -> date:
    return today + _AHEAD * DAY


def checked_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise Refused(say("Please give the unit's name."))
    return tidy


def assigned(command: Split, everyone: set[str], of: Callable[[Part], tuple[str, ...]]) -> dict[str, int]:
    """Which part each goes to. Raises Refused where somebody is in two, or in none of a unit that ends."""
    found: dict[str, int] = {}
    for index, part in enumerate(command.parts):
        for each in of(part):
            if each in found or each not in everyone:
                raise Refused(say("Somebody is named in two parts, or is not in this unit."))
            found[each] = index
    if not command.parts or any(not part.people and not part.units for part in command.parts):
        raise Refused(say("Every new unit needs somebody in it."))
    if not command.stays and len(command.parts) < 2:
        raise Refused(say("Please name at least two new units, or let the old one go on."))
    if not command.stays and len(found) < len(everyone):
        raise Refused(say("Somebody would be left without a cell."))
    return found
