"""Threads that take submissions from one queue, each with a connection of its own."""

import queue
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from storage.engine.errors import StoreClosed
from storage.engine.submissions import Submission, deliver

U = TypeVar("U")


class Worker(Protocol[U]):
    """Lives in one thread, and so does its connection."""

    def serve(self, taken: list[Submission[U]], waiting: Callable[[], Submission[U] | None]) -> None:
        """Give every submission taken its outcomes. More may be taken from `waiting` and appended to `taken`."""

    def close(self) -> None: ...


class Crew(Generic[U]):
    """Up to `size` threads, each started when there is work for it."""

    def __init__(self, name: str, size: int, hire: Callable[[], Worker[U]]) -> None:
        self._name = name
        self._size = size
        self._hire = hire
        self._queue: queue.SimpleQueue[Submission[U] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._unfinished = 0
        self._closed = False
        self._lock = threading.Lock()

    def hand_over(self, submission: Submission[U]) -> None:
        with self._lock:
            if self._closed:
                raise StoreClosed("the store is closed")
            self._queue.put(submission)
            self._unfinished += 1
            if self._unfinished > len(self._threads) < self._size:
                name = f"{self._name}-{len(self._threads)}"
                thread = threading.Thread(target=self._work, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()

    @property
    def busy(self) -> bool:
        """Something handed over is not done yet."""
        return self._unfinished > 0

    def close(self) -> None:
        """Blocks until all that was handed over is done and the connections are closed."""
        with self._lock:
            if not self._closed:
                self._closed = True
                for _ in self._threads:
                    self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        worker = self._hire()
        while (first := self._queue.get()) is not None:
            taken = [first]
            try:
                worker.serve(taken, self._waiting)
            except BaseException as fault:  # noqa: BLE001 - a fault of the store's own must not leave callers waiting
                for submission in taken:
                    submission.fail(fault)
            with self._lock:
                self._unfinished -= len(taken)
            deliver(taken)
        worker.close()

    def _waiting(self) -> Submission[U] | None:
        try:
            submission = self._queue.get_nowait()
        except queue.Empty:
            return None
        if submission is None:  # the sign to stop is for the loop above
            self._queue.put(None)
        return submission
