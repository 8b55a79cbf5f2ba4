"""Files that go out: ordered in a conversation, made by a worker, sent when they are there (design.md §4).

Making a document is slow, so an order is a row, written in the transaction of the update that asked for it. What goes
into the file is collected when it is made, under the rights that whoever asked has by then. Bytes are sealed in the
evidence store and forgotten a day after they left.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

KEPT_FOR: Final = timedelta(hours=24)
"""How long after it left a file can still be fetched by its link; then its bytes are gone."""
USES: Final = 5
"""How often a link hands its file over: messengers look at a link before the person does, and downloads break off."""
MOST_FILES: Final = 4
"""Files that one order may bring."""
MOST_WAITING: Final = 5
"""Orders of one person that may wait."""
MOST_ATTEMPTS: Final = 3
"""After so many attempts that failed by their own fault, or that the process did not survive, the person is told."""


@dataclass(frozen=True, slots=True)
class FileOrder:
    """`kind` names a `Maker`, `argument` says of what. `address` is the row of the address where it was asked for, and
    where it goes. `attempt` counts the claims so far."""

    id: str
    kind: str
    argument: str
    person: str
    address: int
    channel: str
    ordered_at: datetime
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file as it will be saved by who gets it: the suffix of its name says what it is."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Handed:
    """What a link names: the bytes' key, and the name to save it by."""

    key: str
    name: str


class FileKeeper(Protocol):
    """Keeps the sealed bytes of files that go out. Everything blocks and raises EvidenceUnavailable."""

    def put_file(self, key: str, data: bytes) -> None:
        """Safe from a crash when it returns."""
        ...

    def file(self, key: str) -> bytes | None:
        """None where it is gone or damaged."""
        ...

    def delete_file(self, key: str) -> None:
        """Harmless where there is nothing."""
        ...


def key_of(order: FileOrder, number: int) -> str:
    """The name of its bytes: each attempt has its own, so that one that was overtaken overwrites nothing."""
    return f"{PREFIX}{order.id}:{order.attempt}:{number}"


def keys_of(order: FileOrder) -> list[str]:
    """Every key under which any attempt so far may have left bytes."""
    return [
        f"{PREFIX}{order.id}:{attempt}:{number}"
        for attempt in range(1, order.attempt + 1)
        for number in range(MOST_FILES)
    ]


PREFIX: Final = "file:"
"""Tells the key of a file from that of a picture."""


def dedup_of(order: str) -> str:
    """Of the message that brings the file."""
    return f"file:{order}"
