"""Migrates inside this process: no alembic.ini, no command line, from wherever the package is installed."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.engine.errors import StoreUnavailable
from storage.engine.store import sqlite_path

if TYPE_CHECKING:
    import sqlalchemy
    from alembic.config import Config

_log = logging.getLogger(__name__)

_HERE = Path(__file__).parent
_PATIENCE = 60  # seconds that another process may take to migrate the same database
_ADVISORY_LOCK = 0x6E757567  # any number, the same in every process


class SchemaUnknown(Exception):
    """The database was migrated by a release that this one does not know: a newer one, most likely."""


def migrate(url: str, revision: str = "head") -> bool:
    """Upgrade to `revision`, in one transaction, and tell whether anything had to be done.

    Two processes that start together migrate once: the other waits. Raises SchemaUnknown, StoreUnavailable.
    """
    if revision == "head" and current_revision(url) == head_revision():
        return False
    with locked_connection(url) as connection:
        before = _revision_of(connection)
        _check_known(before)
        upgrade(connection, revision)
        after = _revision_of(connection)
    if before != after:
        _log.info("the database was migrated from %s to %s", before or "nothing", after)
    return before != after


def head_revision() -> str:
    """The last of the revisions, whose files begin with their numbers. Asked at every start, so without alembic."""
    return max(path.name.split("_")[0] for path in (_HERE / "versions").glob("[0-9]*.py"))


def current_revision(url: str) -> str | None:
    """What the database is at, or None for an empty one. Raises StoreUnavailable."""
    return _sqlite_revision(sqlite_path(url)) if url.startswith("sqlite:") else _postgres_revision(url)


def upgrade(connection: "sqlalchemy.Connection", revision: str = "head") -> None:
    """On a connection in a transaction, which is the caller's to commit."""
    from alembic import command

    command.upgrade(config(connection), revision)


def downgrade(connection: "sqlalchemy.Connection", revision: str) -> None:
    from alembic import command

    command.downgrade(config(connection), revision)


def config(connection: "sqlalchemy.Connection | None" = None) -> "Config":
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


@contextmanager
def locked_connection(url: str) -> "Iterator[sqlalchemy.Connection]":
    """A connection in a transaction that no other migration shares; committed at the end."""
    import sqlalchemy.exc

    try:
        opened = _locked_sqlite(sqlite_path(url)) if url.startswith("sqlite:") else _locked_postgres(url)
        with opened as connection:
            yield connection
    except sqlalchemy.exc.OperationalError as error:
        raise StoreUnavailable(type(error.orig).__name__) from None


@contextmanager
def _locked_sqlite(path: Path) -> "Iterator[sqlalchemy.Connection]":
    import sqlalchemy
    from sqlalchemy.pool import NullPool

    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sqlalchemy.create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        connect_args={"isolation_level": None, "timeout": _PATIENCE},
        hide_parameters=True,
    )
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - just connected
        driver.execute("pragma journal_mode = wal").fetchone()
        # Rebuilding a table (the only ALTER that SQLite has for most things) would else empty those that refer to it.
        driver.execute("pragma foreign_keys = off")
        driver.execute("begin immediate")
        with connection.begin():
            yield connection
            if driver.execute("pragma foreign_key_check").fetchone():
                raise RuntimeError("the migration left rows that refer to nothing")


@contextmanager
def _locked_postgres(url: str) -> "Iterator[sqlalchemy.Connection]":
    import psycopg
    import sqlalchemy
    from sqlalchemy.pool import NullPool

    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(url),
        poolclass=NullPool,
        hide_parameters=True,
    )
    with engine.begin() as connection:
        connection.exec_driver_sql(f"set local lock_timeout = '{_PATIENCE}s'")
        connection.exec_driver_sql(f"select pg_advisory_xact_lock({_ADVISORY_LOCK})")
        yield connection


def _revision_of(connection: "sqlalchemy.Connection") -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _check_known(revision: str | None) -> None:
    known = {path.name.split("_")[0] for path in (_HERE / "versions").glob("[0-9]*.py")}
    if revision is not None and revision not in known:
        raise SchemaUnknown(f"the database is at revision {revision}, which this release does not know")


def _sqlite_revision(path: Path) -> str | None:
    import sqlite3

    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as driver:
            row = driver.execute("select name from sqlite_master where name = 'alembic_version'").fetchone()
            row = row and driver.execute("select version_num from alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise StoreUnavailable(error.sqlite_errorname) from None
    return row[0] if row else None


def _postgres_revision(url: str) -> str | None:
    import psycopg

    try:
        with psycopg.connect(url) as driver:
            row = driver.execute("select to_regclass('alembic_version')").fetchone()
            row = row and row[0] and driver.execute("select version_num from alembic_version").fetchone()
    except psycopg.OperationalError as error:
        raise StoreUnavailable(type(error).__name__) from None
    return row[0] if row else None
