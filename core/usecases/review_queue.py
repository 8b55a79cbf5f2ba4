"""What waits for this reviewer, oldest first: pledges and reports together, resubmissions marked as such."""

from datetime import date, datetime

from core.access import Action, Target, may
from core.documents import DocumentKind
from core.occasion import local_day
from core.people import REVIEWERS, Role, RoleKind
from core.ports import UnitOfWork
from core.queue import Waiting
from core.speaker import Speaker
from core.units import is_within

_ACTION = {DocumentKind.PLEDGE: Action.REVIEW_PLEDGE, DocumentKind.REPORT: Action.REVIEW_REPORT}


def review_queue(uow: UnitOfWork, speaker: Speaker, now: datetime) -> tuple[Waiting, ...]:
    """Empty for who reviews nobody. Each row passed the same rule that opening it will ask again."""
    on = local_day(now)
    found: dict[str, Waiting] = {}
    for path in _tops(speaker, on):
        leaders = [*uow.people.leaders_over(path, on), *uow.people.leaders_within(path, on)]
        for waiting in (*uow.pledges.waiting(path, on), *uow.reports.waiting(path, on)):
            if may(speaker, _ACTION[waiting.kind], _target(waiting, leaders), on):
                found[waiting.id] = waiting
    return tuple(sorted(found.values(), key=lambda each: (each.sent_at, each.id)))


def _tops(speaker: Speaker, on: date) -> list[str]:
    """The paths of the speaker's offices, without those that lie within another."""
    paths = {role.path for kind in (*REVIEWERS, RoleKind.STAFF) for role in speaker.holding(kind, on)}
    return [path for path in sorted(paths) if not any(path != top and is_within(path, top) for top in paths)]


def _target(waiting: Waiting, leaders: list[Role]) -> Target:
    return Target(waiting.owner.path, waiting.owner.person.id, leaders=leaders)
