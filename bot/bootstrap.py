"""The composition root: the one place where everything is put together."""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.chance import SecretChance
from bot.channels.capabilities import BY_CHANNEL
from bot.clocks import ProcessClock, RealClock
from bot.composed import Composed
from bot.conversation.engine import Engine
from bot.conversation.here import MAKE, Decision
from bot.farewell import LastMessage
from bot.file_folder import FolderOfFiles
from bot.file_messages import FileMessages
from bot.handlers.own_data import FILE_KIND as OWN_FILES
from bot.handlers.photo_places import FETCH, FORGET
from bot.handlers.photo_receipts import PhotoReceipts
from bot.handlers.roster import READ as ROSTER_READ
from bot.inbound import Inbound
from bot.installation import open_evidence, open_store, open_vault
from bot.log_head import HeadFile
from bot.logs import new_error_id
from bot.makers import makers_at, own_data_maker
from bot.reception import Arrived, Reception
from bot.registry import REGISTRY
from bot.request_reminders import RequestReminders
from bot.roster_messages import RosterMessages
from bot.settings import Settings
from bot.wanted import StillWanted
from bot.wording import Wording
from core.calendar import may_disturb, next_morning
from core.clock import CalendarClock
from core.entrance import Entrance
from core.fetching import Source
from core.files_out import PREFIX
from core.ports import UnitOfWork
from documents.roster_reader import ProcessReader
from scheduler.bell import Bell, in_turn
from scheduler.daily import DailyWork
from scheduler.erasing import Erasing
from scheduler.evidence_bytes import EvidenceBytes
from scheduler.fetching import Fetcher
from scheduler.key_watch import KeyWatch
from scheduler.making import FileWorker
from scheduler.pace import Limits, Pace
from scheduler.relay import Relay
from scheduler.reminding import NAME as REMINDING
from scheduler.reminding import remind
from scheduler.roster_reading import RosterWorker
from scheduler.sealing import Sealing
from scheduler.sending import Channel, Line, Sender
from scheduler.slots import HalfDays
from storage.engine.store import Store

if TYPE_CHECKING:
    from bot.bootstrap_telegram import TelegramLine
    from bot.web.site import Site
    from storage.evidence.keeper import EvidenceKeeper

_log: Final = logging.getLogger(__name__)

_TO_PRINT: Final = 1.0
"""Seconds in which what was just made is told, where the conversation came from a file and is over."""
_UNHURRIED: Final = Limits(bulk=1000.0, most=1000, chat_seconds=0.0, burst=1000)
"""For what is printed: nobody counts it."""


