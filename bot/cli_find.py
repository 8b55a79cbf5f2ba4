"""Units and people as an administrator names them: by code, or by name as typed, with marks or without."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.errors import Refused
from core.message import Message, say
from core.people import Person, Resident
from core.ports import UnitOfWork
from core.text.folding import folded
from core.units import ROOT, Unit

_SHOWN = 10


def find_unit(uow: UnitOfWork, named: str, on: date) -> Unit:
    """Raises Refused where there is none, or more than one of that name; then it names them with their codes."""
    by_code = uow.units.get(named, on)
    if by_code is not None:
        return by_code
    found = [unit for unit in _all_units(uow, None, on) if folded(unit.name) == folded(named)]
    if not found:
        raise Refused(say("There is no unit with the code or name {named}.", named=named))
    if len(found) > 1:
        candidates = tuple(say("{name} (code {code})", name=unit.name, code=unit.id) for unit in found)
        raise _several(named, candidates)
    return found[0]


def find_person(uow: UnitOfWork, named: str, on: date) -> Resident:
    """Raises Refused where there is none, or more than one of that name: with birth year, unit and code of each."""
    by_code = uow.people.resident(named, on)
    if by_code is not None:
        return by_code
    found = [who for who in _everyone(uow, on) if folded(who.person.full_name) == folded(named)]
    if not found:
        raise Refused(say("There is no person with the code or name {named} in any unit today.", named=named))
    if len(found) > 1:
        raise _several(named, tuple(_described(who) for who in found))
    return found[0]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What is given out of one person, in the form of `load-demo`: a role in another unit names it after a colon."""

    person: str
    name: str
    unit: str
    roles: tuple[str, ...]
    link_code: str


def person_row(uow: UnitOfWork, person: Person, code: str, on: date) -> PersonRow:
    speaker = uow.people.speaker(person.id, on)
    held = speaker.roles if speaker is not None else ()
    home = speaker.home.unit if speaker is not None and speaker.home is not None else ""
    roles = (role.kind.value if role.unit == home else f"{role.kind.value}:{role.unit}" for role in held)
    return PersonRow(person.id, person.full_name, home, tuple(sorted(roles)), code)


def _described(who: Resident) -> Message:
    return say(
        "{name} ({birth_year}), {unit} (code {code})",
        name=who.person.full_name,
        birth_year=who.person.birth_year or "?",
        unit=who.unit_name,
        code=who.person.id,
    )


def _several(named: str, candidates: tuple[Message, ...]) -> Refused:
    return Refused(
        say(
            "There are {count} with the name {named}. Please use the code: {candidates}",
            count=len(candidates),
            named=named,
            candidates=candidates[:_SHOWN],
        )
    )


def _all_units(uow: UnitOfWork, parent: str | None, on: date) -> Iterator[Unit]:
    for unit in uow.units.children(parent, on):
        yield unit
        yield from _all_units(uow, unit.id, on)


def _everyone(uow: UnitOfWork, on: date) -> Iterator[Resident]:
    last = ""
    while page := uow.people.residents(ROOT, on, after=last):
        yield from page
        last = page[-1].person.id
