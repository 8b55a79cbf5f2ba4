"""Any conversation in a terminal, over the same plain text as Zalo's: one person, one line at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.channels.text.render import Words, render
from bot.inbound import Inbound, Kind
from bot.screen import Screen
from core.clock import CalendarClock
from core.outbox import Outcome, Sent
from core.talk import Address

CHANNEL: Final = "text"
LINE: Final = "terminal"


class Terminal:
    """`show` prints one message. A line is answered before the next one is read, so nothing said here is ever early."""

    def __init__(self, words: Words, clock: CalendarClock, chat: str, show: Callable[[str], None]) -> None:
        self._words = words
        self._clock = clock
        self._chat = chat
        self._show = show
        self._shown = 0
        self._heard = 0

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:  # noqa: ARG002
        for part in render(Screen.from_json(screen), self._words)[done:]:
            self._show(part)
        self._shown += 1
        return Sent(f"o{self._shown}", self._clock.now())

    async def converse(self, read: Callable[[], str | None], take: Callable[[Inbound], Awaitable[None]]) -> None:
        """Until `read` gives None (the end of the input)."""
        while (line := await asyncio.to_thread(read)) is not None:
            await take(self._inbound(line.rstrip("\n")))

    def _inbound(self, text: str) -> Inbound:
        self._heard += 1
        now = self._clock.now()
        key = f"{CHANNEL}:{self._chat}:{_micros(now)}:{self._heard}"
        return Inbound(key, Address(CHANNEL, LINE, self._chat), Kind.TEXT, now, message_id=f"i{self._heard}", text=text)


def _micros(now: datetime) -> int:
    return (now - datetime.fromtimestamp(0, tz=now.tzinfo)) // timedelta(microseconds=1)
