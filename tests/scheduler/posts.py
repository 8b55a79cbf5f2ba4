"""An outbox for tests: a real store with a few addresses, and a unit of work with what sending needs."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict, Unpack, cast

from core.outbox import Claimed, Kind, Outcome, Outgoing, Priority, Queued
from core.ports import UnitOfWork
from core.talk import Address
from storage.engine.connection import Connection
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store
from storage.repositories.outbox import OutboxRows
from storage.repositories.talk import TalkRows
from storage.vault import Vault

NOW = datetime(2026, 4, 5, 12, 30, tzinfo=UTC)
VAULT = Vault(bytes(32))
LINE = ("telegram", "main")
ME = "here/1"
OTHER = "there/1"


class Fields(TypedDict, total=False):
    """What a test may say of a message beside its text."""

    address: int
    kind: Kind
    priority: Priority
    dedup: str
    conversation: int
    edits: str
    wanted: str
    not_before: datetime
    expires_at: datetime
    replace: bool


class Whom(TypedDict, total=False):
    priorities: Sequence[Priority]
    skip: Collection[int]


class SendingWork:
    """The part of a unit of work that sending uses."""

    def __init__(self, connection: Connection, lease: timedelta) -> None:
        self.connection = connection
        self.outbox = OutboxRows(connection, VAULT, lease=lease)
        self.talk = TalkRows(connection, VAULT)


@dataclass
class Post:
    """Queues and looks, each in a unit of work of its own. `now` is the calendar's, moved by hand."""

    store: Store[SendingWork]
    now: datetime = NOW
    _count: int = 0
    _rows: dict[str, int] = field(default_factory=dict)
    _places: dict[int, Address] = field(default_factory=dict)

    @property
    def port(self) -> Store[UnitOfWork]:
        """As what sends sees it."""
        return cast("Store[UnitOfWork]", self.store)

    def address(self, chat: str, line: tuple[str, str] = LINE) -> int:
        found = self._rows.get(chat)
        if found is None:
            place = Address(line[0], line[1], chat)
            found = self._rows[chat] = self.store.run_sync(lambda work: work.talk.line(place).row)
            self._places[found] = place
        return found

    def message(self, chat: str, text: str, **more: Unpack[Fields]) -> Outgoing:
        self._count += 1
        bulk = more.get("kind") is Kind.NOTICE
        fields: dict[str, Any] = {
            "address": self.address(chat),
            "kind": Kind.PROMPT,
            "priority": Priority.NOTICE if bulk else Priority.REPLY,
            "dedup": f"{chat}:{self._count}:{text}",
            **more,
        }
        return Outgoing(payload=text.encode(), **fields)

    def queue(self, *messages: Outgoing, owner: str | None = ME) -> Queued:
        def queue(work: SendingWork) -> Queued:
            if owner is not None:  # as the engine does: who replies has the address locked
                for message in messages:
                    work.talk.line(self._places[message.address])
            return work.outbox.queue(messages, owner, self.now)

        return self.store.run_sync(queue)

    def prompt(self, chat: str, text: str, owner: str | None = ME, **more: Unpack[Fields]) -> Queued:
        return self.queue(self.message(chat, text, **more), owner=owner)

    def notice(self, chat: str, text: str, **more: Unpack[Fields]) -> Queued:
        more.setdefault("kind", Kind.NOTICE)
        return self.queue(self.message(chat, text, **more), owner=None)

    def record(self, sent: Claimed, outcome: Outcome) -> bool:
        return self.store.run_sync(lambda work: work.outbox.record(sent, outcome, self.now))

    def next_reply(self, chat: str, owner: str = ME) -> Claimed | None:
        row = self.address(chat)
        return self.store.run_sync(lambda work: work.outbox.next_reply(row, owner, self.now))

    def claim(self, limit: int = 10, owner: str = OTHER, **more: Unpack[Whom]) -> list[Claimed]:
        return self.store.run_sync(lambda work: work.outbox.claim(LINE, owner, limit, self.now, **more))

    def texts(self, limit: int = 10, owner: str = OTHER, **more: Unpack[Whom]) -> list[str]:
        return [row.payload.decode() for row in self.claim(limit, owner, **more)]

    def take_over(self, owner: str = OTHER, dead: str | None = None) -> int:
        return self.store.run_sync(lambda work: work.outbox.take_over(owner, self.now, dead))

    def states(self, chat: str | None = None) -> dict[str, str]:
        """What became of each text, in the order queued."""
        rows = self.rows("select payload_sealed, state, address_id from outbox order by id")
        wanted = None if chat is None else self.address(chat)
        return {
            VAULT.open(payload, "outbox").decode(): state
            for payload, state, address in rows
            if wanted in (None, address)
        }

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.store.read_sync(lambda work: work.connection.fetch_all(Statement(sql)))

    def front_of(self, chat: str) -> tuple[Any, ...]:
        """prompt_message, prompt_sent_at, unknown_prompt, gone."""
        found = self.rows("select id, prompt_message, prompt_sent_at, unknown_prompt, gone from address")
        return next(row[1:] for row in found if row[0] == self.address(chat))

    def let_leases_lapse(self) -> None:
        self.change("update address set lease_until = 1 where lease_until > 0")
        self.change("update line_leader set lease_until = 1")

    def let_holds_pass(self) -> None:
        self.change("update address set held_until = 0")

    def change(self, sql: str) -> None:
        self.store.run_sync(lambda work: work.connection.execute(Statement(sql)))


@contextmanager
def open_post(url: str, lease: timedelta = timedelta(seconds=30)) -> Iterator[Post]:
    """On a migrated database."""
    store = open_store_of_posts(url, lease)
    try:
        yield Post(store)
    finally:
        store.close_sync()


def open_store_of_posts(url: str, lease: timedelta) -> Store[SendingWork]:
    return open_store(url, lambda connection: SendingWork(connection, lease))
