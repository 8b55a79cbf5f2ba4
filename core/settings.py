"""Numbers and switches that a unit may set for itself and all below it: data, never code (design.md §9.9).

The nearest unit that says something wins; within one unit the more particular key wins. What nobody set has the
default below, which is a proposal of domain.md §2.3 and §5.7, not a rule of the Party.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from core.reminders import Rhythm
from core.units import ids_on

NAMES_ON_TELEGRAM: Final = "names_on_telegram"
CHAT_DISABLED: Final = "chat_disabled"
GRACE_HOURS: Final = "grace_hours"
MOVE_TO_WORKING_DAY: Final = "move_to_working_day"
NEWCOMER_DAYS: Final = "newcomer_days"
CLOSE_DAYS: Final = "close_days"
MOST_PHOTOS: Final = "most_photos"  # for one report
PUBLISH_GROUPS: Final = "publish_groups"  # whose plans are made public: 1, or 1,2
MOST_PILOTS: Final = "most_pilots"  # that a committee names for one group at one time
REMINDER_RHYTHMS: Final = "reminder_rhythms"  # among which a person may choose: light,standard,active
KEEP: Final = "keep."  # and the name of a clock of core/retention.py: days; on the topmost unit only
DUE_PLEDGE: Final = "due.pledge"  # month-day of the year; due.pledge.1 for one group
DUE_REPORT: Final = (
    "due.report"  # day of the quarter's last month, or month-day; due.report.q4, due.report.q4.1
)

DEFAULTS: Final[Mapping[str, str]] = {
    NAMES_ON_TELEGRAM: "off",
    CHAT_DISABLED: "off",
    GRACE_HOURS: "24",
    MOVE_TO_WORKING_DAY: "on",
    NEWCOMER_DAYS: "30",
    CLOSE_DAYS: "100",
    MOST_PHOTOS: "60",
    MOST_PILOTS: "1",
    PUBLISH_GROUPS: "1",
    REMINDER_RHYTHMS: ",".join(Rhythm),
    DUE_PLEDGE: "03-15",
    f"{DUE_PLEDGE}.1": "02-15",
    DUE_REPORT: "20",
}


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """What holds in one unit: the settings of the units on its path. `levels` runs from the unit itself to the root."""

    levels: tuple[Mapping[str, str], ...] = field(default=())

    @classmethod
    def along(cls, path: str, rows: Mapping[str, Mapping[str, str]]) -> "UnitSettings":
        """`rows` are settings by unit id; units that set nothing may be missing."""
        return cls(tuple(rows[unit] for unit in reversed(ids_on(path)) if unit in rows))

    def first(self, *keys: str) -> str:
        """The value of the first key that the nearest unit sets; raises KeyError for a key without a default."""
        for level in (*self.levels, DEFAULTS):
            for key in keys:
                if key in level:
                    return level[key]
        raise KeyError(keys[-1])

    def is_on(self, key: str) -> bool:
        return self.first(key) == "on"

    @property
    def grace(self) -> timedelta:
        return timedelta(hours=int(self.first(GRACE_HOURS)))

    @property
    def newcomer_days(self) -> int:
        return int(self.first(NEWCOMER_DAYS))

    @property
    def close_days(self) -> int:
        return int(self.first(CLOSE_DAYS))

    @property
    def publish_groups(self) -> frozenset[int]:
        """The audience groups whose plans are made public (domain.md §1.0: Nhóm 1)."""
        return frozenset(int(group) for group in self.first(PUBLISH_GROUPS).split(",") if group)

    @property
    def rhythms(self) -> frozenset[Rhythm]:
        """Among which a person there may choose how often to be reminded."""
        return rhythms_in(self.first(REMINDER_RHYTHMS))

    @property
    def most_photos(self) -> int:
        return int(self.first(MOST_PHOTOS))


def rhythms_in(value: str) -> frozenset[Rhythm]:
    """Raises ValueError for what `is_allowed` refuses."""
    return frozenset(Rhythm(each) for each in value.split(","))


def is_allowed(key: str, value: str) -> bool:
    """Whether a value may be stored: what `first` returns is never checked again."""
    if key in {NAMES_ON_TELEGRAM, CHAT_DISABLED, MOVE_TO_WORKING_DAY}:
        return value in {"on", "off"}
    if key in {GRACE_HOURS, NEWCOMER_DAYS, CLOSE_DAYS, MOST_PHOTOS, MOST_PILOTS}:
        return value.isascii() and value.isdigit() and int(value) <= 1000
    if key.startswith(KEEP):
        return value.isascii() and value.isdigit() and 0 < int(value) <= 100 * 366
    if key == PUBLISH_GROUPS:
        return all(group in {"1", "2", "3"} for group in value.split(",")) or value == ""
    if key == REMINDER_RHYTHMS:
        return set(value.split(",")) <= set(Rhythm)
    if key.startswith(f"{DUE_REPORT}.") or key == DUE_REPORT:
        return _is_day(value) or _is_month_day(value)
    if key.startswith(f"{DUE_PLEDGE}.") or key == DUE_PLEDGE:
        return _is_month_day(value)
    return False


def _is_day(value: str) -> bool:
    return value.isascii() and value.isdigit() and 1 <= int(value) <= 31


def _is_month_day(value: str) -> bool:
    month, dash, day = value.partition("-")
    return bool(dash) and _is_day(day) and month.isascii() and month.isdigit() and 1 <= int(month) <= 12
