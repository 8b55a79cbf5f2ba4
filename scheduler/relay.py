"""What waits in the outbox leaves from here: one relay a line, in one process at a time (design.md §5).

Replies are sent by the process that queued them; the relay takes what is unasked, what has to be tried again, and
what a process that died left behind.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from core.clock import CalendarClock, MonotonicClock
from core.faults import where
from core.outbox import Claimed, Priority
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from scheduler.pace import Pace
from scheduler.sending import Line, Sender

_log: Final = logging.getLogger(__name__)

LEADING: Final = timedelta(seconds=15)
_POLL: Final = 0.5  # seconds between looks at a queue in which nothing was due
_ASK_AGAIN: Final = 2.0  # seconds, while another process leads
_SWEEP: Final = 5.0  # seconds between looks for leases that have lapsed
_IN_FLIGHT: Final = 64
_AHEAD: Final = 8
"""Rows claimed before their slot, at most: what a kill can leave in doubt without having begun it."""
_TOGETHER: Final = 4  # rows that share the commit of a claim: 140 ms of slots
_UNASKED: Final = tuple(priority for priority in Priority if priority is not Priority.REPLY)
_LONGEST_PAUSE: Final = 30.0


class Relay:
    """`owner` is this relay's alone (`name/boot`, where the sender of replies has another boot)."""

    def __init__(
        self,
        line: Line,
        store: Store[UnitOfWork],
        sender: Sender,
        pace: Pace,
        owner: str,
        clock: CalendarClock,
        monotonic: MonotonicClock,
        new_error_id: Callable[[], str],
    ) -> None:
        self._line = line
        self._store = store
        self._sender = sender
        self._pace = pace
        self._owner = owner
        self._clock = clock
        self._monotonic = monotonic
        self._new_error_id = new_error_id
        self._awake = asyncio.Event()
        self._stopping = False
        self._flying: set[asyncio.Task[None]] = set()
        self._leads = False
        self._ask_at = self._sweep_at = monotonic.seconds()
        self._ahead = _TOGETHER

    def wake(self) -> None:
        """Something was queued that is due now."""
        self._awake.set()

    def stop(self) -> None:
        """`run` finishes what is under way and returns."""
        self._stopping = True
        self._awake.set()

    async def run(self) -> None:
        failures = 0
        while not self._stopping:
            try:
                pause = await self._round()
                failures = 0
            except StoreUnavailable:
                _log.warning("relay %s waits: the store is unavailable", self._line[0])
                failures += 1
                pause = _back_off(failures)
            except Exception as fault:  # noqa: BLE001  # one of the three loops: whatever it was, the rest still leaves
                name = type(fault).__name__
                _log.error(
                    "relay %s: error %s, %s at %s", self._line[0], self._new_error_id(), name, where(fault)
                )
                failures += 1
                pause = _back_off(failures)
            await self._rest(pause)
        await self._end()

    async def _round(self) -> float:
        """One look at the queue. Returns how long to rest."""
        if not await self._leading():
            return _ASK_AGAIN
        if len(self._flying) >= _IN_FLIGHT:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
        started = self._monotonic.seconds()
        stopped = self._pace.bulk.wait() > _POLL
        found, rows = await self._store.run(lambda uow: self._claim(uow, bulk=not stopped))
        took = self._monotonic.seconds() - started
        # A slow disk must not cost slots: what will fall due during the next claim is claimed with it.
        self._ahead = min(_AHEAD, _TOGETHER + int(took * self._pace.bulk.rate))
        await self._send(rows)
        return 0.0 if found else _POLL

    def _claim(self, uow: UnitOfWork, *, bulk: bool) -> tuple[bool, list[Claimed]]:
        outbox, now = uow.outbox, self._clock.now()
        crowded = self._pace.crowded(bulk=False)
        due = outbox.claim(self._line, self._owner, _AHEAD, now, priorities=(Priority.REPLY,), skip=crowded)
        if bulk:
            taken = [*self._pace.crowded(bulk=True), *(row.address_row for row in due)]
            due += outbox.claim(self._line, self._owner, self._ahead, now, priorities=_UNASKED, skip=taken)
        rows = []
        for row in due:
            ready = self._sender.vet(uow, row, now)
            if isinstance(ready, Claimed):
                rows.append(ready)
            else:
                outbox.record(row, ready, now)
        return bool(due), rows

    async def _send(self, rows: Sequence[Claimed]) -> None:
        for row in rows:
            slot = await self._slot()
            if not slot and row.priority is not Priority.REPLY:
                await self._hand_back(row)
                continue
            # A reply takes a slot where there is one, so that many of them are no flood; it does not wait for long.
            task = asyncio.create_task(self._sender.carry(row, slot=slot), name=f"outbox {row.row}")
            self._flying.add(task)
            task.add_done_callback(self._landed)

    async def _slot(self) -> bool:
        """False where the line was told to wait meanwhile, for longer than a claimed row may."""
        while not self._pace.bulk.take():
            seconds = self._pace.bulk.wait()
            if seconds > _POLL:
                return False
            await asyncio.sleep(seconds)
        return True

    async def _hand_back(self, row: Claimed) -> None:
        now = self._clock.now()
        await self._store.run(lambda uow: uow.outbox.hand_back(row.address_row, self._owner, now))

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault is not None:  # the row counts as attempted until its lease lapses, then as unknown
            name = type(fault).__name__
            _log.error("a send failed: error %s, %s at %s", self._new_error_id(), name, where(fault))

    async def _leading(self) -> bool:
        now = self._monotonic.seconds()
        if now >= self._ask_at:
            self._leads = await self._store.run(lambda uow: uow.outbox.lead(self._line, self._owner, LEADING))
            self._ask_at = now + (LEADING.total_seconds() / 3 if self._leads else _ASK_AGAIN)
        if self._leads and now >= self._sweep_at:
            await self._store.run(lambda uow: uow.outbox.take_over(self._owner, self._clock.now()))
            self._sweep_at = now + _SWEEP
        return self._leads

    async def _rest(self, seconds: float) -> None:
        if seconds <= 0 or self._stopping:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            return
        self._awake.clear()

    async def _end(self) -> None:
        if self._flying:
            await asyncio.wait(self._flying)
        try:
            await self._store.run(lambda uow: uow.outbox.step_down(self._line, self._owner))
        except StoreUnavailable:
            return  # the lease lapses by itself


def _back_off(failures: int) -> float:
    return float(min(2 ** min(failures, 10) / 4, _LONGEST_PAUSE))
