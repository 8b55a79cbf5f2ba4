"""Standing in for somebody (ủy quyền): dated, over a stated part, and never handed on.

Whoever stands in holds the giver's role, marked with whose it is (`Role.stands_for`), while the delegation and the
giver's own role last; the table of core/access.py then applies as to any role.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.people import RoleKind
from core.speaker import Speaker
from core.units import is_within

LONGEST: Final = timedelta(days=366)
DELEGABLE: Final = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF)
"""Roles that somebody may stand in for. Keeping the system running and reading its log are not handed to another."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """`person` acts as `giver`, who holds `kind` in `role_unit`, over `unit`: that unit or one below it."""

    id: str
    giver: str
    person: str
    kind: RoleKind
    role_unit: str
    unit: str
    valid_from: date
    valid_to: date


def whom_for(speaker: Speaker, path: str, on: date) -> str | None:
    """Whose office the speaker uses, by delegation, in what he or she decides for a unit at `path`."""
    for kind in DELEGABLE:
        for role in speaker.holding(kind, on):
            if role.stands_for is not None and is_within(path, role.path):
                return role.stands_for
    return None
