"""On SQLite one COMMIT serves all who wait for the writer, and a lone caller pays for nothing more than its own."""

import asyncio
import logging
import random
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from storage.engine.connection import Connection
from storage.engine.constraint_names import ConstraintNames
from storage.engine.crew import Crew
from storage.engine.errors import ConstraintViolated
from storage.engine.session import Backend
from storage.engine.sqlite import SqliteSession, warn_of_waiting
from storage.engine.store import Store
from storage.engine.worker import TransactionWorker
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import add_author, authors


class WatchedSession(SqliteSession):
    """Writes down what the store says."""

    said: list[str]

    def _say(self, sql: str) -> None:
        self.said.append(sql.removesuffix(" /* store */"))
        super()._say(sql)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
async def watched(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Store[Connection]]:
    """However slow the machine is, a transaction is never ended for its length here."""
    monkeypatch.setattr("storage.engine.worker._LONG_ENOUGH", 60.0)

    def crew(*, reading: bool) -> Crew[Connection]:
        def open_session() -> WatchedSession:
            session = WatchedSession(
                tmp_path / "test.db",
                reading=reading,
                patience=1.0,
                on_wait=warn_of_waiting,
                names=ConstraintNames(shelf.metadata),
            )
            session.said = [] if reading else said
            return session

        backend = Backend(open_session, together=64, attempts=1, chance=random.Random(1))
        return Crew("watched", 1, lambda: TransactionWorker(backend, same))

    store = Store(crew(reading=False), crew(reading=True))
    await store.run(shelf.set_up)
    said.clear()
    yield store
    await store.close()


async def hold_the_writer_while(store: Store[Connection], hand_over: Callable[[], None]) -> None:
    """So that everything handed over is waiting when the writer looks."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        begun.set()
        assert go_on.wait(10)

    holding = asyncio.create_task(store.run(hold))
    assert await asyncio.to_thread(begun.wait, 10)
    hand_over()
    await asyncio.sleep(0)
    go_on.set()
    await holding


async def test_a_lone_work_needs_no_savepoint(watched: Store[Connection], said: list[str]) -> None:
    await watched.run(partial(add_author, key="a"))
    await watched.run(partial(add_author, key="b"))
    assert said == ["begin immediate", "commit"] * 2


async def test_all_who_wait_share_one_commit(watched: Store[Connection], said: list[str]) -> None:
    running: list[asyncio.Task[str]] = []

    def hand_over() -> None:
        running.extend(
            asyncio.create_task(watched.run(partial(add_author, key=f"{n:02}"))) for n in range(20)
        )

    await hold_the_writer_while(watched, hand_over)
    assert await asyncio.gather(*running) == [f"{n:02}" for n in range(20)]
    assert said == ["begin immediate", *["savepoint work", "release work"] * 20, "commit"]


async def test_nobody_is_told_before_the_commit(watched: Store[Connection]) -> None:
    """Whoever hears that it is done finds it there with a connection of their own."""

    async def one(number: int) -> None:
        key = await watched.run(partial(add_author, key=f"{number:02}"))
        assert key in await watched.read(authors)

    await asyncio.gather(*(one(number) for number in range(40)))


async def test_one_that_fails_is_undone_alone(watched: Store[Connection], said: list[str]) -> None:
    running: list[asyncio.Task[str]] = []

    def hand_over() -> None:
        running.extend(asyncio.create_task(watched.run(partial(add_author, key=key))) for key in "abacb")

    await hold_the_writer_while(watched, hand_over)
    outcomes = await asyncio.gather(*running, return_exceptions=True)
    assert [type(one) for one in outcomes] == [str, str, ConstraintViolated, str, ConstraintViolated]
    assert said.count("commit") == 1
    assert await watched.read(authors) == ["a", "b", "c"]


async def test_a_first_that_fails_is_undone_by_rollback(watched: Store[Connection], said: list[str]) -> None:
    await watched.run(partial(add_author, key="a"))
    said.clear()
    outcomes = await watched.run_batch([partial(add_author, key=key) for key in "ab"])
    assert isinstance(outcomes[0], ConstraintViolated)
    assert said == ["begin immediate", "rollback", "begin immediate", "commit"]
    with pytest.raises(ConstraintViolated):
        await watched.run(partial(add_author, key="b"))
    assert said[4:] == ["begin immediate", "rollback"]


async def test_a_commit_that_fails_sends_everyone_round_again(
    watched: Store[Connection], said: list[str]
) -> None:
    running: list[asyncio.Task[object]] = []

    def hand_over() -> None:
        works: list[Callable[[Connection], object]] = [
            partial(add_author, key="a"),
            shelf.break_promise,
            partial(add_author, key="b"),
        ]
        running.extend(asyncio.create_task(watched.run(work)) for work in works)

    await hold_the_writer_while(watched, hand_over)
    outcomes = await asyncio.gather(*running, return_exceptions=True)
    assert outcomes[::2] == ["a", "b"]
    assert isinstance(outcomes[1], ConstraintViolated)
    assert said.count("commit") == 1 + 4  # together, then the holder and these three one by one
    assert await watched.read(authors) == ["a", "b"]


async def test_a_transaction_takes_in_only_so_many(watched: Store[Connection], said: list[str]) -> None:
    running: list[asyncio.Task[str]] = []

    def hand_over() -> None:
        running.extend(
            asyncio.create_task(watched.run(partial(add_author, key=f"{n:03}"))) for n in range(150)
        )

    await hold_the_writer_while(watched, hand_over)
    await asyncio.gather(*running)
    assert said.count("commit") == 3


async def test_work_that_holds_the_writer_is_reported_by_its_duration_alone(
    watched: Store[Connection], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(
        logging.WARNING, logger="storage.engine.worker"
    )  # a tool run in this process may have raised it

    def dawdle(connection: Connection) -> None:
        add_author(connection, "0912345678")
        threading.Event().wait(0.26)

    with caplog.at_level(logging.WARNING):
        await watched.run(dawdle)
    (record,) = caplog.records
    assert 260 <= float(str(record.args and record.args[0])) < 20000  # type: ignore[index]
    assert "0912" not in record.getMessage()
