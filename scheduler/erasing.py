"""Decided deletions are carried out here, in slices; what was interrupted goes on at the next ring."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from core.clock import CalendarClock
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from core.usecases.erase_person import Farewell, erase_slice

_log: Final = logging.getLogger(__name__)
_AT_ONCE: Final = 20


class Erasing:
    """Asked at every ring of the bell. Two processes that do it at once do no harm: a slice that the other has done
    already is done again or refused."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        clock: CalendarClock,
        farewell: Farewell,
        forget_bytes: Callable[[], Awaitable[None]],
        wake: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._farewell = farewell
        self._forget_bytes = forget_bytes
        self._wake = wake

    async def ring(self) -> None:
        try:
            found = await self._store.read(lambda uow: [each.id for each in uow.requests.erasing(_AT_ONCE)])
            for request in found:
                await self._erase(request)
        except StoreUnavailable:
            _log.warning("a deletion waits: the store is unavailable")

    async def _erase(self, request: str) -> None:
        worked = False
        while await self._store.run(
            partial(erase_slice, request=request, now=self._clock.now(), farewell=self._farewell)
        ):
            worked = True
        if worked:
            self._wake()
            await self._forget_bytes()
