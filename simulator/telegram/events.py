"""Everything that changes on any phone, as server-sent events: a page listens and draws."""

import asyncio
from contextlib import suppress

import orjson
from aiohttp import web

from simulator.telegram.screen import bubble
from simulator.telegram.state import Chat, Event, World
from simulator.telegram.wire import Json

_KEEP_ALIVE_S = 15.0
_BEHIND = 10_000  # events; a page that falls further behind is cut off and loads anew


def event_view(chat: Chat, event: Event) -> Json:
    """An event with enough to draw it: whose phones, which chat, and the message as it is now."""
    view: Json = {
        "kind": event.kind,
        "number": event.number,
        "chat": chat.card(),
        "users": list(chat.people),
        "bots": [bot.username for bot in chat.bots.values()],
        "data": event.data,
    }
    if event.message:
        shown = bubble(event.message)
        view["message"] = {
            "id": shown.id,
            "by_bot": shown.by_bot,
            "silent": shown.silent,
            "message": shown.body,
        }
        view["message"]["keyboard"] = shown.keyboard
    return view


class EventStream:
    """Fans the world's events out to every page that listens."""

    def __init__(self, world: World) -> None:
        self._pages: set[asyncio.Queue[bytes | None]] = set()
        self._world = world

    def _heard(self, chat: Chat, event: Event) -> None:
        line = (
            b"event: " + event.kind.encode() + b"\ndata: " + orjson.dumps(event_view(chat, event)) + b"\n\n"
        )
        for page in self._pages:
            if page.qsize() < _BEHIND:
                page.put_nowait(line)
            else:
                page.put_nowait(None)

    def close(self) -> None:
        """End all streams."""
        for page in self._pages:
            page.put_nowait(None)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One page's stream, until it goes away."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        page: asyncio.Queue[bytes | None] = asyncio.Queue()
        if not self._pages:
            self._world.listeners.append(self._heard)
        self._pages.add(page)
        try:
            await response.write(b": hello\n\n")
            with suppress(ConnectionResetError):
                await self._pump(response, page)
        finally:
            self._pages.discard(page)
            if not self._pages:
                self._world.listeners.remove(self._heard)
        return response

    async def _pump(self, response: web.StreamResponse, page: asyncio.Queue[bytes | None]) -> None:
        while True:
            try:
                async with asyncio.timeout(_KEEP_ALIVE_S):
                    line = await page.get()
            except TimeoutError:
                line = b": still here\n\n"
            if line is None:
                return
            await response.write(line)
