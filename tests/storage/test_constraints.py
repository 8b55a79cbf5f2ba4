"""A violated constraint has the same name on both backends, whichever way the row came."""

from collections.abc import Callable
from functools import partial

import pytest

from storage.engine.connection import Connection
from storage.engine.constraint_names import ConstraintNames
from storage.engine.errors import ConstraintViolated
from storage.engine.statements import Statement
from storage.engine.store import Store
from tests.storage import shelf
from tests.storage.shelf import add_author, authors

Work = Callable[[Connection], object]


def add_book(connection: Connection, **different: object) -> None:
    values = {"id": 1, "author": "a", "editor": None, "title": "One"} | different
    connection.execute(shelf.ADD_BOOK, **values)


def set_count(connection: Connection, count: int) -> None:
    connection.execute(Statement("update author set books_written = :count"), count=count)


def core_add_book(connection: Connection, **different: object) -> None:
    values = {"id": 1, "author_id": "a", "editor_id": None, "title": "One"} | different
    connection.core.execute(shelf.book.insert().values(**values))


def in_many(connection: Connection) -> None:
    rows = [{"id": number, "author": "nobody", "editor": None, "title": "x"} for number in range(3)]
    connection.many(shelf.ADD_BOOK, rows)


VIOLATIONS: list[tuple[Work, str]] = [
    (lambda c: c.execute(shelf.ADD_AUTHOR, id="a", name="another"), "pk_author"),
    (lambda c: c.execute(shelf.ADD_AUTHOR, id="z", name="the name of a"), "uq_author_name"),
    (lambda c: c.execute(shelf.RENAME, id="b", name="the name of a"), "uq_author_name"),
    (partial(set_count, count=-1), "ck_author_not_negative"),
    (lambda c: c.execute(shelf.ADD_AUTHOR, id="z", name=None), "nn_author_name"),
    (partial(add_book, author=None), "nn_book_author_id"),
    (partial(add_book, id=7, title="Eight"), "pk_book"),
    (partial(add_book, id=8, title="Seven"), "uq_book_author_id_title"),
    (partial(add_book, author="nobody"), "fk_book_author_id"),
    (partial(add_book, editor="nobody"), "fk_book_editor_id"),
    (in_many, "fk_book_author_id"),
    (partial(core_add_book, author_id="nobody"), "fk_book_author_id"),
    (partial(core_add_book, editor_id="nobody"), "fk_book_editor_id"),
    (partial(core_add_book, id=8, title="Seven"), "uq_book_author_id_title"),
    (lambda c: c.execute(Statement("update book set editor_id = 'nobody'")), "fk_book_editor_id"),
    (lambda c: c.execute(Statement("update book set author_id = 'nobody'")), "fk_book_author_id"),
    (lambda c: c.execute(Statement("delete from author where id = 'a'")), "fk_book_author_id"),
    (lambda c: c.execute(Statement("update author set id = 'other' where id = 'a'")), "fk_book_author_id"),
    (lambda c: c.core.execute(shelf.author.delete()), "fk_book_author_id"),
    (
        lambda c: c.execute(
            Statement(
                "insert into book (id, author_id, title) select 9, 'nobody', id from author where id = 'a'"
            )
        ),
        "fk_book_author_id",
    ),
]


@pytest.mark.parametrize(("violate", "name"), VIOLATIONS)
async def test_the_name_is_the_tables_own(store: Store[Connection], violate: Work, name: str) -> None:
    def prepare(connection: Connection) -> None:
        add_author(connection, "a")
        add_author(connection, "b")
        add_book(connection, id=7, title="Seven")

    await store.run(prepare)
    with pytest.raises(ConstraintViolated) as violated:
        await store.run(violate)
    assert violated.value.name == name
    assert await store.read(authors) == ["a", "b"]


async def test_finding_the_foreign_key_changes_nothing(sqlite_store: Store[Connection]) -> None:
    """Looking for it runs the statement again without foreign keys: afterwards they count again, and no row is left."""

    def work(connection: Connection) -> list[str]:
        add_author(connection, "a")
        for expected in ("fk_book_author_id", "fk_book_editor_id"):
            column = expected.split("_")[2]
            with pytest.raises(ConstraintViolated, match=expected):
                add_book(connection, **{column: "nobody"})
        assert connection.fetch_all(Statement("select id from book")) == []
        add_book(connection)
        return authors(connection)

    assert await sqlite_store.run(work) == ["a"]
    with pytest.raises(ConstraintViolated):
        await sqlite_store.run(lambda c: c.execute(Statement("delete from author")))


def test_what_the_tables_do_not_name_is_named_by_the_same_convention() -> None:
    names = ConstraintNames()
    assert names.from_sqlite("UNIQUE constraint failed: setting.key") == "pk_setting"
    assert names.from_sqlite("UNIQUE constraint failed: other.a, other.b") == "uq_other_a_b"
    assert names.from_sqlite("UNIQUE constraint failed: index 'ix_other_lower'") == "ix_other_lower"
    assert names.from_sqlite("CHECK constraint failed: ck_other_size") == "ck_other_size"
    assert names.from_sqlite("FOREIGN KEY constraint failed") is None


def test_the_product_names_every_constraint_within_postgresqls_63_bytes() -> None:
    from storage.tables import metadata

    for table in metadata.sorted_tables:
        names = [constraint.name for constraint in table.constraints] + [
            index.name for index in table.indexes
        ]
        assert all(name and len(str(name)) <= 63 for name in names)


def test_no_constraint_of_the_product_waits_for_the_commit() -> None:
    """A COMMIT that fails would send all who share it round again."""
    from storage.tables import metadata

    for table in metadata.sorted_tables:
        assert not any(constraint.deferrable for constraint in table.foreign_key_constraints)
