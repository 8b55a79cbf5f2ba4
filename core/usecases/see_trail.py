"""The log as an auditor reads it: who did what when, on whose data, and nothing of what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.access import Action, Target, may
from core.errors import NotAllowed
from core.message import say
from core.occasion import Occasion, local_day
from core.people import RoleKind
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.trail import Access, Act

COMMAND_LINE: Final = "command line"
"""Who acts where nobody speaks."""


def note_for_all(uow: UnitOfWork, act: Act, what: str, speaker: Speaker | None, now: datetime) -> None:
    """A line about everybody: it lies at the topmost units, where auditors of the whole read it."""
    actor = speaker.person.id if speaker is not None else COMMAND_LINE
    for unit in uow.units.children(None, local_day(now)):
        uow.trail.note(Access(now, actor, act, what, path=unit.path))


@dataclass(frozen=True, slots=True)
class TrailPage:
    """`names` are of all who appear, by id. `more` is the place of the next page."""

    lines: tuple[Access, ...]
    names: dict[str, str]
    more: int | None


def see_trail(uow: UnitOfWork, speaker: Speaker, before: int, size: int, occasion: Occasion) -> TrailPage:
    """All below the units that this speaker may audit, newest first."""
    audited = [
        role.path
        for role in speaker.holding(RoleKind.AUDITOR, occasion.today)
        if may(speaker, Action.SEE_TRAIL, Target(role.path), occasion.today)
    ]
    if not audited:
        raise NotAllowed(say("This is outside what you look after."))
    found = {line.id: line for path in audited for line in uow.trail.within(path, before, size + 1)}
    lines = [found[number] for number in sorted(found, reverse=True)]
    shown = lines[:size]
    people = {each.actor for each in shown} | {each.owner for each in shown if each.owner}
    known = {person: uow.people.get(person) for person in people}
    names = {person: found_one.full_name for person, found_one in known.items() if found_one is not None}
    return TrailPage(tuple(shown), names, shown[-1].id if len(lines) > size else None)
