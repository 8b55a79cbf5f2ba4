"""A new unit, under one that the person who adds it looks after."""

from dataclasses import dataclass
from datetime import date

from core.access import Action, Target, require
from core.errors import Refused
from core.message import say
from core.ports import Chance, UnitOfWork
from core.settings import CHAT_DISABLED
from core.speaker import Speaker
from core.units import Unit, UnitType, path_under


@dataclass(frozen=True, slots=True)
class AddUnit:
    """`id` is the committee's own code for it, or empty for one made here. `parent` None makes the root."""

    name: str
    type: UnitType
    parent: str | None
    valid_from: date
    id: str = ""
    chat_disabled: bool = False


def add_unit(uow: UnitOfWork, speaker: Speaker | None, command: AddUnit, on: date, chance: Chance) -> Unit:
    """`speaker` None is the command line, whose user holds the database anyway."""
    name = command.name.strip()
    if not name:
        raise Refused(say("Please give the unit's name."))
    if "/" in command.id:
        raise Refused(say("A unit's code has no “/”."))
    parent = uow.units.get(command.parent, on) if command.parent is not None else None
    if command.parent is not None and parent is None:
        raise Refused(say("There is no unit with the code {code}.", code=command.parent))
    unit = command.id or chance.new_id()
    path = path_under(parent.path if parent else None, unit)
    if speaker is not None:
        require(speaker, Action.CHANGE_UNITS, Target(path), on)
    if uow.unit_changes.type_of(unit) is not None:
        raise Refused(say("There is a unit with the code {code} already.", code=unit))
    added = Unit(unit, name, command.type, command.parent, path, command.valid_from)
    uow.units.add(added)
    if command.chat_disabled:
        uow.units.set(unit, CHAT_DISABLED, "on")
    return added
