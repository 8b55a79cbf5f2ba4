"""What a unit of work does its work on."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from storage.engine.instants import POSTGRESQL_NOW, SQLITE_NOW, from_micros
from storage.engine.statements import Statement

if TYPE_CHECKING:
    import sqlalchemy

_NOW = Statement(sqlite=f"select {SQLITE_NOW}", postgresql=f"select {POSTGRESQL_NOW}")
_SAVEPOINT = Statement("savepoint part_of_work")
_RELEASE = Statement("release savepoint part_of_work")
_ROLLBACK_TO = Statement("rollback to savepoint part_of_work")

Row = tuple[Any, ...]


class Connection(ABC):
    """One unit of work's connection, valid until the work returns; afterwards every use raises StoreClosed.

    Raises ConstraintViolated, StoreUnavailable and the rest of storage/engine/errors.py, never a driver's error.
    On PostgreSQL a failed statement breaks the transaction: work that means to go on puts it in `savepoint()`.
    """

    __slots__ = ()

    backend: Literal["sqlite", "postgresql"]

    @abstractmethod
    def fetch_one(self, statement: Statement, /, **params: object) -> Row | None:
        """The first row, or None. Also for INSERT … RETURNING."""

    @abstractmethod
    def fetch_all(self, statement: Statement, /, **params: object) -> list[Row]: ...

    @abstractmethod
    def execute(self, statement: Statement, /, **params: object) -> int:
        """How many rows were inserted, updated or deleted; RETURNING (and a fetch) tells which."""

    @abstractmethod
    def many(self, statement: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        """The statement once for each row, in order."""

    def recalls(self, statement: Statement, params: Mapping[str, object]) -> bool:  # noqa: ARG002
        """Whether the answer is known without asking the database."""
        return False

    def facts_stamp(self) -> object | None:
        """See core.talk.Talk."""
        return None

    @property
    @abstractmethod
    def core(self) -> "sqlalchemy.Connection":
        """SQLAlchemy Core in this very transaction. `begin_nested` is a savepoint; `commit` is refused."""

    def database_now(self) -> datetime:
        """The database's own clock, for leases; never the calendar clock that can be moved."""
        row = self.fetch_one(_NOW)
        assert row is not None  # noqa: S101 - a select without a table has one row
        return from_micros(row[0])

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What raises inside is undone, and the work may go on. May be nested."""
        self.execute(_SAVEPOINT)
        try:
            yield
        except BaseException:
            self.execute(_ROLLBACK_TO)
            self.execute(_RELEASE)
            raise
        self.execute(_RELEASE)
