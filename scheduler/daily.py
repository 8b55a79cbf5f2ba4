"""What has to be done as the days come: periods are opened, and what was kept for a while only is forgotten."""

import logging
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from core.clock import CalendarClock
from core.documents import Document
from core.occasion import local_day
from core.ports import UnitOfWork
from core.retention import Kept
from core.store import Store, StoreUnavailable
from core.usecases.forget import forget_slice
from core.usecases.open_period import begun, open_period

_log: Final = logging.getLogger(__name__)


def _nobody(uow: UnitOfWork, now: datetime) -> None:
    del uow, now


async def _nothing() -> None:
    return


class DailyWork:
    """Asked at every ring of the bell; does something only when the local day is another one. Run again, or by two
    processes, it adds and loses nothing. `remind` queues what is due on requests; `forget_bytes` deletes the bytes that
    no row holds any more."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        clock: CalendarClock,
        begun_by: Callable[[date], tuple[Document, ...]] = begun,
        remind: Callable[[UnitOfWork, datetime], None] = _nobody,
        forget_bytes: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        self._store = store
        self._clock = clock
        self._begun = begun_by
        self._remind = remind
        self._forget_bytes = forget_bytes
        self._done: date | None = None

    async def ring(self) -> None:
        now = self._clock.now()
        today = local_day(now)
        if today == self._done:
            return
        try:
            for document in self._begun(today):
                await self._open(document)
            await self._forget(now)
            await self._forget_bytes()
            await self._store.run(lambda uow: self._remind(uow, now))
        except StoreUnavailable:
            _log.warning("the day's work waits: the store is unavailable")
            return
        self._done = today

    async def _open(self, document: Document) -> None:
        after: str | None = ""
        while after is not None:
            opened = await self._store.run(partial(open_period, document=document, after=after))
            after = opened.last

    async def _forget(self, now: datetime) -> None:
        """Every clock of core/retention.py, in slices, so that nobody waits."""
        for kept in Kept:
            while await self._store.run(partial(forget_slice, kept=kept, now=now)):
                pass
