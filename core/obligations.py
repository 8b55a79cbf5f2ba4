"""Who owes which document, where, and until when.

`expected` is the whole rule, from facts alone. Opening a period writes its answers as rows; whatever changes the facts
writes them again from that day; a recount from scratch must find the same (design.md §6).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from core.calendar import Window, start_of
from core.documents import Document, window
from core.occasion import local_day
from core.people import (
    AudienceGroup,
    Membership,
    MembershipKind,
    Person,
    Standing,
    StandingPeriod,
    holds_on,
)
from core.settings import UnitSettings


class LeftOut(StrEnum):
    """Why a row is in no denominator and reminds nobody."""

    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    ABSENT = "absent"
    IN_TRANSIT = "in_transit"  # left one cell and not yet arrived at the other
    LEFT = "left"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class Obligation:
    """`unit` and `path` are those of the day it fell due; history never moves when people or units do.

    `cleared_at` is when the document was handed in (again None after a withdrawal).
    """

    person: str
    document: Document
    group: AudienceGroup
    unit: str
    path: str
    due: datetime
    grace_end: datetime
    closes: datetime
    left_out: LeftOut | None = None
    cleared_at: datetime | None = None

    @property
    def is_pending(self) -> bool:
        return self.left_out is None and self.cleared_at is None

    def is_overdue(self, now: datetime) -> bool:
        return self.is_pending and now > self.grace_end

    def can_be_met(self, now: datetime) -> bool:
        """Whether it is to be asked for: its period has begun and is not closed."""
        return self.is_pending and start_of(self.document.first_day) <= now < self.closes


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one person, in order of time."""

    person: Person
    memberships: Sequence[Membership]
    standings: Sequence[StandingPeriod]

    def home_on(self, day: date) -> Membership | None:
        return next((each for each in self.memberships if each.kind.is_home and holds_on(each, day)), None)

    def in_transit_on(self, day: date) -> bool:
        """Not when at home there by now, however that was recorded (a roster that was imported)."""
        home = self.home_on(day)
        transits = (each for each in self.memberships if each.kind is MembershipKind.TRANSIT)
        return any(holds_on(each, day) and (home is None or each.unit != home.unit) for each in transits)

    def standing_on(self, day: date) -> Standing:
        held = [each for each in self.standings if holds_on(each, day)]
        return held[-1].standing if held else Standing.OFFICIAL

    @property
    def joined(self) -> date | None:
        homes = [each.valid_from for each in self.memberships if each.kind.is_home]
        return min(homes) if homes else None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's path and settings on the day asked about."""

    path: str
    settings: UnitSettings


class Places(Protocol):
    def __call__(self, unit: str, day: date) -> Place | None:
        """None for a unit that never was."""
        ...


def expected(facts: Facts, document: Document, places: Places) -> Obligation | None:
    """What the person owes of this document by what is known now, or None where it never concerned the person.

    The home of the day it falls due decides unit, deadline and standing. Who had left by then keeps a row that is left
    out.
    """
    if facts.joined is None or facts.joined > document.join_by:
        return None
    found = _home_when_due(facts, document, places)
    if found is None:
        return None
    home, place, instants = found
    return Obligation(
        facts.person.id,
        document,
        facts.person.group,
        home.unit,
        place.path,
        instants.due,
        instants.grace_end,
        instants.closes,
        left_out=_left_out(facts, local_day(instants.due)),
    )


def _home_when_due(
    facts: Facts, document: Document, places: Places
) -> tuple[Membership, Place, Window] | None:
    """Who was between two cells when it fell due owes it to the new one, with a newcomer's time: neither late nor
    lost."""
    last: tuple[Membership, Place, Window] | None = None
    since = facts.joined if document.quarter is None else None
    for home in facts.memberships:
        if not home.kind.is_home or (home.valid_to is not None and home.valid_to < document.first_day):
            continue
        place = places(home.unit, max(home.valid_from, document.first_day))
        if place is None:
            continue
        instants = window(document, facts.person.group, place.settings, since)
        if home.valid_from > local_day(instants.due):
            if last is None or not _fell_between(facts, home, last[2]):
                break
            since = home.valid_from
            instants = window(document, facts.person.group, place.settings, since)
        due = local_day(instants.due)
        last = home, places(home.unit, due) or place, instants
        if holds_on(home, due) and not facts.in_transit_on(due):
            break
    return last


def _fell_between(facts: Facts, home: Membership, before: Window) -> bool:
    then = local_day(before.due)
    at_home_then = facts.home_on(then) is not None and not facts.in_transit_on(then)
    return not at_home_then and start_of(home.valid_from) < before.closes


def left_behind(facts: Facts, row: Obligation) -> Obligation:
    """A row that the facts do not ask for any more, because the person had gone before its time."""
    return replace(row, left_out=_left_out(facts, local_day(row.due)) or LeftOut.LEFT)


def _left_out(facts: Facts, day: date) -> LeftOut | None:
    standing = facts.standing_on(day)
    if not standing.owes:
        return LeftOut(standing.value)
    if facts.in_transit_on(day):
        return LeftOut.IN_TRANSIT
    return LeftOut.LEFT if facts.home_on(day) is None else None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one document in a unit. `obliged` is the denominator: those left out are beside it, by reason."""

    obliged: int
    handed_in: int
    late: int
    overdue: int
    left_out: tuple[tuple[LeftOut, int], ...]

    def __add__(self, other: "Tally") -> "Tally":
        left_out = Counter(dict(self.left_out)) + Counter(dict(other.left_out))
        return Tally(
            self.obliged + other.obliged,
            self.handed_in + other.handed_in,
            self.late + other.late,
            self.overdue + other.overdue,
            tuple((reason, left_out[reason]) for reason in LeftOut if left_out[reason]),
        )
