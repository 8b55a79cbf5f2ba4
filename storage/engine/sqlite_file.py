"""The SQLite file: how it is opened, and who may begin and end a transaction on it."""

import sqlite3
from pathlib import Path

_STATEMENTS_KEPT = 512
_OPEN_PATIENCE = 5.0  # seconds for what happens outside BEGIN IMMEDIATE: turning WAL on, recovering


class TransactionGuard:
    """SQLite asks it about each statement that it compiles; only the store may begin and end transactions.

    The driver keeps compiled statements by their text, and does not ask again: so the store's own carry a comment, lest
    a work's plain "commit" be answered from what the store has compiled.
    """

    __slots__ = ("store_speaks",)

    def __init__(self) -> None:
        self.store_speaks = False

    def __call__(self, action: int, _: str | None, name: str | None, *__: str | None) -> int:
        mine = action == sqlite3.SQLITE_TRANSACTION or (action == sqlite3.SQLITE_SAVEPOINT and name == "work")
        return sqlite3.SQLITE_DENY if mine and not self.store_speaks else sqlite3.SQLITE_OK


def open_file(path: Path, *, reading: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + ("?mode=ro" if reading else "?mode=rwc")
    driver = sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        timeout=_OPEN_PATIENCE,
        cached_statements=_STATEMENTS_KEPT,
        check_same_thread=False,  # one at a time, as the worker sees to: see storage/engine/at_hand.py
    )
    if reading:
        driver.execute("pragma query_only = on")
        return driver
    driver.execute("pragma journal_mode = wal").fetchone()
    driver.execute("pragma synchronous = full")
    driver.execute("pragma foreign_keys = on")
    driver.execute("pragma journal_size_limit = 67108864").fetchone()
    driver.execute("pragma busy_timeout = 0").fetchone()  # `begin` waits by itself, and can say so
    return driver
