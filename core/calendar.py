"""Periods and their four named instants, deadlines, working days and quiet hours. Pure: `now` is an argument.

Every hour and date is Vietnam's (UTC+7, no summer time), whatever the zone of the host; TZ is never consulted.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from core.clock import VIETNAM
from core.text.periods import Quarter

QUIET_FROM: Final = time(21, 0)
QUIET_UNTIL: Final = time(6, 30)
_MORNING: Final = time(7, 30)
_DAY: Final = timedelta(days=1)


class PeriodKind(StrEnum):
    QUARTER = "Q"
    HALF = "H"
    NINE_MONTHS = "M"
    YEAR = "Y"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch that is reported on. 6 and 9 months and the year are read from the same quarters (domain.md §1.2)."""

    kind: PeriodKind
    year: int
    quarters: tuple[Quarter, ...]

    @property
    def first_day(self) -> date:
        return self.quarters[0].first_day

    @property
    def last_day(self) -> date:
        return self.quarters[-1].last_day


def quarter(of: Quarter) -> Period:
    return Period(PeriodKind.QUARTER, of.year, (of,))


def half_year(year: int) -> Period:
    return Period(PeriodKind.HALF, year, tuple(Quarter(year, n) for n in (1, 2)))


def nine_months(year: int) -> Period:
    return Period(PeriodKind.NINE_MONTHS, year, tuple(Quarter(year, n) for n in (1, 2, 3)))


def whole_year(year: int) -> Period:
    return Period(PeriodKind.YEAR, year, tuple(Quarter(year, n) for n in (1, 2, 3, 4)))


@dataclass(frozen=True, slots=True)
class Window:
    """The instants of one document for one group of people in one unit.

    From `opens` it may be handed in; up to and including `due` it is on time, and up to `grace_end` still counts so;
    later it is accepted and labelled late; from `closes` on it is no longer accepted and drafts end.
    """

    opens: datetime
    due: datetime
    grace_end: datetime
    closes: datetime

    def is_late(self, judged_at: datetime) -> bool:
        return judged_at > self.grace_end

    def is_open(self, now: datetime) -> bool:
        return self.opens <= now < self.closes


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM)


def end_of(day: date) -> datetime:
    """The last microsecond of the local day, so that it prints as that day."""
    return datetime.combine(day, time.max, VIETNAM)


@lru_cache(maxsize=64)
def _days_off(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The year's public holidays by name, and its weekend days that are worked to make up for others."""
    from holidays import country_holidays

    found = country_holidays("VN", years=year, language="en_US")
    return dict(found.items()), frozenset(found.weekend_workdays)


def is_working_day(day: date) -> bool:
    holidays, worked = _days_off(day.year)
    if day in worked:
        return True
    return day.weekday() < 5 and day not in holidays


def next_working_day(day: date) -> date:
    """The day itself where it is worked."""
    while not is_working_day(day):
        day += _DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day`."""
    for _ in range(count):
        day = next_working_day(day + _DAY)
    return day


@lru_cache(maxsize=64)
def tet(year: int) -> tuple[date, date]:
    """First and last day of the Tết holiday, the days off that touch it included."""
    days = sorted(day for day, name in _days_off(year)[0].items() if "Lunar New Year" in name)
    first, last = days[0], days[-1]
    while not is_working_day(first - _DAY):
        first -= _DAY
    while not is_working_day(last + _DAY):
        last += _DAY
    return first, last


def is_tet(day: date) -> bool:
    first, last = tet(day.year)
    return first <= day <= last


def may_disturb(now: datetime) -> bool:
    """Whether a message that nobody asked for may leave now: neither in quiet hours nor at Tết."""
    local = now.astimezone(VIETNAM)
    return QUIET_UNTIL <= local.time() < QUIET_FROM and not is_tet(local.date())


def next_morning(now: datetime) -> datetime:
    """The first 07:30 after `now` that is not at Tết: when what must wait is sent."""
    local = now.astimezone(VIETNAM)
    day = local.date() if local.time() < _MORNING else local.date() + _DAY
    while is_tet(day):
        day += _DAY
    return datetime.combine(day, _MORNING, VIETNAM)
