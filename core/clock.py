"""The two clocks (design.md §4). Nothing else in the system asks for the time."""

from datetime import datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone of every date, deadline and hour of the field, whatever the host's own zone."""


class CalendarClock(Protocol):
    """Decides everything of the field. It can be moved (simulator, clock file)."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...

    def offset(self) -> timedelta:
        """How far it is from the real time; a platform's timestamps are shifted by the same."""
        ...


class MonotonicClock(Protocol):
    """Decides pacing, retries and quiet inside one process; never moved."""

    def seconds(self) -> float: ...
