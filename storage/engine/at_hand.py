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
from storage.engine.errors import StoreClosed
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
        self._closed = False
        self._under_way = False
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
                or self._closed
                or not submission.brief
                or self._waiting
                or self._under_way
                or self._crew.busy
                or self._monotonic() < self._not_before
            ):
                self._crew.hand_over(submission)
                return
            self._loop = loop
            self._waiting.append(submission)
        loop.call_soon(self._flush)  # after all others that are ready in this turn

    def close(self) -> None:
        """What waits goes to the crew, and so does whatever comes later."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
            for submission in waiting:
                self._crew.hand_over(submission)

    def _flush(self) -> None:
        with self._lock:
            taken, self._waiting = self._waiting[: self._together], self._waiting[self._together :]
            self._under_way = bool(taken)
        if not taken:  # closed meanwhile
            return
        took = self._worker.serve_at_once(taken) if all(one.brief for one in taken) else None
        with self._lock:
            self._under_way = False
            if took is None:
                rest, self._waiting = self._waiting, []
                for submission in (*taken, *rest):
                    self._leave_to_crew(submission)
                return
            if took > TOO_LONG:
                self._not_before = self._monotonic() + min(_RESPITE * took, _LONGEST_RESPITE)
            if self._waiting and self._loop is not None:
                self._loop.call_soon(self._flush)
        settle_all(taken)

    def _leave_to_crew(self, submission: Submission[U]) -> None:
        try:
            self._crew.hand_over(submission)
        except StoreClosed as closed:
            submission.fail(closed)
            submission.settle()
