"""From a claimed row to its recorded outcome, one address in order: the way of every message that leaves.

A send is an attempt that the store knows of, a call outside any transaction, and a record at once. A reply of this
process is claimed and attempted by the very commit that queued it, so it costs one commit more, its own mark.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from core.clock import CalendarClock
from core.composing import to_compose
from core.faults import where
from core.outbox import FLOOD, Claimed, Late, Obsolete, Outcome, Rejected, RetryAt, Unknown
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from scheduler.pace import Pace

_log: Final = logging.getLogger(__name__)
T = TypeVar("T")

Line = tuple[str, str]
"""Channel and line: which messenger, and which bot or OA there."""

StillWanted = Callable[[UnitOfWork, str], bool]
"""Whether the check of this name (core.outbox.Outgoing.wanted) still holds."""

Compose = Callable[[UnitOfWork, Claimed], bytes | None]
"""Puts a row that waits to be composed (core/composing.py) into words for its person and address, inside the
transaction that claims it; None where there is nothing to be said any more.

A send that broke off is composed again: what may read otherwise by then must be one part on every channel."""

_LONGEST_WAIT: Final = timedelta(minutes=5)
_MOST_FAILURES: Final = 30
"""A message on which the messenger itself fails is given up after some two hours: it may be the message."""
_LONGEST_HELD: Final = 5.0  # seconds for which an address is kept while its next reply waits for the pace
_FIRST_PAUSE: Final = 0.2
_FAULTS: Final = (LookupError, ValueError, TypeError, AttributeError, AssertionError)
"""Of our own, in one message's words: they must not stop all that is behind it."""
_LONGEST_PAUSE: Final = 5.0


def _without_words(uow: UnitOfWork, row: Claimed) -> None:
    del uow, row


class Channel(Protocol):
    """Sends, and does nothing else. Every way in which a send can end is one of the outcomes; it never raises them."""

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:
        """`screen` is the neutral JSON of bot/screen.py. `edits` is the message to change in place. The first `done`
        parts have arrived already. Takes 20 seconds at most."""
        ...


