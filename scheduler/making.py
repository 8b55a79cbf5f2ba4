"""Makes the files that were ordered, keeps them, and queues the messages that bring them (core/files_out.py).

An order stays a row until its files are kept and the message that brings them is queued, by one commit. Killed anywhere
before, it is made again; after, the message leaves like any other. So a file arrives whole or is made anew, never half.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from core.clock import CalendarClock
from core.errors import Refused
from core.evidence import EvidenceUnavailable
from core.faults import where
from core.files_out import MOST_ATTEMPTS, MOST_FILES, Drawn, FileKeeper, FileOrder, key_of, keys_of
from core.making import Maker, Makers, Words
from core.message import Message
from core.outbox import Outgoing
from core.ports import Chance, UnitOfWork
from core.store import Store, StoreUnavailable

_log: Final = logging.getLogger(__name__)
T = TypeVar("T")

_AT_ONCE: Final = 2
"""Files drawn at a time: they share two cores with the conversations."""
LEASE: Final = timedelta(minutes=5)
_LONGEST: Final = 240.0  # seconds that one order may take; the lease is longer
_AGAIN: Final = timedelta(seconds=10)
_BUSY: Final = timedelta(seconds=5)
_IDLE: Final = 5.0
_FORGET_EVERY: Final = 60.0
_SLICE: Final = 100


class Tell(Protocol):
    """What the person gets; nothing where the person is not reached there any more."""

    def made(
        self,
        uow: UnitOfWork,
        order: FileOrder,
        files: Sequence[Drawn],
        words: Sequence[Message],
        names_of: str | None,
        now: datetime,
    ) -> list[Outgoing]:
        """Raises Refused where it cannot reach the person."""
        ...

    def refused(self, uow: UnitOfWork, order: FileOrder, words: Message, now: datetime) -> list[Outgoing]: ...

    def failed(self, uow: UnitOfWork, order: FileOrder, error_id: str, now: datetime) -> list[Outgoing]: ...


class FileWorker:
    """`owner` is this process's own (`name/boot`), `dead` the name before the slash: what a killed process of this
    deployment was making is free at the next start."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        makers: Makers,
        keeper: FileKeeper,
        tell: Tell,
        words: Words,
        owner: str,
        wake_relays: Callable[[], None],
        clock: CalendarClock,
        chance: Chance,
        new_error_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._makers = makers
        self._keeper = keeper
        self._tell = tell
        self._words = words
        self._owner = owner
        self._wake_relays = wake_relays
        self._clock = clock
        self._chance = chance
        self._new_error_id = new_error_id
        self._awake = asyncio.Event()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="files")
        self._flying: set[asyncio.Task[None]] = set()
        self._forget_at = 0.0

    def wake(self) -> None:
        """Something was ordered."""
        self._awake.set()

    async def run(self) -> None:
        """Until it is cancelled; what is being made then is made anew at the next start."""
        await self._patiently(self._take_over)
        try:
            while True:
                self._awake.clear()
                await self._patiently(self._round)
                await self._rest()
        finally:
            flying = list(self._flying)
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    async def make_all(self) -> int:
        """Everything that waits now, and returns when it is done: how many orders that were."""
        made = 0
        while orders := await self._store.run(lambda uow: uow.files.claim(self._owner, _AT_ONCE, LEASE)):
            await asyncio.gather(*(self._make(order) for order in orders))
            made += len(orders)
        return made

    async def finish(self) -> bool:
        """The same, with what is being made already. Whether there was anything."""
        flying = list(self._flying)
        await asyncio.gather(*flying, return_exceptions=True)
        return bool(await self.make_all() or flying)

    async def load(self, key: str) -> bytes | None:
        """A file's bytes; None where they are gone. Raises StoreUnavailable."""
        try:
            return await self._in_thread(partial(self._keeper.file, key))
        except EvidenceUnavailable as fault:
            raise StoreUnavailable(str(fault)) from None

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def forget(self) -> None:
        """Bytes first, then the row that names them: killed in between, it is done again."""
        now = self._clock.now()
        for order in await self._store.read(lambda uow: uow.files.to_forget(now, _SLICE)):
            await self._delete(keys_of(order))
            await self._store.run(partial(_forget, order=order.id))

    async def _patiently(self, step: Callable[[], Any]) -> None:
        try:
            await step()
        except (StoreUnavailable, EvidenceUnavailable):
            _log.warning("files wait: the store is unavailable")
        except Exception as fault:  # noqa: BLE001  # one of the loops: whatever it was, the bot goes on
            name = type(fault).__name__
            _log.error("files: error %s, %s at %s", self._new_error_id(), name, where(fault))

    async def _take_over(self) -> None:
        dead = self._owner.partition("/")[0]
        await self._store.run(lambda uow: uow.files.take_over(self._owner, dead))

    async def _round(self) -> None:
        free = _AT_ONCE - len(self._flying)
        if free > 0:
            for order in await self._store.run(lambda uow: uow.files.claim(self._owner, free, LEASE)):
                task = asyncio.create_task(self._make(order), name="file")
                self._flying.add(task)
                task.add_done_callback(self._landed)
        now = asyncio.get_running_loop().time()
        if now >= self._forget_at:
            self._forget_at = now + _FORGET_EVERY
            await self.forget()

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._awake.set()
        fault = None if task.cancelled() else task.exception()
        if fault is not None:  # its lease lapses, and it is made again
            _log.error("a file was not made: %s at %s", type(fault).__name__, where(fault))

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(_IDLE):
                await self._awake.wait()
        except TimeoutError:
            return

    async def _make(self, order: FileOrder) -> None:
        maker = self._makers.get(order.kind)
        try:
            if maker is None or order.attempt > MOST_ATTEMPTS:
                await self._give_up(order, "no maker" if maker is None else "too many attempts")
                return
            async with asyncio.timeout(_LONGEST):
                await self._made(order, maker)
        except Refused as refused:
            await self._end(order, partial(self._tell.refused, words=refused.words))
        except (StoreUnavailable, EvidenceUnavailable):
            await self._store.run(lambda uow: uow.files.give_back(order, _BUSY))
        except Exception as fault:  # noqa: BLE001  # whatever one document runs into, the others are made
            await self._failed(order, f"{type(fault).__name__} at {where(fault)}")
        self._wake_relays()

    async def _made(self, order: FileOrder, maker: Maker[Any]) -> None:
        facts = await self._store.read(lambda uow: maker.collect(uow, order, self._clock.now(), self._chance))
        drawn = await self._in_thread(partial(maker.draw, facts, self._words))
        if not 0 < len(drawn) <= MOST_FILES:
            raise ValueError("a maker draws one to four files")
        keys = [key_of(order, number) for number in range(len(drawn))]
        for key, file in zip(keys, drawn, strict=True):
            await self._in_thread(partial(self._keeper.put_file, key, file.data))
        if not await self._store.run(lambda uow: self._record(uow, order, maker, facts, drawn)):
            await self._delete(keys)

    def _record(
        self, uow: UnitOfWork, order: FileOrder, maker: Maker[Any], facts: object, drawn: Sequence[Drawn]
    ) -> bool:
        now, names = self._clock.now(), [file.name for file in drawn]
        if not uow.files.done(order, names, now):
            return False
        maker.settle(uow, order, facts, now)
        words, names_of = maker.words(facts), maker.names_of(facts)
        uow.outbox.queue(self._tell.made(uow, order, drawn, words, names_of, now), None, now)
        return True

    async def _failed(self, order: FileOrder, why: str) -> None:
        if order.attempt < MOST_ATTEMPTS:
            _log.warning("file %s: %s; it is tried again", order.kind, why)
            await self._store.run(lambda uow: uow.files.try_again(order, _AGAIN))
        else:
            await self._give_up(order, why)

    async def _give_up(self, order: FileOrder, why: str) -> None:
        error_id = self._new_error_id()
        _log.error("file %s: error %s, %s", order.kind, error_id, why)
        await self._end(order, partial(self._tell.failed, error_id=error_id))

    async def _end(self, order: FileOrder, tell: Callable[..., list[Outgoing]]) -> None:
        def end(uow: UnitOfWork) -> None:
            now = self._clock.now()
            if uow.files.failed(order, now):
                uow.outbox.queue(tell(uow, order, now=now), None, now)

        await self._store.run(end)

    async def _delete(self, keys: Sequence[str]) -> None:
        for key in keys:
            await self._in_thread(partial(self._keeper.delete_file, key))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _forget(uow: UnitOfWork, order: str) -> None:
    uow.files.forget(order)
