"""The form held by the bot's own channel: polling, reading, sending, fetching."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from bot.channels.telegram.api import Json, TelegramApi
from bot.channels.telegram.fetch import fetch
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.receive import Reading, read
from bot.channels.telegram.send import TelegramChannel
from bot.clocks import RealClock
from bot.inbound import Inbound, Kind
from bot.screen import Screen
from core.outbox import Sent
from simulator.telegram import TelegramServer
from tests.clients.form import Form, Heard

_NOON: Final = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)
_KINDS: Final = {Kind.TEXT: "text", Kind.TAP: "tap", Kind.MEDIA: "file", Kind.EDITED: "edited"}


class Ours:
    def __init__(self, api: TelegramApi) -> None:
        self._api = api
        self._channel = TelegramChannel(api, RealClock(), self._load)
        self.form = Form(self)

    async def _load(self, key: str) -> bytes | None:
        return self.form.kept[int(key)]

    async def show(self, chat: int, screen: Screen, *, changes: int = 0) -> bool:
        edits = str(changes) if changes else None
        return isinstance(await self._channel.send(str(chat), screen.to_json(), edits=edits), Sent)

    async def answer(self, tap: str) -> None:
        await self._channel.answer_tap(tap)

    async def fetch(self, file: str, size: int) -> bytes:
        return await fetch(self._api, file, size)

    async def take(self, updates: Sequence[Json]) -> None:
        for update in updates:
            said = read(update, Reading("bot", _NOON))
            if said is not None and said.kind in _KINDS:
                await self.form.hear(_heard(said))


def _heard(said: Inbound) -> Heard:
    media = said.media
    return Heard(
        _KINDS[said.kind],
        int(said.address.id),
        int(said.message_id),
        said.data if said.kind is Kind.TAP else said.text,
        said.tap_id,
        media.ref if media else "",
        media.size or 0 if media else 0,
        media.album or "" if media else "",
        int(said.reply_to or 0),
    )


@asynccontextmanager
async def ours(server: TelegramServer) -> AsyncIterator[None]:
    api = TelegramApi(server.token, server.base_url)
    client = Ours(api)
    polling = asyncio.create_task(Polling(api, client.take, chance=random.Random(1)).run())
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await api.close()
