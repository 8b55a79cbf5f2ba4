"""The day on which a photo was taken, where its caption says so: "chụp ngày 12/6" (domain.md §5.7)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from core.text.dates import Prefer, parse_date
from core.text.folding import folded

_TAKEN: Final = re.compile(r"(?<!\w)(?:chup|anh ngay|hinh ngay)(?!\w)")


def taken_on(caption: str, sent_on: date) -> date | None:
    """None where nothing is said of it, or nothing sure; never a day after it was sent."""
    if _TAKEN.search(folded(caption)) is None:
        return None
    day = parse_date(caption, sent_on, Prefer.PAST)
    return day if isinstance(day, date) and day <= sent_on else None
