"""Starts the simulator: the real bot on a messenger of this machine's own, with a page to try everything on."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from aiohttp import web

from bot.bootstrap import System, compose, serve, stop_signal
from bot.bootstrap import site as pages
from bot.chance import SecretChance
from bot.clocks import RealClock
from bot.settings import Settings
from core.message import Message, say
from core.ports import UnitOfWork
from core.usecases.load_demo import begin, settle
from simulator.cast import Cast
from simulator.desk import Desk
from simulator.memory import Memory
from simulator.moved_time import MovedTime
from simulator.page_words import page_words
from simulator.recorder import Recorder
from simulator.site import application
from simulator.telegram import TelegramServer

if TYPE_CHECKING:  # aiogram takes seconds to load
    from bot.bootstrap_telegram import TelegramLine

T = TypeVar("T")
DEMO: Final = Path(__file__).parent / "demo_province.json"
_FIRST_MESSAGE: Final = 1_700_000_000


@dataclass(frozen=True, slots=True)
class House:
    """Everything but the bot: the province in its database, the messenger, the page at `address`."""

    system: System
    time: MovedTime
    telegram: TelegramServer
    cast: Cast
    address: str


def simulate(settings: Settings, tell: Callable[[Message], None]) -> None:
    """Until it is stopped. Raises CannotStart, StoreUnavailable, and OSError where the port is taken."""
    if not asyncio.run(_simulate(own(settings), tell)):
        # All is closed, but a thread still imports. The interpreter's own end would pull Python away from under it.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def own(settings: Settings) -> Settings:
    """The simulator's own database, key and photos, in a folder beside the configured ones, which it never touches."""
    file = settings.home / "simulator" / "neuguong.db"
    apart = {"database_url": f"sqlite:///{file}", "evidence_url": None, "data_key": None}
    return Settings.model_validate({**settings.model_dump(exclude_none=True), **apart})


async def _simulate(settings: Settings, tell: Callable[[Message], None]) -> bool:
    """False where it was stopped before the bot was loaded."""
    stop = stop_signal()
    async with furnished(settings) as house:
        tell(say("The simulator is open at {address}", address=house.address))
        tell(say("Press Ctrl-C to stop it."))
        return await live(house, stop)


async def live(house: House, stop: asyncio.Event) -> bool:
    """The bot as it is anywhere else, polling the stand-in. The page is served while the bot is still being loaded;
    False where it was stopped before it was."""
    line_of = await unless_stopped(_telegram_line, stop)
    if line_of is None:
        return False
    line = line_of(house.system, house.telegram.token, house.telegram.base_url, house.system.load)
    await serve(line, stop, house.time.keeping())
    return True


async def unless_stopped(load: Callable[[], T], stop: asyncio.Event) -> T | None:
    """What a thread loads; None as soon as it is to stop, for an import takes seconds and cannot be broken off."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def work() -> None:
        try:
            done.set_result(load())
        except ImportError as broken:
            done.set_exception(broken)

    Thread(target=work, name="loading", daemon=True).start()
    loaded, stopped = asyncio.wrap_future(done), asyncio.ensure_future(stop.wait())
    either: set[asyncio.Future[Any]] = {loaded, stopped}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if stop.is_set():
        loaded.cancel()
        return None
    return loaded.result()


def _telegram_line() -> "type[TelegramLine]":
    from bot.bootstrap_telegram import TelegramLine

    return TelegramLine


@asynccontextmanager
async def furnished(settings: Settings) -> AsyncIterator[House]:
    """Opens the house of these settings, which are the simulator's own, while the block runs.

    Raises CannotStart, StoreUnavailable, and OSError where the port is taken.
    """
    time = MovedTime(RealClock(), settings.home / "clock")
    system = compose(settings, time)
    try:
        cast = Cast(demo(), system.words.text(say("Stranger")))
        fresh = await _move_in(system)
        telegram = TelegramServer(time.now)
        _give_phones(telegram, cast)
        recorder = Recorder(telegram.platform, cast, time.now())
        memory = Memory(settings.home, telegram.platform, telegram.bot, recorder)
        memory.recall(fresh=fresh)
        desk = Desk(system.store, time, system.words, cast, recorder, lambda: _wake(system))
        site = application(telegram, desk, page_words(system.words))
        site.add_routes(pages(system).routes())
        with closing(memory):
            async with _served(telegram, site, settings) as address:
                system.public_url = address
                yield House(system, time, telegram, cast, address)
    finally:
        await system.close()


def demo() -> dict[str, Any]:
    """The fictional province."""
    found: dict[str, Any] = json.loads(DEMO.read_text(encoding="utf-8"))
    return found


async def _move_in(system: System) -> bool:
    """At the first start the province moves in; whether it just has."""
    data, now = demo(), system.clock.now()

    def move_in(uow: UnitOfWork) -> bool:
        empty = uow.people.is_empty()
        if empty:
            settle(uow, data, now, SecretChance())
        return empty

    moved = await system.store.run(move_in)
    if moved:
        await system.store.run(lambda uow: begin(uow, data, now, SecretChance()))
    return moved


def _give_phones(telegram: TelegramServer, cast: Cast) -> None:
    """Numbers go on where none has been yet, for the bot remembers those of earlier starts."""
    cast.take_phones(telegram)
    seconds = int(RealClock().now().timestamp())
    telegram.bot.inbox.next_id = seconds
    telegram.bot.message_ids = count(seconds - _FIRST_MESSAGE)


def _wake(system: System) -> None:
    for relay in system.relays:
        relay.wake()


@asynccontextmanager
async def _served(telegram: TelegramServer, site: web.Application, settings: Settings) -> AsyncIterator[str]:
    """The site's address while it is served."""
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        port = runner.addresses[0][1]
        host = f"[{settings.http_host}]" if ":" in settings.http_host else settings.http_host
        telegram.base_url = f"http://{host}:{port}"
        yield telegram.base_url
    finally:
        await telegram.platform.stop()
        await runner.cleanup()
