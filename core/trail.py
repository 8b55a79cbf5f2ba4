"""The log of who read, took out or brought in what of other people's: added to, sealed into a chain, never changed.

A line is written in the transaction of what it tells of, and waits for nobody. Sealing comes behind: one sealer at a
time gives each line its place in a chain of hashes, in which a line that is changed, taken out, put elsewhere or cut
off at the end no longer fits (docs/decisions/0171).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol


class Act(StrEnum):
    READ = "read"  # a report or pledge, with its photos
    EXPORTED = "exported"  # figures or lists that left as a file
    IMPORTED = "imported"  # a roster
    BROKE_SEAL = "broke_seal"  # break-glass: an administrator opened somebody's documents
    OWN_DATA = "own_data"  # a person took out everything held about himself or herself
    REQUESTED = "requested"  # a correction or a deletion was asked for
    DECIDED = "decided"  # on such a request
    HELD = "held"  # a legal hold was set or ended
    ERASED = "erased"
    RETENTION = "retention"  # a clock was set
    ROTATED = "rotated"  # the key


@dataclass(frozen=True, slots=True)
class Access:
    """`object` names what by its id or kind, never its content; `owner` is whose it is. `path` is where that lies in
    the tree; empty for the home of the owner on that day, which is looked up. `id` is 0 until it is written."""

    at: datetime
    actor: str
    act: Act
    object: str
    owner: str | None = None
    path: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Seal:
    """The `no`-th line of the chain, which is the log's line `log_id`."""

    no: int
    log_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, as it was written down apart from it."""

    no: int
    digest: str


BEGINNING: Final = Head(0, "")


class Trail(Protocol):
    def note(self, access: Access) -> None: ...

    def of_owner(self, owner: str, before: int, limit: int) -> list[Access]:
        """Newest first; `before` is the id of the last line of the page before, 0 for the first page."""
        ...

    def within(self, path: str, before: int, limit: int) -> list[Access]:
        """The same of all that lies at or below the path."""
        ...

    def unsealed(self, limit: int) -> list[Access]:
        """Committed lines that are not in the chain yet, oldest first."""
        ...

    def start(self) -> tuple[int, Head]:
        """What the retention clock has let go: up to which line, and the chain there."""
        ...

    def head(self) -> Head:
        """The end of the chain as it is."""
        ...

    def noted_head(self) -> Head:
        """As it was written down in a row of its own."""
        ...

    def seal(self, seals: Sequence[Seal]) -> None:
        """Adds them and writes the head down."""
        ...

    def chain(self, after: int, limit: int) -> list[tuple[Seal, Access | None]]:
        """The next of the chain with the lines that they seal; None where there is no such line."""
        ...

    def let_go(self, before: datetime, limit: int) -> int:
        """Deletes the oldest sealed lines that are older; returns how many. The chain then starts behind them."""
        ...


def digest_of(before: str, no: int, line: Access) -> str:
    """What the chain is from this line on."""
    fields = [
        no,
        line.id,
        line.at.isoformat(),
        line.actor,
        line.act.value,
        line.object,
        line.owner,
        line.path,
    ]
    told = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{told}".encode()).hexdigest()
