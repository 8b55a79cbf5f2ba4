"""PostgreSQL through psycopg: a few connections, a thread each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.types.numeric import Int8Dumper

from storage.engine.connection import Row
from storage.engine.constraint_names import not_null_name
from storage.engine.errors import (
    ConstraintViolated,
    ReadOnlyWork,
    StatementFailed,
    StoreClosed,
    StoreError,
    StoreUnavailable,
)
from storage.engine.session import Gone, OutcomeUnknown, Session, TransientFailure, UnitConnection
from storage.engine.statements import Statement

if TYPE_CHECKING:
    import sqlalchemy

    from storage.engine.core_guest import CoreGuest

# Seconds, unless the URL says otherwise: a server that vanished is noticed within half a minute, not two hours.
_NETWORK: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
}
# Classes of SQLSTATE that speak of the server and not of the statement: connection, resources, operator, system.
_UNAVAILABLE = {"08", "53", "57", "58", "XX"}
_TRANSIENT = {"40001", "40P01"}
_LOCKED = "55P03"
_READ_ONLY = "25006"


class PostgresSession(Session):
    """`patience` is how many seconds another transaction may hold a row that this one needs."""

    def __init__(self, url: str, *, patience: float) -> None:
        try:
            self.driver = psycopg.connect(**(_NETWORK | conninfo_to_dict(url)), autocommit=True)
            # One type for every number, so that a statement is prepared once.
            self.driver.adapters.register_dumper(int, Int8Dumper)
            self.driver.execute(f"set lock_timeout = {int(patience * 1000)}")
        except psycopg.Error as error:
            raise StoreUnavailable(_kind(error)) from None
        self._guest: CoreGuest | None = None

    @property
    def healthy(self) -> bool:
        return self.driver.pgconn.transaction_status == TransactionStatus.INTRANS

    @property
    def usable(self) -> bool:
        return not self.driver.closed

    def begin(self, *, reading: bool, lasting: bool = True) -> None:
        if reading:  # it sees one moment throughout, as it does on SQLite
            self._say(b"begin isolation level repeatable read read only")
        else:
            self._say(b"begin" if lasting else b"begin; set local synchronous_commit = off")

    def begin_at_once(self, *, lasting: bool) -> bool:  # noqa: ARG002
        return False  # the network is always waited for

    def commit(self) -> None:
        self._say(b"commit")

    def rollback(self) -> None:
        if not self.driver.closed and self.driver.pgconn.transaction_status != TransactionStatus.IDLE:
            self._say(b"rollback")

    def set_savepoint(self) -> None:
        self._say(b"savepoint work")

    def release_savepoint(self) -> None:
        self._say(b"release work")

    def undo_to_savepoint(self) -> None:
        self._say(b"rollback to work")
        self._say(b"release work")

    def unit(self) -> "PostgresConnection":
        return PostgresConnection(self)

    def close(self) -> None:
        self.driver.close()

    @property
    def guest(self) -> "CoreGuest":
        if self._guest is None:
            from storage.engine.core_guest import CoreGuest

            self._guest = CoreGuest("postgresql", self.driver, self.translate)
        return self._guest

    def translate(self, error: Exception, *_: object) -> StoreError:
        code = getattr(error, "sqlstate", None) or ""
        if code in _TRANSIENT:
            return TransientFailure(_kind(error))
        if code[:2] == "23" and isinstance(error, psycopg.Error):
            return ConstraintViolated(_constraint(error))
        if code == _READ_ONLY:
            return ReadOnlyWork("read cannot write")
        if self.driver.closed:
            return TransientFailure("the connection was lost")
        if code[:2] in _UNAVAILABLE or code == _LOCKED:
            return StoreUnavailable(_kind(error))
        return StatementFailed(f"{_kind(error)}: {_safe_message(error)}")

    def _say(self, command: bytes) -> None:
        """What the store itself says, without the cost of a cursor."""
        try:
            result = self.driver.pgconn.exec_(command)
        except psycopg.Error as error:
            raise self._failed(error, command) from None
        if result.status != ExecStatus.COMMAND_OK:
            raise self._failed(psycopg.errors.error_from_result(result), command)

    def _failed(self, error: psycopg.Error, command: bytes) -> StoreError:
        failure = self.translate(error)
        if command == b"commit" and self.driver.closed:
            return OutcomeUnknown("the connection was lost during COMMIT")
        return failure


def _kind(error: Exception) -> str:
    return f"{getattr(error, 'sqlstate', None) or 'no SQLSTATE'} {type(error).__name__}"


def _safe_message(error: Exception) -> str:
    """What speaks of tables, columns and types; other messages quote values."""
    if isinstance(error, psycopg.Error) and (error.sqlstate or "")[:2] == "42":
        return error.diag.message_primary or ""
    if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
        return str(error)  # psycopg's own: a parameter is missing, or of a type that it does not know
    return ""


def _constraint(error: psycopg.Error) -> str:
    if isinstance(error, psycopg.errors.NotNullViolation):
        return not_null_name(error.diag.table_name or "", error.diag.column_name or "")
    return error.diag.constraint_name or ""


_ENDED = cast("psycopg.Connection[Row]", Gone(StoreClosed, "the unit of work has ended"))


class PostgresConnection(UnitConnection):
    __slots__ = ("_borrowed", "_driver", "_session")

    backend: Literal["sqlite", "postgresql"] = "postgresql"

    def __init__(self, session: PostgresSession) -> None:
        self._session = session
        self._driver: psycopg.Connection[Row] = session.driver
        self._borrowed: sqlalchemy.Connection | None = None

    def fetch_one(self, statement: Statement, /, **params: object) -> Row | None:
        try:
            return self._driver.execute(statement.postgresql, params).fetchone()
        except psycopg.Error as error:
            raise self._session.translate(error) from None

    def fetch_all(self, statement: Statement, /, **params: object) -> list[Row]:
        try:
            return self._driver.execute(statement.postgresql, params).fetchall()
        except psycopg.Error as error:
            raise self._session.translate(error) from None

    def execute(self, statement: Statement, /, **params: object) -> int:
        try:
            return self._driver.execute(statement.postgresql, params).rowcount
        except psycopg.Error as error:
            raise self._session.translate(error) from None

    def many(self, statement: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        try:
            with self._driver.cursor() as cursor:
                cursor.executemany(statement.postgresql, cast("Sequence[Mapping[str, Any]]", rows))
        except psycopg.Error as error:
            raise self._session.translate(error) from None

    @property
    def core(self) -> "sqlalchemy.Connection":
        if self._borrowed is None:
            if self._driver.closed:
                raise TransientFailure("the connection was lost")
            self._borrowed = self._session.guest.lend()
        return self._borrowed

    def end(self) -> None:
        self._driver = _ENDED
        if self._borrowed is not None:
            self._session.guest.take_back(self._borrowed)
