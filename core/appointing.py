"""Who may give and end which office where: one table. Nobody gives what he or she does not look after, and nobody
appoints himself or herself; what is held by delegation appoints nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import Final

from core.life import Held
from core.people import RoleKind, Standing, holds_on
from core.speaker import Speaker
from core.units import is_below, is_within

LONGEST_SURVEY: Final = timedelta(days=366)
ONE_AT_A_TIME: Final = frozenset({RoleKind.SECRETARY})
"""Offices that a unit has only one of."""


class Where(Enum):
    UNIT = auto()  # in the very unit where the appointing role is held
    WITHIN = auto()  # in that unit and all below it
    BELOW = auto()  # only below it


@dataclass(frozen=True, slots=True)
class Appointment:
    office: RoleKind
    by: RoleKind
    where: Where


_S, _A = RoleKind.STAFF, RoleKind.ADMINISTRATOR

TABLE: Final[tuple[Appointment, ...]] = (
    # leaders of a unit are recorded by the staff above it or of it, and by administrators
    Appointment(RoleKind.SECRETARY, _S, Where.WITHIN),
    Appointment(RoleKind.SECRETARY, _A, Where.WITHIN),
    Appointment(RoleKind.DEPUTY_SECRETARY, _S, Where.WITHIN),
    Appointment(RoleKind.DEPUTY_SECRETARY, _A, Where.WITHIN),
    Appointment(RoleKind.CELL_COMMITTEE_MEMBER, _S, Where.WITHIN),
    Appointment(RoleKind.CELL_COMMITTEE_MEMBER, _A, Where.WITHIN),
    # the cell's own committee also by its secretary
    Appointment(RoleKind.CELL_COMMITTEE_MEMBER, RoleKind.SECRETARY, Where.UNIT),
    # staff by the staff of a higher level, not by their own colleagues
    Appointment(RoleKind.STAFF, _S, Where.BELOW),
    Appointment(RoleKind.STAFF, _A, Where.WITHIN),
    Appointment(RoleKind.SURVEYOR, _S, Where.WITHIN),
    Appointment(RoleKind.SURVEYOR, _A, Where.WITHIN),
    Appointment(RoleKind.AUDITOR, _A, Where.WITHIN),
    Appointment(RoleKind.ADMINISTRATOR, _A, Where.WITHIN),
)


def may_appoint(speaker: Speaker, office: RoleKind, path: str, person: str, on: date) -> bool:
    """Give or end this office of `person` in the unit at `path`."""
    if person == speaker.person.id or speaker.standing is Standing.SUSPENDED:
        return False
    return any(
        _lies(path, role.path, row.where)
        for row in TABLE
        if row.office is office
        for role in speaker.holding(row.by, on)
        if role.stands_for is None
    )


def offices(speaker: Speaker, path: str, person: str, on: date) -> tuple[RoleKind, ...]:
    """All that the speaker may give this person there."""
    return tuple(kind for kind in RoleKind if may_appoint(speaker, kind, path, person, on))


def appoints(speaker: Speaker, on: date) -> bool:
    """Whether there is anything at all that the speaker may give."""
    if speaker.standing is Standing.SUSPENDED:
        return False
    held = {role.kind for role in speaker.roles if role.stands_for is None and holds_on(role, on)}
    return any(row.by in held for row in TABLE)


def _lies(path: str, top: str, where: Where) -> bool:
    if where is Where.UNIT:
        return path == top
    return is_within(path, top) if where is Where.WITHIN else is_below(path, top)


def others_in(
    holders: Sequence[tuple[str, Held]], person: str, first: date, last: date | None
) -> tuple[str, ...]:
    """Who else holds the office at some time from `first` to `last`."""
    return tuple(
        holder
        for holder, held in holders
        if holder != person
        and (held.valid_to is None or held.valid_to >= first)
        and (last is None or held.valid_from <= last)
    )
