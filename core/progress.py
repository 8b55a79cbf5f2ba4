"""How far an item has come: exact arithmetic, no division by zero, nothing capped at 100 (design.md §9.5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from core.pledge import Measure, PledgeItem

_WHOLE: Final = Fraction(1)


class Standing(StrEnum):
    """Where a figure stands against its target."""

    UNKNOWN = "unknown"  # nothing was counted
    SHORT = "short"
    MET = "met"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` is the part of the target reached (1 is all of it), None where a share means nothing: under a ceiling,
    for a yes or no, for a target of zero. A figure that already is a percentage is its own share.
    """

    standing: Standing
    share: Fraction | None
    value: Decimal | None

    @property
    def is_met(self) -> bool:
        return self.standing in {Standing.MET, Standing.EXCEEDED}


def progress(measure: Measure, target: Decimal | None, value: Decimal | None) -> Progress:
    """Of a value against its target, both in the item's own unit. A yes is any value above zero."""
    if value is None:
        return Progress(Standing.UNKNOWN, None, None)
    if measure is Measure.YES_NO:
        return Progress(Standing.MET if value > 0 else Standing.SHORT, None, value)
    if target is None:
        return Progress(Standing.UNKNOWN, None, value)
    if measure is Measure.AT_MOST:
        return Progress(Standing.MET if value <= target else Standing.SHORT, None, value)
    if measure is Measure.ALREADY_PERCENT:
        return Progress(_against(value, target), Fraction(value) / 100, value)
    share = Fraction(value) / Fraction(target) if target else None
    return Progress(_against(value, target), share, value)


def _against(value: Decimal, target: Decimal) -> Standing:
    if value > target:
        return Standing.EXCEEDED
    return Standing.MET if value == target else Standing.SHORT


def cumulative(item: PledgeItem, quarters: tuple[Decimal | None, ...]) -> Decimal | None:
    """What the quarters of a year, oldest first, come to; None where none of them named a figure."""
    named = [value for value in quarters if value is not None]
    if not named:
        return None
    return sum(named, Decimal(0)) if item.adds_up else named[-1]


@lru_cache(4096)
def pace(item: PledgeItem, year: int, on: date) -> Decimal | None:
    """What the item should have come to by a day for its target to be reached in time, evenly over its time.

    None where evenness means nothing (under a ceiling, a rate, a yes or no). From its deadline on it is the target.
    """
    if item.target is None or item.measure is not Measure.AT_LEAST or not item.adds_up:
        return None
    start, end = date(year, 1, 1), item.due or date(year, 12, 31)
    if on >= end:
        return item.target
    part = max(Fraction(0), Fraction((on - start).days + 1, (end - start).days + 1))
    due = Fraction(item.target) * min(part, _WHOLE)
    return Decimal(due.numerator) / Decimal(due.denominator)
