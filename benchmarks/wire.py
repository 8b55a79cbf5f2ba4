"""The same stand-in for the network under both sides: whatever is posted is answered at once, as Telegram answers.

It stands where aiogram's session would hand a request to aiohttp, so both pay for building their requests and for
reading the answers, and neither for sockets.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Final, Self

import orjson
from aiogram.client.session.aiohttp import AiohttpSession

from benchmarks.answer import AT, answer


class Transport:
    """Takes the place of aiohttp's session. `posted` counts what was handed to it."""

    closed: Final = False

    def __init__(self) -> None:
        self._numbers = count(1000)
        self.posted = 0

    def post(self, url: str, *, data: object, headers: object = None, timeout: object = None) -> "_Answer":  # noqa: ARG002
        self.posted += 1
        return _Answer(answer(next(self._numbers)))

    async def close(self) -> None:
        """aiohttp's sessions are closed; here is nothing to close."""


class _Answer:
    status: Final = 200

    def __init__(self, body: str) -> None:
        self._body = body

    async def __aenter__(self) -> Self:
        await asyncio.sleep(0)  # the network is always waited for
        return self

    async def __aexit__(self, *_: object) -> None:
        return

    async def read(self) -> bytes:
        return self._body.encode()

    async def text(self) -> str:
        return self._body


@contextmanager
def connected() -> Iterator[Transport]:
    """While it lasts, every aiogram session of this process ends at the one Transport."""
    transport = Transport()

    async def create_session(_: AiohttpSession) -> Any:  # noqa: ANN401
        return transport

    real = AiohttpSession.create_session
    AiohttpSession.create_session = create_session  # type: ignore[assignment, method-assign]  # below both sides
    try:
        yield transport
    finally:
        AiohttpSession.create_session = real  # type: ignore[method-assign]


def text_update(number: int, chat: int, text: str) -> bytes:
    message = {
        "message_id": 1_000_000
        + number,  # newer than every answer: it was written after the question was read
        "from": {"id": chat, "is_bot": False, "first_name": "Bình", "language_code": "vi"},
        "chat": {"id": chat, "first_name": "Bình", "type": "private"},
        "date": AT + 60,
        "text": text,
    }
    return orjson.dumps({"update_id": number, "message": message})
