"""Ủy quyền: somebody stands in for the holder of an office, over a stated part and up to a stated day.

By the holder, or by whoever could appoint to the office. What is itself held by delegation is not handed on.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from core.appointing import may_appoint
from core.delegation import DELEGABLE, LONGEST, Delegation
from core.errors import NotAllowed, Refused
from core.history import Deed
from core.message import say
from core.occasion import Occasion
from core.people import Resident, Role, RoleKind
from core.people_history import PersonChange, Snapshot
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.units import is_within
from core.usecases.change_person import keep, require_day

_DAY: Final = timedelta(days=1)
STAND_INS: Final[dict[RoleKind, tuple[RoleKind, ...]]] = {
    RoleKind.SECRETARY: (RoleKind.DEPUTY_SECRETARY, RoleKind.CELL_COMMITTEE_MEMBER),
    RoleKind.DEPUTY_SECRETARY: (RoleKind.CELL_COMMITTEE_MEMBER, RoleKind.SECRETARY),
    RoleKind.STAFF: (RoleKind.STAFF, RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY),
}
"""Who may stand in for the holder of an office: those who hold one of these in the same unit."""


@dataclass(frozen=True, slots=True)
class Delegate:
    """`giver` holds `kind` in `role_unit`; `unit` is that unit or one below it."""

    giver: str
    person: str
    kind: RoleKind
    role_unit: str
    unit: str
    day: date
    last: date


@dataclass(frozen=True, slots=True)
class EndDelegation:
    """Over at once: the holder is back early."""

    delegation: str


def own_offices(uow: UnitOfWork, giver: str, on: date) -> tuple[Role, ...]:
    """What this person may have somebody stand in for."""
    speaker = uow.people.speaker(giver, on)
    if speaker is None:
        return ()
    return tuple(role for kind in DELEGABLE for role in speaker.holding(kind, on) if role.stands_for is None)


def candidates(uow: UnitOfWork, office: Role, on: date) -> tuple[Resident, ...]:
    """Who can stand in, in the order of the offices they hold."""
    found: dict[str, Resident] = {}
    for kind in STAND_INS[office.kind]:
        for person, held in uow.lives.holders(office.unit, kind):
            who = uow.people.resident(person, on)
            holds = held.valid_from <= on and (held.valid_to is None or held.valid_to >= on)
            if person != office.person and holds and who is not None and who.standing.owes:
                found.setdefault(person, who)
    return tuple(found.values())


def standing_in(
    uow: UnitOfWork, person: str, on: date
) -> tuple[tuple[Delegation, ...], tuple[Delegation, ...]]:
    """Given and held by this person, now or later, whose offices still stand."""
    given = (each for each in uow.delegations.given_by(person, on) if _stands(uow, each, on))
    held = (each for each in uow.delegations.held_by(person, on) if _stands(uow, each, on))
    return tuple(given), tuple(held)


def _stands(uow: UnitOfWork, each: Delegation, on: date) -> bool:
    return any(
        (office.kind, office.unit) == (each.kind, each.role_unit)
        for office in own_offices(uow, each.giver, on)
    )


def may_delegate(speaker: Speaker, office: Role, on: date) -> bool:
    own = office.person == speaker.person.id and office.stands_for is None
    return own or may_appoint(speaker, office.kind, office.path, office.person, on)


def delegate(
    uow: UnitOfWork, speaker: Speaker, command: Delegate, occasion: Occasion, chance: Chance
) -> PersonChange:
    on = occasion.today
    office = _office(uow, speaker, command, on)
    require_day(command.day, on)
    if command.day < on:
        raise Refused(say("Standing in begins today or later."))
    if not command.day <= command.last <= command.day + LONGEST:
        raise Refused(say("The last day comes after the first, and at most a year later."))
    scope = uow.units.get(command.unit, on)
    if scope is None or not is_within(scope.path, office.path):
        raise NotAllowed(say("This is outside what you look after."))
    if all(each.person.id != command.person for each in candidates(uow, office, on)):
        raise Refused(say("This comrade holds no office in the same unit, so cannot stand in."))
    _require_none_yet(uow, command)
    made = Delegation(
        chance.new_id(),
        command.giver,
        command.person,
        command.kind,
        command.role_unit,
        command.unit,
        command.day,
        command.last,
    )
    uow.delegations.add(made)
    return _kept(uow, speaker, Deed.DELEGATED, occasion, chance, Snapshot(), Snapshot(delegations=(made,)))


def _office(uow: UnitOfWork, speaker: Speaker, command: Delegate, on: date) -> Role:
    for office in own_offices(uow, command.giver, on):
        if (office.kind, office.unit) == (command.kind, command.role_unit) and may_delegate(
            speaker, office, on
        ):
            return office
    raise NotAllowed(say("This is outside what you look after."))


def _require_none_yet(uow: UnitOfWork, command: Delegate) -> None:
    uow.lives.get(command.giver)
    for each in uow.delegations.given_by(command.giver, command.day):
        same = (each.kind, each.role_unit) == (command.kind, command.role_unit)
        if same and each.valid_from <= command.last:
            raise Refused(
                say("Somebody stands in for this office in that time already. Please end that first.")
            )


def end_delegation(
    uow: UnitOfWork, speaker: Speaker, command: EndDelegation, occasion: Occasion, chance: Chance
) -> PersonChange:
    """By the holder, by who stands in, or by whoever could appoint to the office."""
    on = occasion.today
    found = uow.delegations.get(command.delegation)
    unit = uow.units.get(found.role_unit, on) if found else None
    if found is None or unit is None:
        raise NotAllowed(say("This is outside what you look after."))
    concerned = speaker.person.id in {found.giver, found.person}
    if not concerned and not may_appoint(speaker, found.kind, unit.path, found.giver, on):
        raise NotAllowed(say("This is outside what you look after."))
    if found.valid_to < on:
        raise Refused(say("This is over already."))
    ended = replace(found, valid_to=on - _DAY)
    if found.valid_from >= on:
        uow.delegations.remove(found.id)
        after = Snapshot()
    else:
        uow.delegations.put(ended)
        after = Snapshot(delegations=(ended,))
    before = Snapshot(delegations=(found,))
    return _kept(uow, speaker, Deed.DELEGATION_ENDED, occasion, chance, before, after)


def _kept(
    uow: UnitOfWork,
    speaker: Speaker,
    deed: Deed,
    occasion: Occasion,
    chance: Chance,
    before: Snapshot,
    after: Snapshot,
) -> PersonChange:
    known = (*after.delegations, *before.delegations)[0]
    words = {
        "unit": known.unit,
        "role": known.kind.value,
        "by": known.person,
        "last": known.valid_to.isoformat(),
    }
    done = PersonChange(
        chance.new_id(),
        known.giver,
        speaker.person.id,
        occasion.now,
        deed,
        known.valid_from,
        words,
        before,
        after,
    )
    keep(uow, done)
    return done
