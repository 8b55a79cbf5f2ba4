"""Calls to the Bot API through aiogram's session. Hot ones go as raw JSON: aiogram's typed objects for them cost as
much as the whole decision on an update (facts in docs/performance.md)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods import GetMe
from aiohttp import ClientTimeout

from bot.channels.telegram.parse import parse

Json: TypeAlias = dict[str, Any]

SENDING_SECONDS: Final = 20.0
UPLOADING_SECONDS: Final = 45.0
"""The longest that a call may take, and one that carries pictures. A lease of the outbox is longer."""
_CONNECTING_SECONDS: Final = 7.0
_UNWELL: Final = frozenset({500, 502, 503})
"""Not 504: there the gate waited in vain for what may have taken effect."""
_JSON: Final = {"Content-Type": "application/json"}


class NotTelegram(Exception):
    """Somebody else answered: a proxy or a gate in between refused the call, so Telegram has not seen it."""


class Unwell(Exception):
    """Telegram, or the gate before it, answered that it failed (500, 502, 503). Most likely nothing took effect."""


class TelegramApi:
    """One bot on one Bot API server. `bot` is for the calls that need not be quick."""

    def __init__(self, token: str, base: str | None = None) -> None:
        """Nothing is connected yet. Raises aiogram's TokenValidationError for what cannot be a token."""
        self._server = TelegramAPIServer.from_base(base) if base else PRODUCTION
        self._session = AiohttpSession(api=self._server, timeout=UPLOADING_SECONDS)
        self.bot = Bot(token, session=self._session)
        self._token = token

    async def call(self, method: str, params: Json, *, seconds: float = SENDING_SECONDS) -> Any:  # noqa: ANN401 - JSON
        """The method's result. Raises aiogram's errors where Telegram refuses, aiohttp's where it is not reached,
        NotTelegram, Unwell, and ValueError where the answer is broken; failures.py says what each means."""
        session = await self._session.create_session()
        async with session.post(
            self._server.api_url(token=self._token, method=method),
            data=orjson.dumps(params),
            headers=_JSON,
            timeout=ClientTimeout(total=seconds, connect=_CONNECTING_SECONDS),
        ) as response:
            body = await response.read()
        if response.status in _UNWELL:
            raise Unwell
        try:
            answer = parse(body)
        except ValueError:
            if 400 <= response.status < 500:
                raise NotTelegram from None
            raise
        if isinstance(answer, dict) and answer.get("ok") is True and "result" in answer:
            return answer["result"]
        return self._refusal(response.status, body)

    def _refusal(self, status: int, body: bytes) -> object:
        """Raises the error of its kind; the method named in it is never shown."""
        try:
            return self._session.check_response(self.bot, GetMe(), status, body.decode()).result
        except TypeError:  # a 5xx without a description
            raise ValueError("an answer that is none") from None

    @asynccontextmanager
    async def download(self, path: str, *, seconds: float) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes of a file by the path that getFile gave. Raises aiohttp's errors."""
        session = await self._session.create_session()
        async with session.get(
            self._server.file_url(self._token, path),
            timeout=ClientTimeout(total=seconds, connect=_CONNECTING_SECONDS),
            raise_for_status=True,
        ) as response:
            yield response.content.iter_chunked(65536)

    async def close(self) -> None:
        await self._session.close()
