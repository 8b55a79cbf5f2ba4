"""Only the store begins and ends transactions, however a work may try."""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.engine.connection import Connection
from storage.engine.errors import ConstraintViolated, StoreError, TransactionControlRefused, TransactionLost
from storage.engine.statements import Statement
from storage.engine.store import Store
from tests.storage import shelf
from tests.storage.shelf import add_author, authors

Works = list[Callable[[Connection], object]]

CONTROL = [
    "BEGIN",
    "begin immediate",
    "Start Transaction",
    "COMMIT",
    "  commit;",
    "end",
    "ROLLBACK",
    "rollback transaction",
    "abort",
    "prepare transaction 'x'",
    "-- a word first\nCOMMIT",
    "/* rollback to nothing */ commit",
]


@pytest.mark.parametrize("sql", CONTROL)
def test_a_statement_cannot_say_it(sql: str) -> None:
    with pytest.raises(TransactionControlRefused):
        Statement(sql)
    with pytest.raises(TransactionControlRefused):
        Statement(sqlite="select 1", postgresql=sql)


@pytest.mark.parametrize(
    "sql", ["savepoint a", "release a", "rollback to a", "select 'commit'", "with a as (select 1) select 1"]
)
def test_what_only_looks_like_it_may_be_said(sql: str) -> None:
    assert Statement(sql).sqlite == sql


@pytest.mark.parametrize("sql", CONTROL)
async def test_core_cannot_say_it_and_the_work_leaves_nothing(store: Store[Connection], sql: str) -> None:
    def work(connection: Connection) -> None:
        add_author(connection, "a")
        connection.core.execute(sa.text(sql))

    with pytest.raises(TransactionControlRefused):
        await store.run(work)
    assert await store.read(authors) == []


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - a driver's connection, which a work has no business with
    return connection.core.connection.driver_connection


BEHIND_THE_BACK: dict[str, Callable[[Connection], object]] = {
    "core.commit": lambda c: c.core.commit(),
    "core.rollback": lambda c: c.core.rollback(),
    "with core.begin": lambda c: c.core.begin().commit(),
}
PAST_SQLALCHEMY: dict[str, Callable[[Connection], object]] = {
    "connection.commit": lambda c: c.core.connection.commit(),
    "driver.commit": lambda c: _driver(c).commit(),
    "driver.rollback": lambda c: _driver(c).rollback(),
    "driver.execute": lambda c: _driver(c).execute("commit"),
    "executescript": lambda c: _driver(c).executescript("insert into author (id, name) values ('x', 'x')"),
    "the store's savepoint": lambda c: _driver(c).execute("release work"),
}


@pytest.mark.parametrize("how", BEHIND_THE_BACK)
async def test_core_cannot_end_it_otherwise(store: Store[Connection], how: str) -> None:
    def work(connection: Connection) -> None:
        add_author(connection, "bad")
        BEHIND_THE_BACK[how](connection)

    works: Works = [partial(add_author, key="a"), work, partial(add_author, key="b")]
    before, outcome, after = await store.run_batch(works)
    assert isinstance(outcome, (TransactionControlRefused, sa.exc.InvalidRequestError))
    assert (before, after) == ("a", "b")
    assert await store.read(authors) == ["a", "b"]


@pytest.mark.parametrize("how", PAST_SQLALCHEMY)
async def test_sqlite_itself_refuses_it(sqlite_store: Store[Connection], how: str) -> None:
    def work(connection: Connection) -> None:
        add_author(connection, "bad")
        PAST_SQLALCHEMY[how](connection)

    works: Works = [partial(add_author, key="a"), work, partial(add_author, key="b")]
    for _ in range(2):
        outcomes = await sqlite_store.run_batch(works)
        assert isinstance(outcomes[1], Exception)
    with pytest.raises((StoreError, sqlite3.DatabaseError)):
        await sqlite_store.run(work)
    assert await sqlite_store.read(authors) == ["a", "b"]


async def test_an_item_that_ends_the_transaction_takes_no_neighbour_with_it(
    sqlite_store: Store[Connection],
) -> None:
    """OR ROLLBACK ends SQLite's transaction from within a statement: the batch is run again one by one."""
    add_or_end = Statement("insert or rollback into author (id, name) values (:id, :id)")
    runs = 0

    def end_it(connection: Connection) -> None:
        nonlocal runs
        runs += 1
        connection.execute(add_or_end, id="a")

    def end_it_and_say_nothing(connection: Connection) -> str:
        add_author(connection, "bad")
        with pytest.raises(ConstraintViolated):
            end_it(connection)
        return "all is well"

    works: Works = [
        partial(add_author, key="a"),
        end_it,
        partial(add_author, key="b"),
        end_it_and_say_nothing,
        partial(add_author, key="c"),
    ]
    outcomes = await sqlite_store.run_batch(works)
    assert isinstance(outcomes[1], ConstraintViolated)
    assert isinstance(outcomes[3], TransactionLost)
    assert outcomes[::2] == ["a", "b", "c"]
    assert runs == 3
    assert await sqlite_store.read(authors) == ["a", "b", "c"]
    with pytest.raises(TransactionLost):
        await sqlite_store.run(end_it_and_say_nothing)


@pytest.mark.parametrize("go_on_by", ["fixed SQL", "core"])
async def test_what_follows_a_lost_transaction_is_refused(
    sqlite_store: Store[Connection], go_on_by: str
) -> None:
    """Outside a transaction SQLite would commit each further statement at once, by itself."""

    def work(connection: Connection) -> None:
        core = connection.core if go_on_by == "core" else None
        add_author(connection, "a")
        with pytest.raises(ConstraintViolated):
            connection.execute(Statement("insert or rollback into author (id, name) values ('a', 'a')"))
        with pytest.raises(TransactionLost):
            connection.fetch_all(shelf.AUTHORS)
        if core is not None:
            core.execute(shelf.author.insert().values(id="b", name="b"))
        else:
            add_author(connection, "b")

    with pytest.raises(TransactionLost):
        await sqlite_store.run(work)
    assert await sqlite_store.read(authors) == []
