"""Fetches what was sent as evidence, looks into it to its end, and keeps it (design.md §7).

A photo's row is there before its bytes are. It stays "noted" until they are safe, so whatever dies where, the photo is
fetched once more: keeping the same bytes twice changes nothing.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeAlias

from core.clock import CalendarClock, MonotonicClock
from core.evidence import EvidenceUnavailable, RefusalReason, Refused
from core.faults import where
from core.fetching import Fetched, Lost, NotNow, Source, TooLarge
from core.outbox import Outgoing
from core.photos import NO_LONGER_THERE, NOT_FETCHED, Photo
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from core.usecases.keep_evidence import evidence_refused, evidence_stored
from scheduler.evidence_bytes import EvidenceBytes

_log: Final = logging.getLogger(__name__)
Line = tuple[str, str]

Tell: TypeAlias = Callable[[UnitOfWork, Photo, datetime], list[Outgoing]]
"""What its author is told now that this photo was stored or refused."""

_DOWNLOADS: Final = 4
_LOOK_AHEAD: Final = 200
_FIRST_WAIT: Final = 2.0
_LONGEST_WAIT: Final = 600.0
_BUSY: Final = 1.0
_IDLE: Final = 5.0
_FORGET_EVERY: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Failing:
    """`since` is the first failure that was not our own store's: only those use up patience."""

    since: float
    times: int
    until: float


class Fetcher:
    """`sources` are the lines of this process, and may be added to. `wake_relays` is called when something was queued.

    `patience`: how long a photo that does not come through is tried before it is given up.
    """

    def __init__(
        self,
        store: Store[UnitOfWork],
        sources: Mapping[Line, Source],
        evidence: EvidenceBytes,
        tell: Tell,
        wake_relays: Callable[[], None],
        clock: CalendarClock,
        monotonic: MonotonicClock,
        *,
        patience: timedelta = timedelta(hours=24),
    ) -> None:
        self._store = store
        self._sources = sources
        self._evidence = evidence
        self._tell = tell
        self._wake_relays = wake_relays
        self._clock = clock
        self._monotonic = monotonic
        self._patience = patience.total_seconds()
        self._awake = asyncio.Event()
        self._flying: dict[str, asyncio.Task[None]] = {}
        self._people: Counter[str] = Counter()
        self._failing: dict[str, _Failing] = {}
        self._forget_at = 0.0

    def wake(self) -> None:
        """Something was noted."""
        self._awake.set()

    def forget(self) -> None:
        """Something was removed: its bytes go at once, if no other row holds them."""
        self._forget_at = 0.0
        self._awake.set()

    async def run(self) -> None:
        """Until it is cancelled; what is under way then is fetched again at the next start."""
        try:
            while True:
                self._awake.clear()
                try:
                    waiting = await self._round()
                except StoreUnavailable:
                    _log.warning("photos wait: the store is unavailable")
                    waiting = True
                await self._rest(_BUSY if waiting else _IDLE)
        finally:
            flying = list(self._flying.values())
            for task in flying:
                task.cancel()
            await asyncio.gather(*flying, return_exceptions=True)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            return

    async def _round(self) -> bool:
        """Starts what is due. True while anything waits."""
        now = self._monotonic.seconds()
        if now >= self._forget_at:
            self._forget_at = now + _FORGET_EVERY
            await self._evidence.forget()
        noted = await self._store.read(lambda uow: uow.photos.to_fetch(_LOOK_AHEAD))
        # One person's many photos must not keep another's waiting: the least served come first.
        for photo in sorted(self._due(noted), key=lambda each: self._people[each.person]):
            if len(self._flying) >= _DOWNLOADS:
                break
            self._start(photo)
        return bool(noted)

    def _due(self, noted: list[Photo]) -> list[Photo]:
        now = self._monotonic.seconds()
        still = {photo.id for photo in noted}
        self._failing = {id_: failing for id_, failing in self._failing.items() if id_ in still}
        return [
            photo
            for photo in noted
            if photo.id not in self._flying
            and (photo.channel, photo.line) in self._sources
            and (photo.id not in self._failing or self._failing[photo.id].until <= now)
        ]

    def _start(self, photo: Photo) -> None:
        self._people[photo.person] += 1
        task = asyncio.create_task(self._fetch(photo), name="photo")
        self._flying[photo.id] = task
        task.add_done_callback(partial(self._landed, photo))

    def _landed(self, photo: Photo, task: asyncio.Task[None]) -> None:
        """Whatever became of one photo, the others are fetched."""
        del self._flying[photo.id]
        self._people[photo.person] -= 1
        self._awake.set()
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, StoreUnavailable | EvidenceUnavailable):
            _log.warning("a photo waits: %s", fault)
            self._put_off(photo, ours=True)
        elif fault is not None:
            _log.error("a photo was not taken: %s at %s", type(fault).__name__, where(fault))
            self._put_off(photo)
        elif photo.id not in self._failing:
            self._wake_relays()

    async def _fetch(self, photo: Photo) -> None:
        failing = self._failing.get(photo.id)
        if failing is not None and self._monotonic.seconds() - failing.since >= self._patience:
            await self._refuse(photo, NOT_FETCHED)
            return
        match await self._sources[photo.channel, photo.line](photo):
            case Fetched(data):
                await self._take(photo, data)
            case TooLarge():
                await self._refuse(photo, RefusalReason.TOO_LARGE)
            case Lost():
                await self._refuse(photo, NO_LONGER_THERE)
            case NotNow(after):
                self._put_off(photo, after)

    async def _take(self, photo: Photo, data: bytes) -> None:
        found = await self._evidence.inspect(data, photo.name)
        if isinstance(found, Refused):
            await self._refuse(photo, found.reason)
            return

        async def record() -> bool:
            return await self._store.run(lambda uow: self._record(uow, evidence_stored(uow, photo.id, found)))

        await self._evidence.keep(data, found.sha256, record)
        self._failing.pop(photo.id, None)

    async def _refuse(self, photo: Photo, reason: str) -> None:
        await self._store.run(lambda uow: self._record(uow, evidence_refused(uow, photo.id, reason)))
        self._failing.pop(photo.id, None)

    def _record(self, uow: UnitOfWork, photo: Photo | None) -> bool:
        if photo is None:
            return False
        now = self._clock.now()
        uow.outbox.queue(self._tell(uow, photo, now), None, now)
        return True

    def _put_off(self, photo: Photo, after: timedelta | None = None, *, ours: bool = False) -> None:
        now = self._monotonic.seconds()
        before = self._failing.get(photo.id)
        times = before.times + 1 if before else 1
        wait = min(_FIRST_WAIT * 2 ** min(times - 1, 20), _LONGEST_WAIT)
        if after is not None:
            wait = max(wait, after.total_seconds())
        since = now if ours or before is None else before.since
        self._failing[photo.id] = _Failing(since, times, now + wait)
