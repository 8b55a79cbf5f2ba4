"""All that is dated about one person: where at home, where a guest, how the person stands, which offices are held.

At every instant between joining and leaving exactly one home is responsible (`check`); whoever set out for another cell
and has not arrived belongs to the one left behind.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.people import (
    Dated,
    Membership,
    MembershipKind,
    RoleKind,
    Standing,
    StandingPeriod,
    holds_on,
)

STATUS: Final = (Standing.OFFICIAL, Standing.PROBATIONARY, Standing.NON_MEMBER)


@dataclass(frozen=True, slots=True)
class Held:
    """A role, by its unit; where that lies depends on the day."""

    unit: str
    kind: RoleKind
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """Each part in order of time."""

    person: str
    memberships: tuple[Membership, ...] = ()
    standings: tuple[StandingPeriod, ...] = ()
    roles: tuple[Held, ...] = ()

    @property
    def homes(self) -> tuple[Membership, ...]:
        return tuple(each for each in self.memberships if each.kind.is_home)

    def home_on(self, day: date) -> Membership | None:
        """The one responsible."""
        return next((each for each in self.homes if holds_on(each, day)), None)

    def transit_on(self, day: date) -> Membership | None:
        """Where the person has set out for and not arrived; no more once at home there, however that was recorded."""
        home = self.home_on(day)
        transits = (each for each in self.memberships if each.kind is MembershipKind.TRANSIT)
        away = (each for each in transits if home is None or each.unit != home.unit)
        return next((each for each in away if holds_on(each, day)), None)

    def guest_on(self, kind: MembershipKind, day: date) -> Membership | None:
        return next((each for each in self.memberships if each.kind is kind and holds_on(each, day)), None)

    def standing_on(self, day: date) -> Standing:
        held = [each.standing for each in self.standings if holds_on(each, day)]
        return held[-1] if held else Standing.OFFICIAL

    def status_on(self, day: date) -> Standing:
        """Official, probationary or not a member, whatever lies over it on that day (an exemption, an absence)."""
        known = [
            each.standing for each in self.standings if each.valid_from <= day and each.standing in STATUS
        ]
        return known[-1] if known else Standing.OFFICIAL

    def roles_on(self, day: date) -> tuple[Held, ...]:
        return tuple(each for each in self.roles if holds_on(each, day))


class Broken(Exception):
    """A life that cannot be: a fault of ours, never of a person's."""


def check(unordered: Life) -> Life:
    """In order. Raises Broken where two homes or two standings hold on one day, or something ends before it begins."""
    life = in_order(unordered)
    for before, after in zip(life.homes, life.homes[1:], strict=False):
        if before.valid_to is None or before.valid_to >= after.valid_from:
            raise Broken("two homes on one day")
    for earlier, later in zip(life.standings, life.standings[1:], strict=False):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise Broken("two standings on one day")
    parts: tuple[Dated, ...] = (*life.memberships, *life.standings, *life.roles)
    if any(_ends_early(each) for each in parts):
        raise Broken("something ends before it begins")
    return life


def in_order(life: Life) -> Life:
    """Each part in order of time: two lives with the same facts are equal."""
    return Life(
        life.person,
        tuple(sorted(life.memberships, key=lambda each: (each.valid_from, each.kind.value))),
        tuple(sorted(life.standings, key=lambda each: each.valid_from)),
        tuple(sorted(life.roles, key=lambda each: (each.valid_from, each.unit, each.kind.value))),
    )


def _ends_early(dated: Dated) -> bool:
    return dated.valid_to is not None and dated.valid_to < dated.valid_from
