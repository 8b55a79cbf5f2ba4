"""The floors of the conversation: a bare aiogram echo, and the same SQL in one raw sqlite3 commit."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from aiogram import Bot, Dispatcher
from aiogram.types import Message

from benchmarks.ours import TOKEN
from benchmarks.recording import Recorded, Step


class RawSqlite:
    """sqlite3 as it comes, set to keep what it has confirmed."""

    def __init__(self, file: Path) -> None:
        self._db: Final = sqlite3.connect(file, isolation_level=None, cached_statements=512)
        self._db.execute("pragma journal_mode = wal").fetchone()
        self._db.execute("pragma synchronous = full")
        self._db.execute("pragma foreign_keys = on")

    def settings(self) -> tuple[str, int]:
        """How the log is kept, and how surely (2 is FULL)."""
        mode, level = (
            self._db.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        )
        return mode, level

    def listen(self, hear: Callable[[str], object]) -> None:
        """Is told of every statement that is run."""
        self._db.set_trace_callback(hear)

    def commit(self, statements: Iterable[Recorded]) -> None:
        """All of them in one transaction; every row that they find is fetched."""
        run = self._db.execute
        run("begin immediate")
        for statement, params in statements:
            run(statement.sqlite, params).fetchall()
        run("commit")

    def close(self) -> None:
        self._db.close()


class BareEcho:
    """One catch-all handler and no filter: it says what the step has to say to the database, and echoes."""

    def __init__(self, file: Path) -> None:
        self._sqlite = RawSqlite(file)
        self._bot = Bot(TOKEN)
        self._dispatcher = Dispatcher()
        self._dispatcher.message.register(self._echo)

    async def take(self, step: Step) -> None:
        await self._dispatcher.feed_raw_update(self._bot, json.loads(step.raw), sql=step.sql)

    async def _echo(self, message: Message, sql: tuple[Recorded, ...]) -> None:
        self._sqlite.commit(sql)
        await message.answer(message.text or "")

    def close(self) -> None:
        self._sqlite.close()
