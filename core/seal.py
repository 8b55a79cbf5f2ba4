"""Break-glass: an administrator opens one person's documents for a stated reason and a short time (domain.md §6.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

OPEN_FOR: Final = timedelta(hours=1)
SHORTEST_REASON: Final = 10
"""Characters: less says nothing to whom the documents belong."""


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """From `at` until `until`, or until `closed_at` where that is earlier. `reason` is read by the owner."""

    id: str
    person: str
    by: str
    reason: str
    at: datetime
    until: datetime
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.at <= now < (self.closed_at or self.until)
