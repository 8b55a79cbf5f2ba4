"""Which days a person is reminded on of what is owed, and at what hours: kindly, seldom, never at Tết.

Everything is counted in local days from the day a document falls due. The numbers are defaults that a unit may set
(design.md §9.9); no regulation names them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from core.calendar import is_tet
from core.clock import VIETNAM

_DAY: Final = timedelta(days=1)
_EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


class Rhythm(StrEnum):
    """How often a person wants to be reminded. Everybody has STANDARD who has not chosen."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"


class HalfDay(StrEnum):
    """The two times of a day at which reminders leave; who has not chosen is written to in the morning."""

    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Hours:
    """From `begin` on a reminder may leave; at `end` it has left or is late and waits for the next half-day."""

    begin: time
    end: time


HOURS: Final = {
    HalfDay.MORNING: Hours(time(7, 30), time(8, 30)),
    HalfDay.EVENING: Hours(time(19, 0), time(20, 0)),
}

STEPS: Final = {
    Rhythm.LIGHT: frozenset({-3, 0, 3}),
    Rhythm.STANDARD: frozenset({-7, -3, -1, 0, 1, 3, 7}),
    Rhythm.ACTIVE: frozenset({-14, -7, -3, -1, 0, 1, 2, 3, 5, 7, 14}),
}
"""Days after the day it falls due (before it: negative). After the last of them nobody is reminded any more: then it
is a matter of people talking to each other (core/escalation.py)."""


def within(wanted: Rhythm, allowed: Iterable[Rhythm]) -> Rhythm:
    """What the person wants where the unit allows it; else the liveliest that it allows and that is no livelier,
    else the quietest that it allows. Raises ValueError where a unit allows none."""
    order = tuple(Rhythm)
    open_to = sorted(set(allowed), key=order.index)
    if not open_to:
        raise ValueError("a unit allows one rhythm at least")
    quieter = [each for each in open_to if order.index(each) <= order.index(wanted)]
    return quieter[-1] if quieter else open_to[0]


def due_days(day: date, steps: Iterable[int]) -> frozenset[date]:
    """The days on which something fell or falls due that a reminder on `day` is about.

    Nobody is reminded at Tết; what would have been said in those days is said once, on the first day after them.
    """
    if is_tet(day):
        return frozenset()
    said = [day]
    while is_tet(said[-1] - _DAY):
        said.append(said[-1] - _DAY)
    return frozenset(spoken - timedelta(days=step) for spoken in said for step in steps)


@dataclass(frozen=True, slots=True)
class Slot:
    """One half-day's reminding: `begin` and `end` are instants of that local day."""

    day: date
    half: HalfDay

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.day, HOURS[self.half].begin, VIETNAM)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.day, HOURS[self.half].end, VIETNAM)

    @property
    def code(self) -> str:
        """2026-03-06.morning: part of the key that makes a second run harmless."""
        return f"{self.day.isoformat()}.{self.half}"


def to_fire(fired: Mapping[HalfDay, datetime], now: datetime) -> tuple[Slot, ...]:
    """The half-days of today that are to be acted on now; `fired` is the beginning of the last of each kind that was.

    Nothing leaves outside the two hours, nor at Tết: those days are left to the first after them. A morning that
    nothing ran in is made up for in the evening; an evening on the next one (`missed_days`). Where the clock went back,
    what was acted on is not acted on again.
    """
    local = now.astimezone(VIETNAM)
    if is_tet(local.date()) or not any(hours.begin <= local.time() < hours.end for hours in HOURS.values()):
        return ()
    today = (Slot(local.date(), half) for half in HalfDay)
    return tuple(slot for slot in today if slot.begin <= now and slot.begin > fired.get(slot.half, _EVER))


def missed_days(fired: datetime, slot: Slot) -> tuple[date, ...]:
    """The days before the slot's own whose half-day of the same kind began after `fired` and was never acted on: what
    would have been said then is said with the slot's. A year without running is not made up for: two weeks are."""
    first = max(fired.astimezone(VIETNAM).date(), slot.day - timedelta(days=14))
    days = (first + timedelta(days=count) for count in range((slot.day - first).days))
    return tuple(day for day in days if Slot(day, slot.half).begin > fired)


def next_half_day(now: datetime, half: HalfDay) -> datetime:
    """When "nhắc lại tối nay" or "sáng mai" falls: the half-day's next beginning that is not at Tết."""
    day = now.astimezone(VIETNAM).date()
    while Slot(day, half).begin <= now or is_tet(day):
        day += _DAY
    return Slot(day, half).begin
