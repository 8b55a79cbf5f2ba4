"""What was read of facts is recalled, and is always what the database would have answered."""

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

import storage.tables  # noqa: F401 - what the product's tables say of each other
from storage.engine.connection import Connection
from storage.engine.errors import ConstraintViolated
from storage.engine.recall import PASSING
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store
from storage.schema import metadata as product
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import NAME, RENAME, add_author

RECALLED = Statement("select name from author where id = :id", recalled=True)
ADD_PASSING = Statement("insert into conversation (id, told) values (:id, :told)")


def name_of(connection: Connection, key: str = "a") -> str | None:
    """As recalled, by both ways of fetching, which agree."""
    row, rows = connection.fetch_one(RECALLED, id=key), connection.fetch_all(RECALLED, id=key)
    assert [row] == rows or (row is None and not rows)
    return row[0] if row else None


def is_known(connection: Connection, key: str = "a") -> bool:
    return connection.recalls(RECALLED, {"id": key})


def rename(connection: Connection, name: str, key: str = "a") -> None:
    connection.execute(RENAME, id=key, name=name)


def rename_many(connection: Connection, name: str, key: str) -> None:
    connection.many(RENAME, [{"id": key, "name": name}])


@pytest.fixture
async def shelved(store: Store[Connection]) -> Store[Connection]:
    """On each backend."""
    await store.run(partial(add_author, key="a"))
    return store


@pytest.fixture
async def known(sqlite_store: Store[Connection]) -> Store[Connection]:
    """On SQLite, where the author's name has been read."""
    await sqlite_store.run(
        lambda c: c.core.execute(sa.text("create table conversation (id text, told text)"))
    )
    await sqlite_store.run(partial(add_author, key="a"))
    assert not await sqlite_store.run(is_known)
    assert await sqlite_store.run(name_of) == "the name of a"
    assert await sqlite_store.run(is_known)
    return sqlite_store


async def test_a_change_is_seen_at_once(shelved: Store[Connection]) -> None:
    def change(connection: Connection) -> list[str | None]:
        before = name_of(connection)
        rename(connection, "Lò Thị Bình")
        return [before, name_of(connection)]

    assert await shelved.run(change) == ["the name of a", "Lò Thị Bình"]
    assert await shelved.run(name_of, brief=True) == "Lò Thị Bình"
    assert await shelved.read(name_of) == "Lò Thị Bình"


async def test_a_work_that_fails_is_not_recalled(shelved: Store[Connection]) -> None:
    def change_and_fail(connection: Connection) -> None:
        rename(connection, "ai đó")
        assert name_of(connection) == "ai đó"
        raise ValueError("of its own")

    def in_part(connection: Connection) -> str | None:
        with contextlib.suppress(ValueError), connection.savepoint():
            change_and_fail(connection)
        return name_of(connection)

    for brief in (True, False):
        with pytest.raises(ValueError, match="own"):
            await shelved.run(change_and_fail, brief=brief)
        assert await shelved.run(name_of) == "the name of a"
        works: list[Callable[[Connection], object]] = [name_of, change_and_fail, name_of]
        before, _, after = await shelved.run_batch(works, brief=brief)
        assert (before, after) == ("the name of a", "the name of a")
        assert await shelved.run(in_part, brief=brief) == "the name of a"


async def test_a_commit_that_fails_is_not_recalled(sqlite_store: Store[Connection]) -> None:
    await sqlite_store.run(partial(add_author, key="a"))

    def change_in_vain(connection: Connection) -> None:
        rename(connection, "ai đó")
        assert name_of(connection) == "ai đó"
        shelf.break_promise(connection)

    for brief in (True, False):
        with pytest.raises(ConstraintViolated):
            await sqlite_store.run(change_in_vain, brief=brief)
        assert await sqlite_store.run(name_of) == "the name of a"


async def test_what_another_process_commits_is_seen(known: Store[Connection], tmp_path: Path) -> None:
    other = open_store(f"sqlite:///{tmp_path}/test.db", same, metadata=shelf.metadata)
    await other.run(partial(rename, name="Tòng Văn Nọi"))
    await other.close()
    assert await known.run(name_of) == "Tòng Văn Nọi"


