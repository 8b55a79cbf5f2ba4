"""Long polling, by a loop of our own: aiogram's tells Telegram that updates were had before they have taken effect
(design.md §4). The next offset is asked for only when the whole batch is decided or parked."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.channels.telegram.api import Json, TelegramApi
from bot.channels.telegram.failures import FAILURES
from bot.channels.telegram.receive import UPDATES
from core.faults import where
from core.store import StoreUnavailable

_log: Final = logging.getLogger(__name__)

Take = Callable[[Sequence[Json]], Awaitable[None]]
"""Returns when every update of the batch is decided or parked. Raises StoreUnavailable, and then none is had."""

_HELD_SECONDS: Final = 25
_BATCH: Final = 100
_LONGEST_PAUSE: Final = 30.0
_TOKEN_PAUSE: Final = 60.0
_CONFLICT_PAUSE: Final = 5.0


class Polling:
    """One line's. `held_seconds` is how long Telegram may keep a call open while nothing arrives."""

    def __init__(
        self,
        api: TelegramApi,
        take: Take,
        *,
        chance: random.Random,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        held_seconds: int = _HELD_SECONDS,
    ) -> None:
        self._api = api
        self._take = take
        self._chance = chance
        self._sleep = sleep
        self._held = held_seconds
        self._offset = 0
        self._failures = 0
        self._said = ""

    async def run(self) -> None:
        """Until cancelled. An update whose decision was cut short is delivered again."""
        while True:
            pause = await self._once()
            if pause > 0:
                await self._sleep(pause)

    async def _once(self) -> float:
        """One call and what it brought. Returns how long to pause."""
        try:
            batch = await self._ask()
        except FAILURES as failure:
            return await self._after(failure)
        updates = [update for update in batch if isinstance(update, dict)]
        try:
            await self._take(updates)
        except StoreUnavailable:
            self._say("the store is unavailable: updates stay with Telegram until it is back")
            return self._back_off()
        except Exception as fault:  # noqa: BLE001  # the update loop: whatever it was, the bot goes on listening
            _log.error("telegram: updates could not be taken: %s at %s", type(fault).__name__, where(fault))
            return self._back_off()
        self._failures, self._said = 0, ""
        self._offset = max([self._offset, *(_next_offset(update) for update in updates)])
        if batch and not any(_next_offset(update) for update in updates):
            return self._back_off()  # nothing that could be acknowledged: do not ask in a tight circle
        return 0.0

    async def _ask(self) -> list[Any]:
        params = {
            "offset": self._offset,
            "timeout": self._held,
            "limit": _BATCH,
            "allowed_updates": UPDATES,
        }
        batch = await self._api.call("getUpdates", params, seconds=self._held + 15)
        if not isinstance(batch, list):
            raise ValueError("getUpdates answers with a list")  # noqa: TRY004 - the answer is broken, not our code
        return batch

    async def _after(self, failure: BaseException) -> float:
        match failure:
            case TelegramConflictError() if "webhook" in failure.message.lower():
                self._say("a webhook was set for this bot: it is removed, since this process polls")
                await self._remove_webhook()
                return 1.0
            case TelegramConflictError():
                self._say("another process polls with this token; stop one of the two")
                return _CONFLICT_PAUSE
            case TelegramUnauthorizedError() | TelegramNotFound():
                self._say("Telegram refuses the token: TELEGRAM_BOT_TOKEN is wrong or was revoked")
                return _TOKEN_PAUSE
            case TelegramRetryAfter():
                return float(failure.retry_after)
        self._say(f"Telegram cannot be reached ({type(failure).__name__}): still trying")
        return self._back_off()

    async def _remove_webhook(self) -> None:
        try:
            await self._api.call("deleteWebhook", {"drop_pending_updates": False})
        except FAILURES as failure:
            kind = "refused" if isinstance(failure, TelegramAPIError) else "not reached"
            _log.warning("telegram: the webhook was not removed (%s)", kind)

    def _say(self, words: str) -> None:
        """Once, until something else is the matter or all is well again."""
        if words != self._said:
            _log.warning("telegram: %s", words)
        self._said = words

    def _back_off(self) -> float:
        self._failures += 1
        return float(min(2 ** min(self._failures, 10) / 2, _LONGEST_PAUSE)) * self._chance.uniform(0.5, 1.0)


def _next_offset(update: Json) -> int:
    number = update.get("update_id")
    return number + 1 if isinstance(number, int) else 0
