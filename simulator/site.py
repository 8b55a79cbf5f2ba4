"""The simulator's one site on loopback: the page, the desk, and the stand-in that the bot and the phones talk to."""

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.setting_forms import is_loopback_host
from simulator.desk import Desk
from simulator.telegram import TelegramServer

PAGE: Final = Path(__file__).parent / "page"

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_BLANK: Final = re.compile(r"\{\{(\w+)\}\}")


def application(telegram: TelegramServer, desk: Desk, words: Mapping[str, str]) -> web.Application:
    """Everything that the browser and the bot ask for. Only this machine is answered, whatever name it is called by."""
    app = telegram.application()
    app.middlewares.append(_only_here)
    app.on_response_prepare.append(_careful)
    app.add_routes([web.get("/", _index(words)), web.get("/page/{name}", _asset), *desk.routes()])
    return app


def _index(words: Mapping[str, str]) -> Handler:
    whole = filled((PAGE / "index.html").read_text(encoding="utf-8"), words)

    async def index(_: web.Request) -> web.Response:
        return web.Response(text=whole, content_type="text/html", headers={"Cache-Control": "no-cache"})

    return index


def filled(template: str, words: Mapping[str, str]) -> str:
    """Each `{{key}}` becomes its words. Raises KeyError for one that has none."""
    return _BLANK.sub(lambda blank: html.escape(words[blank[1]]), template)


async def _asset(request: web.Request) -> web.StreamResponse:
    file = PAGE / request.match_info["name"]
    if file.parent != PAGE or file.name == "index.html" or not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


@web.middleware
async def _only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No other site that is open in the same browser may reach in, nor a foreign name that leads to this machine."""
    names = [f"//{request.host}", *request.headers.getall("Origin", [])]
    if not all(_is_here(name) for name in names):
        raise web.HTTPForbidden
    return await handler(request)


def _is_here(name: str) -> bool:
    try:
        return is_loopback_host(urlsplit(name).hostname or "")
    except ValueError:
        return False


async def _careful(_: web.Request, response: web.StreamResponse) -> None:
    """A picture that someone sent keeps the stricter policy of its own."""
    for name, value in {"Content-Security-Policy": _POLICY, **_HEADERS}.items():
        response.headers.setdefault(name, value)
