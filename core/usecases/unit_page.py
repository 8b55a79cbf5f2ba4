"""A unit at a glance for who looks after it: people by office, figures, settings, and what may be done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from core.access import Action, Target, may, require
from core.documents import Document
from core.errors import NotAllowed
from core.message import say
from core.obligations import Tally
from core.occasion import local_day
from core.people import Person, RoleKind
from core.pilots import Pilot
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED, UnitSettings
from core.speaker import Speaker
from core.text.periods import Quarter
from core.unit_changes import UnitChange
from core.units import Unit, path_under
from core.usecases.cell_desk import names_allowed
from core.usecases.change_unit import can_undo
from core.usecases.unit_figures import SamePeriod, same_period, tally_of_unit

_CHANGES: Final = 8
_ORDER: Final = (
    RoleKind.SECRETARY,
    RoleKind.DEPUTY_SECRETARY,
    RoleKind.CELL_COMMITTEE_MEMBER,
    RoleKind.STAFF,
    RoleKind.SURVEYOR,
    RoleKind.AUDITOR,
    RoleKind.ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True)
class Figure:
    document: Document
    tally: Tally
    year_before: SamePeriod | None


@dataclass(frozen=True, slots=True)
class Holder:
    """`person` None: the name is not for this speaker or messenger."""

    kind: RoleKind
    person: Person | None
    until: date | None


@dataclass(frozen=True, slots=True)
class NamedPilot:
    """`figure` is that of the document which the committee's own page shows first, of the pilot alone."""

    pilot: Pilot
    unit: Unit
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """`below` counts the units right below, `people` who is at home at any depth (None: too many to count at a glance),
    `silent` the units that have set to have no chat. `pilots` are what it is a pilot for, `named` those that its
    committee has named. `may_change` the unit, `may_add` one below it."""

    unit: Unit
    above: Unit | None
    below: int
    people: int | None
    holders: tuple[Holder, ...]
    figures: tuple[Figure, ...]
    settings: UnitSettings
    has_chat: bool
    silent: int
    pilots: tuple[Pilot, ...]
    named: tuple[NamedPilot, ...]
    may_change: bool
    may_add: bool


def unit_page(uow: UnitOfWork, speaker: Speaker, unit_id: str, now: datetime, channel: str) -> UnitPage:
    on = local_day(now)
    unit = seen_unit(uow, speaker, unit_id, on)
    above = uow.units.get(unit.parent, on) if unit.parent else None
    settings = uow.units.settings(unit.path)
    named = may(speaker, Action.FIND_PEOPLE, Target(unit.path), on) and names_allowed(uow, unit.path, channel)
    pilots = uow.unit_changes.pilots(above.id, on) if above is not None else []
    figures = tuple(_figures(uow, unit, now))
    return UnitPage(
        unit=unit,
        above=above if above and may(speaker, Action.SEE_COUNTS, Target(above.path), on) else None,
        below=len(uow.units.children(unit.id, on)),
        people=uow.unit_changes.headcount(unit.path, on),
        holders=tuple(_holders(uow, unit, on, named=named)),
        figures=figures,
        settings=settings,
        has_chat=not settings.is_on(CHAT_DISABLED),
        silent=uow.unit_changes.count_set(unit.path, CHAT_DISABLED, "on", on),
        pilots=tuple(each for each in pilots if each.unit == unit.id),
        named=tuple(_named(uow, unit, figures, now)),
        may_change=may(speaker, Action.CHANGE_UNITS, Target(unit.path), on),
        may_add=may(speaker, Action.CHANGE_UNITS, Target(path_under(unit.path, "new")), on),
    )


def seen_unit(uow: UnitOfWork, speaker: Speaker, unit_id: str, on: date) -> Unit:
    """Raises NotAllowed alike for what is out of scope and for what is not."""
    unit = uow.units.get(unit_id, on)
    if unit is None:
        raise NotAllowed(say("This is outside what you look after."))
    require(speaker, Action.SEE_COUNTS, Target(unit.path), on)
    return unit


@dataclass(frozen=True, slots=True)
class Recent:
    """`by` is who did it, where that may be named."""

    change: UnitChange
    by: Person | None
    undoable: bool


def recent_changes(
    uow: UnitOfWork, speaker: Speaker, unit: Unit, now: datetime, channel: str
) -> tuple[Recent, ...]:
    on = local_day(now)
    named = names_allowed(uow, unit.path, channel)
    return tuple(
        Recent(
            change,
            uow.people.get(change.actor) if named else None,
            can_undo(uow, speaker, change, on),
        )
        for change in uow.unit_changes.of_unit(unit.id, _CHANGES)
    )


def _figures(uow: UnitOfWork, unit: Unit, now: datetime) -> list[Figure]:
    """The quarter before, this one once something of it is owed, and the year's pledge."""
    quarter = Quarter.of(local_day(now))
    documents = (Document.report(quarter.previous()), Document.report(quarter), Document.pledge(quarter.year))
    found = [Figure(each, tally_of_unit(uow, unit, each, now), None) for each in documents]
    return [
        Figure(each.document, each.tally, same_period(uow, unit, each.document, now))
        for each in found
        if each.tally.obliged or each.tally.left_out
    ]


def _named(uow: UnitOfWork, unit: Unit, figures: tuple[Figure, ...], now: datetime) -> list[NamedPilot]:
    on = local_day(now)
    found: list[NamedPilot] = []
    for pilot in uow.unit_changes.pilots(unit.id, on):
        there = uow.units.get(pilot.unit, on)
        if there is not None:
            documents = [each.document for each in figures[:1]]
            own = [Figure(each, tally_of_unit(uow, there, each, now), None) for each in documents]
            found.append(NamedPilot(pilot, there, own[0] if own else None))
    return found


def _holders(uow: UnitOfWork, unit: Unit, on: date, *, named: bool) -> list[Holder]:
    found: list[Holder] = []
    for (person, _, kind, start), (end,) in uow.unit_changes.offices(unit.id, on):
        held = uow.people.speaker(str(person), on)
        if str(start) <= on.isoformat() and held is not None and not held.standing.is_gone:
            until = None if end is None else date.fromisoformat(str(end))
            found.append(Holder(RoleKind(str(kind)), held.person if named else None, until))
    return sorted(found, key=lambda each: _ORDER.index(each.kind) if each.kind in _ORDER else len(_ORDER))
