"""What happened to a document, and who read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    SUBMITTED = "submitted"
    RESUBMITTED = "resubmitted"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    COMMENTED = "commented"
    CHANGES_REQUESTED = "changes_requested"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    UNACCEPTED = "unaccepted"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    ENTERED = "entered"  # typed in from paper by somebody else
    ENTRY_CONFIRMED = "entry_confirmed"  # and found right by its author
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_REMOVED = "evidence_removed"
    MARKED_DELETED = "marked_deleted"  # a picture that bore a mark of secrecy
    # about a person (core/people_history.py)
    TRANSFERRED = "transferred"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    TURNED_BACK = "turned_back"
    HOSTED = "hosted"
    RETURNED_HOME = "returned_home"
    LEFT = "left"
    DIED = "died"
    EXEMPTED = "exempted"
    SUSPENDED = "suspended"
    AWAY = "away"
    RESUMED = "resumed"
    BECAME_OFFICIAL = "became_official"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    DELEGATED = "delegated"
    DELEGATION_ENDED = "delegation_ended"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Entry:
    """`document_id` is the id of a pledge or report, or `about` a person. `note` is a reason or comment, sealed.

    `stands_for` is the person whose office the actor used by delegation.
    """

    document_id: str
    at: datetime
    actor: str
    deed: Deed
    version: int
    note: str = ""
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One line a reader, version and day, however often the screen was shown again."""

    document_id: str
    owner: str
    version: int
    reader: str
    at: datetime


def about(person: str) -> str:
    """What an entry about a person has for its document."""
    return f"person:{person}"
