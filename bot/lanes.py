"""Updates wait in memory, in a lane each person (or address), before they take a connection (design.md §4)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH: Final = 20
"""A flood from one person delays others by at most so many of that person's updates."""


@dataclass(slots=True)
class _Waiting(Generic[T, R]):
    item: T
    done: "asyncio.Future[R]"


class Lanes(Generic[T, R]):
    """One lane's items are handed on in order, all that wait (up to BATCH) at once; different lanes side by side."""

    def __init__(self, work: Callable[[Sequence[T]], Awaitable[Sequence[R | BaseException]]]) -> None:
        self._work = work
        self._lanes: dict[str, deque[_Waiting[T, R]]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def put(self, lane: str, item: T) -> R:
        """What became of the item. Raises what its work raised."""
        queue = self._lanes.get(lane)
        if queue is None:
            return await self._alone(lane, item)
        waiting = _Waiting[T, R](item, asyncio.get_running_loop().create_future())
        queue.append(waiting)
        return await waiting.done

    async def _alone(self, lane: str, item: T) -> R:
        """Nothing is under way there: the common case, and it needs no task of its own."""
        self._lanes[lane] = queue = deque[_Waiting[T, R]]()
        try:
            (result,) = await self._work([item])
        finally:
            if queue:
                task = asyncio.create_task(self._run(lane), name=f"lane {lane[:8]}")
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            else:
                del self._lanes[lane]
        if isinstance(result, BaseException):
            raise result
        return result

    async def _run(self, lane: str) -> None:
        queue = self._lanes[lane]
        while queue:
            batch = [queue.popleft() for _ in range(min(len(queue), BATCH))]
            try:
                results = await self._work([waiting.item for waiting in batch])
            except BaseException as error:  # noqa: BLE001  # whoever waits is told, whatever it was
                results = [error] * len(batch)
            for waiting, result in zip(batch, results, strict=True):
                _settle(waiting.done, result)
        del self._lanes[lane]


def _settle(future: "asyncio.Future[R]", result: R | BaseException) -> None:
    if future.done():
        return
    if isinstance(result, BaseException):
        future.set_exception(result)
    else:
        future.set_result(result)
