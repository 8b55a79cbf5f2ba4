"""Each half-day, whoever owes something that it is the day for: one statement, whatever the number of people."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from core.mailing import Days, Owing, Zone
from core.ports import UnitOfWork
from core.reminders import STEPS, HalfDay, Rhythm, Slot, due_days, within
from core.settings import REMINDER_RHYTHMS, rhythms_in
from core.units import ROOT
from core.usecases.reminders import of_slot

NAME: Final = "remind"


def remind(uow: UnitOfWork, slot: Slot, missed: tuple[date, ...], now: datetime) -> int:
    """Queues the reminders of the slot and of the days on which it was missed. How many there are."""
    set_there = {ROOT: frozenset(Rhythm)} | {
        path: rhythms_in(value) for path, value in uow.mailings.set_along_the_tree(REMINDER_RHYTHMS, slot.day)
    }
    speaks = {rhythm: _days(rhythm, (*missed, slot.day)) for rhythm in Rhythm}
    zones = tuple(
        Zone(path, {wanted: speaks[within(wanted, allowed)] for wanted in Rhythm})
        for path, allowed in set_there.items()
    )
    if not any(days.due or days.returned for days in speaks.values()):
        return 0
    mailing = of_slot(slot, now, _hour_ends(slot, now))
    return uow.mailings.plan(mailing, Owing(slot.half, zones), now)


def _days(rhythm: Rhythm, spoken: Iterable[date]) -> Days:
    """What was returned for additions has no day of its own: it counts from the day on which it came back, and that day
    the person was told."""
    steps = STEPS[rhythm]
    afterwards = [step for step in steps if step > 0]
    days = tuple(spoken)
    return Days(
        frozenset(due for day in days for due in due_days(day, steps)),
        frozenset(back for day in days for back in due_days(day, afterwards)),
    )


def _hour_ends(slot: Slot, now: datetime) -> datetime:
    """A morning that is made up for in the evening ends with the evening's hour."""
    return max(other.end for half in HalfDay if (other := Slot(slot.day, half)).begin <= now)
