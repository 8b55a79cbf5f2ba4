"""What leaves: rows queued within a unit of work, and the closed list of what became of them (design.md §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Protocol, TypeAlias


class Priority(IntEnum):
    """Lower leaves first."""

    REPLY = 0
    NOTICE = 10
    DIGEST = 20
    BROADCAST = 30


class Kind(StrEnum):
    PROMPT = "prompt"  # shows the open question; a newer prompt to the same address supersedes it while unsent
    RECEIPT = "receipt"  # answers something said; never superseded
    EDIT = "edit"  # changes a message in place; a newer edit of the same message supersedes it while unsent
    NOTICE = "notice"  # unasked


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to queue. `payload` is the neutral screen as JSON (bot/screen.py); the store seals it.

    `dedup` is unique for ever: queueing the same again adds nothing. `wanted` names a check made again at the moment
    of sending ("report_missing 2026Q1"); where it fails, the row ends as obsolete. `edits` is the message to change.
    `conversation` says whose prompt it is, for superseding and for the resend of an unknown prompt.
    """

    address: int
    payload: bytes
    kind: Kind
    priority: Priority
    dedup: str
    person: str | None = None
    conversation: int | None = None
    edits: str | None = None
    wanted: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that this process may send now; the lease is on its whole address."""

    row: int
    address_row: int
    channel: str
    line: str
    chat: str
    payload: bytes
    kind: Kind
    priority: Priority
    person: str | None
    edits: str | None
    wanted: str | None
    expires_at: datetime | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not taken; may be tried after this long. `whole_line` when the messenger spoke of the bot, not of the chat."""

    after: timedelta
    whole_line: bool = False
    reason: str = "busy"


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is reached here: blocked, deactivated, never_started, not_found, kicked."""

    cause: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The chat has another id now; the address follows and the row is tried again."""

    new_id: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The messenger will never take this message; `reason` is its own word, free of content."""

    reason: str


@dataclass(frozen=True, slots=True)
class Obsolete:
    """No longer wanted at the moment of sending."""


@dataclass(frozen=True, slots=True)
class Late:
    """Its time had passed before it could leave."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Attempted, and no answer came: it may have arrived."""


Outcome: TypeAlias = Sent | RetryAt | Gone | ChatMoved | Rejected | Obsolete | Late | Unknown


class Outbox(Protocol):
    """The queue, inside a unit of work. Leases run on the database's own clock, never on the calendar's."""

    def queue(self, messages: Sequence[Outgoing], owner: str | None, now: datetime) -> list[int]:
        """Adds the rows and returns those added. With `owner`, also leases their addresses to that process where they
        are free, so that it sends at once; supersedes what the new rows make stale."""
        ...

    def pending(self, address: int, owner: str, now: datetime) -> list[Claimed]:
        """What is due for this address, in the order in which it must leave; empty where another process has it."""
        ...

    def claim(self, line: tuple[str, str], owner: str, limit: int, lease: timedelta, now: datetime) -> list[Claimed]:
        """Leases up to `limit` free addresses of the line that have something due, most urgent first, and returns the
        first due row of each."""
        ...

    def attempt(self, row: int) -> None:
        """About to be sent: from here to `record`, a dead process leaves it unknown."""
        ...

    def record(self, row: int, outcome: Outcome, now: datetime) -> None: ...

    def release(self, addresses: Sequence[int], owner: str) -> None: ...

    def take_over(self, owner: str, dead: str | None = None) -> int:
        """At start, and when a lease has lapsed: rows attempted by a process that is gone become unknown (a reply is
        queued once more unless the conversation has left it; a notice never). Returns how many."""
        ...

    def lead(self, line: tuple[str, str], owner: str, lease: timedelta) -> bool:
        """True while this process leads the line's relay."""
        ...
