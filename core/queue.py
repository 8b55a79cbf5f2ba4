"""What waits for a reviewer."""

from dataclasses import dataclass
from datetime import datetime

from core.documents import DocumentKind
from core.people import Resident
from core.pledge import PledgeKind
from core.text.periods import Quarter


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document to look at. `resubmitted` marks one that was returned, or sent back, and came again."""

    kind: DocumentKind
    id: str
    revision: int
    owner: Resident
    sent_at: datetime
    late: bool
    resubmitted: bool
    pledge_kind: PledgeKind | None = None
    year: int | None = None
    period: Quarter | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """The oldest that wait. `more`: there are, or may be, further ones behind them."""

    rows: tuple[Waiting, ...]
    more: bool
