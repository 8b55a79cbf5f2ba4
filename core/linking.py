"""Link codes: how they look, how long they hold, and how patiently wrong ones are met."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from core.report import RECEIPT_ALPHABET
from core.text.folding import plain

ALPHABET: Final = RECEIPT_ALPHABET
LENGTH: Final = 8
VALID_FOR: Final = timedelta(days=90)

FREE_TRIES: Final = 5
WINDOW: Final = timedelta(hours=24)
"""Wrong codes older than this are forgotten."""
_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))

LINE_WINDOW: Final = timedelta(hours=1)
LINE_MISSES: Final = 100
"""So many wrong codes an hour from all addresses of a line together are mistypings; more are guesses, unless as many
people link meanwhile (the evening on which a district begins)."""


def normal(code: str) -> str:
    """As it was issued, however it was typed: spaces, dashes and case mean nothing."""
    return "".join(letter for letter in plain(code).upper() if letter.isalnum())


def looks_like_code(text: str) -> bool:
    typed = normal(text)
    return len(typed) == LENGTH and all(letter in ALPHABET for letter in typed)


def paused_until(misses: Sequence[datetime]) -> datetime | None:
    """After five wrong codes each further one makes the wait longer: 1, 5, 15, 60 minutes, four hours, twelve."""
    over = len(misses) - FREE_TRIES
    return None if over < 0 else misses[-1] + _PAUSES[min(over, len(_PAUSES) - 1)]


def line_paused_until(misses: Sequence[datetime], linked: int) -> datetime | None:
    """The brake on a whole line against guessing from many addresses. `misses` are those within LINE_WINDOW in order of
    time, `linked` how many people were linked meanwhile: nobody who guesses brings those about."""
    allowed = LINE_MISSES + linked
    return None if len(misses) <= allowed else misses[len(misses) - allowed - 1] + LINE_WINDOW
