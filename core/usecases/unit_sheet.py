"""What a dialog that changes a unit begins with."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.access import Action, Target, require
from core.ports import UnitOfWork
from core.settings import UnitSettings
from core.speaker import Speaker
from core.unit_commands import UnitCommand
from core.unit_plan import Plan, earliest, latest
from core.units import Unit, UnitType, path_under
from core.usecases.cell_desk import names_allowed
from core.usecases.change_unit import preview
from core.usecases.unit_page import seen_unit

LISTED: Final = 200


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """`members` are (id, label) of who is at home in this very unit, in the order of lists: None where they may not be
    named here, or are more than can be listed. `children` are the units right below."""

    unit: Unit
    parent: Unit | None
    members: tuple[tuple[str, str], ...] | None
    children: tuple[tuple[str, str], ...]
    settings: UnitSettings
    own: tuple[tuple[str, str], ...]
    today: date
    first: date
    last: date


def unit_sheet(
    uow: UnitOfWork, speaker: Speaker, unit_id: str, today: date, channel: str, *, below: bool = False
) -> UnitSheet:
    """Raises NotAllowed for who may not change it, or, with `below`, may add nothing below it."""
    unit = seen_unit(uow, speaker, unit_id, today)
    path = path_under(unit.path, "new") if below else unit.path
    require(speaker, Action.CHANGE_UNITS, Target(path), today)
    children = uow.units.children(unit.id, today)
    return UnitSheet(
        unit=unit,
        parent=uow.units.get(unit.parent, today) if unit.parent else None,
        members=_members(uow, unit, today) if names_allowed(uow, unit.path, channel) else None,
        children=tuple((each.id, each.name) for each in children),
        settings=uow.units.settings(unit.path),
        own=tuple(sorted(uow.unit_changes.own_settings(unit.id).items())),
        today=today,
        first=max(earliest(today), unit.valid_from),
        last=latest(today),
    )


def _members(uow: UnitOfWork, unit: Unit, today: date) -> tuple[tuple[str, str], ...] | None:
    found = uow.people.search((), None, unit.path, today, LISTED + 1, with_below=False)
    if len(found) > LISTED:
        return None
    return tuple(
        (
            who.person.id,
            f"{who.person.full_name} ({who.person.birth_year})"
            if who.person.birth_year
            else who.person.full_name,
        )
        for who in found
    )


def planned(uow: UnitOfWork, speaker: Speaker, command: UnitCommand, today: date) -> Plan:
    """For the summary; raises Refused as carrying it out would."""
    return preview(uow, speaker, command, today)


def usual_type(below: UnitType) -> UnitType:
    """What mostly lies right below such a unit; only a suggestion."""
    return {
        UnitType.PROVINCE: UnitType.COMMUNE,
        UnitType.DISTRICT: UnitType.COMMUNE,
        UnitType.COMMUNE: UnitType.GRASSROOTS_CELL,
        UnitType.DIRECT_PARTY_ORG: UnitType.GRASSROOTS_ORG,
        UnitType.GRASSROOTS_ORG: UnitType.CELL,
        UnitType.SECTION_ORG: UnitType.CELL,
    }.get(below, UnitType.PARTY_GROUP)
