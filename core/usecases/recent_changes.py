"""What was changed lately about one person, or by who asks, and what of it can still be taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from core.access import Action, Target, require
from core.errors import NotAllowed
from core.message import Message, say
from core.occasion import local_day
from core.people import Person
from core.people_history import PersonChange
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.usecases.scope import resident
from core.usecases.undo_change import may_undo, why_not

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A change with the names that it speaks of: of the person, of who did it, of the unit, of a further person.
    `why_not` says why it cannot be taken back; None where the speaker may do so now."""

    change: PersonChange
    person: Person
    actor: str
    unit: str
    other: str
    why_not: Message | None


def about_person(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> tuple[Told, ...]:
    """Newest first. Only for who looks after the person."""
    who = resident(uow, person, local_day(now))
    require(speaker, Action.FIND_PEOPLE, Target(who.path, person), local_day(now))
    return tuple(told(uow, speaker, each, now) for each in uow.person_changes.of(person, SHOWN))


def by_speaker(uow: UnitOfWork, speaker: Speaker, now: datetime) -> tuple[Told, ...]:
    """What the speaker did, of whomever it was; so a death that was recorded in error is found again."""
    return tuple(told(uow, speaker, each, now) for each in uow.person_changes.by(speaker.person.id, SHOWN))


def one_change(uow: UnitOfWork, speaker: Speaker, change: str, now: datetime) -> Told:
    found = uow.person_changes.get(change)
    if found is None or not may_undo(uow, speaker, found, local_day(now)):
        raise NotAllowed(say("This is outside what you look after."))
    return told(uow, speaker, found, now)


def told(uow: UnitOfWork, speaker: Speaker, change: PersonChange, now: datetime) -> Told:
    on = local_day(now)
    person = uow.people.get(change.person)
    assert person is not None  # noqa: S101  # changes refer to people by a foreign key
    impossible = why_not(uow, change, now)
    if impossible is None and not may_undo(uow, speaker, change, on):
        impossible = say("This is outside what you look after.")
    unit = change.words.get("to") or change.words.get("unit") or ""
    other = change.words.get("by") or change.words.get("instead_of") or ""
    return Told(
        change,
        person,
        _name(uow, change.actor, on),
        _unit(uow, unit, max(on, change.valid_from)),
        _name(uow, other, on),
        impossible,
    )


def _name(uow: UnitOfWork, person: str, on: date) -> str:
    """With the year of birth where another of the same unit bears the name."""
    found = uow.people.get(person) if person else None
    if found is None:
        return ""
    home = uow.people.resident(person, on)
    if found.birth_year is None or home is None or not uow.people.namesakes(found, home.path, on):
        return found.full_name
    return f"{found.full_name} ({found.birth_year})"


def _unit(uow: UnitOfWork, unit: str, on: date) -> str:
    found = uow.units.get(unit, on) if unit else None
    return found.name if found else unit
