"""A channel that talks to a running stand-in server over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.send import TelegramChannel
from bot.screen import Paragraph, Screen
from core.outbox import Outcome
from simulator.telegram import Phone, TelegramServer

NOON = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)
OFFSET = timedelta(days=100)


class ShiftedClock:
    """A calendar that was moved by 100 days; the stand-in keeps the real time."""

    def now(self) -> datetime:
        return NOON + OFFSET

    def offset(self) -> timedelta:
        return OFFSET


@dataclass
class Desk:
    """A channel, the server behind it, and what it can load."""

    server: TelegramServer
    api: TelegramApi
    files: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.channel = TelegramChannel(self.api, ShiftedClock(), self._load)

    async def _load(self, key: str) -> bytes | None:
        return self.files.get(key)

    def started(self, number: int = 7) -> Phone:
        """The phone of a person who has pressed START."""
        phone = self.server.user(number)
        phone.start()
        return phone

    async def say(self, chat: int, *words: str, edits: str | None = None, done: int = 0) -> Outcome:
        screen = Screen(tuple(Paragraph(text) for text in words))
        return await self.show(chat, screen, edits=edits, done=done)

    async def show(self, chat: int, screen: Screen, *, edits: str | None = None, done: int = 0) -> Outcome:
        return await self.channel.send(str(chat), screen.to_json(), edits=edits, done=done)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    server = TelegramServer(lambda: NOON)
    async with server.running() as url:
        api = TelegramApi(server.token, url)
        yield Desk(server, api)
        await api.close()
