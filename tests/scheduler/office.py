"""A sender and a relay on a real store, with a messenger that keeps what it was given and does as it is told."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clocks import ProcessClock
from core.outbox import Claimed, Outcome, Sent
from core.ports import UnitOfWork
from core.store import StoreUnavailable
from scheduler.pace import Limits, Pace
from scheduler.relay import Relay
from scheduler.sending import Sender
from tests.scheduler.posts import LINE, NOW, Post

T = TypeVar("T")

QUICK = Limits(bulk=2000.0, most=2100, chat_seconds=0.0, burst=3)
ANSWER = "here/answers"
RELAY = "here/relay"
FAULTY = "a fault in the words"


@dataclass
class Mailbox:
    """A messenger. `will` scripts a chat's next outcomes (an exception is raised); otherwise everything arrives."""

    will: dict[str, deque[Outcome | Exception]] = field(default_factory=lambda: defaultdict(deque))
    arrived: list[tuple[str, str]] = field(default_factory=list)
    attempts: list[tuple[str, str, float]] = field(default_factory=list)
    seconds: float = 0.0
    most_at_once: int = 0
    _now: int = 0
    _open: set[str] = field(default_factory=set)

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:  # noqa: ARG002
        assert chat not in self._open, "two sends to one chat at once"
        self._open.add(chat)
        self.most_at_once = max(self.most_at_once, len(self._open))
        text = screen.decode()
        self.attempts.append((chat, text, asyncio.get_running_loop().time()))
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self._open.discard(chat)
        outcome = self.will[chat].popleft() if self.will[chat] else None
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is None or isinstance(outcome, Sent):
            self.arrived.append((chat, text))
            return outcome or Sent(str(len(self.arrived)), NOW)
        return outcome

    def texts(self, chat: str | None = None) -> list[str]:
        return [text for to, text in self.arrived if chat in (None, to)]


class CalendarOf:
    """The calendar of a post."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def now(self) -> datetime:
        return self._post.now

    def offset(self) -> timedelta:
        return timedelta()


class ShakyStore:
    """The post's store, which is away as often as it is told to be."""

    def __init__(self, post: Post) -> None:
        self._store = post.port
        self.away = 0
        self.runs = 0

    async def run(self, work: Callable[[UnitOfWork], T], *, brief: bool = False) -> T:
        self._is_asked()
        return await self._store.run(work, brief=brief)

    async def note(self, work: Callable[[UnitOfWork], T]) -> T:
        self._is_asked()
        return await self._store.note(work)

    def _is_asked(self) -> None:
        self.runs += 1
        if self.away:
            self.away -= 1
            raise StoreUnavailable

    async def run_batch(
        self, works: Sequence[Callable[[UnitOfWork], T]], *, brief: bool = False
    ) -> list[T | BaseException]:
        return await self._store.run_batch(works, brief=brief)

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        return await self._store.read(work)


@dataclass
class Office:
    post: Post
    limits: Limits = QUICK
    unwanted: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)
    """What is said for a composed row now, by its whole payload; nothing where it is not here."""

    def __post_init__(self) -> None:
        self.mailbox = Mailbox()
        self.store = ShakyStore(self.post)
        self.open()

    def open(self, limits: Limits | None = None) -> None:
        """Begins anew, with no memory of who was sent what when."""
        self.limits = limits or self.limits
        self.pace = Pace(self.limits, ProcessClock())
        self.naps: list[float] = []
        self.sender = Sender(
            self.store,
            {LINE: self.mailbox},
            {LINE: self.pace},
            CalendarOf(self.post),
            lambda _, name: name not in self.unwanted,
            self._compose,
            sleep=self._nap,
        )

    def _compose(self, uow: UnitOfWork, row: Claimed) -> bytes | None:
        del uow
        said = self.words.get(row.payload.decode())
        if said == FAULTY:
            raise LookupError(said)
        return None if said is None else said.encode()

    async def _nap(self, seconds: float) -> None:
        self.naps.append(seconds)
        await asyncio.sleep(min(seconds, 0.02))

    def relay(self, owner: str = RELAY) -> Relay:
        return Relay(
            LINE,
            self.store,
            self.sender,
            self.pace,
            owner,
            CalendarOf(self.post),
            ProcessClock(),
            lambda: "E1",
        )

    @asynccontextmanager
    async def relaying(self, *owners: str) -> AsyncIterator[Relay]:
        relays = [self.relay(owner) for owner in owners or (RELAY,)]
        tasks = [asyncio.create_task(relay.run()) for relay in relays]
        try:
            yield relays[0]
        finally:
            for relay in relays:
                relay.stop()
            await asyncio.gather(*tasks)

    async def queue_and_answer(self, chat: str, text: str) -> None:
        claimed = self.post.prompt(chat, text, owner=ANSWER).claimed
        await self.sender.answer(claimed)

    async def until(self, done: Callable[[], bool], within: float = 10.0) -> None:
        async with asyncio.timeout(within):
            while not done():  # noqa: ASYNC110 - what is waited for lies in a database
                await asyncio.sleep(0.01)
