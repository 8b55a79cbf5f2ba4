"""Dates as people type them, day before month always, and as documents print them.

What cannot be a date, or is counted by the moon, is asked for again (domain.md §5.5). Decision 0012.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from core.text.date_parts import DateDoubt, Hit, Prefer, UnclearDate, Unsure, numeric_hits, reader
from core.text.spoken_dates import counted, days_and_months, days_only, edges, months_only, offsets, weekdays

__all__ = ["DateDoubt", "Prefer", "UnclearDate", "date_text", "official_date", "parse_date"]

_LUNAR: Final = (
    re.compile(
        r"(?<!\w)(?:âm lịch|âm|âl|rằm|tháng (?:giêng|chạp)|giao thừa|(?:mùng|mồng) (?:\w+) tết)(?!\w)",
    ),
    re.compile(r"(?<!\w)(?:am lich|al|(?<=[0-9] )am|ram thang|thang (?:gieng|chap)|giao thua)(?!\w)"),
)
_LOOSE: Final = re.compile(
    r"(?<!\w)(?:tuan|thang|qu[yi]|gan day|hom no|hom roi|tet|[12][0-9]{3}|nam (?:nay|ngoai|truoc|sau|toi))(?!\w)"
)
# Each group is tried only where those before it found nothing. An edge ("cuối quý 3/2026") holds figures too.
_WAYS: Final = (
    (edges,),
    (numeric_hits, days_and_months),
    (weekdays,),
    (offsets, counted),
    (days_only,),
    (months_only,),
)


def parse_date(text: str, today: date, prefer: Prefer = Prefer.NEAREST) -> date | UnclearDate:
    """The one day that the text names, wherever in it. The surest way of naming decides: 12/6 before Friday."""
    read = reader(text, today, prefer)
    if _LUNAR[read.bare].search(read.marked):
        return UnclearDate(DateDoubt.LUNAR, text)
    for group in _WAYS:
        hits = list(dict.fromkeys(hit for way in group for hit in way(read)))
        if hits:
            return _told(hits, text)
    return UnclearDate(DateDoubt.VAGUE if _LOOSE.search(read.folded) else DateDoubt.NONE, text)


def _told(hits: list[Hit], text: str) -> date | UnclearDate:
    if len(hits) > 1:
        return UnclearDate(DateDoubt.SEVERAL, text, tuple(hit for hit in hits if isinstance(hit, date)))
    only = hits[0]
    return UnclearDate(only.doubt, text, only.candidates) if isinstance(only, Unsure) else only


def date_text(day: date) -> str:
    """05/04/2026."""
    return f"{day:%d/%m}/{day.year:04d}"


def official_date(day: date) -> str:
    """As party documents have it (HD 36-HD/VPTW): ngày 05 tháng 4 năm 2026; only months 1 and 2 get a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
