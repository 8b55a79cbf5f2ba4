"""On PostgreSQL works meet and connections are lost; a work runs again where that is safe, and only there."""

import asyncio
import random
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from functools import partial

import psycopg
import pytest

from storage.engine.connection import Connection
from storage.engine.errors import StoreUnavailable
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import add_author, authors

COUNT = Statement("update author set books_written = coalesce(books_written, 0) + 1 where id = :id")
COUNTED = Statement("select coalesce(sum(books_written), 0) from author")


def count(connection: Connection, key: str) -> None:
    connection.execute(COUNT, id=key)


def counted(connection: Connection) -> int:
    row = connection.fetch_one(COUNTED)
    assert row is not None
    return int(row[0])


@pytest.fixture
async def postgres(postgres_url: str) -> AsyncIterator[Store[Connection]]:
    store = open_store(postgres_url, same, patience=0.3, chance=random.Random(7), metadata=shelf.metadata)
    await store.run(shelf.set_up)
    await store.run_batch([partial(add_author, key=key) for key in "ab"])
    yield store
    await store.close()


@pytest.fixture
def administrator(postgres_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


def end_all_others(administrator: psycopg.Connection) -> None:
    administrator.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        store = open_store(f"postgresql://someone@127.0.0.1:{port}/nothing", same)
        outcomes = await asyncio.gather(*(store.run(authors) for _ in range(20)), return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
        with pytest.raises(StoreUnavailable):
            await store.read(authors)
        await store.close()


async def test_connections_that_were_lost_while_idle_are_made_anew(
    postgres: Store[Connection], administrator: psycopg.Connection
) -> None:
    for _ in range(2):
        end_all_others(administrator)
        await postgres.run(partial(count, key="a"))
        end_all_others(administrator)
        await postgres.run_batch([partial(count, key="a"), partial(count, key="b")])
        end_all_others(administrator)
        assert await postgres.read(authors) == ["a", "b"]
    assert await postgres.read(counted) == 6


async def test_a_connection_lost_before_commit_costs_nothing(
    postgres: Store[Connection], administrator: psycopg.Connection
) -> None:
    runs = 0

    def lose_it_once(connection: Connection) -> None:
        nonlocal runs
        runs += 1
        count(connection, "a")
        if runs == 1:
            end_all_others(administrator)
        count(connection, "a")

    await postgres.run(lose_it_once)
    assert runs == 2
    assert await postgres.read(counted) == 2


async def test_a_connection_lost_during_commit_is_not_tried_again(
    postgres: Store[Connection], administrator: psycopg.Connection
) -> None:
    """Nobody here can know whether it took effect: so the caller is told nothing good, and it is run no second time."""
    administrator.execute(
        "create function die() returns trigger language plpgsql as"
        " $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$"
    )
    administrator.execute(
        "create constraint trigger last_moment after update on author deferrable initially deferred"
        " for each row execute function die()"
    )
    runs = 0

    def work(connection: Connection) -> None:
        nonlocal runs
        runs += 1
        count(connection, "a")

    with pytest.raises(StoreUnavailable):
        await postgres.run(work)
    assert runs == 1
    assert await postgres.read(authors) == ["a", "b"]


async def test_a_row_that_is_locked_for_too_long_is_unavailable(
    postgres: Store[Connection], administrator: psycopg.Connection
) -> None:
    with administrator.transaction():
        administrator.execute("select * from author where id = 'a' for update")
        with pytest.raises(StoreUnavailable):
            await postgres.run(partial(count, key="a"))
        await postgres.run(partial(count, key="b"))
    await postgres.run(partial(count, key="a"))
    assert await postgres.read(counted) == 2


async def test_works_that_would_lose_each_others_update_are_run_again(postgres: Store[Connection]) -> None:
    """40001: both read before either wrote, under SERIALIZABLE."""
    both_have_read = threading.Barrier(2, timeout=10)
    runs = 0

    def add_one(connection: Connection) -> None:
        nonlocal runs
        runs += 1
        connection.execute(Statement("set transaction isolation level serializable"))
        row = connection.fetch_one(Statement("select coalesce(books_written, 0) from author where id = 'a'"))
        assert row is not None
        if runs <= 2:
            both_have_read.wait()
        connection.execute(Statement("update author set books_written = :n where id = 'a'"), n=row[0] + 1)

    await asyncio.gather(postgres.run(add_one), postgres.run(add_one))
    assert await postgres.read(counted) == 2
    assert runs >= 3


async def test_works_that_wait_for_each_other_are_run_again(postgres_url: str) -> None:
    """40P01, and with patience for the server to find out."""
    store = open_store(postgres_url, same, chance=random.Random(7))
    await store.run(shelf.set_up)
    await store.run_batch([partial(add_author, key=key) for key in "ab"])
    both_hold_one = threading.Barrier(2, timeout=10)
    first_time = {"a": True, "b": True}

    def both(connection: Connection, first: str, then: str) -> None:
        count(connection, first)
        if first_time.pop(first, False):
            both_hold_one.wait()
        count(connection, then)

    await asyncio.gather(
        store.run(partial(both, first="a", then="b")),
        store.run_batch([partial(both, first="b", then="a"), partial(count, key="b")]),
    )
    assert await store.read(counted) == 5
    await store.close()


async def test_a_conflict_without_end_is_unavailable_at_last(postgres: Store[Connection]) -> None:
    runs = 0

    def always_in_conflict(connection: Connection) -> None:
        nonlocal runs
        runs += 1
        raise_it = "do $$ begin raise exception 'no' using errcode = '40001'; end $$"
        connection.execute(Statement(sqlite="select 1", postgresql=raise_it))

    with pytest.raises(StoreUnavailable):
        await postgres.run(always_in_conflict)
    assert 4 <= runs <= 12


async def test_works_on_postgresql_go_side_by_side(postgres: Store[Connection]) -> None:
    together = threading.Barrier(8, timeout=10)
    await asyncio.gather(*(postgres.run(lambda _: together.wait()) for _ in range(8)))
