"""Who may do what: one table, and the one question `may`. Use cases ask it; so does every list and count.

A row says: this action, by who holds this role, on what lies within this reach of the unit where the role is held,
if the document is at least this open. Roles count on the date of asking, and what is given for a time only (a survey
team's) not at all without its last day; a person who left or died may do nothing, and one whose party life is suspended
only what concerns himself or herself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, IntEnum, StrEnum, auto
from typing import Final

from core.errors import NotAllowed
from core.message import say
from core.people import NEEDS_END, Role, RoleKind, Standing
from core.speaker import Speaker
from core.turns import reviewers
from core.units import is_below, is_within


class Action(StrEnum):
    PLEDGE = "pledge"
    REPORT = "report"
    READ_PLEDGE = "read_pledge"
    COMMENT_PLEDGE = "comment_pledge"
    REVIEW_PLEDGE = "review_pledge"
    READ_REPORT = "read_report"
    REVIEW_REPORT = "review_report"
    UNACCEPT_REPORT = "unaccept_report"
    SEE_DESK = "see_desk"
    SEE_COUNTS = "see_counts"
    SEE_TRAIL = "see_trail"  # who did and read what, without content
    ISSUE_LINK_CODE = "issue_link_code"
    CHANGE_PEOPLE = "change_people"
    CHANGE_UNITS = "change_units"
    IMPORT_PEOPLE = "import_people"  # a whole list of them, from a spreadsheet
    RECORD_STANDING = (
        "record_standing"  # exempt, absent, deceased: what the comrade's own cell decides or knows first
    )
    RECEIVE_PERSON = "receive_person"  # the comrade has arrived in this cell
    FIND_PEOPLE = "find_people"  # who is here, by name, with unit and offices; nothing of what they wrote
    PUBLISH_PLEDGE = "publish_pledge"  # and take that back
    ENTER_FOR = "enter_for"  # what a comrade wrote on paper, in the comrade's name
    NAME_HELPER = "name_helper"  # who else may do that for one person
    ANSWER_REQUEST = "answer_request"  # what a comrade says is wrong in the own data
    DELETE_DATA = "delete_data"  # at a comrade's request
    HOLD_DATA = "hold_data"  # forbid that for a time, with a reason
    BREAK_GLASS = "break_glass"  # open one person's documents for an hour, with a reason


class Reach(Enum):
    SELF = auto()  # one's own
    UNIT = auto()  # of the very unit where the role is held
    SUBTREE = auto()  # of that unit and all below it
    BELOW = auto()  # of all below it, not of the unit itself
    REVIEWING = auto()  # where it is this person's turn to review (`reviewers`)
    ABOVE_REVIEWER = auto()  # of a strictly lower level's review
    COMRADES = auto()  # of others in the very unit where the role is held
    NAMED = auto()  # of the comrade of the same cell whom this person was named to help
    AUDIENCE = auto()  # published in a unit that the role lies in
    UNSEALED = auto()  # of a person in the subtree whose documents this person has opened for a stated reason


class Openness(IntEnum):
    """How open a document is, a property of the document (domain.md §0.8)."""

    SUBMITTED = 0  # its author and who manages the author
    CELL = 1  # confirmed: the author's cell
    PUBLISHED = 2  # made public in its unit


@dataclass(frozen=True, slots=True)
class Rule:
    action: Action
    role: RoleKind
    reach: Reach
    openness: Openness = Openness.SUBMITTED


_MEMBER, _SECRETARY, _DEPUTY = RoleKind.MEMBER, RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY
_COMMITTEE, _STAFF = RoleKind.CELL_COMMITTEE_MEMBER, RoleKind.STAFF
_AUDITOR, _ADMIN, _SURVEYOR = RoleKind.AUDITOR, RoleKind.ADMINISTRATOR, RoleKind.SURVEYOR

TABLE: Final[tuple[Rule, ...]] = (
    # one's own
    Rule(Action.PLEDGE, _MEMBER, Reach.SELF),
    Rule(Action.REPORT, _MEMBER, Reach.SELF),
    Rule(Action.READ_PLEDGE, _MEMBER, Reach.SELF),
    Rule(Action.READ_REPORT, _MEMBER, Reach.SELF),
    Rule(Action.SEE_TRAIL, _MEMBER, Reach.SELF),
    # comrades of the same cell
    Rule(Action.READ_PLEDGE, _MEMBER, Reach.UNIT, Openness.CELL),
    Rule(Action.COMMENT_PLEDGE, _MEMBER, Reach.UNIT, Openness.CELL),
    # a plan made public is read by all whose cell lies in the unit where it was (domain.md §1.0)
    Rule(Action.READ_PLEDGE, _MEMBER, Reach.AUDIENCE, Openness.PUBLISHED),
    # it is made public by its author, or by who manages the author, once it was confirmed
    Rule(Action.PUBLISH_PLEDGE, _MEMBER, Reach.SELF, Openness.CELL),
    # paper is typed in by who was named for it
    Rule(Action.ENTER_FOR, _MEMBER, Reach.NAMED),
    # the committee of the cell sees who has handed in, not what
    Rule(Action.SEE_DESK, _COMMITTEE, Reach.UNIT),
    Rule(Action.SEE_COUNTS, _COMMITTEE, Reach.UNIT),
    Rule(Action.FIND_PEOPLE, _COMMITTEE, Reach.UNIT),
    # secretary and deputy: their unit and all below it; they review where it is their turn
    *(
        Rule(action, role, reach)
        for role in (_SECRETARY, _DEPUTY)
        for action, reach in (
            (Action.READ_PLEDGE, Reach.SUBTREE),
            (Action.COMMENT_PLEDGE, Reach.SUBTREE),
            (Action.REVIEW_PLEDGE, Reach.REVIEWING),
            (Action.READ_REPORT, Reach.SUBTREE),
            (Action.REVIEW_REPORT, Reach.REVIEWING),
            (Action.UNACCEPT_REPORT, Reach.ABOVE_REVIEWER),
            (Action.SEE_DESK, Reach.SUBTREE),
            (Action.SEE_COUNTS, Reach.SUBTREE),
            (Action.ISSUE_LINK_CODE, Reach.SUBTREE),
            (Action.FIND_PEOPLE, Reach.SUBTREE),
        )
    ),
    # who leads the cell, or has the turn to review, also types in paper, names helpers and makes public
    *(
        Rule(action, role, reach, openness)
        for action, openness in (
            (Action.ENTER_FOR, Openness.SUBMITTED),
            (Action.NAME_HELPER, Openness.SUBMITTED),
            (Action.PUBLISH_PLEDGE, Openness.CELL),
        )
        for role, reach in (
            (_SECRETARY, Reach.COMRADES),
            (_DEPUTY, Reach.COMRADES),
            (_SECRETARY, Reach.REVIEWING),
            (_DEPUTY, Reach.REVIEWING),
            (_STAFF, Reach.REVIEWING),
        )
    ),
    # what befalls a comrade is recorded by the leaders of the cell and above it, and by whoever manages people
    *(
        Rule(action, role, reach)
        for action in (Action.RECORD_STANDING, Action.RECEIVE_PERSON)
        for role, reach in (
            (_SECRETARY, Reach.SUBTREE),
            (_DEPUTY, Reach.SUBTREE),
            (_STAFF, Reach.SUBTREE),
            (_ADMIN, Reach.SUBTREE),
        )
    ),
    # staff of a unit: the same over what lies below, and they review where no secretary or deputy can
    Rule(Action.READ_PLEDGE, _STAFF, Reach.SUBTREE),
    Rule(Action.COMMENT_PLEDGE, _STAFF, Reach.SUBTREE),
    Rule(Action.REVIEW_PLEDGE, _STAFF, Reach.REVIEWING),
    Rule(Action.READ_REPORT, _STAFF, Reach.SUBTREE),
    Rule(Action.REVIEW_REPORT, _STAFF, Reach.REVIEWING),
    Rule(Action.UNACCEPT_REPORT, _STAFF, Reach.ABOVE_REVIEWER),
    Rule(Action.SEE_DESK, _STAFF, Reach.SUBTREE),
    Rule(Action.SEE_COUNTS, _STAFF, Reach.SUBTREE),
    Rule(Action.ISSUE_LINK_CODE, _STAFF, Reach.SUBTREE),
    Rule(Action.CHANGE_PEOPLE, _STAFF, Reach.SUBTREE),
    Rule(Action.IMPORT_PEOPLE, _STAFF, Reach.SUBTREE),
    Rule(Action.CHANGE_UNITS, _STAFF, Reach.BELOW),
    Rule(Action.FIND_PEOPLE, _STAFF, Reach.SUBTREE),
    # a survey team reads, in the units of its sample and within its dates (domain.md §1.4)
    Rule(Action.READ_PLEDGE, _SURVEYOR, Reach.SUBTREE),
    Rule(Action.READ_REPORT, _SURVEYOR, Reach.SUBTREE),
    Rule(Action.SEE_DESK, _SURVEYOR, Reach.SUBTREE),
    Rule(Action.SEE_COUNTS, _SURVEYOR, Reach.SUBTREE),
    # requests about the own data: the cell and staff correct; who manages people deletes; the system's keeper may hold
    *(Rule(Action.ANSWER_REQUEST, role, Reach.SUBTREE) for role in (_SECRETARY, _DEPUTY, _STAFF)),
    Rule(Action.DELETE_DATA, _STAFF, Reach.SUBTREE),
    Rule(Action.DELETE_DATA, _ADMIN, Reach.SUBTREE),
    Rule(Action.HOLD_DATA, _ADMIN, Reach.SUBTREE),
    # the log, without content
    Rule(Action.SEE_TRAIL, _AUDITOR, Reach.SUBTREE),
    # keeps it running: metadata, and content only of a person whose seal was broken (decision 0181)
    Rule(Action.BREAK_GLASS, _ADMIN, Reach.SUBTREE),
    Rule(Action.READ_PLEDGE, _ADMIN, Reach.UNSEALED),
    Rule(Action.READ_REPORT, _ADMIN, Reach.UNSEALED),
    Rule(Action.SEE_COUNTS, _ADMIN, Reach.SUBTREE),
    Rule(Action.ISSUE_LINK_CODE, _ADMIN, Reach.SUBTREE),
    Rule(Action.CHANGE_PEOPLE, _ADMIN, Reach.SUBTREE),
    Rule(Action.IMPORT_PEOPLE, _ADMIN, Reach.SUBTREE),
    Rule(Action.CHANGE_UNITS, _ADMIN, Reach.SUBTREE),
    Rule(Action.FIND_PEOPLE, _ADMIN, Reach.SUBTREE),
)


_RULES: Final = {action: tuple(rule for rule in TABLE if rule.action is action) for action in Action}


@dataclass(frozen=True, slots=True)
class Target:
    """What is acted on. `owner` is whose it is (None for a unit), `path` where that person's home is on the date.

    `leaders` are the secretaries, deputies and staff along the path on the date, whom the turn to review falls among;
    only what hangs on that turn needs them. `helpers` were named for the owner on the date, and `unsealed` have broken
    the owner's seal at this instant. `audience` is the path of the unit in which the document was made public.
    """

    path: str
    owner: str | None = None
    openness: Openness = Openness.SUBMITTED
    leaders: Sequence[Role] = ()
    helpers: frozenset[str] = frozenset()
    unsealed: frozenset[str] = frozenset()
    audience: str = ""


def may(speaker: Speaker, action: Action, target: Target, on: date) -> bool:
    return any(
        rule.openness <= target.openness
        and any(_reaches(rule.reach, speaker, role, target, on) for role in speaker.holding(rule.role, on))
        for rule in _RULES[action]
    )


def require(speaker: Speaker, action: Action, target: Target, on: date) -> None:
    if not may(speaker, action, target, on):
        raise NotAllowed(say("This is outside what you look after."))


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit's path, alone or with all below it."""

    path: str
    with_below: bool


