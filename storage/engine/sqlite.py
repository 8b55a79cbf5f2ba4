"""SQLite: the embedded default. One connection writes, others read, each in a thread of its own."""

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from storage.engine.connection import Row
from storage.engine.constraint_names import ConstraintNames
from storage.engine.errors import (
    ConstraintViolated,
    ReadOnlyWork,
    StatementFailed,
    StoreClosed,
    StoreError,
    StoreUnavailable,
    TransactionControlRefused,
    TransactionLost,
)
from storage.engine.foreign_keys import UNNAMED, Parameters, broken_foreign_key
from storage.engine.recall import Recall
from storage.engine.session import Gone, Session, UnitConnection
from storage.engine.sqlite_file import TransactionGuard, open_file
from storage.engine.statements import Statement

if TYPE_CHECKING:
    import sqlalchemy

    from storage.engine.core_guest import CoreGuest

_log = logging.getLogger(__name__)

# Primary result codes that speak of the file, the disk or other processes, never of the statement.
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_INTERRUPT,
}  # fmt: skip
_SPEAK_UP_AFTER = 1.0  # seconds of waiting for another process
_PAUSE = 0.003  # seconds between two tries: short, so that a busy neighbour's brief gaps are met


class SqliteSession(Session):
    """`patience` is how many seconds other processes may hold the database before it counts as unavailable."""

    def __init__(
        self,
        path: Path,
        *,
        reading: bool,
        patience: float,
        on_wait: Callable[[float], None],
        names: ConstraintNames,
    ) -> None:
        self._patience = patience
        self._on_wait = on_wait
        self._names = names
        self._reading = reading
        self._lasting = True
        self._guard = TransactionGuard()
        try:
            self.driver = open_file(path, reading=reading)
        except sqlite3.Error as error:
            raise self.translate(error) from None
        self.driver.set_authorizer(self._guard)
        self._guest: CoreGuest | None = None
        self.recall = None if reading else Recall(self._version)

    @property
    def healthy(self) -> bool:
        return self.driver.in_transaction

    @property
    def usable(self) -> bool:
        return True

    def begin(self, *, reading: bool, lasting: bool = True) -> None:
        if reading:
            self._say("begin /* store */")
            return
        self._last(lasting=lasting)
        started = time.monotonic()
        spoken = False
        while not self._began():
            waited = time.monotonic() - started
            if waited >= self._patience:
                raise StoreUnavailable("another process holds the database")
            if waited >= _SPEAK_UP_AFTER and not spoken:
                spoken = True
                self._on_wait(waited)
            time.sleep(_PAUSE)

    def begin_at_once(self, *, lasting: bool) -> bool:
        self._last(lasting=lasting)
        return self._began()

    def _last(self, *, lasting: bool) -> None:
        """Not by `execute`: the driver keeps compiled statements, and SQLite obeys this one while compiling it."""
        if lasting is not self._lasting:
            self.driver.executescript(f"pragma synchronous = {'full' if lasting else 'normal'}")
            self._lasting = lasting

    def commit(self) -> None:
        try:
            self._say("commit /* store */")
        except StoreError:
            self.forget()
            raise

    def rollback(self) -> None:
        if self.driver.in_transaction:
            self.forget()
            self._say("rollback /* store */")

    def _version(self) -> Row:
        return cast("Row", self.driver.execute("pragma data_version").fetchone())

    def forget(self) -> None:
        """Nothing that was read may be recalled any more."""
        if self.recall is not None:
            self.recall.forget()

    def suspend_recall(self, *, suspended: bool) -> None:
        """While SQLAlchemy speaks on this connection, which writes what it likes."""
        if self.recall is not None:
            self.recall.forget()
            self.recall.suspended = suspended

    def set_savepoint(self) -> None:
        self._say("savepoint work")

    def release_savepoint(self) -> None:
        self._say("release work")

    def undo_to_savepoint(self) -> None:
        self.forget()
        self._say("rollback to work")
        self._say("release work")

    def unit(self) -> "SqliteConnection":
        return SqliteConnection(self)

    def close(self) -> None:
        self.driver.close()

    @property
    def guest(self) -> "CoreGuest":
        if self._guest is None:
            from storage.engine.core_guest import CoreGuest

            self._guest = CoreGuest("sqlite", self.driver, self.translate)
        return self._guest

    def translate(self, error: Exception, sql: str = "", parameters: Parameters = ()) -> StoreError:
        primary = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if primary == sqlite3.SQLITE_CONSTRAINT:
            name = self._names.from_sqlite(str(error))
            return ConstraintViolated(name or self._broken_foreign_key(sql, parameters))
        if primary in _UNAVAILABLE:
            return StoreUnavailable(getattr(error, "sqlite_errorname", "SQLITE"))
        if primary == sqlite3.SQLITE_READONLY:
            return ReadOnlyWork("read cannot write") if self._reading else StoreUnavailable("read-only file")
        if primary == sqlite3.SQLITE_AUTH:
            return TransactionControlRefused("only the store begins and ends transactions")
        # SQLite's own messages name tables and columns, never values.
        return StatementFailed(str(error))

    def _broken_foreign_key(self, sql: str, parameters: Parameters) -> str:
        if not self.driver.in_transaction:  # OR ROLLBACK: there is no transaction left to look into
            return UNNAMED
        return broken_foreign_key(self.driver, self._names.metadata, sql, parameters)

    def _began(self) -> bool:
        if self.recall is not None:
            self.recall.transaction_begins()
        try:
            self._say("begin immediate /* store */")
        except StoreUnavailable as error:
            if not str(error).startswith("SQLITE_BUSY"):
                raise
            return False
        return True

    def _say(self, sql: str) -> None:
        self._guard.store_speaks = True
        try:
            self.driver.execute(sql)
        except sqlite3.Error as error:
            raise self.translate(error) from None
        finally:
            self._guard.store_speaks = False


