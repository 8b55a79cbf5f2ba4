"""Who may be given a way in, what way there is already, and how a code that was given is taken back.

A code makes whoever types it that person. So it is given only by who looks after the person **and** every unit in
which the person holds an office: the secretary of a cell cannot become the administrator who lives in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from core.access import Action, Target, may
from core.errors import NotAllowed, Refused
from core.message import say
from core.occasion import Occasion, local_day
from core.people import Resident, RoleKind
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED
from core.speaker import Speaker
from core.talk import Way
from core.units import Unit
from core.usecases.scope import require_on, resident

MOST_SLIPS = 300
"""People on one sheet."""


@dataclass(frozen=True, slots=True)
class CodeState:
    """`ways` are where the person is reached now; `until` is when an unused code ends, None where there is none."""

    who: Resident
    ways: tuple[Way, ...]
    until: datetime | None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """`unlinked` are who gets a slip, in the order of Vietnamese lists; `ending` of them hold an unused code, which
    ends. `for_above` are who has no way in and whose code is given by a unit above."""

    unit: Unit
    people: int
    unlinked: tuple[Resident, ...]
    ending: int
    for_above: int


def require_to_give(uow: UnitOfWork, speaker: Speaker, owner: Resident, on: date) -> None:
    """Raises NotAllowed for whom the speaker does not look after, or not wholly; Refused where nobody is let in."""
    require_on(uow, speaker, Action.ISSUE_LINK_CODE, owner, on)
    if not _covers(uow, speaker, owner, on):
        raise NotAllowed(
            say("This comrade holds an office in a unit above, so the code is given by that unit.")
        )
    if uow.units.settings(owner.path).is_on(CHAT_DISABLED):
        raise Refused(say("Nobody of this unit talks with the assistant, so there is no code."))
    if owner.standing.is_gone:
        raise NotAllowed(say("This is outside what you look after."))


def _covers(uow: UnitOfWork, speaker: Speaker, owner: Resident, on: date) -> bool:
    if owner.person.id == speaker.person.id:
        return True
    held = uow.people.speaker(owner.person.id, on)
    return held is None or all(
        may(speaker, Action.ISSUE_LINK_CODE, Target(role.path), on)
        for role in held.roles
        if role.kind is not RoleKind.MEMBER
    )


def code_state(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> CodeState:
    """Raises as `require_to_give`."""
    owner = resident(uow, person, local_day(now))
    require_to_give(uow, speaker, owner, local_day(now))
    return CodeState(owner, tuple(uow.talk.ways_to(person)), uow.codes.open_until([person], now).get(person))


def end_code(uow: UnitOfWork, speaker: Speaker, person: str, occasion: Occasion) -> bool:
    """An unused code is good for nothing any more. False where there was none."""
    state = code_state(uow, speaker, person, occasion.now)
    uow.codes.revoke(person, occasion.now)
    return state.until is not None


def sheet_plan(uow: UnitOfWork, speaker: Speaker, unit: str, now: datetime) -> SheetPlan:
    """Raises NotAllowed outside of what the speaker looks after, Refused where there is nothing to print."""
    on = local_day(now)
    found = uow.units.get(unit, on)
    if found is None or not may(speaker, Action.ISSUE_LINK_CODE, Target(found.path), on):
        raise NotAllowed(say("This is outside what you look after."))
    return plan_of(uow, found, now, lambda each: _covers(uow, speaker, each, on))


def plan_of(uow: UnitOfWork, found: Unit, now: datetime, may_give: Callable[[Resident], bool]) -> SheetPlan:
    """Unchecked but for `may_give`: for the command line, whose user holds the database anyway."""
    on = local_day(now)
    if uow.units.settings(found.path).is_on(CHAT_DISABLED):
        raise Refused(say("Nobody of this unit talks with the assistant, so there is no code."))
    people = uow.people.residents(found.path, on, limit=MOST_SLIPS + 1)
    if len(people) > MOST_SLIPS:
        raise Refused(
            say("A sheet is for {count} people at most. Please choose a smaller unit.", count=MOST_SLIPS)
        )
    without = [each for each in people if _has_no_way(uow, each)]
    mine = tuple(each for each in without if may_give(each))
    ending = uow.codes.open_until([each.person.id for each in mine], now)
    return SheetPlan(found, len(people), mine, len(ending), len(without) - len(mine))


def _has_no_way(uow: UnitOfWork, each: Resident) -> bool:
    return not uow.talk.ways_to(each.person.id) and not uow.units.settings(each.path).is_on(CHAT_DISABLED)


def end_codes_of(uow: UnitOfWork, speaker: Speaker, unit: str, occasion: Occasion) -> int:
    """Every unused code of people of this unit ends who have no way in; how many there were."""
    plan = sheet_plan(uow, speaker, unit, occasion.now)
    held = uow.codes.open_until([each.person.id for each in plan.unlinked], occasion.now)
    for person in held:
        uow.codes.revoke(person, occasion.now)
    return len(held)
