"""What a measurement comes to: a ratio to a floor of the same run. A time would tell of the machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Measured:
    """`goal` is its number in docs/performance.md. `low` and `high` are the 5th and the 95th percentile of the rounds.

    The goal is met where `ratio` is at most `limit`, or at least, where `at_least`.
    """

    goal: int
    what: str
    ratio: float
    limit: float
    floor: str
    low: float
    high: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def of_rounds(
    goal: int, what: str, limit: float, floor: str, ratios: Sequence[float], *, at_least: bool = False
) -> Measured:
    """The median of the ratios, each taken of both sides measured by turns."""
    cuts = quantiles(ratios, n=20, method="inclusive")
    ratio, low, high = (round(each, 3) for each in (median(ratios), cuts[0], cuts[-1]))
    return Measured(goal, what, ratio, limit, floor, low, high, at_least)