def scopes(speaker: Speaker, action: Action, on: date) -> tuple[Scope, ...]:
    """Where a list that needs this action has to look: outside of these `may` is False everywhere. The highest first,
    none within another. Only for actions upon units; what is found there is asked of `may` again."""
    if speaker.standing is Standing.SUSPENDED:
        return ()
    held = {
        Scope(role.path, rule.reach is not Reach.UNIT)
        for rule in _RULES[action]
        if rule.reach is not Reach.SELF
        for role in speaker.holding(rule.role, on)
    }
    tops = sorted(held, key=lambda scope: (scope.path.count("/"), not scope.with_below, scope.path))
    kept: list[Scope] = []
    for scope in tops:
        if not any(
            is_within(scope.path, each.path) if each.with_below else each.path == scope.path for each in kept
        ):
            kept.append(scope)
    return tuple(kept)


def _reaches(reach: Reach, speaker: Speaker, role: Role, target: Target, on: date) -> bool:
    if reach is Reach.SELF:
        return target.owner == speaker.person.id
    if speaker.standing is Standing.SUSPENDED or (role.kind in NEEDS_END and role.valid_to is None):
        return False
    if reach is Reach.UNIT:
        return target.path == role.path
    if reach is Reach.SUBTREE:
        return is_within(target.path, role.path)
    if reach is Reach.BELOW:
        return is_below(target.path, role.path)
    if reach is Reach.AUDIENCE:
        return target.audience != "" and is_within(role.path, target.audience)
    return (
        target.owner is not None
        and target.owner != speaker.person.id
        and _reaches_another(reach, speaker.person.id, role, target, on)
    )


def _reaches_another(reach: Reach, speaker: str, role: Role, target: Target, on: date) -> bool:
    """What nobody holds over himself or herself."""
    if reach is Reach.COMRADES:
        return target.path == role.path
    if reach is Reach.NAMED:
        return target.path == role.path and speaker in target.helpers
    if reach is Reach.UNSEALED:
        return is_within(target.path, role.path) and speaker in target.unsealed
    assert target.owner is not None  # noqa: S101  # asked before
    turn = reviewers(target.owner, target.path, target.leaders, on)
    if reach is Reach.REVIEWING:
        return speaker in turn.people
    return is_within(target.path, role.path) and is_below(turn.path, role.path)
