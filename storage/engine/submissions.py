"""Work on its way to a thread, and its outcome on the way back."""

import asyncio
import concurrent.futures
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Failure:
    """How a work ended that raised: handed back as a value, since a future refuses some exceptions (StopIteration)."""

    error: BaseException


class Submission(Generic[U]):
    """Works handed over together by one caller, who is told once, when all of them have their outcome."""

    __slots__ = ("_future", "brief", "lasting", "loop", "outcomes", "reading", "works")

    def __init__(
        self,
        works: Sequence[Callable[[U], object]],
        loop: asyncio.AbstractEventLoop | None,
        *,
        reading: bool = False,
        brief: bool = False,
        lasting: bool = True,
    ) -> None:
        """`loop` is the caller's, or None for a caller that blocks its thread. `brief` and `lasting` as Store says."""
        self.works = works
        self.reading = reading
        self.brief = brief
        self.lasting = lasting
        self.outcomes: list[object] = []
        self.loop = loop
        self._future: asyncio.Future[list[object]] | concurrent.futures.Future[list[object]]
        self._future = loop.create_future() if loop else concurrent.futures.Future()

    async def arrival(self) -> list[object]:
        assert isinstance(self._future, asyncio.Future)  # noqa: S101 - made so for a caller with a loop
        return await self._future

    def wait(self) -> list[object]:
        assert isinstance(self._future, concurrent.futures.Future)  # noqa: S101 - made so for a caller without one
        return self._future.result()

    def fail(self, error: BaseException) -> None:
        self.outcomes = [Failure(error)] * len(self.works)

    def settle(self) -> None:
        """Tells the caller; in the thread of its loop, if it has one."""
        if not self._future.done():  # a caller that was cancelled no longer waits
            self._future.set_result(self.outcomes)


def deliver(done: Sequence[Submission[U]]) -> None:
    """Tell the callers, waking each event loop once."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Submission[U]]] = {}
    for submission in done:
        if submission.loop is None:
            submission.settle()
        else:
            by_loop.setdefault(submission.loop, []).append(submission)
    for loop, submissions in by_loop.items():
        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(settle_all, submissions)


def settle_all(submissions: Sequence[Submission[U]]) -> None:
    for submission in submissions:
        submission.settle()
