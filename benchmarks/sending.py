"""Goal 7: the CPU of a message that the relay sends: claimed in a commit, sent, marked in a commit of its own."""

import asyncio
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final

from aiogram import Bot

from benchmarks import cell
from benchmarks.measured import Measured, of_rounds
from benchmarks.ours import TOKEN, Ours
from benchmarks.wire import Transport
from bot.channels.telegram.receive import CHANNEL
from bot.logs import new_error_id
from bot.screen import Paragraph, Screen
from core.outbox import Kind, Outgoing, Priority
from core.ports import UnitOfWork
from core.talk import Address
from scheduler.pace import TELEGRAM, Pace
from scheduler.relay import Relay
from storage.engine.store import open_store
from storage.work import Repositories

ROUNDS: Final = 12
_MESSAGES: Final = 200
_TEXT: Final = "Đồng chí Bình, báo cáo Quý II/2026 của đồng chí cần nộp trước ngày 25/06/2026."


class LeapingClock:
    """core.clock.MonotonicClock for the pace alone: each time it is asked, the next slot of the bulk is there."""

    def __init__(self) -> None:
        self._now = 0.0

    def seconds(self) -> float:
        self._now += 1.0
        return self._now


async def measure(folder: Path, transport: Transport, rounds: int = ROUNDS) -> Measured:
    file = folder / "sending.db"
    cell.found(file, 0)
    chats = [cell.FIRST_CHAT + number for number in range(_MESSAGES)]
    ours, bot = Ours(file), Bot(TOKEN)
    ratios = []
    for number in range(rounds):
        await _queue(file, chats, number)
        ratios.append(await _relay_all(ours, transport) / await _send_all(bot, chats))
    await ours.close()
    return of_rounds(
        7,
        "CPU of a message sent by the relay: claim and its commit, send, mark and its commit",
        1.6,
        "CPU of a bare aiogram send_message of the same text",
        ratios,
    )


async def _queue(file: Path, chats: list[int], number: int) -> None:
    store = open_store(f"sqlite:///{file}", lambda connection: Repositories(connection, cell.VAULT))
    await store.run(partial(_notices, chats, number))
    await store.close()


def _notices(chats: list[int], number: int, uow: UnitOfWork) -> None:
    payload = Screen((Paragraph(_TEXT),)).to_json()
    addresses = [uow.talk.line(Address(CHANNEL, cell.LINE, str(chat))).row for chat in chats]
    notices = [
        Outgoing(row, payload, Kind.NOTICE, Priority.NOTICE, f"bench:{number}:{row}") for row in addresses
    ]
    uow.outbox.queue(notices, None, cell.NOW)


async def _relay_all(ours: Ours, transport: Transport) -> float:
    """At the pace of a real line, but on a clock that leaps from slot to slot."""
    system, line = ours.system, (CHANNEL, cell.LINE)
    pace = Pace(TELEGRAM, LeapingClock())
    system.paces[line] = pace
    relay = Relay(
        line, system.store, system.sender, pace, "bench/relay", system.clock, system.monotonic, new_error_id
    )
    sent = asyncio.Event()
    transport.after(_MESSAGES, sent.set)
    started = process_time()
    running = asyncio.create_task(relay.run())
    await sent.wait()
    relay.stop()
    await running
    return process_time() - started


async def _send_all(bot: Bot, chats: list[int]) -> float:
    started = process_time()
    for chat in chats:
        await bot.send_message(chat, _TEXT)
    return process_time() - started
