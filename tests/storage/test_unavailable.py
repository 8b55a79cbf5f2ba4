"""A database that is locked, full, lost or not there is nobody's fault, and is told apart from a fault in the work."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from storage.engine.connection import Connection
from storage.engine.errors import StatementFailed, StoreUnavailable
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import add_author, authors

Works = list[Callable[[Connection], object]]


@pytest.fixture
def held(tmp_path: Path, sqlite_store: Store[Connection]) -> Iterator[sqlite3.Connection]:
    """Another process's connection to the file of `sqlite_store`, as far as SQLite can tell."""
    assert sqlite_store.read_sync(authors) == []
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None, check_same_thread=False)
    yield other
    other.close()


async def test_a_locked_file_is_unavailable_to_all_who_wait_at_once(
    tmp_path: Path, held: sqlite3.Connection
) -> None:
    store = open_store(f"sqlite:///{tmp_path}/test.db", same, patience=0.2)
    held.execute("begin immediate")
    started = time.monotonic()
    outcomes = await asyncio.gather(
        *(store.run(partial(add_author, key=str(n))) for n in range(50)), return_exceptions=True
    )
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    assert time.monotonic() - started < 5.0  # and not fifty times the patience
    assert await store.read(authors) == []  # reading goes on
    held.execute("rollback")
    assert await store.run(partial(add_author, key="a")) == "a"
    await store.close()


async def test_waiting_for_another_process_is_said_after_a_second(
    tmp_path: Path, held: sqlite3.Connection
) -> None:
    said: list[float] = []
    store = open_store(f"sqlite:///{tmp_path}/test.db", same, on_wait=said.append)
    held.execute("begin immediate")
    threading.Timer(1.2, held.execute, ["rollback"]).start()
    assert await store.run(partial(add_author, key="a")) == "a"
    (waited,) = said
    assert 1.0 <= waited < 5.0
    await store.close()


async def test_waiting_is_logged_where_nobody_listens(
    tmp_path: Path, held: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store(f"sqlite:///{tmp_path}/test.db", same, patience=1.1)
    held.execute("begin immediate")
    with pytest.raises(StoreUnavailable):
        await store.run(partial(add_author, key="a"))
    assert "another process" in caplog.text
    await store.close()


async def test_a_full_disk_is_unavailable_and_recovers(sqlite_store: Store[Connection]) -> None:
    pages = await sqlite_store.run(lambda c: c.core.exec_driver_sql("pragma page_count").scalar())
    await sqlite_store.run(lambda c: c.core.exec_driver_sql(f"pragma max_page_count = {pages}").scalar())

    def fill(connection: Connection) -> None:
        rows = [{"id": str(number), "name": f"{number}" * 100} for number in range(1000)]
        connection.many(shelf.ADD_AUTHOR, rows)

    with pytest.raises(StoreUnavailable):
        await sqlite_store.run(fill)
    works: Works = [partial(add_author, key="a"), fill, partial(add_author, key="b")]
    outcomes = await sqlite_store.run_batch(works)
    assert outcomes[::2] == ["a", "b"]
    assert isinstance(outcomes[1], StoreUnavailable)
    await sqlite_store.run(lambda c: c.core.exec_driver_sql("pragma max_page_count = 100000").scalar())
    await sqlite_store.run(fill)


@pytest.mark.parametrize("place", ["no/such/folder/test.db", "folder", "text.db"])
async def test_a_file_that_cannot_be_used_is_unavailable(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("no database at all, but quite a lot of text. " * 100)
    store = open_store(f"sqlite:///{tmp_path / place}", same)
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            await store.run(authors)
        with pytest.raises(StoreUnavailable):
            await store.read(authors)
    await store.close()


async def test_a_fault_in_the_work_is_not_unavailability(store: Store[Connection]) -> None:
    with pytest.raises(StatementFailed, match="nowhere"):
        await store.run(lambda c: c.execute(Statement("delete from nowhere")))
