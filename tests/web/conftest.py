"""The HTTP port as it is served, on the fictional province, and a client that asks it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import ClientResponse, ClientSession

from bot.web.clients import Clients
from bot.web.pages import Pages
from bot.web.site import Site, served
from core.entrance import Entrance
from tests.world import PUBLIC_URL, World, living


@dataclass
class Seconds:
    """core.clock.MonotonicClock, moved by the test."""

    now: float = 0.0

    def seconds(self) -> float:
        return self.now


@dataclass
class Visitor:
    world: World
    base: str
    session: ClientSession
    seconds: Seconds

    async def opens(self, path: str, **headers: str) -> tuple[ClientResponse, str]:
        async with self.session.get(self.base + path, headers=headers) as answer:
            return answer, await answer.text()

    async def fetches(self, path: str) -> tuple[ClientResponse, bytes]:
        async with self.session.get(self.base + path) as answer:
            return answer, await answer.read()


@pytest.fixture
async def visitor(sqlite_url: str) -> AsyncIterator[Visitor]:
    with living(sqlite_url) as world:
        seconds = Seconds()
        entrance = Entrance(PUBLIC_URL, "neu_guong_bot", "123456789")

        async def load(key: str) -> bytes | None:
            return world.drawer.file(key)

        pages, clients = Pages(world.words), Clients(seconds)
        site = Site(world.store, load, lambda: entrance, pages, clients, world.clock, lambda: "E-WEB")
        routes = [*site.routes(), site.elsewhere()]
        async with served("127.0.0.1", 0, routes) as base, ClientSession() as session:
            yield Visitor(world, base, session, seconds)
