"""What a person promises for a year: kinds, items, measures, versions and states (domain.md §1.5)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.errors import Refused
from core.message import say
from core.on_behalf import Entered
from core.text.folding import folded

MOST_ITEMS: Final = 10


class PledgeKind(StrEnum):
    EXEMPLARY = "exemplary"
    COMMITMENT = "commitment"
    PERSONAL_PLAN = "personal_plan"

    @property
    def key_letter(self) -> str:
        """Begins the keys of its items, so that they are unique among all that a person pledges for a year."""
        return {"exemplary": "e", "commitment": "c", "personal_plan": "p"}[self.value]


class Measure(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    YES_NO = "yes_no"
    ALREADY_PERCENT = "already_percent"


class PledgeState(StrEnum):
    """A draft is a conversation, not a pledge; it has no state here."""

    SUBMITTED = "submitted"
    NEEDS_CHANGES = "needs_changes"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    TRANSFERRED = "transferred"

    @property
    def awaits_review(self) -> bool:
        return self is PledgeState.SUBMITTED

    @property
    def is_live(self) -> bool:
        """Its items are asked about in reports."""
        return self not in {PledgeState.WITHDRAWN, PledgeState.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class PledgeItem:
    """`key` is stable across versions and never used again; empty for an item that was not submitted yet.

    `target` is in `unit` exactly as pledged; None for yes/no and where nothing is counted. `adds_up` says that the
    quarters of a year are summed; otherwise the latest quarter stands (a rate, an average, a yes).
    """

    key: str
    criterion: str
    content: str
    measure: Measure
    target: Decimal | None
    unit: str
    due: date | None = None
    solution: str = ""
    evidence: str = ""
    breakthrough: bool = False
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class Pledge:
    """One per person, kind and year. `items` are those of `version`.

    `confirmed_version` is the newest that a reviewer confirmed; while an amendment waits, it stays in force.
    `revision` counts every change, of content or of state: commands name the one that was on the screen.
    `unit` and `path` are those of the day it was first submitted. `last_item` is the highest item number ever given.
    `entered` says who typed this version in from paper, None where its author wrote it here.
    """

    id: str
    person: str
    kind: PledgeKind
    year: int
    unit: str
    path: str
    state: PledgeState
    version: int
    revision: int
    confirmed_version: int | None
    last_item: int
    sent_at: datetime
    received_at: datetime
    late: bool
    items: tuple[PledgeItem, ...]
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""
    entered: Entered | None = None

    def __hash__(self) -> int:
        """Told apart by these already; hashing all its items would cost more than reading them again."""
        return hash((self.id, self.version, self.revision))

    @property
    def version_in_force(self) -> int:
        return self.confirmed_version or self.version

    def item(self, key: str) -> PledgeItem | None:
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True)
class PledgeVersion:
    pledge: str
    no: int
    sent_at: datetime
    items: tuple[PledgeItem, ...]


def with_keys(
    items: tuple[PledgeItem, ...], kind: PledgeKind, before: tuple[PledgeItem, ...], last_item: int
) -> tuple[tuple[PledgeItem, ...], int]:
    """Gives new items keys that were never used, and returns the highest number given so far.

    An item that keeps its key is the same item amended. A key that this pledge does not hold is refused.
    """
    known = {item.key for item in before}
    keyed: list[PledgeItem] = []
    for item in items:
        if item.key and item.key not in known:
            raise Refused(say("This pledge has changed meanwhile. Please open it again."))
        if not item.key:
            last_item += 1
        keyed.append(item if item.key else replace(item, key=f"{kind.key_letter}{last_item}"))
    if len({item.key for item in keyed}) != len(keyed):
        raise Refused(say("This pledge has changed meanwhile. Please open it again."))
    return tuple(keyed), last_item


def check_items(items: tuple[PledgeItem, ...], criteria: frozenset[str]) -> None:
    """Raises Refused with words on the first thing that cannot stand. `criteria` are the codes of the group."""
    if not 1 <= len(items) <= MOST_ITEMS:
        raise Refused(
            say("A pledge has 1 to {most} items; this one has {count}.", most=MOST_ITEMS, count=len(items))
        )
    for number, item in enumerate(items, 1):
        if not item.content.strip():
            raise Refused(say("Item {number} has no content yet.", number=number))
        if item.criterion not in criteria:
            raise Refused(say("The criterion of item {number} is not one of your group's.", number=number))
        _check_target(item, number)


def _check_target(item: PledgeItem, number: int) -> None:
    if item.measure is Measure.YES_NO:
        return
    if item.target is None or not item.target.is_finite() or item.target < 0:
        raise Refused(say("Item {number} needs a target that is a number, zero or more.", number=number))
    if item.measure is Measure.AT_LEAST and item.target == 0:
        raise Refused(say("Item {number}: a target of at least 0 asks for nothing.", number=number))


_COUNTED: Final = ("lan", "vu", "luot", "cuoc", "buoi", "don", "truong hop", "nguoi", "ho")


def adds_up_by_default(measure: Measure, unit: str) -> bool:
    """Whether quarters are summed. Under a ceiling, times and cases add up; days, minutes and rates do not."""
    if measure in {Measure.YES_NO, Measure.ALREADY_PERCENT} or "%" in unit:
        return False
    if measure is Measure.AT_MOST:
        key = folded(unit)
        return any(key == word or key.startswith(f"{word} ") for word in _COUNTED)
    return True
