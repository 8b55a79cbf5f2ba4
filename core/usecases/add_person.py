"""A new person in a unit, with the roles held there or above; owes from now on what newcomers owe."""

from dataclasses import dataclass
from datetime import date

from core.access import Action, Target, require
from core.appointing import may_appoint
from core.errors import NotAllowed, Refused
from core.message import say
from core.people import (
    AudienceGroup,
    Membership,
    MembershipKind,
    Person,
    RoleKind,
    Standing,
    StandingPeriod,
)
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.text.folding import nfc
from core.units import Unit
from core.usecases.open_period import correct_obligations


@dataclass(frozen=True, slots=True)
class AddPerson:
    """`roles` are (role, unit) pairs; the unit of membership needs none. `id` empty makes one."""

    full_name: str
    birth_year: int | None
    unit: str
    group: AudienceGroup
    standing: Standing
    joined: date
    roles: tuple[tuple[RoleKind, str], ...] = ()
    phone: str | None = None
    id: str = ""


def _require_rights(speaker: Speaker, command: AddPerson, unit: Unit, on: date) -> None:
    """To add somebody there, and to give each of the offices there (core/appointing.py)."""
    require(speaker, Action.CHANGE_PEOPLE, Target(unit.path), on)
    given = [role for role, where in command.roles if where == unit.id]
    if not all(may_appoint(speaker, role, unit.path, command.id, on) for role in given):
        raise NotAllowed(say("This is outside what you look after."))


def add_person(
    uow: UnitOfWork, speaker: Speaker | None, command: AddPerson, on: date, chance: Chance
) -> Person:
    """`speaker` None is the command line. Nobody gives a role in a unit that he or she does not look after."""
    name = " ".join(nfc(command.full_name).split())
    if not name:
        raise Refused(say("Please give the full name."))
    for unit in dict.fromkeys([command.unit, *(unit for _, unit in command.roles)]):
        found = uow.units.get(unit, on)
        if found is None:
            raise Refused(say("There is no unit with the code {code}.", code=unit))
        if found.valid_to is not None:
            raise Refused(
                say(
                    "This unit ends on {day}. Please choose the one that takes its place.", day=found.valid_to
                )
            )
        if speaker is not None:
            _require_rights(speaker, command, found, on)
    person = Person(command.id or chance.new_id(), name, command.birth_year, command.group)
    if uow.people.get(person.id) is not None:
        raise Refused(say("There is a person with the code {code} already.", code=person.id))
    uow.people.add(person, command.phone)
    outside = command.standing is Standing.NON_MEMBER
    kind = MembershipKind.NON_MEMBER if outside else MembershipKind.OFFICIAL
    uow.people.add_membership(Membership(person.id, command.unit, kind, command.joined))
    uow.people.change_standing(StandingPeriod(person.id, command.standing, command.joined))
    for role, unit in command.roles:
        uow.people.add_role(person.id, unit, role.value, command.joined)
    correct_obligations(uow, person.id, command.joined)
    return person
