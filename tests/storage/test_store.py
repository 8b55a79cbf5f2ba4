"""What a caller of the store may rely on, on either backend."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial

import pytest

from storage.engine.connection import Connection
from storage.engine.errors import ConstraintViolated, ReadOnlyWork, StoreClosed
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import add_author, authors

Works = list[Callable[[Connection], object]]


class Unhappy(Exception):
    pass


def add_then_raise(connection: Connection, key: str, error: BaseException) -> None:
    add_author(connection, key)
    raise error


async def test_work_returns_its_value_once_it_is_committed(store: Store[Connection]) -> None:
    assert await store.run(partial(add_author, key="a")) == "a"
    assert await store.read(authors) == ["a"]


async def test_work_that_raises_leaves_nothing_and_its_caller_hears_of_it(store: Store[Connection]) -> None:
    with pytest.raises(Unhappy):
        await store.run(partial(add_then_raise, key="a", error=Unhappy()))
    assert await store.read(authors) == []


@pytest.mark.parametrize(
    ("raised", "heard"),
    [
        (StopIteration(), RuntimeError),
        (asyncio.CancelledError(), asyncio.CancelledError),
        (GeneratorExit(), None),
    ],
    ids=["StopIteration", "CancelledError", "GeneratorExit"],
)
async def test_no_exception_of_a_work_leaves_its_caller_waiting(
    store: Store[Connection], raised: BaseException, heard: type[BaseException] | None
) -> None:
    (outcome,) = await asyncio.wait_for(store.run_batch([partial(add_then_raise, key="a", error=raised)]), 10)
    assert type(outcome) is type(raised)
    if heard is not None:
        with pytest.raises(heard):
            await asyncio.wait_for(store.run(partial(add_then_raise, key="a", error=raised)), 10)
    assert await store.run(partial(add_author, key="b")) == "b"
    assert await store.read(authors) == ["b"]


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(3)], ids=["KeyboardInterrupt", "SystemExit"]
)
async def test_an_exception_that_would_end_the_program_harms_no_neighbour(
    store: Store[Connection], error: BaseException
) -> None:
    works: Works = [
        partial(add_author, key="a"),
        partial(add_then_raise, key="b", error=error),
        partial(add_author, key="c"),
    ]
    assert await store.run_batch(works) == ["a", error, "c"]
    assert await store.read(authors) == ["a", "c"]


async def test_a_batch_is_carried_out_in_order_each_work_by_itself(store: Store[Connection]) -> None:
    error = Unhappy()
    works: Works = [
        partial(add_then_raise, key="0", error=error),
        partial(add_author, key="1"),
        authors,
        partial(add_then_raise, key="2", error=error),
        partial(add_author, key="3"),
        authors,
    ]
    assert await store.run_batch(works) == [error, "1", ["1"], error, "3", ["1", "3"]]
    assert await store.read(authors) == ["1", "3"]


async def test_an_empty_batch_has_no_outcomes(store: Store[Connection]) -> None:
    assert await store.run_batch([]) == []


async def test_a_work_whose_commit_fails_fails_alone(store: Store[Connection]) -> None:
    works: Works = [partial(add_author, key="a"), shelf.break_promise, partial(add_author, key="b")]
    outcomes = await store.run_batch(works)
    assert isinstance(outcomes[1], ConstraintViolated)
    assert outcomes[::2] == ["a", "b"]
    with pytest.raises(ConstraintViolated):
        await store.run(shelf.break_promise)
    assert await store.read(authors) == ["a", "b"]


async def test_many_callers_at_once_each_get_their_own(store: Store[Connection]) -> None:
    async def one(number: int) -> str:
        if number % 7 == 0:
            with pytest.raises(Unhappy):
                await store.run(partial(add_then_raise, key=f"{number:03}", error=Unhappy()))
            return ""
        return await store.run(partial(add_author, key=f"{number:03}"))

    told = await asyncio.gather(*(one(number) for number in range(100)))
    kept = [f"{number:03}" for number in range(100) if number % 7]
    assert [key for key in told if key] == kept
    assert await store.read(authors) == kept


async def test_a_read_sees_only_what_is_committed_and_one_moment_throughout(store: Store[Connection]) -> None:
    """A reader that began before a write goes on seeing what was there; it is not made to wait either."""
    reading, written = threading.Event(), threading.Event()

    def look_twice(connection: Connection) -> list[list[str]]:
        first = authors(connection)
        reading.set()
        assert written.wait(10)
        return [first, authors(connection)]

    looking = asyncio.create_task(store.read(look_twice))
    assert await asyncio.to_thread(reading.wait, 10)
    await store.run(partial(add_author, key="a"))
    written.set()
    assert await looking == [[], []]
    assert await store.read(authors) == ["a"]


async def test_a_read_does_not_see_an_open_transaction(store: Store[Connection]) -> None:
    writing, looked = threading.Event(), threading.Event()

    def write_slowly(connection: Connection) -> None:
        add_author(connection, "a")
        writing.set()
        assert looked.wait(10)

    running = asyncio.create_task(store.run(write_slowly))
    assert await asyncio.to_thread(writing.wait, 10)
    assert await store.read(authors) == []
    looked.set()
    await running
    assert await store.read(authors) == ["a"]


@pytest.mark.parametrize(
    "write",
    [partial(add_author, key="a"), lambda c: c.core.execute(shelf.author.insert().values(id="a", name="a"))],
    ids=["fixed SQL", "core"],
)
async def test_a_read_cannot_write(store: Store[Connection], write: Callable[[Connection], object]) -> None:
    with pytest.raises(ReadOnlyWork):
        await store.read(write)
    assert await store.read(authors) == []


async def test_a_caller_that_is_cancelled_leaves_its_work_whole_and_others_unharmed(
    store: Store[Connection], empty_database_url: str
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(connection: Connection) -> None:
        add_author(connection, "a")
        begun.set()
        assert go_on.wait(10)
        add_author(connection, "b")

    impatient = asyncio.create_task(store.run(slowly))
    assert await asyncio.to_thread(begun.wait, 10)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    go_on.set()
    await store.run(partial(add_author, key="c"))
    await store.close()  # on PostgreSQL the two ran side by side; closing waits for both
    reopened = open_store(empty_database_url, same)
    assert await reopened.read(authors) == ["a", "b", "c"]
    await reopened.close()


async def test_closing_finishes_what_was_handed_over_and_takes_no_more(store: Store[Connection]) -> None:
    running = [
        asyncio.create_task(store.run(partial(add_author, key=f"{number:02}"))) for number in range(20)
    ]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*running) == [f"{number:02}" for number in range(20)]
    with pytest.raises(StoreClosed):
        await store.run(authors)
    with pytest.raises(StoreClosed):
        await store.read(authors)
    await store.close()


async def test_a_store_that_did_nothing_closes(empty_database_url: str) -> None:
    await open_store(empty_database_url, same).close()


def test_a_command_line_tool_needs_no_event_loop(database_url: str) -> None:
    store = open_store(database_url, same)
    put = Statement("insert into setting (key, value) values ('a', :value)")
    get = Statement("select value from setting where key = 'a'")
    assert store.run_sync(lambda c: c.execute(put, value="1")) == 1
    assert store.read_sync(lambda c: c.fetch_one(get)) == ("1",)
    with pytest.raises(ConstraintViolated, match="pk_setting"):
        store.run_sync(lambda c: c.execute(put, value="2"))
    store.close_sync()


def test_a_loop_that_ended_before_its_answer_came_harms_nothing(empty_database_url: str) -> None:
    store = open_store(empty_database_url, same)
    store.run_sync(shelf.set_up)
    go_on = threading.Event()

    def slowly(connection: Connection) -> None:
        assert go_on.wait(10)
        add_author(connection, "a")

    async def leave_early() -> None:
        waiting = asyncio.create_task(store.run(slowly))
        await asyncio.sleep(0.01)
        waiting.cancel()

    asyncio.run(leave_early())
    go_on.set()
    store.run_sync(partial(add_author, key="b"))
    store.close_sync()
    reopened = open_store(empty_database_url, same)
    assert reopened.read_sync(authors) == ["a", "b"]
    reopened.close_sync()


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///a?b=c", ""]
)
def test_a_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///"):
        open_store(url, same)
