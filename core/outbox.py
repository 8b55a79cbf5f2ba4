"""What leaves: rows queued within a unit of work, and the closed list of what became of them (design.md §5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final, Protocol, TypeAlias

from core.talk import Line


class Priority(IntEnum):
    """Lower leaves first."""

    REPLY = 0
    NOTICE = 10
    DIGEST = 20
    BROADCAST = 30


class Kind(StrEnum):
    PROMPT = (
        "prompt"  # shows the open question; a newer prompt to the same address supersedes it while unsent
    )
    EDIT = "edit"  # shows the open question by changing a message in place; superseded like a prompt
    RECEIPT = "receipt"  # answers something said; never superseded
    NOTICE = "notice"  # unasked


SHOWING_PROMPT = (Kind.PROMPT, Kind.EDIT)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to queue. `payload` is the neutral screen as JSON (bot/screen.py); the store seals it.

    `dedup` is unique for ever: queueing the same again adds nothing. With `replace` it takes the place of the same
    instead: its text and `not_before` where that is still to leave, an edit of the message where that was sent (the
    receipt of an album, moved on by each part). `wanted` names a check made again at the moment of sending
    ("report_missing 2026Q1"); where it fails, the row ends as obsolete. `edits` is the message to change.
    `conversation` says whose prompt it is, for the resend of an unknown one.
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
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that `owner` may send now, already marked as attempted; the lease is on its whole address.

    `done` counts the parts of it that have arrived (a text in three messages, an album and its text). `again`: it was
    sent before, and no answer came, so it may be there already.
    """

    row: int
    address_row: int
    owner: str
    channel: str
    line: str
    chat: str
    payload: bytes
    kind: Kind
    priority: Priority
    attempts: int
    edits: str | None = None
    wanted: str | None = None
    expires_at: datetime | None = None
    done: int = 0
    again: bool = False
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """`rows` are those added. `claimed` are to be sent at once, in order, by the owner named to `queue`; the rest
    leaves by whoever holds the address, or by the relay."""

    rows: tuple[int, ...] = ()
    claimed: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """`at` is the messenger's own time, on the calendar clock."""

    message_id: str
    at: datetime


FLOOD: Final = "flood"
"""The reason of a `RetryAt` in which the messenger itself said how long to wait."""


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Not taken; may be tried after this long. `whole_line` when it is not about this chat alone.

    `done` parts have arrived and are not sent again. `perhaps`: the messenger itself failed, so that it was most likely
    not taken; should it have been, an answer may be older than what is sent next.
    """

    after: timedelta
    whole_line: bool = False
    reason: str = "busy"
    done: int = 0
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is reached here: blocked, deactivated, never_started, not_found, kicked."""

    cause: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The chat has another id now; the address follows and the row is tried again."""

    new_id: str
    done: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """The messenger will never take this message; `reason` is a word of ours, free of content."""

    reason: str


@dataclass(frozen=True, slots=True)
class Obsolete:
    """No longer wanted at the moment of sending."""


@dataclass(frozen=True, slots=True)
class Late:
    """Its time had passed before it could leave."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Attempted, and no answer came: it may have arrived. `done` parts before it have."""

    done: int = 0


Outcome: TypeAlias = Sent | RetryAt | Gone | ChatMoved | Rejected | Obsolete | Late | Unknown


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it is now, by its dedup key. `unsent`: nobody has seen it yet; `not_before` is when it may leave."""

    payload: bytes
    unsent: bool
    not_before: datetime | None


class Outbox(Protocol):
    """The queue, inside a unit of work. Leases and retries run on the database's own clock, never on the calendar's;
    `now` is the calendar's, for `not_before` and `expires_at`.

    An address is sent to by one owner at a time, and strictly in order: by priority, then as queued. An owner is one
    sender of one process (`name/boot`, see `take_over`); two senders of a process are two owners.
    """

    def queue(
        self, messages: Sequence[Outgoing], owner: str | None, now: datetime, *, leased: Line | None = None
    ) -> Queued:
        """Adds the rows, and supersedes what they make stale. With `owner`, replies to an address that is free are
        leased to it and count as attempted from here on, so that sending them costs no commit of its own. Whoever
        replies has the address locked (`Talk.line`); where that was `leased` to the owner already, all the messages
        are for it."""
        ...

    def standing(self, dedup: str) -> Standing | None:
        """What was queued under this key, with what has taken its place since."""
        ...

    def next_reply(self, address: int, owner: str, now: datetime) -> Claimed | None:
        """The reply that leaves next from an address leased to `owner`; None gives the address back."""
        ...

    def cancel(self, person: str, now: datetime, address: int | None = None) -> int:
        """What waits for the person (at this address) is obsolete, and what is being attempted is not tried again.
        Returns how many messages never left."""
        ...

    def claim(
        self,
        line: tuple[str, str],
        owner: str,
        limit: int,
        now: datetime,
        *,
        priorities: Sequence[Priority] = tuple(Priority),
        skip: Collection[int] = (),
    ) -> list[Claimed]:
        """The first due row of each of up to `limit` free addresses of the line, most urgent first, of these
        priorities; `skip` are addresses whose turn it is not."""
        ...

    def record(self, sent: Claimed, outcome: Outcome, now: datetime) -> bool:
        """What became of it. True where the owner still has the address because another reply of it is due; any
        other outcome than `Sent` hands the whole address back, to be tried again where that is said.

        A row that was taken over meanwhile keeps what its new owner says, except that sent is sent.
        """
        ...

    def hand_back(self, address: int, owner: str, now: datetime, *, keep: bool = False) -> None:
        """Claimed, but not sent after all: the rows wait again, and the address is free, or still the owner's with
        `keep`. Does nothing where another has it by now."""
        ...

    def take_over(self, owner: str, now: datetime, dead: str | None = None) -> int:
        """Rows attempted under a lease that has lapsed become unknown: a reply is to be sent once more, unless the
        conversation has left it or the messenger forbids it; a notice never. Returns how many there were.

        At start also, at once, those of `dead`: every other owner of this name before the slash, which a deployment
        gives to one process at a time.
        """
        ...

    def lead(self, line: tuple[str, str], owner: str, lease: timedelta) -> bool:
        """True while this owner leads the line's relay; to be asked again well before the lease ends."""
        ...

    def step_down(self, line: tuple[str, str], owner: str) -> None:
        """Another may lead at once."""
        ...
