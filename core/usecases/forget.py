"""The clocks of core/retention.py, one slice after the other; and how they are set."""

from dataclasses import dataclass
from datetime import datetime

from core.errors import Refused
from core.message import say
from core.occasion import local_day
from core.ports import UnitOfWork
from core.retention import CLOCKS, Clock, Kept, before, days_of
from core.settings import UnitSettings
from core.trail import Act
from core.usecases.see_trail import note_for_all

_ROWS = 500
MOST_DAYS = 100 * 366


@dataclass(frozen=True, slots=True)
class Standing:
    clock: Clock
    days: int


def clocks(uow: UnitOfWork, now: datetime) -> list[Standing]:
    """All, as they are set now."""
    settings = _topmost(uow, now)
    return [Standing(clock, days_of(clock, settings)) for clock in CLOCKS]


def _topmost(uow: UnitOfWork, now: datetime) -> list[UnitSettings]:
    return [uow.units.settings(unit.path) for unit in uow.units.children(None, local_day(now))]


def forget_slice(uow: UnitOfWork, kept: Kept, now: datetime) -> bool:
    """True while there may be more of this."""
    standing = next(each for each in clocks(uow, now) if each.clock.kept is kept)
    more = uow.retention.forget(kept, before(standing.clock, standing.days, now), _ROWS)
    if kept is Kept.DRAFTS:
        more = uow.retention.forget_closed_drafts(now, _ROWS) or more
    return more


def set_clock(uow: UnitOfWork, name: str, days: int, now: datetime) -> Standing:
    """Unchecked: for the command line, whose user holds the database anyway. Raises Refused for what is no clock."""
    clock = next((each for each in CLOCKS if each.kept.value == name), None)
    if clock is None or not 0 < days <= MOST_DAYS:
        raise Refused(say("Give one of the clocks by its name, and a number of days."))
    for unit in uow.units.children(None, local_day(now)):
        uow.units.set(unit.id, clock.key, str(days))
    note_for_all(uow, Act.RETENTION, f"{name} {days}", None, now)
    return Standing(clock, days)
