"""Criterion groups and ready-made suggestions: data of the installation, never code."""

from dataclasses import dataclass
from decimal import Decimal

from core.people import AudienceGroup
from core.pledge import Measure


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    """`code` as in 1.3: four for leaders, five for the others. Names are an issuing committee's, or invented ones."""

    code: str
    name: str
    invented: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item to take and edit. `due_month_day` is (month, day) of the pledge's year; `work` narrows it to a line of
    work, empty for everyone."""

    id: str
    group: AudienceGroup
    criterion: str
    content: str
    measure: Measure
    target: Decimal | None
    unit: str
    due_month_day: tuple[int, int] | None
    evidence: str
    breakthrough: bool
    work: str = ""


def criteria_of(group: AudienceGroup) -> str:
    """The prefix of the group's criterion codes. Non-members answer to the same five as ordinary members."""
    return "1." if group is AudienceGroup.LEADER else "2."
