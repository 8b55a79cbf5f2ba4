"""Fetches the bytes of a photo or file that a person sent: their file_id works only with this bot's token, so they
are taken into our own store soon after (design.md §7)."""

from typing import Final

from aiogram.exceptions import TelegramBadRequest

from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.failures import FAILURES

MOST_BYTES: Final = 20 * 1024 * 1024
"""What a bot may download from Telegram's own server."""

_SECONDS: Final = 120.0


class TooLarge(Exception):
    """Over the limit; refused before it was downloaded, or where it grew beyond that."""


class NoLongerThere(Exception):
    """Telegram does not know the file any more, or never did."""


class NotFetched(Exception):
    """It did not come through this time; to be tried again later."""


async def fetch(api: TelegramApi, file_id: str, size: int | None = None) -> bytes:
    """The whole file. `size` is what the message said of it. Raises TooLarge, NoLongerThere, NotFetched."""
    if size is not None and size > MOST_BYTES:
        raise TooLarge
    try:
        file = await api.call("getFile", {"file_id": file_id})
        path, told = file.get("file_path"), file.get("file_size") or 0
        if told > MOST_BYTES:
            raise TooLarge
        if not path:
            raise NoLongerThere
        return await _download(api, path, told)
    except TelegramBadRequest as refused:
        raise (TooLarge if "too big" in refused.message.lower() else NoLongerThere) from None
    except FAILURES as failure:
        raise NotFetched(type(failure).__name__) from None


async def _download(api: TelegramApi, path: str, told: int) -> bytes:
    body = bytearray()
    async with api.download(path, seconds=_SECONDS) as chunks:
        async for chunk in chunks:
            body += chunk
            if len(body) > MOST_BYTES:
                raise TooLarge
    if told and len(body) != told:
        raise NotFetched("cut short")
    return bytes(body)
