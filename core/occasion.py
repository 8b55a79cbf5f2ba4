"""When and by what a thing was done."""

from dataclasses import dataclass
from datetime import date, datetime

from core.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class Occasion:
    """`sent_at` is the messenger's time, None for a tap, which carries none (design.md §4, two clocks).

    `deaf_since` is when the line stopped being received, if it was not being received until this arrived: a tap may
    have been made at any moment of it, so it counts as made at its start.
    """

    now: datetime
    received_at: datetime
    sent_at: datetime | None = None
    message_id: str = ""
    channel: str = ""
    deaf_since: datetime | None = None

    @property
    def judged_at(self) -> datetime:
        """The instant that a deadline is judged by."""
        if self.sent_at is not None:
            return self.sent_at
        return min(self.received_at, self.deaf_since or self.received_at)

    @property
    def today(self) -> date:
        return local_day(self.now)


def local_day(instant: datetime) -> date:
    return instant.astimezone(VIETNAM).date()
