"""A running stand-in server, and clients that did not write it."""

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession

from simulator.telegram import TelegramServer
from tests.simulator.client import RawBot

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    """The server, running; its calendar stands at noon on 20 March 2026."""
    telegram = TelegramServer(lambda: NOON)
    async with telegram.running():
        yield telegram


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    """An aiogram bot that talks to it."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base_url))
    client = Bot(server.token, session=session)
    yield client
    await session.close()


@pytest.fixture
async def raw(server: TelegramServer) -> AsyncIterator[RawBot]:
    """A bot that sends whatever it is told to, and sees the bare answer."""
    async with ClientSession() as session:
        yield RawBot(session, server.base_url, server.token)
