"""Evidence as rows: which photo or file belongs to what, and how far it has come. The bytes are storage/evidence/."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.evidence import LookAlike


class PhotoState(StrEnum):
    NOTED = "noted"  # "Đã nhận": the row is there, the bytes are still with the messenger
    STORED = "stored"  # "Đã lưu": in our own store after a full decode
    REFUSED = "refused"  # cannot be kept; `reason` says why
    REMOVED = "removed"  # by its author
    MARKED = (
        "marked"  # bore a mark of secrecy: deleted at once by a reviewer; nothing of it is left but this row
    )


@dataclass(frozen=True, slots=True)
class Photo:
    """`document` is what it is evidence of (a `Document` code) and `item` the key of the item, None while unassigned.

    `album` is shared by what came together and is told of in one receipt: the messenger's own album, or photos sent one
    right after the other. `address` is the row of the address that it came from, where its receipt is.

    `ref` is what the channel fetches it by and `unique` the messenger's own name of the same bytes. `sha256` and
    `look_alike` are known once it is stored; of a removed one the `sha256` stays until its bytes are deleted. A
    refused one keeps its `reason`: a value of core.evidence.RefusalReason, or one of those below.
    """

    id: str
    person: str
    document: str
    item: str | None
    state: PhotoState
    channel: str
    line: str
    ref: str
    unique: str
    name: str
    caption: str
    album: str | None
    message_id: str
    sent_at: datetime
    received_at: datetime
    as_photo: bool = True
    kind: str = ""
    size_bytes: int | None = None
    sha256: str | None = None
    look_alike: LookAlike | None = None
    reason: str = ""
    address: int | None = None


PAPER: Final = "paper"
"""Stands for the key of an item on a photo of the paper that somebody else typed in."""
SENT_AGAIN: Final = "sent_again"
"""The same bytes are there for this item already."""
NO_LONGER_THERE: Final = "no_longer_there"
"""The messenger does not have it any more."""
NOT_FETCHED: Final = "not_fetched"
"""It could not be fetched in all the time that was tried."""
KEPT: Final = frozenset({PhotoState.NOTED, PhotoState.STORED})
"""What counts as evidence: a report may go off while some of it is still being fetched."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A hint to the reviewer, never a verdict: `percent` is 100 for the very same bytes."""

    photo: str
    other: str
    other_person: str
    other_document: str
    percent: int
    same_bytes: bool
