"""People: who they are, where they live their party life, which roles they hold and how they stand, all of it dated.

Every dated thing holds from `valid_from` to `valid_to`, both days included; an open end is None.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final, Protocol

from core.text.names import given_name


class AudienceGroup(IntEnum):
    """The three circles that the criteria are written for (domain.md §1.0)."""

    LEADER = 1
    ORDINARY_MEMBER = 2
    NON_MEMBER = 3


class Standing(StrEnum):
    """How a person stands on a day. It says who owes, who is counted and who may be written to."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    NON_MEMBER = "non_member"
    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    ABSENT = "absent"  # away for a while, and owes nothing meanwhile
    AWAY = "away"  # away for a while, and still reports
    LEFT = "left"
    DECEASED = "deceased"

    @property
    def owes(self) -> bool:
        return self in {Standing.OFFICIAL, Standing.PROBATIONARY, Standing.NON_MEMBER, Standing.AWAY}

    @property
    def is_gone(self) -> bool:
        """No longer among us here: may do nothing, is shown in no list, is written to never again."""
        return self in {Standing.LEFT, Standing.DECEASED}

    @property
    def may_be_disturbed(self) -> bool:
        """May get a message that he or she did not ask for (design.md §9.3)."""
        return self.owes


class MembershipKind(StrEnum):
    """Only OFFICIAL and NON_MEMBER make a unit responsible for the person; the others are guests of a cell.

    TRANSIT names the cell that somebody has set out for and not arrived at: until then the cell left behind is
    responsible, and neither counts the person.
    """

    OFFICIAL = "official"
    TEMPORARY = "temporary"
    RESIDENCE = "residence"
    NON_MEMBER = "non_member"
    TRANSIT = "transit"

    @property
    def is_home(self) -> bool:
        return self in {MembershipKind.OFFICIAL, MembershipKind.NON_MEMBER}


class RoleKind(StrEnum):
    MEMBER = "member"
    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    CELL_COMMITTEE_MEMBER = "cell_committee_member"
    STAFF = "staff"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SURVEYOR = "surveyor"  # of a survey team: reads, for a time (domain.md §1.4)


class Dated(Protocol):
    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


def holds_on(dated: Dated, day: date) -> bool:
    return dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to)


@dataclass(frozen=True, slots=True)
class Person:
    """`id` means nothing outside; there is no identity number. The birth year only tells namesakes apart."""

    id: str
    full_name: str
    birth_year: int | None
    group: AudienceGroup

    @property
    def given_name(self) -> str:
        return given_name(self.full_name)


@dataclass(frozen=True, slots=True)
class StandingPeriod:
    """`reason` is a kind of reason, a word of the product's own list: nothing about a person's health."""

    person: str
    standing: Standing
    valid_from: date
    valid_to: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """At every instant a person has at most one home membership."""

    person: str
    unit: str
    kind: MembershipKind
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """`path` is the unit's place in the tree on the day that was asked about.

    `stands_for` is the person whose role it really is, where it is held by delegation (core/delegation.py).
    """

    person: str
    unit: str
    path: str
    kind: RoleKind
    valid_from: date
    valid_to: date | None = None
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Resident:
    """A person as one unit's lists show them on a day: `unit` and `path` are those of the home membership."""

    person: Person
    standing: Standing
    unit: str
    unit_name: str
    path: str


REVIEWERS: Final = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY)
NEEDS_END: Final = frozenset({RoleKind.SURVEYOR})
"""Offices that are given for a time only: without a last day they give no right."""
