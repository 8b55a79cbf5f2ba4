"""Fixed SQL: the same text on both backends, what goes in comes out, and errors quote nothing."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from storage.engine.connection import Connection
from storage.engine.errors import (
    StoreError,
)
from storage.engine.statements import Statement, to_psycopg
from storage.engine.store import Store
from tests.storage import shelf

Works = list[Callable[[Connection], object]]


async def test_statements_count_fetch_and_repeat(store: Store[Connection]) -> None:
    def work(connection: Connection) -> list[object]:
        rows = [{"id": f"{number}", "name": f"100 % of {number}"} for number in range(5)]
        connection.many(shelf.ADD_AUTHOR, rows)
        connection.many(shelf.ADD_AUTHOR, [])
        everyone = Statement(
            "update author set name = name || ' :id %s' where name like '100 %' and id <> :id"
        )
        cte = Statement(
            "with chosen as (select '1' as id) update author set name = 'x' where id in (select id from chosen)"
        )
        returning = Statement("insert into author (id, name) values ('9', :name) returning id, name")
        return [
            connection.execute(everyone, id="0"),
            connection.execute(cte),
            connection.execute(shelf.RENAME, id="no such", name="x"),
            connection.fetch_one(returning, name="nine"),
            connection.fetch_one(shelf.NAME, id="2"),
            connection.fetch_one(shelf.NAME, id="no such"),
            connection.fetch_all(Statement("select id from author where id > :id order by id"), id="3"),
        ]

    assert await store.run(work) == [
        4,
        1,
        0,
        ("9", "nine"),
        ("100 % of 2 :id %s",),
        None,
        [("4",), ("9",)],
    ]


async def test_what_is_stored_comes_back_the_same(store: Store[Connection]) -> None:
    put = Statement(
        "insert into author (id, name, books_written, secret) values (:id, :name, :number, :secret)"
    )
    get = Statement("select id, name, books_written, secret from author where id = :id")
    values: list[dict[str, object]] = [
        {"id": "1", "name": "Đồng chí Nguyễn Thị Ánh 🌾", "number": 2**62, "secret": bytes(range(256))},
        {"id": "2", "name": "", "number": 0, "secret": b""},
        {"id": "3", "name": "a'b\"c:d%e\\", "number": None, "secret": None},
    ]

    def work(connection: Connection) -> list[object]:
        connection.many(put, values)
        return [connection.fetch_one(get, id=value["id"]) for value in values]

    assert await store.run(work) == [tuple(value.values()) for value in values]


async def test_an_error_says_nothing_of_what_was_being_stored(store: Store[Connection]) -> None:
    secret = "0912345678"
    bad: Works = [
        lambda c: c.many(shelf.ADD_AUTHOR, [{"id": "a", "name": secret}, {"id": "b", "name": secret}]),
        lambda c: c.core.execute(
            shelf.author.insert(), [{"id": "a", "name": secret}, {"id": "b", "name": secret}]
        ),
        lambda c: c.execute(Statement("insert into author (id) values (:secret)"), secret=secret),
        lambda c: c.fetch_one(Statement("select id from nowhere where id = :secret"), secret=secret),
        lambda c: c.execute(
            Statement("update author set books_written = cast(:secret as bigint) / 0"), secret=secret
        ),
        lambda c: c.execute(Statement("insert into author (id, name) values (:a, :b)"), a=secret),
        lambda c: c.execute(Statement("insert into author (id, name) values (:a, :b)"), a=secret, b=object()),
    ]
    for outcome in await store.run_batch(bad):
        if isinstance(outcome, BaseException):
            assert isinstance(outcome, StoreError), outcome
            assert secret not in f"{outcome!r} {outcome.__cause__!r}"
            assert outcome.__suppress_context__


async def test_percent_signs_are_left_alone(store: Store[Connection]) -> None:
    sql = "select 5 % 3 where '100%' like '100%'"

    def work(connection: Connection) -> list[object]:
        return [
            connection.core.exec_driver_sql(sql, execution_options={"no_parameters": True}).scalar(),
            connection.core.execute(sa.text(sql)).scalar(),
            connection.core.execute(sa.text("select 5 % 3 where '9%' = :nine"), {"nine": "9%"}).scalar(),
            connection.fetch_all(Statement(sql))[0][0],
        ]

    assert await store.run(work) == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select :a, :b_2", "select %(a)s, %(b_2)s"),
        ("select :a::text", "select %(a)s::text"),
        ("select ':a', \":b\" -- :c\n, :d /* :e */", "select ':a', \":b\" -- :c\n, %(d)s /* :e */"),
        ("select 'it''s :a' || :b", "select 'it''s :a' || %(b)s"),
        ("select 5 % :a, '100%'", "select 5 %% %(a)s, '100%%'"),
        ("select '12:30'", "select '12:30'"),
    ],
)
def test_parameters_are_put_in_the_drivers_style(sql: str, expected: str) -> None:
    assert to_psycopg(sql) == expected
    assert Statement(sql).sqlite == sql


def test_a_statement_has_a_text_for_each_backend() -> None:
    both = Statement(sqlite="select 1", postgresql="select 2")
    assert (both.sqlite, both.postgresql) == ("select 1", b"select 2")
    for sqlite, postgresql in (("", ""), ("select 1", ""), ("", "select 1")):
        with pytest.raises(ValueError, match="each backend"):
            Statement(sqlite=sqlite, postgresql=postgresql)
