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

_FIRST_PAUSE: Final = timedelta(minutes=1)
_LONGEST_PAUSE: Final = timedelta(hours=12)


def normal(code: str) -> str:
    """As it was issued, however it was typed: spaces, dashes and case mean nothing."""
    return "".join(letter for letter in plain(code).upper() if letter.isalnum())


def looks_like_code(text: str) -> bool:
    typed = normal(text)
    return len(typed) == LENGTH and all(letter in ALPHABET for letter in typed)


def paused_until(misses: Sequence[datetime]) -> datetime | None:
    """After five wrong codes each further one doubles the wait: one minute, two, four … twelve hours."""
    over = len(misses) - FREE_TRIES
    if over < 0:
        return None
    pause: timedelta = min(_FIRST_PAUSE * (1 << min(over, 20)), _LONGEST_PAUSE)
    return misses[-1] + pause
