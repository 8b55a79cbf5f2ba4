"""Who is written to when a half-day has come: one row of the outbox for each, written by one statement.

What the message says is composed when it leaves (core/composing.py), so all rows of a mailing hold the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from core.composing import ToCompose
from core.documents import Document
from core.outbox import Priority
from core.pledge import PledgeKind
from core.reminders import HalfDay, Rhythm

REMIND: Final = "remind"
"""The composer of a member's reminder, and how the dedup keys of reminders begin."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """`key` and `occasion` make the dedup key KEY:PERSON:OCCASION: planned twice, it adds nothing the second time.

    What has not left by `expires_at` does not leave any more (its outcome is late).
    """

    key: str
    occasion: str
    says: ToCompose
    priority: Priority
    not_before: datetime
    expires_at: datetime

    def dedup(self, person: str) -> str:
        return f"{self.key}:{person}:{self.occasion}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person has chosen about being reminded, or what holds for who has not."""

    rhythm: Rhythm = Rhythm.STANDARD
    half: HalfDay = HalfDay.MORNING


@dataclass(frozen=True, slots=True)
class Days:
    """What one rhythm speaks of: what fell or falls due on one of `due`, and what was returned on one of `returned`."""

    due: Collection[date]
    returned: Collection[date] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """The unit at `path` and all below it that no other zone's path is nearer to; `days` by the rhythm that a person
    wants, whatever is held of it there."""

    path: str
    days: Mapping[Rhythm, Days]


@dataclass(frozen=True, slots=True)
class Owing:
    """Whoever owes or has to add to something that the zones' days name, and is written to in this half of the day."""

    half: HalfDay
    zones: Sequence[Zone]


@dataclass(frozen=True, slots=True)
class SentBack:
    """A document of the person's that was returned for additions. `pledge` is the kind of a pledge."""

    document: Document
    pledge: PledgeKind | None = None


class Mailings(Protocol):
    """All within the unit of work."""

    def mark(self, name: str) -> datetime | None:
        """Up to when work of this name is done."""
        ...

    def move_mark(self, name: str, until: datetime) -> bool:
        """False where it is done up to then already: by another process, or before the clock was set back."""
        ...

    def plan(self, mailing: Mailing, to: Owing, now: datetime) -> int:
        """One row for each of them who has agreed to be written to and is reached, at the address that the person
        prefers. One statement. How many were added."""
        ...

    def sent_back(self, person: str, now: datetime) -> list[SentBack]:
        """What waits for the person's additions and is not closed yet, the oldest return first."""
        ...

    def set_along_the_tree(self, key: str, on: date) -> list[tuple[str, str]]:
        """Path and value of every unit that sets this setting itself."""
        ...

    def choice(self, person: str) -> Choice: ...

    def choose(self, person: str, choice: Choice, now: datetime) -> None: ...
