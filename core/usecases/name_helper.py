"""Who else may type in one comrade's paper: named by who leads the cell, until a day, and ended at any time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.access import Action
from core.errors import Refused
from core.message import say
from core.occasion import Occasion
from core.on_behalf import Helping
from core.people import Resident
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.enter_for import is_linked
from core.usecases.scope import require_on, resident

LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class NameHelper:
    person: str
    helper: str
    until: date


@dataclass(frozen=True, slots=True)
class Named:
    who: Resident
    helper: Resident
    helping: Helping


def whom_to_help(uow: UnitOfWork, speaker: Speaker, person: str, on: date) -> Resident:
    """Raises NotAllowed for a person for whom this speaker may name nobody."""
    who = resident(uow, person, on)
    require_on(uow, speaker, Action.NAME_HELPER, who, on)
    return who


def name_helper(uow: UnitOfWork, speaker: Speaker, command: NameHelper, occasion: Occasion) -> Named:
    """A comrade of the same cell who is linked; the right ends with the day, or when either leaves the cell."""
    today = occasion.today
    who = whom_to_help(uow, speaker, command.person, today)
    helper = resident(uow, command.helper, today)
    if helper.path != who.path or command.helper == command.person:
        raise Refused(say("A helper is another comrade of the same cell."))
    if not is_linked(uow, command.helper):
        raise Refused(say("This comrade is not linked to the system, so cannot type anything in."))
    if not today <= command.until <= today + LONGEST:
        raise Refused(say("A helper is named until a day within a year."))
    helping = Helping(command.person, command.helper, today, command.until, speaker.person.id)
    uow.entries.name_helper(helping, occasion.now)
    return Named(who, helper, helping)


def end_helping(uow: UnitOfWork, speaker: Speaker, person: str, helper: str, occasion: Occasion) -> None:
    whom_to_help(uow, speaker, person, occasion.today)
    uow.entries.end_helping(person, helper)
