"""Runs units of work on one session: all that are waiting in one transaction, and one by one where that breaks."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from storage.engine.connection import Connection
from storage.engine.errors import StoreError, StoreUnavailable, TransactionLost
from storage.engine.session import Backend, OutcomeUnknown, Session, TransientFailure
from storage.engine.submissions import Failure, Submission

U = TypeVar("U")
Work = Callable[[U], object]

_log = logging.getLogger(__name__)

_SLOW = 0.250  # seconds that one work may hold the writer
_LONG_ENOUGH = 0.050  # seconds after which a transaction takes in no more, so that the first need not wait
_FIRST_PAUSE = 0.005  # seconds before a second attempt, doubled for each further one


class _Broken(Exception):
    """The common transaction cannot be kept: one of its works ended or broke it, or its COMMIT failed."""


class TransactionWorker(Generic[U]):
    """Has one session, opened at the first work and again when it is lost; used by one thread at a time."""

    def __init__(self, backend: Backend, make: Callable[[Connection], U]) -> None:
        self._backend = backend
        self._make = make
        self._session: Session | None = None
        self._lock = threading.Lock()

    def serve(self, taken: list[Submission[U]], waiting: Callable[[], Submission[U] | None]) -> None:
        with self._lock:
            self._serve(taken, waiting)

    def serve_at_once(self, taken: list[Submission[U]]) -> float | None:
        """All of them in one transaction, if that goes without waiting for anybody and nothing fails: how many seconds
        the COMMIT took. None where it does not: then nothing has been done, and `serve` is for them."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            return self._optimistically(taken)
        finally:
            self._lock.release()

    def _optimistically(self, taken: list[Submission[U]]) -> float | None:
        session = self._session
        try:
            if session is None or session.healthy:
                return None
            if not session.begin_at_once(lasting=any(submission.lasting for submission in taken)):
                return None
            for submission in taken:
                for work in submission.works:
                    outcome = self._perform(session, work)
                    if isinstance(outcome, Failure):
                        raise _Broken  # noqa: TRY301 - the careful way finds out who is to blame
                    submission.outcomes.append(outcome)
            begun = time.monotonic()
            session.commit()
        except (_Broken, StoreError):
            for submission in taken:
                submission.outcomes.clear()
            self._ready()
            return None
        return time.monotonic() - begun

    def _serve(self, taken: list[Submission[U]], waiting: Callable[[], Submission[U] | None]) -> None:
        if taken[0].reading:
            self._one_by_one(taken)
            return
        try:
            self._together(taken, waiting)
        except (_Broken, TransientFailure):
            self._one_by_one(taken)
        except StoreUnavailable as unavailable:
            # Whoever is waiting need not wait as long again to learn the same.
            while (another := waiting()) is not None:
                taken.append(another)
            for submission in taken:
                submission.fail(unavailable)

    def close(self) -> None:
        """May be called twice."""
        with self._lock:
            self._drop()

    def _together(self, taken: list[Submission[U]], waiting: Callable[[], Submission[U] | None]) -> None:
        session = self._ready()
        enough = time.monotonic() + _LONG_ENOUGH
        for submission in taken:  # grows while it is walked
            for work in submission.works:
                submission.outcomes.append(self._attempt(session, work, lasting=submission.lasting))
            if len(taken) < self._backend.together and time.monotonic() < enough and (another := waiting()):
                taken.append(another)
        if session.healthy:
            try:
                session.commit()
            except OutcomeUnknown:
                raise
            except StoreError as error:
                raise _Broken from error

    def _attempt(self, session: Session, work: Work[U], *, lasting: bool) -> object:
        """The first in a transaction needs no savepoint: if it fails, there is nothing else to keep."""
        first = not session.healthy
        if first:
            session.begin(reading=False, lasting=lasting or self._backend.together > 1)
        try:
            if not first:
                session.set_savepoint()
            outcome = self._perform(session, work)
            if isinstance(outcome, Failure):
                if isinstance(outcome.error, TransientFailure):
                    raise _Broken
                session.rollback() if first else session.undo_to_savepoint()
            elif not session.healthy:
                raise _Broken
            elif not first:
                session.release_savepoint()
        except StoreError as error:
            raise _Broken from error
        return outcome

    def _one_by_one(self, taken: list[Submission[U]]) -> None:
        for submission in taken:
            submission.outcomes = [
                self._insistently(work, reading=submission.reading) for work in submission.works
            ]

    def _insistently(self, work: Work[U], *, reading: bool) -> object:
        pause = _FIRST_PAUSE
        for _ in range(self._backend.attempts - 1):
            outcome = self._alone(work, reading=reading)
            if not (isinstance(outcome, Failure) and isinstance(outcome.error, TransientFailure)):
                return outcome
            time.sleep(pause * self._backend.chance.uniform(0.5, 1.5))
            pause *= 2
        return self._alone(work, reading=reading)

    def _alone(self, work: Work[U], *, reading: bool) -> object:
        try:
            session = self._ready()
            session.begin(reading=reading)
            outcome = self._perform(session, work, reading=reading)
            if reading or isinstance(outcome, Failure):
                session.rollback()
            elif session.healthy:
                session.commit()
            else:
                outcome = Failure(TransactionLost("the work's transaction ended before the work returned"))
        except StoreError as error:
            outcome = Failure(error)
        return outcome

    def _perform(self, session: Session, work: Work[U], *, reading: bool = False) -> object:
        unit = session.unit()
        started = time.monotonic()
        outcome: object
        try:
            outcome = work(self._make(unit))
        except BaseException as error:  # noqa: BLE001 - whatever work raises is its caller's, and harms no neighbour
            outcome = Failure(error)
        unit.end()
        held = time.monotonic() - started
        if held > _SLOW and not reading:
            _log.warning("a unit of work held its transaction for %d ms", held * 1000)
        return outcome

    def _ready(self) -> Session:
        """A session outside any transaction."""
        if self._session is not None:
            try:
                self._session.rollback()
            except StoreError:
                self._drop()
        if self._session is None or not self._session.usable:
            self._drop()
            self._session = self._backend.open()
        return self._session

    def _drop(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            session.close()
