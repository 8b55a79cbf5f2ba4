"""What is erased of a person, step by step, each in slices that a crash may come between.

What stays: that documents were owed, handed in and counted, without a word of theirs; decisions on consent; the log
(docs/decisions/0172).
"""

from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """In this order; an erasure that was interrupted goes on where it had come to. Each slice may be run again."""

    DRAFTS = "drafts"  # conversations, paper that waits for a word, files that were made
    PHOTOS = "photos"  # their bytes follow, once no other report holds them
    REPORTS = "reports"
    PLEDGES = "pledges"
    NOTES = "notes"  # what was said of these documents, and earlier requests
    SENT = "sent"  # every text that went to the person or waits
    TOLD = "told"  # the last message: that it is done
    LINKS = "links"  # addresses and codes, once that message has left
    PERSON = "person"  # telephone; the name of who is no longer among us


class Erasure(Protocol):
    def slice(self, person: str, step: Step, at: int, limit: int) -> int | None:
        """Erases the next of this step, from the position that the slice before gave (0 at first). None at its end. Not
        for Step.TOLD and Step.PERSON."""
        ...

    def has_unsent(self, person: str) -> bool:
        """Something still waits to leave for the person, or is leaving."""
        ...

    def person(self, person: str, *, name_too: bool) -> None:
        """The telephone; and the name and year of birth of who is on no unit's list any more."""
        ...
