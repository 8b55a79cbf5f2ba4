"""A running process learns of a new key, and says once a minute which keys it holds: nothing is sealed by a key that
somebody who still runs does not have (core/usecases/rotate_key.py)."""

import logging
from typing import Final

from core.clock import MonotonicClock
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable

_log: Final = logging.getLogger(__name__)
_LOOK: Final = 5.0
_SAY: Final = 60.0


class KeyWatch:
    """Asked at every ring of the bell."""

    def __init__(self, store: Store[UnitOfWork], owner: str, monotonic: MonotonicClock) -> None:
        self._store = store
        self._owner = owner
        self._monotonic = monotonic
        self._look_at = self._say_at = monotonic.seconds()

    async def ring(self) -> None:
        now = self._monotonic.seconds()
        if now < self._look_at:
            return
        self._look_at = now + _LOOK
        try:
            if await self._store.read(lambda uow: uow.keys.refresh()):
                self._say_at = now
                _log.info("another key seals from now on")
            if now >= self._say_at:
                await self._store.run(lambda uow: uow.keys.announce(self._owner))
                self._say_at = now + _SAY
        except StoreUnavailable:
            _log.warning("which keys are held is not said: the store is unavailable")
