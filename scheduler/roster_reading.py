"""Lists of people on their way in: fetched from the messenger, read and staged in slices, applied where they are large.

What a list has come to is in the database, so whatever dies where, it is taken up again: a file is fetched or read once
more from its beginning, and applying is one commit.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar

from core.clock import CalendarClock, MonotonicClock
from core.errors import Moved, Refused
from core.faults import where
from core.fetching import Fetched, Lost, NotNow, Source, TooLarge
from core.occasion import local_day
from core.outbox import Outgoing
from core.photos import Photo, PhotoState
from core.ports import Chance, UnitOfWork
from core.roster.batch import KEPT_FOR, Batch, BatchState
from core.roster.reading import MOST_BYTES, RosterReader, Unreadable
from core.store import Store, StoreUnavailable
from core.usecases import import_roster, import_roster_apply
from core.usecases.read_roster import keep_file, read_roster

_log: Final = logging.getLogger(__name__)
T = TypeVar("T")
Line = tuple[str, str]
Tell: TypeAlias = Callable[[UnitOfWork, Batch, datetime], list[Outgoing]]
"""What its sender is told, now that a list has come to this."""

_AT_ONCE: Final = 5
_IDLE: Final = 5.0
_PATIENCE: Final = timedelta(hours=24)
_FIRST_WAIT: Final = 2.0
_LONGEST_WAIT: Final = 600.0
_FORGET_EVERY: Final = 60.0
_FORGOTTEN_AT_ONCE: Final = 1000


class RosterWorker:
    """One list at a time: reading one takes a core."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        sources: Mapping[Line, Source],
        reader: RosterReader,
        tell: Tell,
        wake_relays: Callable[[], None],
        clock: CalendarClock,
        monotonic: MonotonicClock,
        chance: Chance,
    ) -> None:
        self._store = store
        self._sources = sources
        self._reader = reader
        self._tell = tell
        self._wake_relays = wake_relays
        self._clock = clock
        self._monotonic = monotonic
        self._chance = chance
        self._awake = asyncio.Event()
        self._waits: dict[str, tuple[int, float]] = {}
        self._forget_at = 0.0

    def wake(self) -> None:
        """Something was sent, chosen or agreed to."""
        self._awake.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        with ThreadPoolExecutor(1, thread_name_prefix="roster") as thread:
            while True:
                self._awake.clear()
                try:
                    busy = await self.round(thread)
                except StoreUnavailable:
                    _log.warning("lists wait: the store is unavailable")
                    busy = False
                if not busy:
                    await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(_IDLE):
                await self._awake.wait()
        except TimeoutError:
            return

    async def round(self, thread: ThreadPoolExecutor) -> bool:
        """One step of each list that is due for one. True where something was done."""
        await self._forget()
        done = False
        for state, step in (
            (BatchState.TO_APPLY, self._apply),
            (BatchState.TO_READ, partial(self._read, thread)),
            (BatchState.NOTED, partial(self._fetch, thread)),
        ):
            batches = await self._store.read(partial(_in_state, state=state))
            for batch in batches:
                done = await self._one(batch, step) or done
        return done

    async def _one(self, batch: Batch, step: Callable[[Batch], Coroutine[Any, Any, bool]]) -> bool:
        """Whatever is wrong with one, the others go on."""
        if self._waits.get(batch.id, (0, 0.0))[1] > self._monotonic.seconds():
            return False
        task = asyncio.create_task(step(batch), name="roster")
        try:
            await asyncio.wait({task})
        finally:
            task.cancel()
        fault = task.exception()
        if isinstance(fault, StoreUnavailable):
            raise fault
        if fault is not None:
            _log.error("a list was not taken: %s at %s", type(fault).__name__, where(fault))
            self._put_off(batch)
            return False
        return task.result()

    async def _forget(self) -> None:
        now = self._monotonic.seconds()
        if now < self._forget_at:
            return
        self._forget_at = now + _FORGET_EVERY
        before = self._clock.now() - KEPT_FOR
        while await self._store.run(lambda uow: uow.rosters.forget(before, _FORGOTTEN_AT_ONCE)):
            pass

    async def _fetch(self, thread: ThreadPoolExecutor, batch: Batch) -> bool:
        source = self._sources.get((batch.channel, batch.line))
        if source is None:
            return False
        if batch.size is not None and batch.size > MOST_BYTES:
            return await self._fail(batch, Unreadable.TOO_LARGE)
        match await source(_as_photo(batch)):
            case Fetched(data):
                desk = StoreDesk(self._store, asyncio.get_running_loop())
                work = partial(keep_file, desk, batch.id, data)
                await asyncio.get_running_loop().run_in_executor(thread, work)
                return True
            case TooLarge():
                return await self._fail(batch, Unreadable.NOT_BY_MESSENGER)
            case Lost():
                return await self._fail(batch, Unreadable.NOT_FETCHED)
            case NotNow(after):
                if self._clock.now() - batch.created_at > _PATIENCE:
                    return await self._fail(batch, Unreadable.NOT_FETCHED)
                self._put_off(batch, after)
        return False

    async def _read(self, thread: ThreadPoolExecutor, batch: Batch) -> bool:
        loop = asyncio.get_running_loop()
        desk = StoreDesk(self._store, loop)
        now = self._clock.now()
        work = partial(read_roster, desk, self._reader, batch.id, now, self._chance)
        told = await loop.run_in_executor(thread, work)
        if told is not None:
            await self._say(told)
        return told is not None

    async def _apply(self, batch: Batch) -> bool:
        """Where the list that is there has changed, or the rights, nothing is applied."""
        now = self._clock.now()

        def work(uow: UnitOfWork) -> Batch | None:
            found = uow.rosters.get(batch.id)
            if found is None or found.state is not BatchState.TO_APPLY:
                return None
            try:
                with uow.part():
                    speaker = uow.people.speaker(batch.by, local_day(now))
                    return import_roster_apply.apply_as(uow, speaker, batch.id, now).batch
            except Moved:
                import_roster_apply.compare_again(uow, batch.id)
                return None
            except Refused:
                dropped = replace(found, state=BatchState.DROPPED)
                uow.rosters.put(dropped)
                return dropped

        told = await self._store.run(work)
        if told is not None:
            await self._say(told)
        return True

    async def _fail(self, batch: Batch, why: Unreadable) -> bool:
        told = await self._store.run(lambda uow: import_roster.failed(uow, batch.id, why))
        if told is not None:
            await self._say(told)
        return True

    async def _say(self, batch: Batch) -> None:
        now = self._clock.now()

        def work(uow: UnitOfWork) -> None:
            uow.outbox.queue(self._tell(uow, batch, now), None, now)

        self._waits.pop(batch.id, None)
        await self._store.run(work)
        self._wake_relays()

    def _put_off(self, batch: Batch, after: timedelta | None = None) -> None:
        times = self._waits.get(batch.id, (0, 0.0))[0] + 1
        wait = min(_FIRST_WAIT * 2 ** min(times - 1, 20), _LONGEST_WAIT)
        if after is not None:
            wait = max(wait, after.total_seconds())
        self._waits[batch.id] = (times, self._monotonic.seconds() + wait)


class StoreDesk:
    """core.usecases.read_roster.Desk for a thread, on the store of the event loop."""

    def __init__(self, store: Store[UnitOfWork], loop: asyncio.AbstractEventLoop) -> None:
        self._store = store
        self._loop = loop

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return asyncio.run_coroutine_threadsafe(self._store.read(work), self._loop).result()

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        return asyncio.run_coroutine_threadsafe(self._store.run(work), self._loop).result()


def _in_state(uow: UnitOfWork, state: BatchState) -> list[Batch]:
    return uow.rosters.in_state(state, _AT_ONCE)


def _as_photo(batch: Batch) -> Photo:
    """A line hands over by what a photo is fetched by."""
    return Photo(
        id=batch.id,
        person=batch.by,
        document="",
        item=None,
        state=PhotoState.NOTED,
        channel=batch.channel,
        line=batch.line,
        ref=batch.ref,
        unique=batch.ref,
        name=batch.name,
        caption="",
        album=None,
        message_id="",
        sent_at=batch.created_at,
        received_at=batch.created_at,
        as_photo=False,
        size_bytes=batch.size,
    )
