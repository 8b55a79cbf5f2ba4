"""Cùng kỳ: which units' figures of an earlier day stand for what a unit, with all below it, is now (domain.md §4.5.2).

Through each succession between the two days the figures of an old unit go to the new one. What was split cannot be
divided afterwards: the old unit's whole figure is taken, and it is said with whom it is shared.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from core.units import Succession


@dataclass(frozen=True, slots=True)
class Counterpart:
    """`units` are those of the earlier day whose own figures are added up. `shared_with` are units of the later day
    that came from the same ones and were not asked about: where there are any, the sum is of more than was asked."""

    units: tuple[str, ...]
    shared_with: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        return not self.shared_with


def counterpart(
    units: Collection[str],
    then: date,
    now: date,
    successions: Iterable[Succession],
    *,
    stood_then: Collection[str],
    stand_now: Collection[str],
) -> Counterpart:
    """`units` are a unit of today and all below it. `stood_then` and `stand_now` are the units that were, and are,
    there on either day."""
    came_from: dict[str, list[str]] = {}
    went_to: dict[str, list[str]] = {}
    for each in successions:
        if then < each.on <= now:
            came_from.setdefault(each.new, []).append(each.old)
            went_to.setdefault(each.old, []).append(each.new)
    asked, stood, stand = {*units}, {*stood_then}, {*stand_now}
    origins = _all(asked, came_from) & stood
    heirs = _all(origins, went_to) & stand
    return Counterpart(tuple(sorted(origins)), tuple(sorted(heirs - asked)))


def _all(first: Collection[str], onward: dict[str, list[str]]) -> set[str]:
    """The first, and whatever they lead to by any number of steps."""
    found: set[str] = set()
    waiting = [*first]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += onward.get(each, ())
    return found
