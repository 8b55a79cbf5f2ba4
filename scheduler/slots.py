"""The half-days of reminding, each acted on once: whatever runs twice, was away, or had its clock set back.

What is done and how far is a row of the database (`slot_mark`), moved in the transaction of what was done.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Final, TypeAlias

from core.clock import CalendarClock
from core.ports import UnitOfWork
from core.reminders import HalfDay, Slot, missed_days, to_fire
from core.store import Store, StoreUnavailable

_log: Final = logging.getLogger(__name__)

Act: TypeAlias = Callable[[UnitOfWork, Slot, tuple[date, ...], datetime], object]
"""What a half-day brings, with the days on which the same half-day was missed, and the time now."""


class HalfDays:
    """Asked at every ring of the bell. `acts` by a name that stays for ever, each with a mark of its own."""

    def __init__(self, store: Store[UnitOfWork], clock: CalendarClock, acts: Mapping[str, Act]) -> None:
        self._store = store
        self._clock = clock
        self._acts = acts
        self._done: dict[str, dict[HalfDay, datetime]] = {name: {} for name in acts}

    async def ring(self) -> None:
        now = self._clock.now()
        for name, done in self._done.items():
            for slot in to_fire(done, now):
                try:
                    done[slot.half] = await self._store.run(
                        partial(self._fire, name=name, slot=slot, now=now)
                    )
                except StoreUnavailable:
                    _log.warning("a half-day waits: the store is unavailable")
                    return

    def _fire(self, uow: UnitOfWork, name: str, slot: Slot, now: datetime) -> datetime:
        """Up to when it is done now. Who has never run before has missed nothing."""
        mark = f"{name}.{slot.half}"
        before = uow.mailings.mark(mark)
        if uow.mailings.move_mark(mark, slot.begin):
            self._acts[name](uow, slot, () if before is None else missed_days(before, slot), now)
            return slot.begin
        return uow.mailings.mark(mark) or slot.begin
