"""Whose turn it is to look at somebody's documents (docs/decisions/0050)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.people import REVIEWERS, Role, RoleKind, holds_on
from core.units import is_below, is_within, levels_up


@dataclass(frozen=True, slots=True)
class Turn:
    """Who reviews a person's documents: `people` at the level `path`. Nobody and the root's parent where none can."""

    path: str
    people: frozenset[str]


def reviewers(owner: str, path: str, leaders: Iterable[Role], on: date) -> Turn:
    """The lowest level that manages the person and has somebody who can (theo phân cấp).

    Who stands in for one of them has the same turn; standing in changes nothing in who reviews one's own.
    It starts at the person's cell; for a secretary of a unit on the path, strictly above that unit; for a deputy, at
    the unit, by its secretary. Staff review only above the cell, where neither secretary nor deputy can. Nobody
    reviews himself or herself.
    """
    held = [role for role in leaders if holds_on(role, on) and is_within(path, role.path)]
    leads = min(
        (r for r in held if r.person == owner and r.kind in REVIEWERS and r.stands_for is None),
        key=_rank,
        default=None,
    )
    for level in levels_up(path):
        if leads is not None and is_below(level, leads.path):
            continue
        here = [role for role in held if role.path == level and role.person != owner]
        people = _able(
            here, leads if leads is not None and leads.path == level else None, is_cell=level == path
        )
        if people:
            return Turn(level, people)
    return Turn("", frozenset())


def _rank(role: Role) -> tuple[int, int]:
    """The highest of a person's offices comes first; within a unit the secretary's."""
    return len(role.path), REVIEWERS.index(role.kind)


def _able(here: list[Role], owners: Role | None, *, is_cell: bool) -> frozenset[str]:
    """Who of a level's leaders can review, where the documents' owner holds the office `owners` at that very level."""
    if owners is not None:
        able = [RoleKind.SECRETARY] if owners.kind is RoleKind.DEPUTY_SECRETARY else []
        return frozenset(role.person for role in here if role.kind in able)
    people = frozenset(role.person for role in here if role.kind in REVIEWERS)
    if people or is_cell:
        return people
    return frozenset(role.person for role in here if role.kind is RoleKind.STAFF)
