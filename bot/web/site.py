"""The HTTP port: `/j/CODE`, `/f/TOKEN`, `/healthz`, and what a messenger brings.

Addresses here hold codes and tokens, so no request is ever logged, and nothing that a page says depends on whether a
code exists.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.clients import Clients, client_of
from bot.web.pages import POLICY, Pages
from core.clock import CalendarClock
from core.entrance import Entrance, code_in
from core.faults import where
from core.files_out import Handed
from core.message import Message, say
from core.ports import UnitOfWork
from core.store import Store, StoreUnavailable
from core.text.folding import folded

_log: Final = logging.getLogger(__name__)

_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Server": "neuguong",
}
_TOKEN: Final = re.compile(r"[a-z0-9]{16,64}")
_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "zip": "application/zip",
}
_HEALTHY_WITHIN: Final = 5.0  # seconds
_AGAIN: Final = {"Retry-After": "30"}

_CLOSED: Final = (
    say("This link does not open a file any more"),
    say(
        "A link works for a day and a few times. Please ask for the file again where you talk with the assistant."
    ),
)
_NO_CODE: Final = (
    say("There is nothing at this address"),
    say("Please compare it with the sheet that your secretary gave you, or type the code to the assistant."),
)
_BUSY: Final = (say("Too many at once"), say("Please wait half a minute and open the page again."))
_BROKEN: Final = say("This page could not be opened")
_TELL: Final = say("Please try again later, or name this error to the administrator.")
_AWAY: Final = (say("The system is busy just now"), say("Please wait half a minute and open the page again."))


@dataclass(frozen=True, slots=True)
class Site:
    """`load` gives a file's bytes by its key, None where they are gone; it raises StoreUnavailable."""

    store: Store[UnitOfWork]
    load: Callable[[str], Awaitable[bytes | None]]
    entrance: Callable[[], Entrance]
    pages: Pages
    clients: Clients
    clock: CalendarClock
    new_error_id: Callable[[], str]

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/j/{code}", self._careful(self._landing), allow_head=False),
            web.get("/f/{token}", self._careful(self._file), allow_head=False),
            web.get("/healthz", self._healthz),
        ]

    def elsewhere(self) -> web.RouteDef:
        """For every other address; to be added last."""

        async def nothing(_: web.Request) -> web.Response:
            return self._notice(404, _NO_CODE)

        return web.get("/{anything:.*}", self._careful(nothing), allow_head=False)

    def _careful(self, handler: Handler) -> Handler:
        async def careful(request: web.Request) -> web.StreamResponse:
            if not self.clients.may_ask(client_of(request)):
                return self._notice(429, _BUSY, _AGAIN)
            try:
                return await handler(request)
            except StoreUnavailable:
                return self._notice(503, _AWAY, _AGAIN)
            except Exception as fault:  # noqa: BLE001  # aiohttp would log what it says, which may hold a token
                error_id = self.new_error_id()
                _log.error("a page: error %s, %s at %s", error_id, type(fault).__name__, where(fault))
                return self._notice(500, (_BROKEN, say("Error {id}.", id=error_id), _TELL))

        return careful

    async def _landing(self, request: web.Request) -> web.Response:
        """Nothing is looked up, so nothing is told, by words or by time."""
        code = code_in(request.match_info["code"])
        if code is None:
            return self._notice(404, _NO_CODE)
        return _html(200, self.pages.landing(code, self.entrance()))

    async def _file(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if not _TOKEN.fullmatch(token):
            return self._notice(404, _CLOSED)
        now = self.clock.now()
        handed = await self.store.run(lambda uow: uow.files.take_link(token, now))
        data = None if handed is None else await self.load(handed.key)
        if handed is None or data is None:
            return self._notice(404, _CLOSED)
        return _download(handed, data)

    async def _healthz(self, _: web.Request) -> web.Response:
        """204 while the store answers."""
        try:
            async with asyncio.timeout(_HEALTHY_WITHIN):
                await self.store.read(lambda uow: uow.files.get("healthz"))
        except (StoreUnavailable, TimeoutError):
            return web.Response(status=503, headers=_HEADERS)
        return web.Response(status=204, headers=_HEADERS)

    def _notice(
        self, status: int, words: tuple[Message, ...], headers: dict[str, str] | None = None
    ) -> web.Response:
        return _html(status, self.pages.notice(*words), headers)


def _html(status: int, text: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status,
        text=text,
        content_type="text/html",
        charset="utf-8",
        headers={**_HEADERS, **(headers or {})},
    )


def _download(handed: Handed, data: bytes) -> web.Response:
    """To be saved, never shown: a file that was made of what people typed runs in no browser."""
    suffix = handed.name.rpartition(".")[2].lower()
    return web.Response(
        body=data,
        headers={
            **_HEADERS,
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Type": _TYPES.get(suffix, "application/octet-stream"),
            "Content-Disposition": disposition(handed.name),
        },
    )


def disposition(name: str) -> str:
    """The name in Vietnamese for all that read RFC 5987, and without marks for the rest."""
    bare = re.sub(r"[^\w.() -]", "-", folded(name), flags=re.ASCII).strip() or "file"
    return f"attachment; filename=\"{bare}\"; filename*=UTF-8''{quote(name, safe='')}"


class _WhatItWas(logging.Filter):
    """Of a request that cannot be read, aiohttp logs the line itself, with the code or token in it. What kind of fault
    it was is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "a fault"
        record.msg, record.args = "a request could not be read: %s", (kind,)
        record.exc_info = record.exc_text = None
        return True


_REQUESTS: Final = logging.getLogger(f"{__name__}.requests")
_REQUESTS.addFilter(_WhatItWas())


async def _unnamed(_: web.Request, response: web.StreamResponse) -> None:
    """Which library of which release answers is nobody's business."""
    response.headers.setdefault("Server", _HEADERS["Server"])


@asynccontextmanager
async def served(host: str, port: int, routes: Iterable[web.AbstractRouteDef]) -> AsyncIterator[str]:
    """The address while the routes are served. Raises OSError where the port is taken or may not be opened."""
    app = web.Application()
    app.add_routes(routes)
    app.on_response_prepare.append(_unnamed)
    runner = web.AppRunner(
        app, access_log=None, logger=_REQUESTS, keepalive_timeout=15.0, shutdown_timeout=5.0
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        where = runner.addresses[0]
        name = f"[{where[0]}]" if ":" in where[0] else where[0]
        yield f"http://{name}:{where[1]}"
    finally:
        await runner.cleanup()
