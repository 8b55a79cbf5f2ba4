"""Who is between two cells, shown to both sides (đã đi, chưa đến) until the new one records the arrival, and who is a
guest: temporarily, or because the comrade lives there (213). Guests are counted nowhere here."""

from dataclasses import dataclass
from datetime import date

from core.access import Action, Target, may, scopes
from core.people import Membership, MembershipKind, Person
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.units import ids_on


@dataclass(frozen=True, slots=True)
class Traveller:
    """`unit_name` is the cell at the other end of the way; of a guest, the one at home."""

    person: Person
    unit_name: str
    since: date
    kind: MembershipKind
    last: date | None


@dataclass(frozen=True, slots=True)
class OnTheWay:
    coming: tuple[Traveller, ...]
    going: tuple[Traveller, ...]
    guests: tuple[Traveller, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.coming or self.going or self.guests)


def on_the_way(uow: UnitOfWork, speaker: Speaker, on: date) -> OnTheWay:
    """To, from and in the very units where the speaker holds an office."""
    coming: dict[str, Traveller] = {}
    going: dict[str, Traveller] = {}
    guests: dict[tuple[str, MembershipKind], Traveller] = {}
    for scope in scopes(speaker, Action.RECEIVE_PERSON, on):
        unit = ids_on(scope.path)[-1]
        for each in uow.lives.guests(unit, on):
            home = uow.people.resident(each.person, on)
            if home is None or not may(speaker, Action.RECEIVE_PERSON, Target(scope.path, each.person), on):
                continue
            who = Traveller(home.person, home.unit_name, each.valid_from, each.kind, each.valid_to)
            if each.kind is not MembershipKind.TRANSIT:
                guests[each.person, each.kind] = who
            elif home.unit != unit:
                coming[each.person] = who
        for each in uow.lives.departing(unit, on):
            going[each.person] = _going(uow, each, on)
    return OnTheWay(tuple(coming.values()), tuple(going.values()), tuple(guests.values()))


def _going(uow: UnitOfWork, transit: Membership, on: date) -> Traveller:
    person, there = uow.people.get(transit.person), uow.units.get(transit.unit, on)
    assert person is not None  # noqa: S101  # memberships refer to people by a foreign key
    name = there.name if there else transit.unit
    return Traveller(person, name, transit.valid_from, transit.kind, transit.valid_to)