@dataclass
class System:
    """Everything but the messengers. `lines` are added before `start`."""

    settings: Settings
    clock: CalendarClock
    store: Store[UnitOfWork]
    words: Wording
    keeper: "EvidenceKeeper"
    sources: dict[Line, Source] = field(default_factory=dict)
    channels: dict[Line, Channel] = field(default_factory=dict)
    paces: dict[Line, Pace] = field(default_factory=dict)
    relays: list[Relay] = field(default_factory=list)
    answer_taps: dict[Line, Callable[[str], Awaitable[None]]] = field(default_factory=dict)
    follow_ups: dict[str, Callable[[Inbound, str], Awaitable[None]]] = field(default_factory=dict)
    saves_files: set[str] = field(default_factory=set)
    boot: str = field(default_factory=lambda: f"{os.getpid()}-{SecretChance().new_id()[:8]}")

    @property
    def name(self) -> str:
        """Of this deployment on this machine, in leases: what it left behind when it was killed is its own again at
        the next start, and another machine's is not."""
        return f"neuguong@{socket.gethostname()}:{self.settings.http_port}"

    def __post_init__(self) -> None:
        self.public_url = self.settings.public_url
        self.telegram_name: str | None = None
        self.monotonic = ProcessClock()
        composed = Composed(self.words, self.clock)
        self.sender = Sender(
            self.store, self.channels, self.paces, self.clock, StillWanted(self.clock), composed
        )
        self.engine = Engine(
            REGISTRY, self.words, f"{self.name}/{self.boot}", quiet_until, SecretChance(), can_edit
        )
        self.reception = Reception(
            self.store, self.engine.decide, self.engine.apologise, self.answer, new_error_id
        )
        self.evidence = EvidenceBytes(self.store, self.keeper)
        head = HeadFile(self.settings.home)
        sealing = Sealing(self.store, self.clock, f"{self.name}/{self.boot}", head.write)
        erasing = Erasing(self.store, self.clock, LastMessage(self.words), self.evidence.forget, self._wake)
        reminders = RequestReminders(self.words, quiet_until)
        daily = DailyWork(self.store, self.clock, remind=reminders, forget_bytes=self.evidence.forget)
        half_days = HalfDays(self.store, self.clock, {REMINDING: remind})
        keys = KeyWatch(self.store, self.name, self.monotonic)
        self.bell = Bell(in_turn(keys.ring, daily.ring, half_days.ring, sealing.ring, erasing.ring))
        self.fetcher = Fetcher(
            self.store,
            self.sources,
            self.evidence,
            PhotoReceipts(self.words, can_edit, quiet_until),
            self._wake,
            self.clock,
            self.monotonic,
        )
        chance = SecretChance()
        self.files = FileWorker(
            self.store,
            {**makers_at(self.entrance), OWN_FILES: own_data_maker(self.keeper.shown)},
            self.keeper,
            FileMessages(self.words, self._takes_files, lambda: self.public_url, quiet_until, chance),
            self.words,
            f"{self.name}/{self.boot}",
            self._wake,
            self.clock,
            chance,
            new_error_id,
        )
        self.rosters = RosterWorker(
            self.store,
            self.sources,
            ProcessReader(),
            RosterMessages(self.words, quiet_until),
            self._wake,
            self.clock,
            self.monotonic,
            chance,
        )
        self.follow_ups |= {
            "relay": self._wake_relays,
            FETCH: self._fetch,
            FORGET: self._forget,
            MAKE: self._make_files,
            ROSTER_READ: self._read_rosters,
        }

    def add_line(self, line: Line, channel: Channel, limits: Limits) -> None:
        self.channels[line] = channel
        self.paces[line] = pace = Pace(limits, self.monotonic)
        owner = f"{self.name}/relay-{self.boot}"
        relay = Relay(line, self.store, self.sender, pace, owner, self.clock, self.monotonic, new_error_id)
        self.relays.append(relay)

    async def answer(self, said: Inbound, decision: Decision) -> None:
        """What a committed decision asks for, the tap first: it shows at once that something was heard."""
        line = (said.address.channel, said.address.line)
        taps = [self.answer_taps[line](tap) for tap in decision.taps if line in self.answer_taps]
        follow_ups = [
            self.follow_ups[name](said, what) for name, what in decision.after if name in self.follow_ups
        ]
        sending = self.sender.answer(decision.claimed)
        if taps or follow_ups:
            await asyncio.gather(*taps, *follow_ups, sending)
        else:
            await sending

    async def _wake_relays(self, said: Inbound, what: str) -> None:  # noqa: ARG002
        self._wake()

    def _wake(self) -> None:
        for relay in self.relays:
            relay.wake()

    async def _fetch(self, said: Inbound, what: str) -> None:  # noqa: ARG002
        self.fetcher.wake()

    async def _forget(self, said: Inbound, sha256: str) -> None:  # noqa: ARG002
        self.fetcher.forget()

    def _takes_files(self, channel: str) -> bool:
        """Whether that messenger hands files over itself. A terminal of this machine does, whatever plain text does."""
        return channel in self.saves_files or BY_CHANNEL[channel].files_out

    def entrance(self) -> Entrance:
        """Where link codes lead, as far as it is known by now."""
        return Entrance(self.public_url, self.telegram_name, self.settings.zalo_id)

    async def _read_rosters(self, said: Inbound, what: str) -> None:  # noqa: ARG002
        self.rosters.wake()

    async def _make_files(self, said: Inbound, what: str) -> None:  # noqa: ARG002
        self.files.wake()

    async def load(self, key: str) -> bytes | None:
        """What a screen shows or hands over, by its key. Raises StoreUnavailable."""
        return await (self.files.load(key) if key.startswith(PREFIX) else self.evidence.shown(key))

    async def close(self) -> None:
        self.files.close()
        self.evidence.close()
        await self.store.close()

    async def take_over(self) -> None:
        """What a process of this deployment that was killed had in hand is ours from here on."""
        owner = f"{self.name}/{self.boot}"
        await self.store.run(lambda uow: uow.outbox.take_over(owner, self.clock.now(), dead=self.name))

    async def run_until(self, stop: asyncio.Event, *loops: Awaitable[None]) -> None:
        """Runs the relays, the fetcher and `loops` until `stop`; then finishes what is under way."""
        await self.take_over()
        relays = [asyncio.create_task(relay.run(), name="relay") for relay in self.relays]
        own = (self.fetcher.run(), self.files.run(), self.rosters.run())
        tasks = [asyncio.ensure_future(loop) for loop in (*own, *loops)]
        stopping = asyncio.create_task(stop.wait(), name="stop")
        await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in (stopping, *tasks):
            task.cancel()
        failures = await asyncio.gather(*tasks, return_exceptions=True)
        await self.reception.drain()
        self.sender.close()
        for relay in self.relays:
            relay.stop()
        await asyncio.gather(*relays)
        for failure in failures:
            if isinstance(failure, Exception):
                raise failure


