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


@dataclass(frozen=True, slots=True)
class Entry:
    """`document_id` is the id of a pledge or report. `note` is a reason or comment, sealed at rest.

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
