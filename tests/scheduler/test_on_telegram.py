"""The relay and the Telegram channel together, over HTTP, under the limits that Telegram keeps."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.send import TelegramChannel
from bot.clocks import ProcessClock, RealClock
from bot.screen import Paragraph, Screen
from core.outbox import Kind, Priority
from scheduler.pace import TELEGRAM, Pace
from scheduler.relay import Relay
from scheduler.sending import Sender
from simulator.telegram import Fault, TelegramServer
from simulator.telegram.faults import flood
from simulator.telegram.limits import Limits
from tests.scheduler.posts import LINE, Post, open_post

PEOPLE = 120


class Line:
    """Everything between the outbox and the phones."""

    def __init__(self, post: Post, server: TelegramServer, api: TelegramApi) -> None:
        clock, monotonic = RealClock(), ProcessClock()
        post.now = clock.now()
        self.post = post
        self.server = server
        self.pace = Pace(TELEGRAM, monotonic)
        channel = TelegramChannel(api, clock, self._nothing)
        self.sender = Sender(post.port, {LINE: channel}, {LINE: self.pace}, clock, lambda *_: True)
        self.relay = Relay(
            LINE, post.port, self.sender, self.pace, "here/relay", clock, monotonic, lambda: "E1"
        )

    async def _nothing(self, _: str) -> bytes | None:
        return None

    def broadcast(self) -> None:
        payload = Screen((Paragraph("Đồng chí nhớ báo cáo quý I."),)).to_json()
        for number in range(1, PEOPLE + 1):
            self.server.user(number).start()
            message = self.post.message(
                str(number), payload.decode(), kind=Kind.NOTICE, priority=Priority.BROADCAST
            )
            self.post.queue(message, owner=None)

    async def answer(self, number: int, words: str) -> None:
        payload = Screen((Paragraph(words),)).to_json().decode()
        await self.sender.answer(self.post.prompt(str(number), payload, owner="here/answers").claimed)

    def count(self, state: str) -> int:
        return sum(found == state for (found,) in self.post.rows("select state from outbox"))

    def longest_wait(self) -> timedelta:
        """How long the one who is left is still held."""
        ((held,),) = self.post.rows("select max(held_until) from address")
        return timedelta(microseconds=held) - timedelta(seconds=time.time())


@asynccontextmanager
async def line(url: str) -> AsyncIterator[Line]:
    server = TelegramServer(RealClock().now)
    server.pace.limits = Limits()
    with open_post(url) as post:
        async with server.running() as base:
            api = TelegramApi(server.token, base)
            opened = Line(post, server, api)
            opened.broadcast()
            running = asyncio.create_task(opened.relay.run())
            yield opened
            opened.relay.stop()
            await running
            await api.close()


async def until(condition: "object", within: float) -> None:
    assert callable(condition)
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - what is waited for lies in a database
            await asyncio.sleep(0.05)


async def stall() -> None:
    """What else the process does: the loop stands still for 20 of every 250 milliseconds."""
    while True:
        await asyncio.sleep(0.23)
        time.sleep(0.02)  # noqa: ASYNC251 - on purpose


async def test_a_broadcast_keeps_to_the_limit_and_replies_go_between(sqlite_url: str) -> None:
    async with line(sqlite_url) as opened:
        stalls = asyncio.create_task(stall())
        await asyncio.sleep(1)
        await opened.answer(PEOPLE, "câu 1")
        await until(lambda: opened.count("sent") == PEOPLE + 1, within=60)
        stalls.cancel()
    assert {call.status for call in opened.server.pace.calls if call.method == "sendMessage"} == {200}
    assert opened.server.pace.most_in_a_second() <= 30


async def test_refusals_and_faults_lose_nobody(sqlite_url: str) -> None:
    async with line(sqlite_url) as opened:
        for chat, fault in {
            3: flood(1, chat=3),
            4: flood(2282, chat=4),
            5: Fault("error", chat=5, code=403, description="Forbidden: bot was blocked by the user"),
            6: Fault("http", chat=6, status=502),
            7: Fault("drop_after", chat=7),
        }.items():
            assert fault.chat == chat
            opened.server.faults.add(fault)
        await until(lambda: opened.count("waiting") + opened.count("attempted") <= 1, within=15)
        assert (opened.count("waiting"), opened.count("gone"), opened.count("unknown")) == (1, 1, 1)
        assert opened.count("sent") == PEOPLE - 3
        assert timedelta(seconds=2000) < opened.longest_wait() < timedelta(seconds=2300)
