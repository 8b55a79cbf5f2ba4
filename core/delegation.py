"""Standing in for somebody (ủy quyền): dated, over a stated part, and never handed on.

Whoever stands in holds the giver's role, marked with whose it is (`Role.stands_for`), while the delegation and the
giver's own role last; the table of core/access.py then applies as to any role.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.people import RoleKind

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
