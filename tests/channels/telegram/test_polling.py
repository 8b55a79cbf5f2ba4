"""Receiving over HTTP: nothing is acknowledged before it is decided, and nothing stops the loop."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.webhook import BODY_BYTES, SECRET_HEADER, path_of, set_webhook, webhook_route
from core.store import StoreUnavailable
from simulator.telegram import Fault, TelegramServer
from tests.channels.telegram.conftest import Desk

SECRET = "bí-mật".encode().hex()


@dataclass
class Desks:
    """Takes updates; may be told to be unavailable, or to be slow."""

    taken: list[Any] = field(default_factory=list)
    refusals: int = 0
    refusal: type[Exception] = StoreUnavailable
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event | None = None

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        if self.gate is not None:
            await self.gate.wait()
        if self.refusals:
            self.refusals -= 1
            raise self.refusal("Đồng chí An")
        self.taken += [update.get("message", {}).get("text", "?") for update in updates]
        self.arrived.set()

    async def until(self, *texts: str) -> None:
        async with asyncio.timeout(5):
            while not set(texts) <= set(self.taken):
                self.arrived.clear()
                await self.arrived.wait()


@dataclass
class Naps:
    """Sleeps no longer than a moment, and remembers for how long it was asked to."""

    asked: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0.01)


@asynccontextmanager
async def polling(api: TelegramApi, desks: Desks, naps: Naps | None = None) -> AsyncIterator[None]:
    loop = Polling(api, desks.take, chance=random.Random(1), sleep=(naps or Naps()).sleep, held_seconds=2)
    task = asyncio.create_task(loop.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def waiting(server: TelegramServer) -> int:
    return len(server.bot.inbox.waiting)


async def test_what_is_said_arrives_once_and_in_order(desk: Desk) -> None:
    desks = Desks()
    async with polling(desk.api, desks):
        phone = desk.server.user(7)
        for number in range(5):
            phone.send(f"câu {number}")
        await desks.until("câu 4")
        await asyncio.sleep(0.05)
    assert desks.taken == [f"câu {number}" for number in range(5)]


async def test_nothing_is_acknowledged_before_it_is_decided(desk: Desk) -> None:
    desks = Desks(gate=asyncio.Event())
    async with polling(desk.api, desks):
        desk.server.user(7).send("12 km")
        await asyncio.sleep(0.2)
        assert waiting(desk.server) == 1
    assert waiting(desk.server) == 1  # killed before it was decided: Telegram still has it
    later = Desks()
    async with polling(desk.api, later):
        await later.until("12 km")
        await asyncio.sleep(0.1)
        assert waiting(desk.server) == 0


async def test_a_fault_of_ours_does_not_end_the_loop_nor_lose_anything(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desks = Desks(refusals=2, refusal=RuntimeError)
    async with polling(desk.api, desks):
        desk.server.user(7).send("12 km")
        await desks.until("12 km")
    assert "RuntimeError" in caplog.text
    assert "Đồng chí" not in caplog.text


async def test_while_the_store_is_away_nothing_is_lost_and_the_same_is_asked_for_again(desk: Desk) -> None:
    desks, naps = Desks(refusals=3), Naps()
    async with polling(desk.api, desks, naps):
        desk.server.user(7).send("12 km")
        await desks.until("12 km")
    assert desks.taken == ["12 km"]
    assert len(naps.asked) == 3
    assert naps.asked == sorted(naps.asked)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("http", status=502, method="getUpdates"),
        Fault("drop_before", method="getUpdates"),
        Fault("drop_after", method="getUpdates"),
        Fault("bad_json", method="getUpdates"),
        Fault("error", code=500, description="Internal Server Error", method="getUpdates"),
        Fault(
            "error",
            code=429,
            description="Too Many Requests",
            parameters={"retry_after": 1},
            method="getUpdates",
        ),
        Fault("error", code=401, description="Unauthorized", method="getUpdates"),
        Fault(
            "error",
            code=409,
            description="Conflict: terminated by other getUpdates request",
            method="getUpdates",
        ),
        Fault("malformed"),
        Fault("duplicate"),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.code}",
)
async def test_no_fault_stops_the_loop(desk: Desk, fault: Fault) -> None:
    desks = Desks()
    desk.server.faults.add(fault)
    async with polling(desk.api, desks):
        desk.server.user(7).send("12 km")
        desk.server.user(8).send("13 km")
        await desks.until("13 km")


async def test_a_refused_token_is_said_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desks = Desks()
    desk.server.faults.add(Fault("error", times=5, code=401, description="Unauthorized", method="getUpdates"))
    with caplog.at_level(logging.WARNING):
        async with polling(desk.api, desks):
            desk.server.user(7).send("12 km")
            await desks.until("12 km")
    assert [record.message for record in caplog.records] == [
        "telegram: Telegram refuses the token: TELEGRAM_BOT_TOKEN is wrong or was revoked"
    ]
    assert desk.server.token not in caplog.text


async def test_a_webhook_left_behind_is_removed(desk: Desk) -> None:
    await desk.api.call("setWebhook", {"url": "http://127.0.0.1:9/hook"})
    desks = Desks()
    async with polling(desk.api, desks):
        desk.server.user(7).send("12 km")
        await desks.until("12 km")


@asynccontextmanager
async def listening(desks: Desks) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([webhook_route("main", SECRET, desks.take)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({SECRET_HEADER: SECRET}, b'{"update_id":1}', 200),
        ({}, b'{"update_id":1}', 403),
        ({SECRET_HEADER: SECRET + "x"}, b'{"update_id":1}', 403),
        ({SECRET_HEADER: "ồ"}, b'{"update_id":1}', 403),
        ({SECRET_HEADER: SECRET}, b"{", 400),
        ({SECRET_HEADER: SECRET}, b"[]", 400),
        ({SECRET_HEADER: SECRET}, b" " * (BODY_BYTES + 1), 413),
    ],
)
async def test_who_may_bring_updates(headers: dict[str, str], body: bytes, status: int) -> None:
    desks = Desks()
    async with listening(desks) as url, ClientSession() as session:
        async with session.post(url + path_of("main"), data=BytesIO(body), headers=headers) as response:
            assert response.status == status
        async with session.get(url + path_of("main")) as response:
            assert response.status == 405
    assert len(desks.taken) == (status == 200)


async def test_a_long_body_without_a_length_is_cut_off_too() -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    desks = Desks()
    async with (
        listening(desks) as url,
        ClientSession() as session,
        session.post(url + path_of("main"), data=endless(), headers={SECRET_HEADER: SECRET}) as response,
    ):
        assert response.status == 413


@pytest.mark.parametrize(("refusal", "status"), [(StoreUnavailable, 503), (RuntimeError, 500)])
async def test_what_could_not_be_stored_is_brought_again(refusal: type[Exception], status: int) -> None:
    desks = Desks(refusals=1, refusal=refusal)
    async with listening(desks) as url, ClientSession() as session:
        for expected in (status, 200):
            body = b'{"update_id":1,"message":{"text":"12 km"}}'
            headers = {SECRET_HEADER: SECRET}
            async with session.post(url + path_of("main"), data=BytesIO(body), headers=headers) as response:
                assert response.status == expected
    assert desks.taken == ["12 km"]


async def test_telegram_is_told_where_to_bring_them(desk: Desk) -> None:
    await set_webhook(desk.api, "http://127.0.0.1:9/", "main", SECRET)
    info = await desk.api.call("getWebhookInfo", {})
    assert info["url"] == "http://127.0.0.1:9/telegram/main"
