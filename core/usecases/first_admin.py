"""The very first administrator, from the command line: on a database without one, and never again."""

from dataclasses import dataclass
from datetime import datetime

from core.criteria import CriterionGroup
from core.errors import Refused
from core.message import say
from core.occasion import local_day
from core.people import AudienceGroup, Person, RoleKind, Standing
from core.ports import Chance, UnitOfWork
from core.units import UnitType
from core.usecases.add_person import AddPerson, add_person
from core.usecases.add_unit import AddUnit, add_unit
from core.usecases.new_link_code import issue_code


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """`unit` names the root of the tree, which is made where there is none yet. Without `criteria` nobody could pledge:
    they are the project's invented defaults until the committee's own take their place."""

    full_name: str
    birth_year: int | None
    unit: str
    unit_type: UnitType = UnitType.COMMUNE
    criteria: tuple[CriterionGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Founded:
    person: Person
    unit: str
    link_code: str


def first_admin(uow: UnitOfWork, command: FirstAdmin, now: datetime, chance: Chance) -> Founded:
    """Raises Refused once there is anyone: then an administrator adds others, who are accountable by name."""
    if not uow.people.is_empty():
        raise Refused(say("There are people in the database already; an administrator adds further ones."))
    on = local_day(now)
    for group in command.criteria:
        uow.criteria.add_group(group)
    roots = uow.units.children(None, on)
    wanted_root = AddUnit(command.unit, command.unit_type, None, on)
    root = roots[0] if roots else add_unit(uow, None, wanted_root, on, chance)
    wanted = AddPerson(
        full_name=command.full_name,
        birth_year=command.birth_year,
        unit=root.id,
        group=AudienceGroup.ORDINARY_MEMBER,
        standing=Standing.OFFICIAL,
        joined=on,
        roles=((RoleKind.ADMINISTRATOR, root.id),),
    )
    person = add_person(uow, None, wanted, on, chance)
    return Founded(person, root.id, issue_code(uow, person.id, person.id, now, chance))
