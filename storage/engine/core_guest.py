"""SQLAlchemy Core as a guest on a driver's connection: it runs statements there, and never ends the transaction."""

from collections.abc import Callable
from typing import Any

import sqlalchemy
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import StaticPool

from storage.engine.errors import StoreError, TransactionControlRefused, TransactionLost
from storage.engine.statements import refuse_transaction_control

Translate = Callable[..., StoreError]  # of the driver's error, and what was said with which parameters


class Guest(DefaultDialect):
    """Begin, commit and rollback belong to the store; SQLAlchemy's own, when it lets go of a connection, do nothing."""

    letting_go = True
    translate: Translate

    def do_begin(self, dbapi_connection: Any) -> None:  # noqa: ANN401
        pass

    def do_commit(self, dbapi_connection: Any) -> None:  # noqa: ANN401, ARG002
        raise TransactionControlRefused("only the store commits")

    def do_rollback(self, dbapi_connection: Any) -> None:  # noqa: ANN401, ARG002
        if not self.letting_go:
            raise TransactionControlRefused("only the store rolls back; raise, or use begin_nested")

    def do_close(self, dbapi_connection: Any) -> None:  # noqa: ANN401
        pass

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ANN401, ARG002
        self._run(cursor, cursor.execute, statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ANN401, ARG002
        self._run(cursor, cursor.executemany, statement, parameters)

    def do_execute_no_params(self, cursor: Any, statement: str, context: Any = None) -> None:  # noqa: ANN401, ARG002
        self._run(
            cursor, cursor.execute, statement
        )  # given no parameters, psycopg would look for percent signs

    def check(self, cursor: Any) -> None:  # noqa: ANN401
        """Raises a StoreError where the cursor must not be used."""

    def _run(self, cursor: Any, run: Callable[..., object], statement: str, *parameters: Any) -> None:  # noqa: ANN401
        refuse_transaction_control(statement)
        self.check(cursor)
        try:
            run(statement, *parameters)
        except self.dbapi.Error as error:  # type: ignore[union-attr]  # a dialect made by create_engine has its driver
            raise self.translate(error, statement, *parameters) from None


class GuestOnSqlite(Guest, SQLiteDialect_pysqlite):
    supports_statement_cache = True

    def check(self, cursor: Any) -> None:  # noqa: ANN401
        """Where a failed statement has ended the transaction, the next would be committed at once, by itself."""
        if not cursor.connection.in_transaction:
            raise TransactionLost("a failed statement ended the transaction")


registry.register("sqlite.guest", __name__, "GuestOnSqlite")
registry.register("postgresql.guest", "storage.engine.core_guest_on_postgres", "GuestOnPostgres")


class CoreGuest:
    """Lends SQLAlchemy connections on one driver connection, one at a time."""

    def __init__(self, backend: str, driver_connection: object, translate: Translate) -> None:
        options: dict[str, Any] = {} if backend == "sqlite" else {"use_native_hstore": False}
        self._engine = sqlalchemy.create_engine(
            f"{backend}+guest://",
            creator=lambda: driver_connection,
            poolclass=StaticPool,
            pool_reset_on_return=None,
            hide_parameters=True,
            **options,
        )
        dialect = self._engine.dialect
        assert isinstance(dialect, Guest)  # noqa: S101 - registered above
        dialect.translate = translate
        self._dialect = dialect

    def lend(self) -> sqlalchemy.Connection:
        connection = self._engine.connect()
        connection.begin()
        self._dialect.letting_go = False
        return connection

    def take_back(self, connection: sqlalchemy.Connection) -> None:
        self._dialect.letting_go = True
        connection.close()
