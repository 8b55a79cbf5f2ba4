"""Brief works, carried out by the event loop that asks for them.

To wake a thread and to be woken by it takes longer than a decision does (docs/decisions/0110). So where the writer has
nothing else to do, the loop does what has come in this turn of its own: all of it in one transaction. Whatever would
have to wait, has failed, or follows a COMMIT that took its time, goes to the writer's thread, which is careful.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from storage.engine.crew import Crew
from storage.engine.submissions import Submission, settle_all
from storage.engine.worker import TransactionWorker

U = TypeVar("U")

TOO_LONG: Final = 0.020
"""Seconds. Where a COMMIT took longer (a slow disk), the loop leaves the next ones to the thread …"""
_RESPITE: Final = 50.0
"""… for so many times as long, and ten seconds at most."""
_LONGEST_RESPITE: Final = 10.0


class AtHand(Generic[U]):
    """Stands before a crew of one, whose worker it shares."""

    def __init__(
        self,
        crew: Crew[U],
        worker: TransactionWorker[U],
        *,
        together: int,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._crew = crew
        self._worker = worker
        self._together = together
        self._monotonic = monotonic
        self._not_before = 0.0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[Submission[U]] = []
        self._lock = threading.Lock()

    def hand_over(self, submission: Submission[U]) -> None:
        """In order, whichever way they go."""
        loop = submission.loop
        with self._lock:
            if self._waiting and loop is self._loop:
                self._waiting.append(submission)
                return
            if (
                loop is None
                or not submission.brief
                or self._waiting
                or self._crew.busy
                or self._monotonic() < self._not_before
            ):
                self._crew.hand_over(submission)
                return
            self._loop = loop
            self._waiting.append(submission)
        loop.call_soon(self._flush)  # after all others that are ready in this turn

    def _flush(self) -> None:
        with self._lock:
            taken = self._waiting[: self._together]
        took = self._worker.serve_at_once(taken) if all(one.brief for one in taken) else None
        here = took is not None
        if took is not None and took > TOO_LONG:
            self._not_before = self._monotonic() + min(_RESPITE * took, _LONGEST_RESPITE)
        with self._lock:
            rest = self._waiting[len(taken) :]
            self._waiting = rest if here else []
            if not here:
                for submission in (*taken, *rest):
                    self._crew.hand_over(submission)
            elif rest and self._loop is not None:
                self._loop.call_soon(self._flush)
        if here:
            settle_all(taken)
