"""A bot's side of a webhook: takes POSTs, and answers as it is told to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]


@dataclass(slots=True)
class Hook:
    """What came: (secret, update). `answer` makes the reply; by default 200 and nothing."""

    url: str = ""
    came: list[tuple[str, Json]] = field(default_factory=list)
    answer: Callable[[Json], web.Response] = lambda _: web.Response()
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """One POST."""
        update = await request.json()
        self.came.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), update))
        self.arrived.set()
        return self.answer(update)

    async def until(self, count: int) -> list[Json]:
        """Wait for so many POSTs."""
        async with asyncio.timeout(5):
            while len(self.came) < count:
                self.arrived.clear()
                await self.arrived.wait()
        return [update for _, update in self.came]


@asynccontextmanager
async def listening() -> AsyncIterator[Hook]:
    """A hook on a loopback port."""
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()
