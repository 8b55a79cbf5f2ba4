"""A process of its own that writes until it is stopped or done; run by tests/storage/test_processes.py."""

import asyncio
import itertools
import os
import sys

from storage.engine.connection import Connection
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store

PUT = Statement("insert into setting (key, value) values (:key, :value)")
COUNT = Statement("update setting set value = cast(cast(value as integer) + 1 as text) where key = 'count'")


def put_both(connection: Connection, key: str) -> None:
    """Two rows that belong together."""
    connection.execute(PUT, key=f"{key}/1", value="x")
    connection.execute(PUT, key=f"{key}/2", value="y")


async def acknowledge_each(store: Store[Connection], name: str, callers: int) -> None:
    """Says a key on standard output as soon as it was told that the key is committed, and not before."""

    async def call(caller: int) -> None:
        for number in itertools.count():
            key = f"{name}/{caller}/{number}"
            await store.run(lambda c, key=key: put_both(c, key))  # type: ignore[misc]
            os.write(1, f"{key}\n".encode())

    await asyncio.gather(*(call(caller) for caller in range(callers)))


async def count_up(store: Store[Connection], times: int) -> None:
    async def some(many: int) -> None:
        for _ in range(many):
            await store.run(lambda c: c.execute(COUNT))

    await asyncio.gather(*(some(times // 4) for _ in range(4)))


async def main(url: str, what: str, name: str, number: int) -> None:
    store = open_store(url, lambda connection: connection, patience=30)
    await (acknowledge_each(store, name, number) if what == "acknowledge" else count_up(store, number))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
