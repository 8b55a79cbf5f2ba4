"""APScheduler as the bell and nothing more: it holds no jobs of its own, and knows nothing that must not be lost.

What is due is asked of the calendar clock and the database at every ring (design.md §6), so a ring that is missed, late
or doubled changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # version 3 has no types

RING_SECONDS: Final = 1


def in_turn(*answers: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """One ring for several, one after the other."""

    async def answer() -> None:
        for each in answers:
            await each()

    return answer


class Bell:
    """Rings once a second. A ring that is still being answered is not rung over."""

    def __init__(self, answer: Callable[[], Awaitable[None]]) -> None:
        self._answer = answer
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    async def run(self) -> None:
        """Until cancelled; what a ring began is finished by `answer` itself, in slices."""
        rung = asyncio.Event()
        self._scheduler.add_job(
            rung.set, "interval", seconds=RING_SECONDS, coalesce=True, misfire_grace_time=None
        )
        self._scheduler.start()
        try:
            while True:
                await self._answer()
                await rung.wait()
                rung.clear()
        finally:
            self._scheduler.shutdown(wait=False)