class Sender:
    """Sends on every line of this process. `sleep` and `clock` are arguments so that tests need not wait."""

    def __init__(
        self,
        store: Store[UnitOfWork],
        channels: Mapping[Line, Channel],
        paces: Mapping[Line, Pace],
        clock: CalendarClock,
        still_wanted: StillWanted,
        compose: Compose = _without_words,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._channels = channels
        self._paces = paces
        self._clock = clock
        self._still_wanted = still_wanted
        self._compose = compose
        self._sleep = sleep
        self._closing = False
        self._busy: dict[int, deque[Sequence[Claimed]]] = {}

    async def answer(self, claimed: Sequence[Claimed]) -> None:
        """Sends what `Outbox.queue` claimed, then whatever reply was queued behind it. Returns when the address has
        been given back, or at once where another call is already sending to it."""
        by_address: dict[int, list[Claimed]] = {}
        for row in claimed:
            by_address.setdefault(row.address_row, []).append(row)
        if len(by_address) == 1:  # the common case, and it needs no task of its own
            for address, rows in by_address.items():
                await self._answer(address, rows)
            return
        await asyncio.gather(*(self._answer(address, rows) for address, rows in by_address.items()))

    async def _answer(self, address: int, rows: Sequence[Claimed]) -> None:
        waiting = self._busy.get(address)
        if waiting is not None:
            waiting.append(rows)
            return
        waiting = self._busy[address] = deque([rows])
        try:
            while waiting:
                await self._send_all(waiting.popleft())
        finally:
            del self._busy[address]

    async def _send_all(self, rows: Sequence[Claimed]) -> None:
        address, owner = rows[0].address_row, rows[0].owner
        pace = self._pace(rows[0])
        for row in rows:
            if pace.before_reply(address) > 0:
                # While they wait, newer replies may supersede them; what counts as attempted cannot be.
                await self._run(
                    lambda uow: uow.outbox.hand_back(address, owner, self._clock.now(), keep=True)
                )
                break
            if not await self._deliver(row):
                return
        await self._send_rest(rows[0])

    async def carry(self, row: Claimed, *, slot: bool) -> None:
        """Sends a row that the relay claimed, and the replies that came to its address meanwhile. `slot`: it has
        taken one of the bulk's."""
        if await self._deliver(row, slot=slot):
            await self._send_rest(row)

    async def _send_rest(self, last: Claimed) -> None:
        address, owner = last.address_row, last.owner
        pace = self._pace(last)
        while not self._closing:
            seconds = pace.before_reply(address)
            if seconds > _LONGEST_HELD:
                break
            await self._sleep(seconds)
            row = await self._run(lambda uow: self._next(uow, address, owner))
            if row is None or not await self._deliver(row):
                return
        await self._run(lambda uow: uow.outbox.hand_back(address, owner, self._clock.now()))

    def _next(self, uow: UnitOfWork, address: int, owner: str) -> Claimed | None:
        now = self._clock.now()
        row = uow.outbox.next_reply(address, owner, now)
        if row is None:
            return None
        ready = self.vet(uow, row, now)
        if isinstance(ready, Claimed):
            return ready
        uow.outbox.record(row, ready, now)  # and gives the address back: the relay goes on with it
        return None

    def vet(self, uow: UnitOfWork, row: Claimed, now: datetime) -> Claimed | Outcome:
        """The row in words, or why it must not be sent any more."""
        if row.expires_at is not None and row.expires_at <= now:
            return Late()
        if row.wanted is not None and not self._still_wanted(uow, row.wanted):
            return Obsolete()
        try:
            if to_compose(row.payload) is None:
                return row
            payload = self._compose(uow, row)
        except _FAULTS as fault:
            _log.error("a message was not composed: %s at %s", type(fault).__name__, where(fault))
            return Rejected("composing")
        return Obsolete() if payload is None else replace(row, payload=payload)

    async def _deliver(self, row: Claimed, *, slot: bool = False) -> bool:
        """Sends one row and records what became of it. True where its address is still ours, with more to send."""
        pace = self._pace(row)
        pace.sent(row.address_row, bulk=slot)
        channel = self._channels[row.channel, row.line]
        outcome = await channel.send(row.chat, row.payload, edits=row.edits, done=row.done)
        if isinstance(outcome, RetryAt):
            _learn(pace, row.address_row, waited := _patiently(outcome, row.attempts))
            outcome = Unknown(waited.done) if waited.perhaps and row.attempts >= _MOST_FAILURES else waited
        return await self._run(lambda uow: uow.outbox.record(row, outcome, self._clock.now()), noted=True)

    def _pace(self, row: Claimed) -> Pace:
        return self._paces[row.channel, row.line]

    async def _run(self, work: Callable[[UnitOfWork], T], *, noted: bool = False) -> T:
        """What has happened must be written down, however long the store is away; a lost mark is a second copy."""
        pause = _FIRST_PAUSE
        while True:
            try:
                return await (self._store.note(work) if noted else self._store.run(work))
            except StoreUnavailable:
                if self._closing:
                    raise
                _log.warning("a send waits to be recorded: the store is unavailable")
            await self._sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def close(self) -> None:
        """What is under way is finished, and nothing further begun."""
        self._closing = True


def _learn(pace: Pace, chat: int, outcome: RetryAt) -> None:
    seconds = outcome.after.total_seconds()
    if outcome.reason == FLOOD:
        pace.refused(chat, seconds, whole_line=outcome.whole_line)
    elif outcome.whole_line:
        pace.unreachable(seconds)


def _patiently(outcome: RetryAt, attempts: int) -> RetryAt:
    """A messenger that says how long is believed; otherwise each failure doubles the wait."""
    if outcome.reason == FLOOD:
        return outcome
    return replace(outcome, after=min(outcome.after * 2 ** min(attempts - 1, 20), _LONGEST_WAIT))
