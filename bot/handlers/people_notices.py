"""Who is told when something was recorded about a comrade: the comrade, and who looks after the cells concerned.

Never who died, left, or is not to be disturbed; of those the secretary speaks in person.
"""

from collections.abc import Callable, Iterable

from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.here import Here
from bot.dialogs.change_words import change_line
from bot.handlers.namesakes import known_as
from bot.handlers.people_changes import notice
from bot.handlers.waiting import QUEUE
from core.history import Deed
from core.message import Message, say
from core.people_history import PersonChange
from core.usecases.person_state import heads_of, waiting_of
from core.usecases.recent_changes import Told, told

_MOVES = frozenset({Deed.TRANSFERRED, Deed.DEPARTED, Deed.ARRIVED, Deed.TURNED_BACK, Deed.HOSTED})
_OFFICES = frozenset({Deed.ROLE_GIVEN, Deed.ROLE_ENDED, Deed.DELEGATED, Deed.DELEGATION_ENDED})


def tell_all(here: Here, change: PersonChange, *, taken_back: bool = False) -> None:
    """`taken_back`: the same people hear that it does not hold."""
    known = told(here.uow, here.known, change, here.now)
    prefix = "undone" if taken_back else "change"
    here.after.extend(("menu", life.person) for life in change.after.lives)
    lines: tuple[Line, ...] = (Line(notice(here, known)),)
    if taken_back:
        lines = (Line(_taken_back(here, known)),)
    for people, options, more in _circles(here, change):
        if taken_back:
            here.tell(people, lines, (), dedup=f"{prefix}:{change.id}")
        else:
            here.tell(people, (*lines, *more), options, dedup=f"{prefix}:{change.id}")


def _taken_back(here: Here, known: Told) -> Message:
    return say(
        "Taken back by comrade {by}: comrade {name}, {what}.",
        by=known_as(here, here.known.person),
        name=known_as(here, known.person),
        what=change_line(known.change, known.unit, known.other),
    )


Circle = tuple[tuple[str, ...], tuple[Option, ...], tuple[Line, ...]]


def _circles(here: Here, change: PersonChange) -> Iterable[Circle]:
    """Each with what it may do now. The first circle that somebody is in tells them."""
    seen = {here.known.person.id}

    def fresh(people: Iterable[str]) -> tuple[str, ...]:
        found = tuple(each for each in dict.fromkeys(people) if each not in seen)
        seen.update(found)
        return found

    yield fresh(_concerned(here, change)), (), _for_the_comrade(change)
    if change.deed in _OFFICES:
        return
    if change.deed in _MOVES:
        yield _arriving(here, change, fresh)
    yield fresh(_heads(here, change, _home_unit(change))), (), ()


def _for_the_comrade(change: PersonChange) -> tuple[Line, ...]:
    if change.deed in {Deed.TRANSFERRED, Deed.ARRIVED}:
        return (hint(say("What you have begun is kept, and is handed in at the new cell.")),)
    if change.deed is Deed.DEPARTED:
        return (
            hint(say("Until you are received there, nothing is asked of you, and nothing counts as late.")),
        )
    return ()


def _concerned(here: Here, change: PersonChange) -> Iterable[str]:
    people = {life.person for life in change.after.lives}
    for each in (*change.before.delegations, *change.after.delegations):
        people |= {each.giver, each.person}
    for person in sorted(people):
        found = here.uow.people.speaker(person, here.today)
        if found is not None and found.standing.may_be_disturbed:
            yield person


def _arriving(here: Here, change: PersonChange, fresh: Callable[[Iterable[str]], tuple[str, ...]]) -> Circle:
    people = fresh(_heads(here, change, change.words.get("to", "")))
    if change.deed is Deed.DEPARTED:
        receive = Option(say("Has arrived: receive the comrade"), Go("chuyensinhhoat", change.person))
        return people, (receive,), (hint(say("Please record the arrival when the comrade comes.")),)
    who = here.uow.people.resident(change.person, here.today)
    if (
        change.deed in {Deed.TRANSFERRED, Deed.ARRIVED}
        and who is not None
        and who.unit == change.words.get("to")
    ):
        count = waiting_of(here.uow, who, here.today)
        if count:
            words = say("Documents of the comrade that wait for you: {count}.", count=count)
            return people, (Option(say("What waits"), Go(QUEUE)),), (Line(words),)
    return people, (), ()


def _home_unit(change: PersonChange) -> str:
    if not change.before.lives or not change.before.lives[0].homes:
        return ""
    life = change.before.lives[0]
    home = life.home_on(change.valid_from)
    return (home or life.homes[-1]).unit


def _heads(here: Here, change: PersonChange, unit: str) -> tuple[str, ...]:
    found = here.uow.units.get(unit, max(here.today, change.valid_from)) if unit else None
    return heads_of(here.uow, change.person, found.path, here.today) if found else ()
