"""The simulator's calendar: moved by hand, kept over a restart."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.clocks import YEARS, MovableClock, NotAnInstant, parse_instant
from core.clock import VIETNAM, CalendarClock

BEGIN: Final = datetime(2026, 3, 10, 9, 0, tzinfo=VIETNAM)
"""Where the demo's story begins: pledges are being registered, ten days before the first quarter's reports are due."""

_REAL: Final = "real"
_KEEP_S: Final = 5.0


class MovedTime:
    """core.clock.CalendarClock. While the simulator is stopped its time stands still.

    Its offset is none: here the messenger lives in the same time, so that its dates need no shifting.
    """

    def __init__(self, real: CalendarClock, file: Path) -> None:
        """`file` holds the instant at which time stopped; without it the story begins."""
        self._real = real
        self._clock = MovableClock(real)
        self._file = file
        self._moved = True
        self._begin()

    def _begin(self) -> None:
        text = b""
        with suppress(FileNotFoundError):
            text = self._file.read_bytes()
        if text.strip() == _REAL.encode():
            self.back_to_real()
            return
        try:
            self._clock.move_to(parse_instant(text))
        except NotAnInstant:
            self._clock.move_to(BEGIN)

    def now(self) -> datetime:
        return self._clock.now()

    def offset(self) -> timedelta:
        return timedelta()

    @property
    def is_real(self) -> bool:
        return not self._moved

    def move_to(self, instant: datetime) -> None:
        """Backwards too. Raises NotAnInstant outside the years of the calendar."""
        if instant.astimezone(VIETNAM).year not in YEARS:
            raise NotAnInstant("outside the years of this calendar")
        self._moved = True
        self._clock.move_to(instant)
        self.keep()

    def back_to_real(self) -> None:
        self._moved = False
        self._clock.move_to(self._real.now())
        self.keep()

    def keep(self) -> None:
        """Write down where time stands, so that a restart goes on from there."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        words = self._clock.now().astimezone(UTC).isoformat() if self._moved else _REAL
        half = self._file.with_suffix(".new")
        half.write_text(words, encoding="utf-8")
        half.replace(self._file)

    async def keeping(self) -> None:
        """Keep it every few seconds until cancelled, and once more then: time never falls far behind the data."""
        try:
            while True:
                await asyncio.sleep(_KEEP_S)
                self.keep()
        finally:
            self.keep()
