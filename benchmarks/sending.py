"""Goal 7: the CPU of a message that the relay sends: claimed in a commit, sent, marked in a commit of its own.

Over HTTP, to a messenger in another process; what is counted is all that this process does.
"""

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from benchmarks import cell
from benchmarks.measured import Measured, of_rounds
from benchmarks.ours import TOKEN, Ours
from bot.channels.telegram.receive import CHANNEL
from bot.logs import new_error_id
from bot.screen import Paragraph, Screen
from core.outbox import Kind, Outcome, Outgoing, Priority, Sent
from core.ports import UnitOfWork
from core.talk import Address
from scheduler.pace import TELEGRAM, Pace
from scheduler.relay import Relay
from scheduler.sending import Channel

ROUNDS: Final = 12
_MESSAGES: Final = 200
_PACE: Final = replace(TELEGRAM, bulk=200.0, most=220)
"""Faster than a real line, so as not to wait for it; slow enough that each mark has a commit of its own, as there."""

_TEXT: Final = "Đồng chí Bình, báo cáo Quý II/2026 của đồng chí cần nộp trước ngày 25/06/2026."


class Counted:
    """scheduler.sending.Channel that knows when every message was sent."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.all_sent = asyncio.Event()
        self._sent = 0

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:
        outcome = await self.channel.send(chat, screen, edits=edits, done=done)
        assert isinstance(outcome, Sent)
        self._sent += 1
        if self._sent == _MESSAGES:
            self.all_sent.set()
        return outcome


async def measure(folder: Path, api: str, rounds: int = ROUNDS) -> Measured:
    file = folder / "sending.db"
    cell.found(file, 0)
    chats = [cell.FIRST_CHAT + number for number in range(_MESSAGES)]
    ours = Ours(file, api=api)
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    ratios = []
    for number in range(rounds):
        await ours.system.store.run(partial(_notices, chats, number))
        ratios.append(await _relay_all(ours) / await _send_all(bot, chats))
    await ours.close()
    await bot.session.close()
    return of_rounds(
        7,
        "CPU of a message sent by the relay: claim and its commit, send, mark and its commit",
        1.6,
        "CPU of a bare aiogram send_message of the same text, over HTTP to the same stand-in",
        ratios,
    )


def _notices(chats: list[int], number: int, uow: UnitOfWork) -> None:
    payload = Screen((Paragraph(_TEXT),)).to_json()
    addresses = [uow.talk.line(Address(CHANNEL, cell.LINE, str(chat))).row for chat in chats]
    notices = [
        Outgoing(row, payload, Kind.NOTICE, Priority.NOTICE, f"bench:{number}:{row}") for row in addresses
    ]
    uow.outbox.queue(notices, None, cell.NOW)


async def _relay_all(ours: Ours) -> float:
    system, line = ours.system, (CHANNEL, cell.LINE)
    pace, counted = Pace(_PACE, system.monotonic), Counted(system.channels[line])
    system.paces[line], system.channels[line] = pace, counted
    relay = Relay(
        line, system.store, system.sender, pace, "bench/relay", system.clock, system.monotonic, new_error_id
    )
    started = process_time()
    running = asyncio.create_task(relay.run())
    await counted.all_sent.wait()
    relay.stop()
    await running  # what is under way is marked
    took = process_time() - started
    system.channels[line] = counted.channel
    return took


async def _send_all(bot: Bot, chats: list[int]) -> float:
    """At the same pace, for a processor that was idle meanwhile takes longer over the same."""
    started, begun = process_time(), perf_counter()
    for number, chat in enumerate(chats):
        await asyncio.sleep(max(0.0, begun + number / _PACE.bulk - perf_counter()))
        await bot.send_message(chat, _TEXT)
    return process_time() - started
