"""A name with what it takes to know whose it is: namesakes are common in one cell (domain.md §5.6)."""

from bot.conversation.here import Here
from core.message import Message, say
from core.people import Person
from core.units import is_within
from core.usecases.review_queue import offices


def known_as(here: Here, person: Person) -> Message:
    """The name by which the speaker's circle knows whom is meant: namesakes are looked for in all that the speaker
    looks after, or else in the person's own unit. Who died or left is told apart from the living too."""
    home = here.uow.people.resident(person.id, here.today)
    if home is not None:
        return named(here, person, scope_of(here, home.path))
    mine = offices(here.known, here.today)
    return named(here, person, mine[0]) if mine else say("{name}", name=person.full_name)


def scope_of(here: Here, path: str) -> str:
    """The highest unit of the speaker's that holds the path: there namesakes are told apart."""
    return next((each for each in offices(here.known, here.today) if is_within(path, each)), path)


def named(here: Here, person: Person, path: str) -> Message:
    """The full name; with the year of birth where others at or below `path` bear the same name, and with the unit where
    that leaves two."""
    others = here.uow.people.namesakes(person, path, here.today)
    if not others:
        return say("{name}", name=person.full_name)
    alike = [each for each in others if each.person.birth_year == person.birth_year]
    home = here.uow.people.resident(person.id, here.today) if alike else None
    if home is not None and person.birth_year is not None:
        unit, year = home.unit_name, person.birth_year
        return say("{name} ({birth_year}), {unit}", name=person.full_name, birth_year=str(year), unit=unit)
    if home is not None:
        return say("{name}, {unit}", name=person.full_name, unit=home.unit_name)
    if person.birth_year is None:
        return say("{name}", name=person.full_name)
    return say("{name} ({birth_year})", name=person.full_name, birth_year=person.birth_year)
