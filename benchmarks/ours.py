"""Our side: the whole bot as bootstrap composes it, on a database file, with `wire.Transport` for a network."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import orjson
from pydantic import SecretStr

from benchmarks import cell
from benchmarks.recording import Recorded, RecordingConnection, Step
from bot.bootstrap import System
from bot.bootstrap_telegram import TelegramLine
from bot.channels.telegram.receive import CHANNEL
from bot.conversation.here import Decision
from bot.inbound import Inbound
from bot.settings import Settings
from bot.wording import Wording
from core.ports import UnitOfWork
from scheduler.pace import TELEGRAM, Pace
from storage.engine.connection import Connection
from storage.engine.store import Store, open_store
from storage.evidence.keeper import EvidenceKeeper
from storage.evidence.store import open_store as open_evidence
from storage.work import Repositories

TOKEN: Final = f"{cell.LINE}:{'A' * 35}"


class StandingClock:
    """core.clock.CalendarClock: it is always nine in the morning."""

    def now(self) -> datetime:
        return cell.NOW

    def offset(self) -> timedelta:
        return timedelta()


@dataclass
class Watched(System):
    """Knows when all that an update asked for has been carried out, the mark of its reply included."""

    done: dict[str, "asyncio.Future[None]"] = field(default_factory=dict)

    async def answer(self, said: Inbound, decision: Decision) -> None:
        await super().answer(said, decision)
        self.done.pop(said.key).set_result(None)


class Ours:
    def __init__(self, file: Path, log: list[Recorded] | None = None, api: str | None = None) -> None:
        """With `log` every statement of a unit of work is written down there. `api` is another Bot API server."""
        url = f"sqlite:///{file}"
        settings = Settings.model_construct(database_url=SecretStr(url))
        store: Store[UnitOfWork] = open_store(url, partial(_unit, log))
        keeper = EvidenceKeeper(open_evidence("memory://", cell.VAULT))
        self.system = Watched(settings, StandingClock(), store, Wording(), keeper)
        self._line = TelegramLine(self.system, TOKEN, api, self.system.load)
        # The messenger's limit of one message a second to a chat is not what is measured.
        unlimited = replace(TELEGRAM, chat_seconds=0.0)
        self.system.paces[CHANNEL, cell.LINE] = Pace(unlimited, self.system.monotonic)

    async def take(self, step: Step) -> None:
        """From the bytes of an update to its reply, handed to the network and marked as sent."""
        update = orjson.loads(step.raw)
        done = asyncio.get_running_loop().create_future()
        self.system.done[f"{CHANNEL}:{cell.LINE}:{update['update_id']}"] = done
        await self._line.take([update])
        await done

    async def close(self) -> None:
        await self._line.api.close()
        await self.system.close()


class OurTransactions:
    """The store alone: the SQL of each step in a unit of work of its own."""

    def __init__(self, file: Path) -> None:
        self._store: Final = open_store(f"sqlite:///{file}", lambda connection: connection)

    async def take(self, step: Step) -> None:
        await self._store.run(partial(_say, step.sql), brief=True)

    async def close(self) -> None:
        await self._store.close()


def _say(statements: tuple[Recorded, ...], connection: Connection) -> None:
    for statement, params in statements:
        connection.fetch_all(statement, **params)


def _unit(log: list[Recorded] | None, connection: Connection) -> UnitOfWork:
    return Repositories(connection if log is None else RecordingConnection(connection, log), cell.VAULT)
