"""Who read, changed or decided what of one's own, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.history import Deed
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.trail import Act

_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Seen:
    """One of `act` (the log) and `deed` (on a document) is given; neither where facts about the person were changed."""

    at: datetime
    actor: str
    act: Act | None = None
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class SeenPage:
    """`names` are of those who appear, by id."""

    lines: tuple[Seen, ...]
    names: dict[str, str]
    more: bool


def who_saw(uow: UnitOfWork, speaker: Speaker, skip: int, size: int) -> SeenPage:
    person = speaker.person.id
    found = [Seen(each.at, each.actor, act=each.act) for each in uow.trail.of_owner(person, 0, _MOST)]
    for document in uow.own_data.documents(person):
        found += [Seen(each.at, each.actor, deed=each.deed) for each in uow.history.of(document)]
    found += [Seen(each.at, each.actor) for each in uow.person_changes.of(person, _MOST)]
    found.sort(key=lambda each: each.at, reverse=True)
    shown = found[skip : skip + size]
    known = {each.actor: uow.people.get(each.actor) for each in shown}
    names = {actor: one.full_name for actor, one in known.items() if one is not None}
    return SeenPage(tuple(shown), names, len(found) > skip + size)
