"""Giving and ending dated offices (phân quyền). Who may is one table, core/appointing.py.

A unit has one secretary at a time: another is given with `instead_of`, which ends the predecessor's the day before.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.appointing import LONGEST_SURVEY, ONE_AT_A_TIME, may_appoint, others_in
from core.errors import NotAllowed, Refused
from core.history import Deed
from core.life import Held
from core.life_changes import given, taken
from core.message import say
from core.occasion import Occasion
from core.people import NEEDS_END, RoleKind
from core.people_history import PersonChange
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.units import Unit
from core.usecases.change_person import Step, change, life_of, require_day, unit_on
from core.usecases.scope import resident

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GiveRole:
    person: str
    unit: str
    kind: RoleKind
    day: date
    last: date | None = None
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class EndRole:
    """`day` is the first day without it."""

    person: str
    unit: str
    kind: RoleKind
    day: date


def give_role(
    uow: UnitOfWork, speaker: Speaker, command: GiveRole, occasion: Occasion, chance: Chance
) -> PersonChange:
    unit = _appointable(uow, speaker, command.person, command.unit, command.kind, occasion)
    resident(uow, command.person, occasion.today)
    require_day(command.day, occasion.today)
    _require_last_day(command)
    steps: list[tuple[str, Step]] = []
    held = Held(unit.id, command.kind, command.day, command.last)
    steps.append((command.person, lambda life: given(life, held)))
    words = {
        "unit": unit.id,
        "role": command.kind.value,
        "last": command.last.isoformat() if command.last else "",
    }
    if command.kind in ONE_AT_A_TIME and (predecessor := _predecessor(uow, command, unit)) is not None:
        steps.append((predecessor, lambda life: taken(life, unit.id, command.kind, command.day)))
        words["instead_of"] = predecessor
    return change(uow, speaker, Deed.ROLE_GIVEN, steps, command.day, occasion, chance, words)


def _predecessor(uow: UnitOfWork, command: GiveRole, unit: Unit) -> str | None:
    """Whose office ends the day before. Raises Refused where anyone else holds it in that time."""
    there = uow.lives.holders(unit.id, command.kind)
    others = others_in(there, command.person, command.day, command.last)
    if any(each != command.instead_of for each in others):
        raise Refused(
            say(
                "{unit} has a secretary in that time. That office ends first, the day before.", unit=unit.name
            )
        )
    return others[0] if others else None


def _require_last_day(command: GiveRole) -> None:
    if command.kind in NEEDS_END and command.last is None:
        raise Refused(say("A survey team's task needs its last day."))
    if command.last is not None and command.last < command.day:
        raise Refused(say("The last day cannot come before the first."))
    if command.kind in NEEDS_END and command.last is not None and command.last > command.day + LONGEST_SURVEY:
        raise Refused(say("A survey team's task lasts a year at most."))


def end_role(
    uow: UnitOfWork, speaker: Speaker, command: EndRole, occasion: Occasion, chance: Chance
) -> PersonChange:
    unit = _appointable(uow, speaker, command.person, command.unit, command.kind, occasion)
    require_day(command.day, occasion.today)
    words = {"unit": unit.id, "role": command.kind.value}
    step = (command.person, lambda life: taken(life, unit.id, command.kind, command.day))
    return change(uow, speaker, Deed.ROLE_ENDED, [step], command.day, occasion, chance, words)


def _appointable(
    uow: UnitOfWork, speaker: Speaker, person: str, unit: str, kind: RoleKind, occasion: Occasion
) -> Unit:
    found = uow.units.get(unit, occasion.today)
    if found is None or not may_appoint(speaker, kind, found.path, person, occasion.today):
        raise NotAllowed(say("This is outside what you look after."))
    life_of(uow, person)
    return unit_on(uow, unit, occasion.today)
