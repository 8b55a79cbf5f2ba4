"""What a work may do with the connection that it is given, on either backend."""

from collections.abc import Callable
from functools import partial

import pytest
import sqlalchemy as sa

from storage.engine.connection import Connection
from storage.engine.errors import (
    ConstraintViolated,
    StoreClosed,
    TransactionControlRefused,
    TransactionLost,
)
from storage.engine.store import Store, open_store
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import add_author, authors

Works = list[Callable[[Connection], object]]


async def test_a_connection_is_worth_nothing_after_its_work(store: Store[Connection]) -> None:
    kept = await store.run(same)
    for use in (authors, lambda c: c.core, lambda c: c.many(shelf.ADD_AUTHOR, [{"id": "a", "name": "a"}])):
        with pytest.raises(StoreClosed):
            use(kept)


async def test_savepoints_let_a_work_go_on_after_a_violation(store: Store[Connection]) -> None:
    def add_or_rename(connection: Connection) -> list[str]:
        add_author(connection, "a")
        try:
            with connection.savepoint():
                add_author(connection, "b")
                with connection.savepoint():
                    add_author(connection, "c")
                add_author(connection, "a")
        except ConstraintViolated:
            add_author(connection, "d")
        return authors(connection)

    assert await store.run(add_or_rename) == ["a", "d"]
    assert await store.read(authors) == ["a", "d"]


async def test_a_swallowed_failure_never_passes_for_success(store: Store[Connection]) -> None:
    """PostgreSQL would answer COMMIT with ROLLBACK and not complain; SQLite keeps what came before the failure."""

    def swallow(connection: Connection) -> str:
        add_author(connection, "a")
        try:
            add_author(connection, "a")
        except ConstraintViolated:
            return connection.backend
        return "not reached"

    try:
        assert await store.run(swallow) == "sqlite"
    except TransactionLost:
        assert await store.read(authors) == []
    else:
        assert await store.read(authors) == ["a"]


async def test_the_unit_of_work_is_made_anew_for_each_work(empty_database_url: str) -> None:
    class Unit:
        def __init__(self, connection: Connection) -> None:
            self.connection = connection

    store = open_store(empty_database_url, Unit)
    first, second = await store.run_batch([lambda unit: unit, lambda unit: unit])
    assert isinstance(first, Unit)
    assert first is not second
    await store.close()


async def test_a_factory_that_fails_fails_the_work(empty_database_url: str) -> None:
    def make(_: Connection) -> Connection:
        raise ZeroDivisionError

    store = open_store(empty_database_url, make)
    with pytest.raises(ZeroDivisionError):
        await store.run(lambda _: None)
    await store.close()


async def test_core_closed_by_a_work_harms_only_that_work(store: Store[Connection]) -> None:
    def close_it(connection: Connection) -> None:
        add_author(connection, "bad")
        connection.core.close()

    works: Works = [
        partial(add_author, key="a"),
        close_it,
        lambda c: c.core.execute(sa.text("select 1")).scalar(),
    ]
    before, outcome, after = await store.run_batch(works)
    assert (before, after) == ("a", 1)
    assert isinstance(outcome, TransactionControlRefused)
    assert await store.read(authors) == ["a"]


async def test_a_nested_transaction_of_core_is_only_a_savepoint(store: Store[Connection]) -> None:
    """SQLAlchemy on SQLite, left to itself, commits at RELEASE; here the outer rollback takes the row back."""

    def work(connection: Connection) -> None:
        with connection.core.begin_nested():
            connection.core.execute(shelf.author.insert().values(id="a", name="a"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.run(work)
    assert await store.read(authors) == []


async def test_core_and_fixed_sql_share_one_transaction(store: Store[Connection]) -> None:
    def work(connection: Connection) -> list[str]:
        add_author(connection, "a")
        with pytest.raises(ConstraintViolated), connection.core.begin_nested():
            connection.core.execute(shelf.author.insert().values(id="a", name="b"))
        with connection.core.begin_nested():
            connection.core.execute(shelf.author.insert().values(id="b", name="b"))
        unfinished = connection.core.begin_nested()
        assert unfinished.is_active
        return list(connection.core.scalars(sa.select(shelf.author.c.id).order_by(shelf.author.c.id)))

    assert await store.run_batch(
        [work, authors, lambda c: c.core.scalars(sa.select(shelf.author.c.id)).all()]
    ) == [
        ["a", "b"],
        ["a", "b"],
        ["a", "b"],
    ]


async def test_core_is_lent_for_one_work(store: Store[Connection]) -> None:
    lent = await store.run(lambda c: c.core)
    with pytest.raises(sa.exc.ResourceClosedError):
        lent.execute(sa.text("select 1"))
