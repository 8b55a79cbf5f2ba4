"""What was changed about people, by whom and when; only ever added to. The auditor reads it without the snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from core.delegation import Delegation
from core.life import Life

UNDO_WITHIN: Final = timedelta(hours=24)


class PersonDeed(StrEnum):
    TRANSFERRED = "transferred"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    TURNED_BACK = "turned_back"
    HOSTED = "hosted"
    RETURNED_HOME = "returned_home"
    LEFT = "left"
    DIED = "died"
    EXEMPTED = "exempted"
    SUSPENDED = "suspended"
    ABSENT = "absent"
    RESUMED = "resumed"
    BECAME_OFFICIAL = "became_official"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    DELEGATED = "delegated"
    DELEGATION_ENDED = "delegation_ended"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a change touched. `addresses` are the rows from which the person was unlinked by it."""

    lives: tuple[Life, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    addresses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonChange:
    """`words` are what a receipt or a list says of it: names of units and roles by their ids. `undoes` is the change
    that this one takes back."""

    id: str
    person: str
    actor: str
    at: datetime
    deed: PersonDeed
    valid_from: date
    words: Mapping[str, str] = field(default_factory=dict)
    before: Snapshot = Snapshot()
    after: Snapshot = Snapshot()
    undoes: str | None = None
