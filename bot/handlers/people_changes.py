"""What the commands about people share: their look-ups, receipts with a way back, and who is told of what."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import Any, Final

from bot.conversation.dialog import Go, Line, Option, Receipt, hint
from bot.conversation.here import Here
from bot.dialogs.change_words import change_line
from bot.dialogs.delegation import CANDIDATES
from bot.dialogs.person_dialog import PERSON_STATE, TODAY
from bot.dialogs.roles import APPOINTABLE, HOLDER
from bot.dialogs.transfer import PLAN
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.search_queries import PERSON_QUERIES, UNIT_QUERIES
from core.appointing import appoints
from core.errors import Refused
from core.history import Deed
from core.message import Message, say
from core.people import REVIEWERS, RoleKind
from core.people_history import PersonChange
from core.speaker import Speaker
from core.usecases import person_state as states
from core.usecases.delegate import candidates, own_offices
from core.usecases.person_state import PersonState
from core.usecases.recent_changes import Told, told

RECENT: Final = "viecvualam"
UNDO: Final = "hoantac"
_RECORDS: Final = frozenset({*REVIEWERS, RoleKind.STAFF, RoleKind.ADMINISTRATOR})


def records(speaker: Speaker) -> bool:
    """Whether there may be somebody of whom this person records something; of whom is asked by the use cases."""
    return any(role.kind in _RECORDS for role in speaker.roles)


def sheet_of(here: Here, person: str) -> PersonState | None:
    """None where the dialog looks for the person itself."""
    if person:
        return states.person_state(here.uow, here.known, person, here.today)
    if not (records(here.known) or appoints(here.known, here.today)):
        raise Refused(say("You look after no unit today."))
    return None


def _texts(argument: Hashable, count: int) -> tuple[str, ...]:
    if not isinstance(argument, tuple) or len(argument) != count:
        raise TypeError("not what this look-up is asked with")
    return tuple(str(each) for each in argument)


def _state(here: Here, person: Hashable) -> object:
    return states.person_state(here.uow, here.known, str(person), here.today)


def _today(here: Here, _nothing: Hashable) -> object:
    return here.today


def _plan(here: Here, asked: Hashable) -> object:
    person, unit, day = _texts(asked, 3)
    return states.transfer_plan(here.uow, here.known, person, unit, date.fromisoformat(day), here.occasion)


def _appointable(here: Here, asked: Hashable) -> object:
    person, unit = _texts(asked, 2)
    return states.appointable(here.uow, here.known, person, unit, here.today)


def _holder(here: Here, asked: Hashable) -> object:
    unit, kind, person, day = _texts(asked, 4)
    return states.holder_of(here.uow, unit, RoleKind(kind), person, date.fromisoformat(day))


def _candidates(here: Here, asked: Hashable) -> object:
    giver, unit, kind = _texts(asked, 3)
    for office in own_offices(here.uow, giver, here.today):
        if (office.unit, office.kind.value) == (unit, kind):
            return candidates(here.uow, office, here.today)
    return ()


Query = Callable[[Here, Hashable], Any]
QUERIES: Final[Mapping[str, Query]] = {
    **PERSON_QUERIES,
    **UNIT_QUERIES,
    PERSON_STATE: _state,
    TODAY: _today,
    PLAN: _plan,
    APPOINTABLE: _appointable,
    HOLDER: _holder,
    CANDIDATES: _candidates,
}


def nothing_done() -> Receipt:
    return Receipt((Line(say("Nothing was changed.")),), (MENU,))


def receipt(here: Here, change: PersonChange) -> Receipt:
    """What was recorded, and the way back. Of a death in few words, without a sign of success."""
    known = told(here.uow, here.known, change, here.now)
    words = change_line(change, known.unit, known.other)
    name = known_as(here, known.person)
    if change.deed is Deed.DIED:
        first = say("Recorded with respect: comrade {name} {what}.", name=name, what=words)
    else:
        first = say("✅ Recorded: comrade {name}, {what}.", name=name, what=words)
    lines = [Line(first), *_followed(change)]
    options = (
        [Option(say("Take it back"), Go(UNDO, change.id), ("hoàn tác",))] if known.why_not is None else []
    )
    if options and change.deed is Deed.DIED:
        lines.append(hint(say("If it was recorded in error, it can be taken back within a day.")))
    elif options:
        lines.append(hint(say("It can be taken back within a day, or before the day from which it holds.")))
    return Receipt(
        tuple(lines), (*options, Option(say("What was done lately"), Go(RECENT), ("việc vừa làm",)), MENU)
    )


def _followed(change: PersonChange) -> list[Line]:
    if change.deed is Deed.DIED:
        return [Line(say("Nothing is sent to the comrade's phone any more."))]
    if change.deed is Deed.LEFT:
        return [Line(say("Nothing is sent to the comrade any more, and offices have ended."))]
    if change.deed is Deed.DEPARTED:
        return [Line(say("The secretary there is told, and records the arrival."))]
    return []


def notice(here: Here, known: Told) -> Message:
    words = change_line(known.change, known.unit, known.other)
    name, by = known_as(here, known.person), known_as(here, here.known.person)
    if known.change.deed is Deed.DIED:
        return say("Comrade {name} {what}. Recorded by comrade {by}.", name=name, what=words, by=by)
    return say("Comrade {name}: {what}. Recorded by comrade {by}.", name=name, what=words, by=by)
