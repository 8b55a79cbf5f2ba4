"""One file on its way into the list: from where it came, how far it is, what its sender has chosen."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from core.people import AudienceGroup, RoleKind, Standing
from core.roster.problems import Problem
from core.roster.reading import Head, Tail, Unreadable, Wish
from core.roster.rows import RosterRow

KEPT_FOR: Final = timedelta(days=7)
"""A file that was not applied, and all that was read from it, is deleted after that."""
UNDO_WITHIN: Final = timedelta(hours=24)


class BatchState(StrEnum):
    NOTED = "noted"  # sent; its bytes are still with the messenger
    TO_READ = "to_read"  # here, sealed; to be read, or to be read anew
    ASKING = "asking"  # something has to be chosen before its rows can be read
    READY = "ready"  # read and compared; nothing is changed yet
    TO_APPLY = "to_apply"  # agreed to; too large to be done while somebody waits for an answer
    APPLIED = "applied"
    UNDONE = "undone"
    FAILED = "failed"
    DROPPED = "dropped"

    @property
    def is_over(self) -> bool:
        return self in {BatchState.APPLIED, BatchState.UNDONE, BatchState.FAILED, BatchState.DROPPED}


class Outcome(StrEnum):
    """What applying does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ALIKE = "alike"  # seems to mean somebody who is there, or another row: to be asked
    SHARES = "shares"  # a new person with somebody else's phone: to be asked, once for all
    BAD = "bad"
    SKIPPED = "skipped"  # left out by the sender's choice

    @property
    def is_written(self) -> bool:
        return self in {Outcome.NEW, Outcome.CHANGED}


@dataclass(frozen=True, slots=True)
class Batch:
    """`by` is the person who sent it, empty from the command line. `ref`, `name` and `size` are the messenger's.

    `day` is the local day that it was compared on, `opened` the documents whose obligations were worked out then.
    """

    id: str
    by: str
    state: BatchState
    created_at: datetime
    name: str = ""
    address: int | None = None
    channel: str = ""
    line: str = ""
    ref: str = ""
    size: int | None = None
    wish: Wish = field(default_factory=Wish)
    head: Head | None = None
    tail: Tail | None = None
    fault: Unreadable | None = None
    day: date | None = None
    opened: tuple[str, ...] = ()
    applied_at: datetime | None = None
    again: bool = False
    """Read anew because the list had changed between the preview and the consent to it."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is in the list: what a row is compared with."""

    id: str
    name: str
    sort_key: str
    search_key: str
    birth_year: int | None
    group: AudienceGroup
    phone_digest: str | None
    phone_sealed: bytes | None
    unit: str
    unit_name: str
    path: str
    kind: str
    since: date
    ends: bool
    """A later change of unit or standing is recorded already."""
    standing: Standing
    standing_since: date | None
    offices: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row comes to. `person` is whom it means, or the id that a new person gets; `was` the one known.

    `candidates` are ids of those it may mean, `changes` names of what differs; `moves` and `stands` say whether the
    membership and the standing are written anew.
    """

    no: int
    line: int
    sheet: str
    outcome: Outcome
    person: str
    name: str
    sort_key: str
    search_key: str
    birth_year: int | None
    group: AudienceGroup
    phone: str | None
    unit: str
    standing: Standing
    joined: date
    roles: tuple[RoleKind, ...] = ()
    changes: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    twin: int = 0
    moves: bool = False
    stands: bool = False
    was: Known | None = None
    row: RosterRow | None = None
    """As it was read, where it has to be asked whom it means."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A row as it is shown: its phone is not among it. `problems` only of a bad one, `row` of an alike one."""

    no: int
    line: int
    sheet: str
    outcome: Outcome
    person: str
    name: str
    birth_year: int | None
    unit: str
    changes: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    twin: int = 0
    row: RosterRow | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """At home in one of the units of the file, and not in it."""

    person: str
    name: str
    birth_year: int | None
    unit_name: str
    path: str
