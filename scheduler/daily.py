"""What has to be done as the days come: periods are opened, and what was kept for a while only is forgotten."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from core.clock import CalendarClock
from core.documents import Document
from core.occasion import local_day
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from core.usecases.open_period import begun, open_period

_log: Final = logging.getLogger(__name__)

KEEP_UPDATE_KEYS: Final = timedelta(days=7)
"""Messengers deliver an update again for a day at most."""
KEEP_PARKED: Final = timedelta(days=14)
KEEP_TEXTS: Final = timedelta(days=90)
"""Of what was sent: its text; that it was sent is kept (domain.md §6.3, conversation logs)."""


class DailyWork:
    """Asked at every ring of the bell; does something only when the local day is another one. Run again, or by two
    processes, it adds and loses nothing."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        clock: CalendarClock,
        begun_by: Callable[[date], tuple[Document, ...]] = begun,
    ) -> None:
        self._store = store
        self._clock = clock
        self._begun = begun_by
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
        """In slices, so that nobody waits."""
        while await self._store.run(
            lambda uow: uow.talk.forget(now - KEEP_UPDATE_KEYS, now - KEEP_PARKED, now - KEEP_TEXTS)
        ):
            pass
