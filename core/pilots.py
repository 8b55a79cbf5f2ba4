"""Làm điểm: the unit in which a committee has something tried first, for one group of people and for a time.

Each committee names at most as many for a group as is set (one by default, domain.md §1.0), at any one time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.people import AudienceGroup


@dataclass(frozen=True, slots=True)
class Pilot:
    """`committee` is the unit whose committee named it. Both days included."""

    unit: str
    group: AudienceGroup
    committee: str
    valid_from: date
    valid_to: date


def most_at_once(pilots: Iterable[Pilot], group: AudienceGroup, start: date, end: date) -> int:
    """How many of a committee's pilots for the group hold on the fullest day of these."""
    held = [
        each for each in pilots if each.group is group and each.valid_from <= end and each.valid_to >= start
    ]
    days = {start, *(max(start, each.valid_from) for each in held)}
    return max(sum(each.valid_from <= day <= each.valid_to for each in held) for day in days)
