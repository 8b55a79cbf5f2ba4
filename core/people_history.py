"""What was changed about people, by whom and when; only ever added to. The auditor reads it without the snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from core.delegation import Delegation
from core.history import Deed
from core.life import Life

UNDO_WITHIN: Final = timedelta(hours=24)


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
    deed: Deed
    valid_from: date
    words: Mapping[str, str] = field(default_factory=dict)
    before: Snapshot = Snapshot()
    after: Snapshot = Snapshot()
    undoes: str | None = None
