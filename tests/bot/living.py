"""The bot as it runs, composed by bootstrap, against the stand-in over HTTP; all in this process."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import bootstrap
from bot.bootstrap import System
from bot.bootstrap_telegram import TelegramLine
from bot.chance import SecretChance
from bot.clocks import MovableClock, RealClock
from bot.settings import Settings
from bot.web.site import served
from core.usecases.load_demo import load_demo
from simulator.telegram import Phone, TelegramServer

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
_DEMO = Path(__file__).resolve().parents[2] / "simulator" / "demo_province.json"


@dataclass
class Living:
    system: System
    server: TelegramServer
    line: TelegramLine
    clock: MovableClock
    codes: dict[str, str]

    def phone(self, person: str) -> Phone:
        return self.server.user(7000 + int(person[1:]), person)

    async def linked(self, person: str) -> Phone:
        """The phone of a person who went through the first contact."""
        phone = self.phone(person)
        phone.start(self.codes[person])
        await phone.wait_for("Có đúng là đồng chí")
        phone.tap("Đúng, là tôi")
        await phone.wait_for("Đồng chí có đồng ý không")
        phone.tap("Đồng ý")
        await phone.wait_for("đồng ý dùng Telegram không")
        phone.tap("Đồng ý")
        await phone.wait_for("Đã liên kết")
        return phone


@asynccontextmanager
async def living(folder: Path, *, receive: str = "polling") -> AsyncIterator[Living]:
    clock = MovableClock(RealClock())
    clock.move_to(NOW)
    server = TelegramServer(RealClock().now)
    async with server.running() as base:
        settings = _settings(folder, base, server.token)
        system = bootstrap.compose(settings, clock)
        data = json.loads(_DEMO.read_text(encoding="utf-8"))
        rows = await system.store.run(lambda uow: load_demo(uow, data, clock.now(), SecretChance()))
        line = TelegramLine(system, server.token, base, system.load)
        await line.offer_start()
        stop = asyncio.Event()
        receiving: Awaitable[None] = line.webhook() if receive == "webhook" else line.polling()
        routes = [*bootstrap.site(system).routes(), *line.routes()]
        async with served(settings.http_host, settings.http_port, routes):
            running = asyncio.create_task(
                system.run_until(stop, system.bell.run(), receiving, line.knowing_itself())
            )
            try:
                yield Living(system, server, line, clock, {row.person: row.link_code for row in rows})
            finally:
                stop.set()
                await running
                await line.api.close()
                await system.close()


def _settings(folder: Path, base: str, token: str) -> Settings:
    given: dict[str, Any] = {
        "telegram_bot_token": token,
        "telegram_api_base": base,
        "database_url": f"sqlite:///{folder}/bot.db",
        "http_port": 18000 + hash(str(folder)) % 20000,
        "telegram_webhook_secret": "a-secret-of-this-test",
    }
    given["telegram_webhook_url"] = f"http://127.0.0.1:{given['http_port']}"
    return Settings.model_validate(given)
