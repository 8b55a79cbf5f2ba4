"""What a typed date can turn out to be, and dates in figures, day before month always. See `dates`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from core.text.folding import fold_key, plain, tidy_key


class Prefer(StrEnum):
    """Where a day without a year lies: a photo was taken in the past, a deadline lies ahead.

    PAST is the last such day up to today, FUTURE the next one from today on, NEAREST whichever is closer (of
    two that are equally close, the past one).
    """

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


class DateDoubt(StrEnum):
    """Why a date has to be asked for again."""

    NONE = "none"
    IMPOSSIBLE = "impossible"
    LUNAR = "lunar"
    VAGUE = "vague"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class UnclearDate:
    """`candidates` are days worth offering. A lunar date is kept as its text, and the solar one is asked."""

    doubt: DateDoubt
    raw: str
    candidates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsure:
    """One expression that names no single day: a month, a middle, a day that no calendar has."""

    doubt: DateDoubt
    candidates: tuple[date, ...] = ()


Hit: TypeAlias = date | Unsure
IMPOSSIBLE: Final = Unsure(DateDoubt.IMPOSSIBLE)

_YEARS: Final = range(1900, 2101)
_CHAIN: Final = re.compile(
    r"(?<![\w/.-])[0-9]{1,4}(?: ?[/.-] ?[0-9]{1,4}){1,3}(?! ?[/.-] ?[0-9])(?!\w)(?! ?%)"
    r"(?! ?(?:nha|ho|km|m2|m²|ha|viec|buoi|cuoc|mo hinh|ho so|cay|luot|bong den|can|cai|bai|lan"
    r"|so|ke hoach|chi tieu|khoi luong)(?!\w))"
)
# 5,4,2026 · 5 4 2026: no other signs than spaces and commas, and a whole year.
_LOOSE_CHAIN: Final = re.compile(r"(?<![\w/.,-])([0-9]{1,2})([ ,\\])([0-9]{1,2})\2([12][0-9]{3})(?![\w/.,-])")
_YEAR_AFTER: Final = re.compile(
    r",? nam (?:([12][0-9]{3}|[0-9]{2})(?![0-9])|(nay|ngoai|truoc|sau|toi)(?!\w))"
)
_YEARS_AWAY: Final = {"nay": 0, "ngoai": -1, "truoc": -1, "sau": 1, "toi": 1}
_FROM_ANOTHER: Final = re.compile(
    r"(?<![\w/.,-])([0-9]{1,2}) ?(?:den|toi|va|hoac|hay|,|-|&) ?(?:het )?(?:ngay |mung |mong )?$"
)
_LONGEST_LINK: Final = 24


@dataclass(frozen=True, slots=True)
class Reader:
    """A text to look for dates in. `marked` has its marks, `folded` has none; `bare` says that none was typed."""

    marked: str
    folded: str
    today: date
    prefer: Prefer

    @property
    def bare(self) -> bool:
        return self.marked == self.folded

    def nearest(self, days: Iterator[date] | tuple[date, ...]) -> Hit:
        """The one of these days that `prefer` points to."""
        offered = sorted(days, key=lambda day: (abs(day - self.today), day))
        if self.prefer is Prefer.PAST:
            offered = [day for day in offered if day <= self.today]
        elif self.prefer is Prefer.FUTURE:
            offered = [day for day in offered if day >= self.today]
        return offered[0] if offered else IMPOSSIBLE

    def written(self, day: int, month: int, year: int | None, span: tuple[int, int]) -> Hit:
        """The day written at that place, with a year that follows in words; SEVERAL where it ends a stretch."""
        start, end = span
        said = _YEAR_AFTER.match(self.folded, end) if year is None else None
        if said:
            year = self.today.year + _YEARS_AWAY[said[2]] if said[2] else int(said[1]) % 2000 + 2000
        first = _FROM_ANOTHER.search(self.folded[max(0, start - _LONGEST_LINK) : start])
        if first:
            return self.stretch(int(first[1]), day, month, year)
        return self.day(day, month, year)

    def stretch(self, first: int, last: int, month: int, year: int | None) -> Hit:
        """1-5/6: from the first to the fifth of June."""
        days = [hit for day in (first, last) if isinstance(hit := self.day(day, month, year), date)]
        return Unsure(DateDoubt.SEVERAL, tuple(days)) if days else IMPOSSIBLE

    def day(self, day: int, month: int, year: int | None) -> Hit:
        years = (year,) if year is not None else range(self.today.year - 1, self.today.year + 2)
        days = tuple(found for each in years if (found := real_day(day, month, each)))
        if year is not None:
            return days[0] if days else IMPOSSIBLE
        return self.nearest(days)


def real_day(day: int, month: int, year: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month; months count on past December and back before January."""
    ordinal = year * 12 + month
    return date(ordinal // 12, ordinal % 12 + 1, 1) - timedelta(days=1)


def reader(text: str, today: date, prefer: Prefer) -> Reader:
    key = _LOOSE_CHAIN.sub(r"\1/\3/\4", tidy_key(plain(text)))
    return Reader(key, fold_key(key), today, prefer)


def numeric_hits(read: Reader) -> list[Hit]:
    """5/4 · 05-04-2026 · 5.4.26 · 2026-04-05 · 6/2026 (a month). Never month before day."""
    return [
        hit
        for found in _CHAIN.finditer(read.folded)
        if (hit := _from_chain(read, found.group(), found.span()))
    ]


def _from_chain(read: Reader, chain: str, span: tuple[int, int]) -> Hit | None:
    parts = [int(part) for part in re.findall("[0-9]+", chain)]
    lengths = [len(part) for part in re.findall("[0-9]+", chain)]
    match lengths:
        case [4, 4]:
            return None
        case [1 | 2, 4]:
            return _a_month(parts[0], parts[1])
        case [1 | 2, 1 | 2]:
            return read.written(parts[0], parts[1], None, span)
        case [1 | 2, 1 | 2, 4]:
            return read.written(parts[0], parts[1], parts[2], span)
        case [4, 1 | 2, 1 | 2]:
            return read.day(parts[2], parts[1], parts[0])
        case [1 | 2, 1 | 2, 2] if len(set(re.findall("[/.-]", chain))) == 1:
            return read.day(parts[0], parts[1], 2000 + parts[2])
        case [1 | 2, 1 | 2, 1 | 2]:
            return read.stretch(parts[0], parts[1], parts[2], None)
        case [1 | 2, 1 | 2, 1 | 2, 4]:
            return read.stretch(parts[0], parts[1], parts[2], parts[3])
        case _:
            return IMPOSSIBLE


def _a_month(month: int, year: int) -> Hit:
    if month not in range(1, 13) or year not in _YEARS:
        return IMPOSSIBLE
    return Unsure(DateDoubt.VAGUE, (month_end(year, month),))
