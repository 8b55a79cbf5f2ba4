"""What a unit sets for itself and all below it, and the pilots that a committee names there. Both can be taken back."""

from dataclasses import dataclass
from datetime import date

from core.access import Action, Target, require
from core.errors import NotAllowed, Refused
from core.message import say
from core.occasion import Occasion, local_day
from core.people import AudienceGroup
from core.pilots import most_at_once
from core.ports import Chance, UnitOfWork
from core.settings import MOST_PILOTS, is_allowed
from core.speaker import Speaker
from core.unit_changes import Kept, Row, UnitChange, UnitDeed, iso
from core.units import Unit
from core.usecases.change_unit import record


@dataclass(frozen=True, slots=True)
class SetUnit:
    """`value` None: what the level above has set holds again."""

    unit: str
    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class NamePilot:
    unit: str
    group: AudienceGroup
    start: date
    end: date


def set_unit(
    uow: UnitOfWork, speaker: Speaker, command: SetUnit, occasion: Occasion, chance: Chance
) -> UnitChange:
    """Deadlines count from the next period that opens: what people have been told stands."""
    unit = _changeable(uow, speaker, command.unit, local_day(occasion.now))
    if command.value is not None and not is_allowed(command.key, command.value):
        raise Refused(say("This cannot be set so."))
    own = uow.unit_changes.own_settings(unit.id).get(command.key)
    if own == command.value:
        raise Refused(say("It is so already; nothing would change."))
    row = Row(Kept.SETTING, (unit.id, command.key), _one(own), _one(command.value))
    return _recorded(uow, speaker, unit, UnitDeed.SET, (row,), occasion, chance)


def name_pilot(
    uow: UnitOfWork, speaker: Speaker, command: NamePilot, occasion: Occasion, chance: Chance
) -> UnitChange:
    """The committee right above names it: for each group at most as many at once as is set there."""
    on = local_day(occasion.now)
    unit = _changeable(uow, speaker, command.unit, on)
    committee = uow.units.get(unit.parent, on) if unit.parent else None
    if committee is None:
        raise Refused(say("The topmost unit cannot be a pilot."))
    if command.end < command.start or command.end < on:
        raise Refused(say("The last day must not lie before the first, nor in the past."))
    others = uow.unit_changes.pilots(committee.id, command.start)
    if any(
        each.unit == unit.id and each.group is command.group and each.valid_from <= command.end
        for each in others
    ):
        raise Refused(say("This unit is a pilot for that group at that time already."))
    most = int(uow.units.settings(committee.path).first(MOST_PILOTS))
    if most_at_once(others, command.group, command.start, command.end) >= most:
        raise Refused(
            say(
                "{unit} has {count} pilots for this group at that time already, and no more may be named.",
                unit=committee.name,
                count=most,
            )
        )
    key = (unit.id, command.group.value, iso(command.start))
    row = Row(Kept.PILOT, key, None, (iso(command.end), committee.id))
    return _recorded(uow, speaker, unit, UnitDeed.PILOT_NAMED, (row,), occasion, chance)


def _recorded(
    uow: UnitOfWork,
    speaker: Speaker,
    unit: Unit,
    deed: UnitDeed,
    rows: tuple[Row, ...],
    occasion: Occasion,
    chance: Chance,
) -> UnitChange:
    today = local_day(occasion.now)
    change = UnitChange(chance.new_id(), unit.id, speaker.person.id, occasion.now, deed, today, rows)
    record(uow, change)
    return change


def _changeable(uow: UnitOfWork, speaker: Speaker, unit_id: str, on: date) -> Unit:
    unit = uow.units.get(unit_id, on)
    if unit is None:
        raise NotAllowed(say("This is outside what you look after."))
    require(speaker, Action.CHANGE_UNITS, Target(unit.path), on)
    return unit


def _one(value: str | None) -> tuple[str, ...] | None:
    return None if value is None else (value,)
