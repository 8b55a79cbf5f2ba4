"""What may be recorded of a person today, and what a transfer would bring with it: shown before anything is done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.access import Action, Target, may
from core.appointing import may_appoint, offices
from core.documents import Document
from core.errors import NotAllowed, Refused
from core.life import STATUS, Held, Life
from core.message import say
from core.occasion import Occasion
from core.people import MembershipKind, Resident, RoleKind, StandingPeriod, holds_on
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.turns import reviewers
from core.units import Unit
from core.usecases.change_person import unit_on
from core.usecases.scope import resident


class May(StrEnum):
    CHANGE = "change"  # where the person belongs
    RECORD = "record"  # exempt, absent, deceased
    RECEIVE = "receive"  # the arrival, in the cell that the person has set out for


_ACTIONS: Final = {May.CHANGE: Action.CHANGE_PEOPLE, May.RECORD: Action.RECORD_STANDING}


@dataclass(frozen=True, slots=True)
class Stay:
    """On the way to a unit, or a guest of it."""

    kind: MembershipKind
    unit_name: str
    since: date
    last: date | None


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    held: Held
    unit_name: str
    mine_to_end: bool


@dataclass(frozen=True, slots=True)
class PersonState:
    """`standing` is today's, `planned` are exemptions, suspensions and absences to come. `moves_on` is the day of a
    transfer that is recorded already and still to come. `marks` change with the facts."""

    who: Resident
    standing: StandingPeriod | None
    planned: tuple[StandingPeriod, ...]
    stays: tuple[Stay, ...]
    offices: tuple[OfficeHeld, ...]
    moves_on: date | None
    may: frozenset[May]
    marks: str

    def stay(self, kind: MembershipKind) -> Stay | None:
        return next((each for each in self.stays if each.kind is kind), None)


@dataclass(frozen=True, slots=True)
class TransferPlan:
    """`owed` goes along to the new cell, `waiting` documents go to its reviewer, `ending` offices end the day before.
    `receivable`: the speaker may record the arrival there too."""

    unit: Unit
    receivable: bool
    owed: tuple[Document, ...]
    waiting: int
    ending: tuple[OfficeHeld, ...]


def person_state(uow: UnitOfWork, speaker: Speaker, person: str, on: date) -> PersonState:
    """Raises NotAllowed for whom the speaker may change nothing of."""
    who, life = resident(uow, person, on), uow.lives.get(person)
    if life is None:
        raise NotAllowed(say("This is outside what you look after."))
    rights = _rights(uow, speaker, who, life, on)
    held = _offices(uow, speaker, life, on)
    appoints = bool(offices(speaker, who.path, person, on)) or any(each.mine_to_end for each in held)
    if person == speaker.person.id or not (rights or appoints):
        raise NotAllowed(say("This is outside what you look after."))
    later = [home.valid_from for home in life.homes if home.valid_from > on]
    return PersonState(
        who,
        next((each for each in life.standings if holds_on(each, on)), None),
        tuple(each for each in life.standings if each.valid_from > on and each.standing not in STATUS),
        tuple(_stays(uow, life, on)),
        held,
        later[0] if later else None,
        rights,
        ":".join((person, *(change.id for change in uow.person_changes.of(person, 1)))),
    )


def _rights(uow: UnitOfWork, speaker: Speaker, who: Resident, life: Life, on: date) -> frozenset[May]:
    target = Target(who.path, who.person.id)
    rights = {right for right, action in _ACTIONS.items() if may(speaker, action, target, on)}
    transit = life.transit_on(on)
    unit = uow.units.get(transit.unit, on) if transit else None
    if unit is not None and may(speaker, Action.RECEIVE_PERSON, Target(unit.path, who.person.id), on):
        rights.add(May.RECEIVE)
    return frozenset(rights)


def _stays(uow: UnitOfWork, life: Life, on: date) -> list[Stay]:
    guests = [each for each in life.memberships if not each.kind.is_home and (each.valid_to or on) >= on]
    return [
        Stay(each.kind, _name(uow, each.unit, max(on, each.valid_from)), each.valid_from, each.valid_to)
        for each in guests
    ]


def _offices(uow: UnitOfWork, speaker: Speaker, life: Life, on: date) -> tuple[OfficeHeld, ...]:
    found = []
    for held in life.roles:
        unit = uow.units.get(held.unit, on)
        if unit is not None and (held.valid_to is None or held.valid_to >= on):
            mine = may_appoint(speaker, held.kind, unit.path, life.person, on)
            found.append(OfficeHeld(held, unit.name, mine))
    return tuple(found)


def _name(uow: UnitOfWork, unit: str, on: date) -> str:
    found = uow.units.get(unit, on)
    return found.name if found else unit


def transfer_plan(
    uow: UnitOfWork, speaker: Speaker, person: str, unit: str, day: date, occasion: Occasion
) -> TransferPlan:
    on = occasion.today
    """Raises Refused for a unit that nobody can go to, so that another one is asked for at once."""
    state = person_state(uow, speaker, person, on)
    there = unit_on(uow, unit, max(day, on))
    if there.id == state.who.unit:
        raise Refused(say("The comrade belongs to this unit already."))
    owed = [each for each in uow.obligations.pending(person) if each.due.date() >= day]
    return TransferPlan(
        there,
        may(speaker, Action.RECEIVE_PERSON, Target(there.path, person), on),
        tuple(each.document for each in owed if each.can_be_met(occasion.now)),
        waiting_of(uow, state.who, on),
        tuple(each for each in state.offices if each.held.unit == state.who.unit),
    )


def waiting_of(uow: UnitOfWork, who: Resident, on: date) -> int:
    """How many of the person's documents wait to be looked at."""
    found = (*uow.pledges.waiting(who.path, on), *uow.reports.waiting(who.path, on))
    return sum(each.owner.person.id == who.person.id for each in found)


def heads_of(uow: UnitOfWork, person: str, path: str, on: date) -> tuple[str, ...]:
    """Who is told of what befalls a person in the unit at `path`: whose turn it would be to review there."""
    return tuple(sorted(reviewers(person, path, uow.people.leaders_over(path, on), on).people))


def appointable(uow: UnitOfWork, speaker: Speaker, person: str, unit: str, on: date) -> tuple[RoleKind, ...]:
    found = uow.units.get(unit, on)
    return offices(speaker, found.path, person, on) if found else ()


def holder_of(uow: UnitOfWork, unit: str, kind: RoleKind, person: str, on: date) -> Resident | None:
    """Who else holds the office there on that day."""
    for holder, held in uow.lives.holders(unit, kind):
        if holder != person and holds_on(held, on):
            return uow.people.resident(holder, on)
    return None