async def test_what_sqlalchemy_writes_is_seen(known: Store[Connection]) -> None:
    def change(connection: Connection) -> list[str | None]:
        before = name_of(connection)
        by_core = connection.core
        seen = [before, name_of(connection)]
        by_core.execute(sa.update(shelf.author).values(name="Quàng Thị Lả"))
        return [*seen, name_of(connection)]

    assert await known.run(change) == ["the name of a", "the name of a", "Quàng Thị Lả"]
    assert await known.run(name_of) == "Quàng Thị Lả"


async def test_talking_is_not_forgetting(known: Store[Connection]) -> None:
    await known.run(lambda c: c.execute(ADD_PASSING, id="1", told="xin chào"))
    assert await known.run(is_known)


async def test_any_other_writing_is(known: Store[Connection]) -> None:
    await known.run(partial(add_author, key="b"))
    assert not await known.run(is_known)


async def test_who_reads_only_asks_the_database(known: Store[Connection]) -> None:
    assert not await known.read(is_known)


@pytest.mark.parametrize(
    "text",
    [
        "select 1 from outbox",
        "select * from author join conversation on conversation.id = author.id",
        "update author set name = 'x' returning id",
        "select strftime('%s', 'now')",
        "with gone as (select 1) delete from author",
    ],
)
def test_only_what_reads_facts_is_recalled(text: str) -> None:
    with pytest.raises(ValueError, match="facts"):
        Statement(text, recalled=True)


@pytest.mark.parametrize(
    ("text", "stirs"),
    [
        ("select name from author", False),
        ("update address set gone = null", False),
        ("insert into outbox (id) values (1)", False),
        ("  DELETE FROM update_seen", False),
        ("insert into address_book (id) values (1)", True),
        ("update person set full_name = :outbox", True),
        ("insert or replace into outbox (id) values (1)", True),
        ("with a as (select 1) update person set id = 1", True),
        ("rollback to savepoint part_of_work", True),
        ("pragma foreign_keys = off", True),
        ("create table outbox (id text)", True),
    ],
)
def test_what_is_not_surely_harmless_stirs(text: str, stirs: bool) -> None:
    assert Statement(text).stirs is stirs


def test_no_change_of_a_passing_table_reaches_a_fact() -> None:
    """A foreign key that cascades would change facts behind the back of whoever reads statements."""
    assert {table.name for table in product.tables.values()} >= PASSING
    reaching = [
        (table.name, key.target_fullname)
        for table in product.tables.values()
        for key in table.foreign_keys
        if key.target_fullname.split(".")[0] in PASSING and (key.ondelete or key.onupdate)
    ]
    assert reaching == []


ACTS = st.sampled_from(["read", "rename", "fail", "elsewhere", "talk", "note", "many"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(ACTS, st.sampled_from("ab"), st.booleans()), max_size=12))
async def test_any_history_answers_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, str, bool]]
) -> None:
    """Whoever writes, by whichever way, what is recalled equals what is stored."""
    url = f"sqlite:///{tmp_path_factory.mktemp('recall')}/test.db"
    one, other = (open_store(url, same, metadata=shelf.metadata) for _ in range(2))
    await one.run(shelf.set_up)
    for key in "ab":
        await one.run(partial(add_author, key=key))

    def agrees(connection: Connection, key: str) -> None:
        stored = connection.fetch_one(NAME, id=key)
        assert stored is not None
        assert name_of(connection, key) == stored[0]

    def rename_and_fail(connection: Connection, name: str, key: str) -> None:
        rename(connection, name, key)
        agrees(connection, key)
        raise ValueError("of its own")

    for number, (act, key, brief) in enumerate(history):
        name = f"{key} {number}"
        if act == "rename":
            await one.run(partial(rename, name=name, key=key), brief=brief)
        elif act == "note":
            await one.note(partial(rename, name=name, key=key))
        elif act == "many":
            await one.run(partial(rename_many, name=name, key=key), brief=brief)
        elif act == "fail":
            with pytest.raises(ValueError, match="own"):
                await one.run(partial(rename_and_fail, name=name, key=key), brief=brief)
        elif act == "elsewhere":
            await other.run(partial(rename, name=name, key=key))
        await one.run(partial(agrees, key=key), brief=brief)
    await one.close()
    await other.close()
