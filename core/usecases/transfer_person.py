"""Chuyển sinh hoạt đảng (domain.md §4.4): from one cell to another, at once or with a time between, and as a guest.

What is owed follows by core/obligations.py, drafts belong to the person and live on, and whose turn it is to review is
asked of the day: so nothing is late, nothing is lost, and the old secretary sees the person up to the day before.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.access import Action, Target, require
from core.errors import NotAllowed, Refused
from core.history import Deed
from core.life_changes import arrived, departed, hosted, returned, transferred, turned_back
from core.message import say
from core.occasion import Occasion
from core.people import MembershipKind
from core.people_history import PersonChange
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.change_person import (
    change,
    changeable,
    first_to_move,
    life_of,
    require_day,
    unit_on,
)

LONGEST_STAY: Final = timedelta(days=731)
"""Two years: the longest temporary stay, of who studies (domain.md §4.4)."""


@dataclass(frozen=True, slots=True)
class TransferPerson:
    """At home in `unit` from `day` on; with `sets_out`, on the way there until somebody there records the arrival."""

    person: str
    unit: str
    day: date
    sets_out: bool = False


@dataclass(frozen=True, slots=True)
class ArrivePerson:
    person: str
    day: date


@dataclass(frozen=True, slots=True)
class TurnBack:
    person: str


@dataclass(frozen=True, slots=True)
class HostPerson:
    """`last` is compulsory for a temporary stay, and open for where a comrade lives (213)."""

    person: str
    unit: str
    kind: MembershipKind
    day: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class EndStay:
    person: str
    kind: MembershipKind
    day: date


def transfer_person(
    uow: UnitOfWork, speaker: Speaker, command: TransferPerson, occasion: Occasion, chance: Chance
) -> PersonChange:
    """In one step only to where the speaker may record the arrival; elsewhere the comrade sets out."""
    who = changeable(uow, speaker, Action.CHANGE_PEOPLE, command.person, occasion.today)
    require_day(command.day, occasion.today, earliest=first_to_move(occasion.today))
    unit = unit_on(uow, command.unit, max(command.day, occasion.today))
    words = {"from": who.unit, "to": unit.id}
    if command.sets_out:
        steps = [(command.person, lambda life: departed(life, unit.id, command.day))]
        return change(uow, speaker, Deed.DEPARTED, steps, command.day, occasion, chance, words)
    require(speaker, Action.RECEIVE_PERSON, Target(unit.path, command.person), occasion.today)
    steps = [(command.person, lambda life: transferred(life, unit.id, command.day))]
    return change(uow, speaker, Deed.TRANSFERRED, steps, command.day, occasion, chance, words)


def arrive_person(
    uow: UnitOfWork, speaker: Speaker, command: ArrivePerson, occasion: Occasion, chance: Chance
) -> PersonChange:
    """By whoever looks after the cell of arrival."""
    transit = life_of(uow, command.person).transit_on(command.day)
    unit = uow.units.get(transit.unit, occasion.today) if transit else None
    if transit is None or unit is None:
        raise NotAllowed(say("This is outside what you look after."))
    require(speaker, Action.RECEIVE_PERSON, Target(unit.path, command.person), occasion.today)
    if command.person == speaker.person.id:
        raise Refused(say("What concerns yourself is recorded by another comrade."))
    require_day(command.day, occasion.today, ahead=timedelta(0))
    # What fell due on the way is owed here now, with a newcomer's time.
    steps = [(command.person, lambda life: arrived(life, command.day))]
    return change(
        uow, speaker, Deed.ARRIVED, steps, transit.valid_from, occasion, chance, {"to": transit.unit}
    )


def turn_back(
    uow: UnitOfWork, speaker: Speaker, command: TurnBack, occasion: Occasion, chance: Chance
) -> PersonChange:
    """Did not go after all."""
    changeable(uow, speaker, Action.CHANGE_PEOPLE, command.person, occasion.today)
    transit = life_of(uow, command.person).transit_on(occasion.today)
    since = transit.valid_from if transit else occasion.today
    steps = [(command.person, lambda life: turned_back(life, since))]
    words = {"to": transit.unit} if transit else {}
    return change(uow, speaker, Deed.TURNED_BACK, steps, since, occasion, chance, words)


def host_person(
    uow: UnitOfWork, speaker: Speaker, command: HostPerson, occasion: Occasion, chance: Chance
) -> PersonChange:
    changeable(uow, speaker, Action.CHANGE_PEOPLE, command.person, occasion.today)
    require_day(command.day, occasion.today)
    unit = unit_on(uow, command.unit, max(command.day, occasion.today))
    if command.kind is MembershipKind.TEMPORARY and command.last is None:
        raise Refused(say("A temporary stay needs its last day."))
    if command.last is not None and not command.day < command.last <= command.day + LONGEST_STAY:
        raise Refused(say("The last day comes after the first, and at most two years later."))
    steps = [
        (command.person, lambda life: hosted(life, unit.id, command.kind, command.day, command.last)),
    ]
    words = {
        "to": unit.id,
        "kind": command.kind.value,
        "last": command.last.isoformat() if command.last else "",
    }
    return change(uow, speaker, Deed.HOSTED, steps, command.day, occasion, chance, words)


def end_stay(
    uow: UnitOfWork, speaker: Speaker, command: EndStay, occasion: Occasion, chance: Chance
) -> PersonChange:
    """Back before the last day, or no contact of that place of residence any more."""
    changeable(uow, speaker, Action.CHANGE_PEOPLE, command.person, occasion.today)
    require_day(command.day, occasion.today)
    guest = life_of(uow, command.person).guest_on(command.kind, command.day)
    words = {"kind": command.kind.value, **({"to": guest.unit} if guest else {})}
    steps = [(command.person, lambda life: returned(life, command.kind, command.day))]
    return change(uow, speaker, Deed.RETURNED_HOME, steps, command.day, occasion, chance, words)
