"""Who is between two cells, shown to both sides (đã đi, chưa đến) until the new one records the arrival."""

from dataclasses import dataclass
from datetime import date

from core.access import Action, Target, may, scopes
from core.people import Membership, MembershipKind, Person
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.units import ids_on


@dataclass(frozen=True, slots=True)
class Traveller:
    """`unit_name` is the cell at the other end of the way."""

    person: Person
    unit_name: str
    since: date


def on_the_way(
    uow: UnitOfWork, speaker: Speaker, on: date
) -> tuple[tuple[Traveller, ...], tuple[Traveller, ...]]:
    """To, and from, the very units where the speaker holds an office."""
    coming: dict[str, Traveller] = {}
    going: dict[str, Traveller] = {}
    for scope in scopes(speaker, Action.RECEIVE_PERSON, on):
        unit = ids_on(scope.path)[-1]
        for each in uow.lives.guests(unit, on):
            if each.kind is MembershipKind.TRANSIT and may(
                speaker, Action.RECEIVE_PERSON, Target(scope.path, each.person), on
            ):
                home = uow.people.resident(each.person, on)
                coming[each.person] = _traveller(uow, each, home.unit_name if home else "")
        for each in uow.lives.departing(unit, on):
            there = uow.units.get(each.unit, on)
            going[each.person] = _traveller(uow, each, there.name if there else each.unit)
    return tuple(coming.values()), tuple(going.values())


def _traveller(uow: UnitOfWork, transit: Membership, unit_name: str) -> Traveller:
    person = uow.people.get(transit.person)
    assert person is not None  # noqa: S101  # memberships refer to people by a foreign key
    return Traveller(person, unit_name, transit.valid_from)
