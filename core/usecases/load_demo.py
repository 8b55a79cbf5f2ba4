"""Fills an empty database with the fictional province, so that everything can be tried at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from core import demo
from core.errors import Refused
from core.message import say
from core.occasion import local_day
from core.people import RoleKind
from core.ports import Chance, UnitOfWork
from core.settings import CHAT_DISABLED, NAMES_ON_TELEGRAM
from core.usecases.demo_pledges import pledge_for_demo
from core.usecases.new_link_code import issue_code
from core.usecases.open_period import begun, open_period

_BY: Final = "demo"
_CODES_HOLD: Final = timedelta(days=3 * 365)  # a clock that is moved for years finds them valid


@dataclass(frozen=True, slots=True)
class DemoRow:
    """One person of the demo. `unit` is where he or she is at home now; a role in another unit names it after a
    colon. Everyone has a code, though it works only on days on which its holder is among us: `code_works_from` names
    the first of them where that is still to come."""

    person: str
    name: str
    unit: str
    roles: tuple[str, ...]
    link_code: str
    code_works_from: date | None = None


def load_demo(uow: UnitOfWork, data: Mapping[str, Any], now: datetime, chance: Chance) -> list[DemoRow]:
    """All of it at once. Where others work in the database meanwhile, see `settle` and `begin`."""
    settle(uow, data, now, chance)
    return begin(uow, data, now, chance)


def settle(uow: UnitOfWork, data: Mapping[str, Any], now: datetime, chance: Chance) -> None:
    """The first slice: units, people, pledges. Raises Refused where anyone is in the database already."""
    if not uow.people.is_empty():
        raise Refused(say("There are people in the database already, so the demo is not loaded."))
    units = demo.units_of(data)
    for unit in units:
        uow.units.add(unit)
        if unit.parent is None:
            uow.units.set(unit.id, NAMES_ON_TELEGRAM, "on")
        if demo.chat_disabled(unit):
            uow.units.set(unit.id, CHAT_DISABLED, "on")
    for succession in demo.successions_of(data):
        uow.units.add_succession(succession)
    for group in demo.criteria_of_demo(data):
        uow.criteria.add_group(group)
    for suggestion in demo.suggestions_of(data):
        uow.criteria.add_suggestion(suggestion)
    for each in demo.inhabitants_of(data, units):
        _settle(uow, each, demo.phone_of(data, each.person.id))
    pledge_for_demo(uow, now, chance)


def begin(uow: UnitOfWork, data: Mapping[str, Any], now: datetime, chance: Chance) -> list[DemoRow]:
    """The second slice: what is owed, and a code for everyone. Done again it gives new codes; where it never came to
    it, the day's work opens the periods and `link-code` gives codes."""
    people = demo.inhabitants_of(data, demo.units_of(data))
    for document in begun(local_day(now)):
        open_period(uow, document, limit=len(people) + 1)
    return [_row(uow, each, now, chance) for each in people]


def _settle(uow: UnitOfWork, each: demo.Inhabitant, phone: str) -> None:
    uow.people.add(each.person, phone)
    for membership in each.memberships:
        uow.people.add_membership(membership)
    for period in each.standings:
        uow.people.change_standing(period)
    for office in each.offices:
        uow.people.add_role(
            each.person.id, office.unit, office.kind.value, office.valid_from, office.valid_to
        )


def _row(uow: UnitOfWork, each: demo.Inhabitant, now: datetime, chance: Chance) -> DemoRow:
    speaker = uow.people.speaker(each.person.id, local_day(now))
    home = speaker.home if speaker is not None and not speaker.standing.is_gone else None
    unit = home.unit if home is not None else each.home
    held: list[tuple[RoleKind, str]] = [(RoleKind.MEMBER, unit)]
    if home is not None and speaker is not None:
        held = [(role.kind, role.unit) for role in speaker.roles]
    else:
        held += [(office.kind, office.unit) for office in each.offices]
    roles = sorted(kind.value if where == unit else f"{kind.value}:{where}" for kind, where in held)
    code = issue_code(uow, each.person.id, _BY, now, chance, valid_for=_CODES_HOLD)
    joins = min(membership.valid_from for membership in each.memberships)
    later = joins if joins > local_day(now) else None
    return DemoRow(each.person.id, each.person.full_name, unit, tuple(roles), code, later)