_ENDED = cast("sqlite3.Connection", Gone(StoreClosed, "the unit of work has ended"))
_LOST = cast("sqlite3.Connection", Gone(TransactionLost, "a failed statement ended the transaction"))


class SqliteConnection(UnitConnection):
    __slots__ = ("_borrowed", "_driver", "_recall", "_session")

    backend: Literal["sqlite", "postgresql"] = "sqlite"

    def __init__(self, session: SqliteSession) -> None:
        self._session = session
        self._driver = session.driver
        self._recall = session.recall
        self._borrowed: sqlalchemy.Connection | None = None

    def fetch_one(self, statement: Statement, /, **params: object) -> Row | None:
        if statement.recalled:
            rows = self.fetch_all(statement, **params)
            return rows[0] if rows else None
        if statement.stirs:
            self._session.forget()
        try:
            return cast("Row | None", self._driver.execute(statement.sqlite, params).fetchone())
        except sqlite3.Error as error:
            raise self._failure(error, statement.sqlite, params) from None

    def fetch_all(self, statement: Statement, /, **params: object) -> list[Row]:
        if statement.recalled and self._recall is not None:
            return self._recalled(self._recall, statement, params)
        if statement.stirs:
            self._session.forget()
        return self._fetch_all(statement, params)

    def _fetch_all(self, statement: Statement, params: dict[str, object]) -> list[Row]:
        try:
            return self._driver.execute(statement.sqlite, params).fetchall()
        except sqlite3.Error as error:
            raise self._failure(error, statement.sqlite, params) from None

    def facts_stamp(self) -> object | None:
        return None if self._recall is None else self._recall.stamp()

    def recalls(self, statement: Statement, params: Mapping[str, object]) -> bool:
        recall = self._recall
        return (
            statement.recalled
            and recall is not None
            and recall.find((statement, *params.values())) is not None
        )

    def _recalled(self, recall: Recall, statement: Statement, params: dict[str, object]) -> list[Row]:
        if self._driver is _ENDED or self._driver is _LOST:
            self._driver.execute(statement.sqlite)  # raises
        key = (statement, *params.values())
        found = recall.find(key)
        if found is None:
            found = self._fetch_all(statement, params)
            recall.keep(key, found)
        return list(found)

    def execute(self, statement: Statement, /, **params: object) -> int:
        if statement.stirs:
            self._session.forget()
        try:
            changed = self._driver.execute(statement.sqlite, params).rowcount
            if changed < 0:  # the driver counts only what begins with INSERT, UPDATE or DELETE, so not WITH …
                changed = self._driver.execute("select changes()").fetchone()[0]
        except sqlite3.Error as error:
            raise self._failure(error, statement.sqlite, params) from None
        return changed

    def many(self, statement: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        if statement.stirs:
            self._session.forget()
        try:
            self._driver.executemany(statement.sqlite, cast("Sequence[Mapping[str, Any]]", rows))
        except sqlite3.Error as error:
            raise self._failure(error, statement.sqlite, rows[0] if rows else {}) from None

    @property
    def core(self) -> "sqlalchemy.Connection":
        if self._borrowed is None:
            if not self._driver.in_transaction:
                raise TransactionLost("the transaction has ended")
            self._session.suspend_recall(suspended=True)
            self._borrowed = self._session.guest.lend()
        return self._borrowed

    def _failure(self, error: sqlite3.Error, sql: str, parameters: Parameters) -> StoreError:
        failure = self._session.translate(error, sql, parameters)
        self._session.forget()
        if not self._session.healthy:  # what the work still says would be committed at once, each by itself
            self._driver = _LOST
        return failure

    def end(self) -> None:
        self._driver = _ENDED
        if self._borrowed is not None:
            self._session.guest.take_back(self._borrowed)
            self._session.suspend_recall(suspended=False)


def warn_of_waiting(seconds: float) -> None:
    _log.warning("another process has held the database for %.1f s; still waiting", seconds)
