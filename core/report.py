"""The quarterly report: what was done of what was pledged, item by item (domain.md §1.5, §3.5)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.errors import Refused
from core.message import say
from core.on_behalf import Entered
from core.pledge import PledgeItem
from core.text.periods import Quarter


class ReportState(StrEnum):
    """Due and overdue are no states of a report: they are those of the obligation (core/obligations.py)."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class ItemState(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    EXCEEDED = "exceeded"
    COULD_NOT = "could_not"
    ASKS_ADJUST = "asks_adjust"


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """One item in one quarter, as its author tells it.

    `done` is this quarter's own figure in the item's unit, `in_progress` a separate one that no percentage counts.
    None means that no figure was given, which is not zero. `done_typed` keeps the words that the figure was read from;
    `approximate` that they said about. `reason` is why it could not be done.
    """

    key: str
    state: ItemState
    done: Decimal | None = None
    in_progress: Decimal | None = None
    what: str = ""
    difficulties: str = ""
    reason: str = ""
    note: str = ""
    done_typed: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """Progress beside the item as it was pledged on that day: an amendment never changes what a report said."""

    pledge: str
    pledge_version: int
    item: PledgeItem
    progress: ItemProgress

    @property
    def key(self) -> str:
        return self.item.key


@dataclass(frozen=True, slots=True)
class ReportContent:
    items: tuple[ReportedItem, ...]
    outside_work: str = ""
    next_direction: str = ""

    def find(self, key: str) -> ReportedItem | None:
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True)
class Returned:
    """Only `keys` are open again; TEXTS among them opens the work outside the pledge and the next direction."""

    by: str
    at: datetime
    reason: str
    keys: frozenset[str]


TEXTS: Final = "texts"
"""Stands among the keys of items for what a report says beside them."""


@dataclass(frozen=True, slots=True)
class Report:
    """One per person and period. `content` is that of `version`; `revision` counts every change, of state too.

    `late` is judged at the first submission, and anew after a withdrawal; correcting what was returned is never late.
    `returned` is the last return, kept while the resubmission waits.
    `unit` and `path` are those of the day it was first submitted. `entered` says who typed this version in from paper,
    None where its author wrote it here.
    """

    id: str
    person: str
    period: Quarter
    unit: str
    path: str
    state: ReportState
    version: int
    revision: int
    receipt: str
    sent_at: datetime
    received_at: datetime
    late: bool
    content: ReportContent
    returned: Returned | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    entered: Entered | None = None

    def __hash__(self) -> int:
        """Told apart by these already; hashing all that it says would cost more than reading it again."""
        return hash((self.id, self.revision))

    @property
    def is_resubmission(self) -> bool:
        return self.state is ReportState.SUBMITTED and self.returned is not None

    @property
    def open_keys(self) -> frozenset[str]:
        """Keys that its author may change now; empty where all of it or nothing is open."""
        if self.state is ReportState.RETURNED and self.returned is not None:
            return self.returned.keys
        return frozenset()

    def counted(self, key: str) -> Decimal | None:
        """What this report adds to the year's figure of an item: nothing of what was withdrawn or is open again."""
        found = self.content.find(key)
        if found is None or self.state is ReportState.WITHDRAWN or key in self.open_keys:
            return None
        return found.progress.done


@dataclass(frozen=True, slots=True)
class ReportVersion:
    report: str
    no: int
    receipt: str
    sent_at: datetime
    content: ReportContent


@dataclass(frozen=True, slots=True)
class Change:
    """One item, or a text of the report, before and after a resubmission; None where it was not there."""

    key: str
    old: ReportedItem | str | None
    new: ReportedItem | str | None


def changes(old: ReportContent, new: ReportContent) -> tuple[Change, ...]:
    """What a resubmission says otherwise, in the order of the report."""
    keys = list(dict.fromkeys([*(item.key for item in new.items), *(item.key for item in old.items)]))
    found = [Change(key, old.find(key), new.find(key)) for key in keys if old.find(key) != new.find(key)]
    for name, before, after in (
        ("outside_work", old.outside_work, new.outside_work),
        ("next_direction", old.next_direction, new.next_direction),
    ):
        if before != after:
            found.append(Change(name, before, after))
    return tuple(found)


def check_progress(item: PledgeItem, said: ItemProgress, number: int) -> None:
    """Raises Refused with words. More than the target is welcome; a reason is owed only for what could not be done."""
    if said.state is ItemState.COULD_NOT and not said.reason.strip():
        raise Refused(say("Item {number}: please say why it could not be done.", number=number))
    for figure in (said.done, said.in_progress):
        if figure is not None and (not figure.is_finite() or figure < 0):
            raise Refused(say("Item {number}: a figure is zero or more.", number=number))
    if item.key != said.key:
        raise ValueError("progress of another item")


RECEIPT_ALPHABET: Final = "346789ACDEFHJKLMNPQRTUWXY"
"""Of each pair that is mistaken for the other (0 O, 1 I, 2 Z, 5 S, 8 B, 6 G, U V) at most one is here."""

RECEIPT_LENGTH: Final = 6