def can_edit(channel: str) -> bool:
    """Whether a message of that messenger can be changed once it was sent."""
    return BY_CHANNEL[channel].edits


def quiet_until(now: datetime) -> datetime | None:
    """Unasked messages wait for the morning in quiet hours and at Tết (design.md §9.3)."""
    return None if may_disturb(now) else next_morning(now)


def compose(settings: Settings, clock: CalendarClock) -> System:
    """Migrates, opens, and puts together all but the messengers. Raises CannotStart, StoreUnavailable."""
    vault = open_vault(settings)
    store = open_store(settings, vault)
    return System(settings, clock, store, Wording(), open_evidence(settings, vault))


def run(settings: Settings, clock: CalendarClock) -> None:
    """The bot, until it is stopped."""
    asyncio.run(_run(settings, clock))


async def _run(settings: Settings, clock: CalendarClock) -> None:
    from bot.bootstrap_telegram import TelegramLine
    from bot.web.site import served

    system = compose(settings, clock)
    assert settings.telegram_bot_token is not None  # noqa: S101  # `neuguong run` simulates without one
    token = settings.telegram_bot_token.get_secret_value()
    leave_imports_alone()
    try:
        line = TelegramLine(system, token, settings.telegram_api_base, system.load)
        pages = site(system)
        routes = [*pages.routes(), *line.routes(), pages.elsewhere()]
        async with served(settings.http_host, settings.http_port, routes):
            await serve(line, stop_signal())
    finally:
        await system.close()


def site(system: System) -> "Site":
    """The pages of the HTTP port."""
    from bot.web.clients import Clients
    from bot.web.pages import Pages
    from bot.web.site import Site

    pages, clients = Pages(system.words), Clients(system.monotonic)
    return Site(system.store, system.load, system.entrance, pages, clients, system.clock, new_error_id)


def leave_imports_alone() -> None:
    """What was imported stays for good. Without this the collector walks through all of aiogram now and then, and
    everybody waits a quarter of a second."""
    gc.collect()
    gc.freeze()


async def serve(line: "TelegramLine", stop: asyncio.Event, *loops: Awaitable[None]) -> None:
    """One Telegram line and all that goes on beside it, until `stop`. The simulator's bot is served the same way."""
    system = line.system
    try:
        await line.offer_start()
        _log.info("the bot is running")
        await system.run_until(stop, system.bell.run(), line.receiving(), line.knowing_itself(), *loops)
    finally:
        await line.api.close()


def chat(settings: Settings) -> None:
    """A conversation in this terminal, in plain text as on Zalo, on the installation's own data."""
    asyncio.run(_chat(settings))


async def _chat(settings: Settings) -> None:
    from bot.channels.text.terminal import CHANNEL, LINE, Terminal

    clock = RealClock()
    system = compose(settings, clock)
    terminal = Terminal(system.words, clock, "terminal", print, FolderOfFiles(settings, system.load).save)
    system.add_line((CHANNEL, LINE), terminal, _UNHURRIED)
    system.saves_files.add(CHANNEL)

    async def take(said: Inbound) -> None:
        await system.reception.take([Arrived(said, said.text.encode())])
        await system.reception.drain()

    async def converse() -> None:
        await take(terminal.greeting())
        await terminal.converse(sys.stdin.readline, take)
        if await system.files.finish():
            await asyncio.sleep(_TO_PRINT)

    try:
        await system.run_until(stop_signal(), system.bell.run(), converse())
    finally:
        await system.close()


def stop_signal() -> asyncio.Event:
    """Set by Ctrl-C or by the service manager's request to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop
