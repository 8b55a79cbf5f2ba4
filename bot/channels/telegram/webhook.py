"""Updates that Telegram brings itself: decided before the 200, so that it keeps and repeats what we did not take."""

import hmac
import logging
from typing import Final

from aiohttp import web

from bot.channels.telegram.api import Json, TelegramApi
from bot.channels.telegram.parse import parse
from bot.channels.telegram.polling import Take
from bot.channels.telegram.receive import UPDATES
from core.faults import where
from core.store import StoreUnavailable

_log: Final = logging.getLogger(__name__)

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
BODY_BYTES: Final = 1024 * 1024
"""Far more than any update; a larger body is refused unread."""

_CONNECTIONS: Final = 20


def path_of(line: str) -> str:
    """Where a line's updates arrive. It holds no secret: paths end up in the logs of proxies."""
    return f"/telegram/{line}"


def webhook_route(line: str, secret: str, take: Take) -> web.RouteDef:
    """The route of one line, to add to an aiohttp application."""
    if not secret:
        raise ValueError("a webhook needs a secret")

    async def receive(request: web.Request) -> web.Response:
        if not _is_telegram(request, secret):
            return web.Response(status=403)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        update = _read(body)
        if update is None:
            return web.Response(status=400)
        try:
            await take([update])
        except StoreUnavailable:
            _log.warning("telegram: the store is unavailable: updates stay with Telegram until it is back")
            return web.Response(status=503, headers={"Retry-After": "5"})
        except Exception as fault:  # noqa: BLE001  # the update loop by another way: aiohttp would log what it says
            _log.error("telegram: an update could not be taken: %s at %s", type(fault).__name__, where(fault))
            return web.Response(status=500)
        return web.Response()

    return web.post(path_of(line), receive)


def _is_telegram(request: web.Request, secret: str) -> bool:
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


async def _body(request: web.Request) -> bytes | None:
    """None for one that is too long, without having read it whole."""
    if (request.content_length or 0) > BODY_BYTES:
        return None
    body = bytearray()
    async for chunk in request.content.iter_chunked(65536):
        body += chunk
        if len(body) > BODY_BYTES:
            return None
    return bytes(body)


def _read(body: bytes) -> Json | None:
    try:
        update = parse(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) else None


async def set_webhook(api: TelegramApi, url: str, line: str, secret: str) -> None:
    """Tells Telegram where to bring updates. Raises what `TelegramApi.call` raises."""
    await api.call(
        "setWebhook",
        {
            "url": url.rstrip("/") + path_of(line),
            "secret_token": secret,
            "allowed_updates": UPDATES,
            "max_connections": _CONNECTIONS,
        },
    )
