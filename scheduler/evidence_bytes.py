"""The bytes of evidence, worked on in a few threads: looked into, kept, shown, and deleted once nobody needs them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar
from weakref import WeakValueDictionary

from core.evidence import EvidenceUnavailable, Inspected, Refused
from core.fetching import Keeper
from core.ports import UnitOfWork
from core.store import Store

_log: Final = logging.getLogger(__name__)
T = TypeVar("T")

THREADS: Final = 2
"""Files looked into at once: decoding one may take 400 MB."""
_SLICE: Final = 100


class EvidenceBytes:
    """The same bytes are kept and deleted one after the other, or a file that was just needed again would go."""

    def __init__(self, store: Store[UnitOfWork], keeper: Keeper) -> None:
        self._store = store
        self._keeper = keeper
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="evidence")
        self._alone: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def inspect(self, data: bytes, name: str) -> Inspected | Refused:
        return await self._in_thread(partial(self._keeper.inspect, data, name))

    async def shown(self, sha256: str) -> bytes | None:
        """A stored picture as a small upright JPEG, a PDF as it is: what a channel loads a screen's photos by."""
        return await self._in_thread(partial(self._keeper.shown, sha256))

    async def keep(self, data: bytes, sha256: str, record: Callable[[], Awaitable[bool]]) -> None:
        """`record` writes that they are safe; where it says that nobody wants them any more, they go again.

        Raises EvidenceUnavailable, StoreUnavailable; then nothing was recorded.
        """
        async with self._alone_with(sha256):
            await self._in_thread(partial(self._keeper.put, data))
            wanted = await record()
        if not wanted:
            await self._let_go(sha256)

    async def forget(self) -> None:
        """Deletes what removed and marked photos have left. What cannot be reached is deleted another time."""
        for sha256 in await self._store.read(lambda uow: uow.photos.to_forget(_SLICE)):
            await self._let_go(sha256)

    async def _let_go(self, sha256: str) -> None:
        """Only after a count of zero was read."""
        async with self._alone_with(sha256):
            if not await self._store.read(lambda uow: uow.photos.uses(sha256)):
                try:
                    await self._in_thread(partial(self._keeper.delete, sha256))
                except EvidenceUnavailable as fault:
                    _log.warning("bytes wait to be deleted: %s", fault)
                    return
            await self._store.run(lambda uow: uow.photos.forgotten(sha256))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _alone_with(self, sha256: str) -> asyncio.Lock:
        lock = self._alone.get(sha256)
        if lock is None:
            self._alone[sha256] = lock = asyncio.Lock()
        return lock

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
