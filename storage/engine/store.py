"""The one port to the database: units of work go in, and come back committed."""

import asyncio
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from storage.engine.at_hand import AtHand
from storage.engine.connection import Connection
from storage.engine.constraint_names import ConstraintNames
from storage.engine.crew import Crew
from storage.engine.session import Backend
from storage.engine.sqlite import SqliteSession, warn_of_waiting
from storage.engine.submissions import Failure, Submission
from storage.engine.worker import TransactionWorker

if TYPE_CHECKING:
    import sqlalchemy

U = TypeVar("U")
U_co = TypeVar("U_co", covariant=True)
T = TypeVar("T")

_READERS = 2
_CONNECTIONS = 8
_TOGETHER = 64  # callers whose works share one COMMIT of SQLite
_ATTEMPTS = 8  # on PostgreSQL, where two transactions may stand in each other's way


class Store(Generic[U_co]):
    """Runs plain functions on a connection, each as one transaction.

    A work may be run twice (a batch that must be redone, a conflict on PostgreSQL), so it has no effect outside its
    connection. A caller that is cancelled learns nothing, but its work is still committed as a whole or not at all.
    Raises what the work raised, or a StoreError.
    """

    def __init__(self, writers: Crew[U_co], readers: Crew[U_co], at_hand: AtHand[U_co] | None = None) -> None:
        """`writers` and `readers` may be the same crew. `at_hand` stands before the writers."""
        self._writers = writers
        self._readers = readers
        self._at_hand = at_hand
        self._write = writers.hand_over if at_hand is None else at_hand.hand_over

    async def run(self, work: Callable[[U_co], T], *, brief: bool = False) -> T:
        """Returns after the COMMIT. Works handed over by one task are carried out in that order on SQLite.

        `brief` work takes a few milliseconds at most, so that the caller's event loop may do it itself.
        """
        submission = Submission((work,), asyncio.get_running_loop(), brief=brief)
        self._write(submission)
        return _result(await submission.arrival(), work)

    async def note(self, work: Callable[[U_co], T]) -> T:
        """`run`, briefly, for what has happened already and was promised to nobody: it is committed and outlives this
        process at once, but the disk is not waited for, so that the last moment's may be undone by a power failure."""
        submission = Submission((work,), asyncio.get_running_loop(), brief=True, lasting=False)
        self._write(submission)
        return _result(await submission.arrival(), work)

    async def run_batch(
        self, works: Sequence[Callable[[U_co], T]], *, brief: bool = False
    ) -> list[T | BaseException]:
        """In order, each by itself: one that raises has its exception in its place, and undoes only its own."""
        submission = Submission(works, asyncio.get_running_loop(), brief=brief)
        self._write(submission)
        outcomes = await submission.arrival()
        return [one.error if isinstance(one, Failure) else cast("T", one) for one in outcomes]

    async def read(self, work: Callable[[U_co], T]) -> T:
        """Sees one committed moment of the database, and cannot write (ReadOnlyWork)."""
        submission = Submission((work,), asyncio.get_running_loop(), reading=True)
        self._readers.hand_over(submission)
        return _result(await submission.arrival(), work)

    def run_sync(self, work: Callable[[U_co], T]) -> T:
        """`run` for a command-line tool, which has no event loop."""
        submission = Submission((work,), None)
        self._write(submission)
        return _result(submission.wait(), work)

    def read_sync(self, work: Callable[[U_co], T]) -> T:
        submission = Submission((work,), None, reading=True)
        self._readers.hand_over(submission)
        return _result(submission.wait(), work)

    async def close(self) -> None:
        """Finishes what was handed over; work that comes later raises StoreClosed. May be called twice."""
        await asyncio.to_thread(self.close_sync)

    def close_sync(self) -> None:
        if self._at_hand is not None:
            self._at_hand.close()
        self._readers.close()  # first: the last connection to SQLite tidies up its log, and must be able to write
        self._writers.close()


def _result(outcomes: list[object], _: Callable[[U], T]) -> T:
    (outcome,) = outcomes
    if isinstance(outcome, Failure):
        raise outcome.error
    return cast("T", outcome)


def open_store(
    url: str,
    make: Callable[[Connection], U],
    *,
    patience: float = 10.0,
    on_wait: Callable[[float], None] | None = None,
    chance: random.Random | None = None,
    metadata: "sqlalchemy.MetaData | None" = None,
) -> Store[U]:
    """Opens `sqlite:///path` or `postgresql://…`; connections are made when there is work for them.

    `make` turns a connection into what the works are given. `patience` is how many seconds another process may hold a
    lock before the database counts as unavailable; `on_wait` hears of it after the first second (by default the log
    does). Raises ValueError for any other kind of URL.
    """
    if url.startswith("sqlite:///"):
        return _open_sqlite(sqlite_path(url), make, patience, on_wait, metadata)
    if url.startswith(("postgresql://", "postgres://")):
        return _open_postgres(url, make, patience, chance)
    raise ValueError("a database URL begins with sqlite:/// or postgresql://")


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite:///` URL: relative after three slashes, absolute after four. Raises ValueError."""
    path = url.removeprefix("sqlite:///")
    if path in {"", ":memory:"} or "?" in path:
        raise ValueError("an SQLite URL names a file and nothing else: sqlite:///var/neuguong.db")
    return Path(path)


def _open_sqlite(
    path: Path,
    make: Callable[[Connection], U],
    patience: float,
    on_wait: Callable[[float], None] | None,
    metadata: "sqlalchemy.MetaData | None",
) -> Store[U]:
    names = ConstraintNames(metadata)

    def hire(*, reading: bool) -> TransactionWorker[U]:
        def open_session() -> SqliteSession:
            return SqliteSession(
                path, reading=reading, patience=patience, on_wait=on_wait or warn_of_waiting, names=names
            )

        backend = Backend(open_session, _TOGETHER, attempts=1, chance=random.Random(0))  # noqa: S311 - not drawn from
        return TransactionWorker(backend, make)

    writer = hire(reading=False)
    writers = Crew("sqlite-writer", 1, lambda: writer)
    readers: Crew[U] = Crew("sqlite-reader", _READERS, lambda: hire(reading=True))
    return Store(writers, readers, AtHand(writers, writer, together=_TOGETHER))


def _open_postgres(
    url: str, make: Callable[[Connection], U], patience: float, chance: random.Random | None
) -> Store[U]:
    from storage.engine.postgres import PostgresSession

    backend = Backend(
        lambda: PostgresSession(url, patience=patience),
        together=1,  # more would hold each other's row locks for longer; PostgreSQL shares its own fsync
        attempts=_ATTEMPTS,
        chance=chance or random.SystemRandom(),
    )
    crew: Crew[U] = Crew("postgresql", _CONNECTIONS, lambda: TransactionWorker(backend, make))
    return Store(crew, crew)
