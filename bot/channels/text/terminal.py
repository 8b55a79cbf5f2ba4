"""Any conversation in a terminal, over the same plain text as Zalo's: one person, one line at a time."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from bot.channels.text.render import Words, render
from bot.inbound import Inbound, Kind
from bot.screen import Screen, ScreenFile
from core.clock import CalendarClock
from core.message import Message, say
from core.outbox import Outcome, RetryAt, Sent
from core.store import StoreUnavailable
from core.talk import Address

CHANNEL: Final = "text"
LINE: Final = "terminal"
_AGAIN: Final = timedelta(seconds=2)


Save: TypeAlias = Callable[[ScreenFile], Awaitable["Path | None"]]
"""Writes a file that was made for who sits here, and says where; None where it cannot be written,
or is no longer there. Raises StoreUnavailable."""


class Terminal:
    """`show` prints one message, `save` puts a file down on this machine. A line is answered before the next one is
    read, so nothing said here is ever early."""

    def __init__(
        self, words: Words, clock: CalendarClock, chat: str, show: Callable[[str], None], save: Save
    ) -> None:
        self._words = words
        self._clock = clock
        self._chat = chat
        self._show = show
        self._save = save
        self._shown = 0
        self._heard = 0

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:  # noqa: ARG002
        shown = Screen.from_json(screen)
        try:
            saved = {file: await self._save(file) for file in shown.documents}
        except StoreUnavailable:
            return RetryAt(_AGAIN, reason="store")
        for part in render(shown, self._words, lambda file: _where(file, saved))[done:]:
            self._show(part)
        self._shown += 1
        return Sent(f"o{self._shown}", self._clock.now())

    def greeting(self) -> Inbound:
        """What the terminal says first by itself: it shows where one stands, or how to begin."""
        return self._inbound("/start")

    async def converse(self, read: Callable[[], str], take: Callable[[Inbound], Awaitable[None]]) -> None:
        """Until `read` gives the empty string (the end of the input)."""
        loop = asyncio.get_running_loop()
        while line := await _read_line(loop, read):
            if line.strip():
                await take(self._inbound(line.strip()))

    def _inbound(self, text: str) -> Inbound:
        self._heard += 1
        now = self._clock.now()
        key = f"{CHANNEL}:{self._chat}:{_micros(now)}:{self._heard}"
        return Inbound(
            key, Address(CHANNEL, LINE, self._chat), Kind.TEXT, now, message_id=f"i{self._heard}", text=text
        )


def _where(file: ScreenFile, saved: Mapping[ScreenFile, Path | None]) -> Message:
    path = saved[file]
    if path is None:
        return say("“{name}” could not be saved on this machine.", name=file.name)
    return say("Saved as {path}", path=str(path))


async def _read_line(loop: asyncio.AbstractEventLoop, read: Callable[[], str]) -> str:
    """In a thread that does not keep the program from ending while it waits for a key."""
    line: asyncio.Future[str] = loop.create_future()

    def wait() -> None:
        typed = read()
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(lambda: None if line.done() else line.set_result(typed))

    threading.Thread(target=wait, daemon=True, name="terminal").start()
    return await line


def _micros(now: datetime) -> int:
    return (now - datetime.fromtimestamp(0, tz=now.tzinfo)) // timedelta(microseconds=1)
