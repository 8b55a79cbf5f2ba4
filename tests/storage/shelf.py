"""A few tables with every kind of constraint, for testing the store on something smaller than the product."""

from typing import Final

import sqlalchemy as sa

from storage.engine.connection import Connection
from storage.engine.statements import Statement
from storage.schema import Instant
from storage.schema import metadata as product

metadata = sa.MetaData(naming_convention=product.naming_convention)

author = sa.Table(
    "author",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("books_written", sa.BigInteger, sa.CheckConstraint("books_written >= 0", name="not_negative")),
    sa.Column("born", Instant),
    sa.Column("secret", sa.LargeBinary),
)
book = sa.Table(
    "book",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("author_id", sa.ForeignKey("author.id"), nullable=False),
    sa.Column("editor_id", sa.ForeignKey("author.id")),
    sa.Column("title", sa.Text, nullable=False),
    sa.UniqueConstraint("author_id", "title"),
)
promise = sa.Table(
    "promise",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("author_id", sa.ForeignKey("author.id", deferrable=True, initially="DEFERRED")),
)

ADD_AUTHOR: Final = Statement("insert into author (id, name) values (:id, :name)")
AUTHORS: Final = Statement("select id from author order by id")
RENAME: Final = Statement("update author set name = :name where id = :id")
NAME: Final = Statement("select name from author where id = :id")
ADD_BOOK: Final = Statement(
    "insert into book (id, author_id, editor_id, title) values (:id, :author, cast(:editor as text), :title)"
)
BREAK_PROMISE: Final = Statement("insert into promise (id, author_id) values (:id, 'nobody')")


def set_up(connection: Connection) -> None:
    metadata.create_all(connection.core)


def add_author(connection: Connection, key: str) -> str:
    connection.execute(ADD_AUTHOR, id=key, name=f"the name of {key}")
    return key


def authors(connection: Connection) -> list[str]:
    return [row[0] for row in connection.fetch_all(AUTHORS)]


def break_promise(connection: Connection) -> None:
    """Nothing is wrong before COMMIT, which fails."""
    connection.execute(BREAK_PROMISE, id=1)
