"""One person as who looks after them finds them: where, as what, in which offices, linked or not, what is owed.

Nothing of what the person wrote. Whoever is found by name (FIND_PEOPLE) has a card; what is owed is on it only for who
may see the desk of that unit.
"""

from dataclasses import dataclass
from datetime import datetime

from core.access import Action, Target, may, require
from core.obligations import Obligation
from core.occasion import local_day
from core.people import Resident, Role, RoleKind
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.units import Unit
from core.usecases.scope import resident


@dataclass(frozen=True, slots=True)
class Office:
    role: Role
    unit_name: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """`above` is the unit over the person's. `channels` are those the person can be written to by. `owed` is what is to
    be handed in now, None where the speaker may not see it."""

    who: Resident
    above: Unit | None
    offices: tuple[Office, ...]
    channels: tuple[str, ...]
    owed: tuple[Obligation, ...] | None


def person_card(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> PersonCard:
    """Raises NotAllowed alike for who is out of scope and for who is not."""
    on = local_day(now)
    who = resident(uow, person, on)
    target = Target(who.path, person)
    require(speaker, Action.FIND_PEOPLE, target, on)
    held = uow.people.speaker(person, on)
    roles = held.roles if held is not None and not held.standing.is_gone else ()
    unit = uow.units.get(who.unit, on)
    above = uow.units.get(unit.parent, on) if unit is not None and unit.parent else None
    owed = None
    if may(speaker, Action.SEE_DESK, target, on):
        owed = tuple(each for each in uow.obligations.pending(person) if each.can_be_met(now))
    channels = dict.fromkeys(way.channel for way in uow.talk.ways_to(person) if way.gone is None)
    return PersonCard(who, above, tuple(_offices(uow, roles, now)), tuple(channels), owed)


def _offices(uow: UnitOfWork, roles: tuple[Role, ...], now: datetime) -> list[Office]:
    on = local_day(now)
    found = [(role, uow.units.get(role.unit, on)) for role in roles if role.kind is not RoleKind.MEMBER]
    return [Office(role, unit.name if unit else role.unit) for role, unit in found]
