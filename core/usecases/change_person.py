"""What all changes of a person's life have in common: they are stored, what is owed follows, history tells of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from core.access import Action, Target, require
from core.errors import NotAllowed, Refused
from core.history import Deed, Entry, about
from core.life import Life
from core.message import say
from core.occasion import Occasion
from core.people import Resident, RoleKind, Standing
from core.people_history import PersonChange, Snapshot
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.text.periods import Quarter
from core.units import Unit
from core.usecases.open_period import correct_obligations
from core.usecases.scope import resident

FURTHEST_BACK: Final = timedelta(days=92)
FURTHEST_AHEAD: Final = timedelta(days=183)
Step = Callable[[Life], Life]


def changeable(uow: UnitOfWork, speaker: Speaker, action: Action, person: str, on: date) -> Resident:
    """The person, whom the speaker looks after; nobody changes what is recorded of himself or herself."""
    who = resident(uow, person, on)
    require(speaker, action, Target(who.path, person), on)
    if person == speaker.person.id:
        raise Refused(say("What concerns yourself is recorded by another comrade."))
    return who


def first_to_move(on: date) -> date:
    """Nobody is moved in a quarter that is over: its totals stand."""
    return Quarter.of(on).first_day


def require_day(
    day: date, on: date, *, ahead: timedelta = FURTHEST_AHEAD, earliest: date | None = None
) -> None:
    earliest, latest = earliest or on - FURTHEST_BACK, on + ahead
    if day < earliest:
        raise Refused(say("Only days from {day} on can be recorded.", day=earliest))
    if day > latest:
        raise Refused(say("Only days up to {day} can be recorded.", day=latest))


def unit_on(uow: UnitOfWork, unit: str, day: date) -> Unit:
    found = uow.units.get(unit, day)
    if found is None or (found.valid_to is not None and found.valid_to < day):
        raise Refused(say("This unit does not exist on {day}.", day=day))
    if found.valid_to is not None:
        raise Refused(
            say("This unit ends on {day}. Please choose the one that takes its place.", day=found.valid_to)
        )
    return found


def life_of(uow: UnitOfWork, person: str) -> Life:
    life = uow.lives.get(person)
    if life is None:
        raise NotAllowed(say("This is outside what you look after."))
    return life


def change(
    uow: UnitOfWork,
    speaker: Speaker,
    deed: Deed,
    steps: Sequence[tuple[str, Step]],
    day: date,
    occasion: Occasion,
    chance: Chance,
    words: Mapping[str, str] | None = None,
    addresses: tuple[int, ...] = (),
) -> PersonChange:
    """`steps` are taken in this order, each upon one person; the first person is whom the change is about."""
    before, after = _stepped(uow, steps, day, occasion.today)
    done = PersonChange(
        chance.new_id(),
        steps[0][0],
        speaker.person.id,
        occasion.now,
        deed,
        day,
        words or {},
        Snapshot(before),
        Snapshot(after, addresses=addresses),
    )
    keep(uow, done)
    return done


def _stepped(
    uow: UnitOfWork, steps: Sequence[tuple[str, Step]], day: date, on: date
) -> tuple[tuple[Life, ...], tuple[Life, ...]]:
    """The lives before and after, the latter stored, and what is owed from `day` on."""
    before = {person: life_of(uow, person) for person, _ in steps}
    after = dict(before)
    for person, step in steps:
        after[person] = step(after[person])
    for person, life in after.items():
        require_administrator_left(uow, before[person], life, on)
    for life in after.values():
        uow.lives.put(life)
        correct_obligations(uow, life.person, day)
    return tuple(before.values()), tuple(after.values())


def keep(uow: UnitOfWork, done: PersonChange) -> None:
    """In the list of changes, and in the history of everyone whom it touched."""
    uow.person_changes.add(done)
    touched = {life.person for life in done.after.lives} | {
        person
        for each in (*done.before.delegations, *done.after.delegations)
        for person in (each.giver, each.person)
    }
    for person in sorted({done.person, *touched}):
        uow.history.add(Entry(about(person), done.at, done.actor, done.deed, 0, done.id))


def require_administrator_left(uow: UnitOfWork, before: Life, after: Life, on: date) -> None:
    """Nobody ends the last administrator of a root. Death asks nobody."""
    if any(each.standing is Standing.DECEASED for each in after.standings):
        return
    for held in before.roles:
        if held.kind is not RoleKind.ADMINISTRATOR or held.valid_to is not None or held in after.roles:
            continue
        unit = uow.units.get(held.unit, on)
        if unit is None or unit.parent is not None:
            continue
        others = uow.lives.holders(held.unit, RoleKind.ADMINISTRATOR)
        if all(person == before.person or other.valid_to is not None for person, other in others):
            raise Refused(
                say(
                    "This is the last administrator. Please give the office to another comrade first, without a"
                    " last day."
                )
            )
