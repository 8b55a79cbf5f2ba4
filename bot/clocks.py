"""The clocks that the process runs on; everything else takes `now` from one of them (core/clock.py)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from core.clock import VIETNAM, CalendarClock

YEARS: Final = range(2000, 2100)
"""An instant outside these years is a slip of the pen, and no calendar of the field reaches there."""

_POLL: Final = 0.05
"""Seconds between two looks at a clock file: jumps are seen at once by a person, and `now` stays cheap."""


class NotAnInstant(ValueError):
    """The text is no instant in ISO 8601, or lies outside YEARS."""


class RealClock:
    """The computer's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the clock

    def offset(self) -> timedelta:
        return timedelta()


class MovableClock:
    """Runs on with `real`, from wherever it was last moved to."""

    def __init__(self, real: CalendarClock) -> None:
        self._real = real
        self._offset = timedelta()

    def now(self) -> datetime:
        return self._real.now() + self._offset

    def offset(self) -> timedelta:
        return self._offset

    def move_to(self, instant: datetime) -> None:
        """Backwards too. `instant` is aware."""
        self._offset = instant - self._real.now()

    def advance(self, by: timedelta) -> None:
        self._offset += by


class FileClock:
    """Starts at the instant that stands in a file, runs on from there, and jumps when the file says another one.

    A file that is missing, half written or no instant changes nothing: the clock runs on, and looks again. The text is
    compared, not the modification time: two quick writes may share one.
    """

    def __init__(
        self, file: Path, real: CalendarClock, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """Raises OSError or NotAnInstant where the file cannot be read at the start."""
        self._file = file
        self._clock = MovableClock(real)
        self._monotonic = monotonic
        self._looked = monotonic()
        self._text = file.read_bytes()
        self._clock.move_to(parse_instant(self._text))

    def now(self) -> datetime:
        self._look()
        return self._clock.now()

    def offset(self) -> timedelta:
        self._look()
        return self._clock.offset()

    def _look(self) -> None:
        if self._monotonic() - self._looked < _POLL:
            return
        self._looked = self._monotonic()
        try:
            text = self._file.read_bytes()
            if text != self._text:
                self._clock.move_to(parse_instant(text))
                self._text = text
        except (OSError, NotAnInstant):
            return


class ProcessClock:
    """Seconds that only ever grow, for pacing and quiet within this process."""

    def seconds(self) -> float:
        return time.monotonic()


def parse_instant(raw: bytes) -> datetime:
    """An instant in ISO 8601; one without a zone is Vietnam's, a bare date its midnight there."""
    try:
        instant = datetime.fromisoformat(raw.decode("utf-8-sig").strip())
    except ValueError as error:
        raise NotAnInstant("not an instant in ISO 8601") from error
    if instant.year not in YEARS:
        raise NotAnInstant("outside the years of this calendar")
    return (instant if instant.tzinfo else instant.replace(tzinfo=VIETNAM)).astimezone(UTC)
