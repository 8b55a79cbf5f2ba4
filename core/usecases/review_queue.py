"""What waits for this reviewer, oldest first: pledges and reports together, resubmissions marked as such."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Final

from core.access import Action, Target, may
from core.documents import DocumentKind
from core.occasion import local_day
from core.people import REVIEWERS, Role, RoleKind
from core.ports import UnitOfWork
from core.queue import Queue, Waiting
from core.speaker import Speaker

_ACTION = {DocumentKind.PLEDGE: Action.REVIEW_PLEDGE, DocumentKind.REPORT: Action.REVIEW_REPORT}
MOST: Final = 200
"""So many are listed; of more it is said that there are."""
_MOST_LOOKED_AT: Final = 1000
_SLICE: Final = 100

Source = Callable[[str, date, Waiting | None, int], list[Waiting]]


def review_queue(uow: UnitOfWork, speaker: Speaker, now: datetime, most: int = MOST) -> Queue:
    """Empty for who reviews nobody. Each row passed the same rule that opening it will ask again."""
    on = local_day(now)
    found: dict[str, Waiting] = {}
    leaders = cache(lambda path: tuple(uow.people.leaders_over(path, on)))
    for looked_at, waiting in enumerate(_oldest_first(uow, offices(speaker, on), on)):
        if looked_at == _MOST_LOOKED_AT or len(found) == most:
            return Queue(tuple(found.values()), more=True)
        if may(speaker, _ACTION[waiting.kind], _target(waiting, leaders(waiting.owner.path)), on):
            found[waiting.id] = waiting
    return Queue(tuple(found.values()), more=False)


def _oldest_first(uow: UnitOfWork, paths: list[str], on: date) -> Iterator[Waiting]:
    """No more is read than is asked for."""
    sources: tuple[Source, ...] = (uow.pledges.waiting, uow.reports.waiting)
    return heapq.merge(*(_all(source, path, on) for path in paths for source in sources), key=_age)


def _all(source: Source, path: str, on: date) -> Iterator[Waiting]:
    last: Waiting | None = None
    while rows := source(path, on, last, _SLICE):
        yield from rows
        last = rows[-1]


def _age(waiting: Waiting) -> tuple[datetime, str]:
    return waiting.sent_at, waiting.id


def offices(speaker: Speaker, on: date) -> list[str]:
    """The paths at which the speaker may have a turn, the highest first: one within another counts by itself, for what
    is the secretary's of a cell is nobody's above it."""
    paths = {role.path for kind in (*REVIEWERS, RoleKind.STAFF) for role in speaker.holding(kind, on)}
    return sorted(paths)


def _target(waiting: Waiting, leaders: tuple[Role, ...]) -> Target:
    return Target(waiting.owner.path, waiting.owner.person.id, leaders=leaders)
