"""The log is sealed behind those who write it: in slices, by one process at a time, and its end is written down apart.

The head of the chain goes to a row of its own with each slice, to a file beside the database, and once a day to the
log of the program: whoever cuts lines off the end would have to change all three.
"""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from core.clock import CalendarClock
from core.occasion import local_day
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from core.trail import BEGINNING, Head
from core.usecases.seal_log import SLICE, seal_slice

_log: Final = logging.getLogger(__name__)

WriteDown = Callable[[Head], None]


class Sealing:
    """Asked at every ring of the bell. `owner` is this process's alone; `write_down` keeps the head outside of the
    database and does not raise."""

    def __init__(
        self, store: Store[UnitOfWork], clock: CalendarClock, owner: str, write_down: WriteDown
    ) -> None:
        self._store = store
        self._clock = clock
        self._owner = owner
        self._write_down = write_down
        self._head = BEGINNING
        self._told: date | None = None

    async def ring(self) -> None:
        try:
            while await self._slice():
                pass
            await self._tell(local_day(self._clock.now()))
        except StoreUnavailable:
            _log.warning("the log waits to be sealed: the store is unavailable")

    async def _slice(self) -> bool:
        """True while there may be more."""
        if not await self._store.read(lambda uow: bool(uow.trail.unsealed(1))):
            return False
        done = await self._store.run(partial(seal_slice, owner=self._owner))
        if done is None:
            return False
        count, head = done
        if head != self._head:
            self._head = head
            self._write_down(head)
        return count == SLICE

    async def _tell(self, today: date) -> None:
        if today == self._told:
            return
        head = await self._store.read(lambda uow: uow.trail.head())
        self._told = today
        _log.info("the access log is sealed up to line %d, %s", head.no, head.digest)
