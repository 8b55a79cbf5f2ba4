"""Who above a person hears that something is overdue, and from which day on: never before the level below had its time.

The rungs run from the bí thư to the deputy and the committee of the cell, then to the unit above. Each has a grace of
its own in working days, counted from the end of the rung's before it. Asked anew whenever something is to be said, from
what is still owed then: what was handed in, exempted or transferred is on no rung any more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.calendar import add_working_days
from core.people import Role, RoleKind, holds_on
from core.units import levels_up

GRACES: Final = (1, 3, 5)
"""Working days after the end of the document's own grace that the person, then each rung, has: defaults."""

_CELL_RUNGS: Final = (
    (RoleKind.SECRETARY,),
    (RoleKind.DEPUTY_SECRETARY, RoleKind.CELL_COMMITTEE_MEMBER),
)
_ABOVE: Final = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF)


@dataclass(frozen=True, slots=True)
class Rung:
    """From `since` on these people are told."""

    people: frozenset[str]
    since: date


def ladder(
    owner: str, path: str, leaders: Iterable[Role], grace_ended: date, graces: Collection[int] = GRACES
) -> tuple[Rung, ...]:
    """Whom an overdue document of `owner`, of the cell at `path`, concerns from which day on.

    `leaders` are all that hold an office along the path. An office that nobody holds has no time of its own: the next
    is told in its stead. A bí thư who owes is the concern of the unit above, and of nobody in the cell.
    """
    held = [role for role in leaders if holds_on(role, grace_ended) and role.person != owner]
    leads = any(
        role.person == owner and role.path == path and role.kind is RoleKind.SECRETARY for role in leaders
    )
    cell = [] if leads else [_holding(held, path, kinds) for kinds in _CELL_RUNGS]
    told: set[str] = set()
    rungs: list[Rung] = []
    day, waits = grace_ended, list(graces)
    for people in (*cell, _above(held, path)):
        new = people - told
        if not new or not waits:
            continue
        day = add_working_days(day, waits.pop(0))
        rungs.append(Rung(new, day))
        told |= new
    return tuple(rungs)


def told_by(rungs: Iterable[Rung], day: date) -> frozenset[str]:
    """Everybody who has been told by that day."""
    return frozenset(person for rung in rungs if rung.since <= day for person in rung.people)


def _holding(held: Iterable[Role], path: str, kinds: Collection[RoleKind]) -> frozenset[str]:
    return frozenset(role.person for role in held if role.path == path and role.kind in kinds)


def _above(held: Collection[Role], path: str) -> frozenset[str]:
    """Of the nearest unit above that has anybody to look after it."""
    for level in levels_up(path)[1:]:
        if people := _holding(held, level, _ABOVE):
            return people
    return frozenset()
