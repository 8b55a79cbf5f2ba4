"""Addresses and conversations as the store keeps them; what the words mean is the engine's (bot/conversation)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Address:
    """Where a messenger delivers: `line` is which bot or OA, `id` the messenger's own name for the chat."""

    channel: str
    line: str
    id: str


@dataclass(frozen=True, slots=True)
class Line:
    """An address as it stands at the start of an update, locked for this unit of work.

    `speaker` is the person linked to it who is speaking (an address may serve two people), None for a stranger.
    `front` is the conversation in front; `state` what the engine keeps per address (the shown prompt, its number),
    as the engine's own JSON. `prompt_message` and `prompt_sent_at` are those of the newest prompt known to be sent;
    `unknown_prompt` says that a prompt was attempted and its answer never came.
    """

    row: int
    address: Address
    speaker: str | None
    front: int | None
    state: bytes
    prompt_message: str | None
    prompt_sent_at: datetime | None
    unknown_prompt: bool
    last_heard: datetime | None
    shared: bool = False
    free: bool = False
    """Known to be: nothing is being sent there, nothing held back, and no reply waits."""


@dataclass(frozen=True, slots=True)
class Way:
    """One address at which a person is reached. `gone` names why nothing arrives there now; `shared`: others are
    reached there too."""

    row: int
    channel: str
    linked_at: datetime
    last_heard: datetime | None
    gone: str | None
    shared: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """Unique by owner, dialog and subject. `owner` is a person, or an address where nobody is linked yet.

    `state` is the engine's JSON (answers in order, what is edited, what is parked); sealed at rest.
    """

    row: int
    owner: str
    dialog: str
    subject: str
    state: bytes
    touched_at: datetime


class Talk(Protocol):
    """Addresses, conversations and the updates already seen. All within the unit of work."""

    def note_update(self, key: str, received_at: datetime) -> bool:
        """False when this update was taken before."""
        ...

    def line(self, address: Address) -> Line:
        """The address, made on first sight and locked together with its speaker until the commit."""
        ...

    def keep_line(
        self, line: Line, *, front: int | None, state: bytes, heard_at: datetime, lease: str | None = None
    ) -> None:
        """`lease` takes a line that is `free` for this owner of the outbox, who is then to queue a reply there that
        leaves at once (`Outbox.queue`, `leased`)."""
        ...

    def facts_stamp(self) -> object | None:
        """The same only as long as nobody has written anything but what the talking itself writes (addresses,
        conversations, the outbox). None where that cannot be known."""
        ...

    def conversation(self, row: int) -> Conversation | None: ...

    def find_conversation(self, owner: str, dialog: str, subject: str) -> Conversation | None: ...

    def open_conversation(
        self, owner: str, dialog: str, subject: str, state: bytes, now: datetime
    ) -> Conversation:
        """The one with this owner, dialog and subject; made if there is none."""
        ...

    def keep_conversation(self, row: int, state: bytes, now: datetime) -> None: ...

    def close_conversation(self, row: int) -> None:
        """Ended: its draft is gone, and it is in front nowhere."""
        ...

    def open_conversations(self, owner: str) -> list[Conversation]:
        """Newest touched first."""
        ...

    def link(self, line: Line, person: str, now: datetime) -> None:
        """The person is reached here from now on, and is who speaks here."""
        ...

    def addresses_of(self, person: str) -> list[int]:
        """Rows of the addresses that reach the person, the preferred one first; none that is known to be gone."""
        ...

    def ways_to(self, person: str) -> list[Way]:
        """All addresses linked to the person, gone or not, the preferred one first."""
        ...

    def prefer(self, row: int, person: str, now: datetime) -> bool:
        """The person is written to there first from now on. False where the person is not linked there."""
        ...

    def unlink(self, row: int, person: str, now: datetime) -> bool:
        """The person is neither reached there nor speaks there any more; who else is linked there speaks next. False
        where the person was not linked there."""
        ...

    def addresses_on(self, person: str, channel: str) -> list[int]:
        """Rows of the person's addresses on this channel, whether they can be reached or not."""
        ...

    def channel_of(self, row: int) -> str: ...

    def set_reach(self, row: int, gone: str | None, now: datetime) -> None:
        """`gone` names why nothing can be sent there (blocked, deactivated, never started); None when it can again."""
        ...

    def rename(self, old: Address, new_id: str) -> None:
        """The messenger moved the chat (a group became a supergroup)."""
        ...

    def linked(self, row: int) -> list[str]:
        """The people who are reached at this address, as they were linked; more than one share a phone."""
        ...

    def speak(self, row: int, person: str) -> bool:
        """The person is who speaks there from now on. False where the person is not linked there."""
        ...

    def park(self, key: str, raw: bytes, error_id: str, reason: str, now: datetime) -> None:
        """Keeps an update that cannot be taken, sealed, for 14 days."""
        ...
