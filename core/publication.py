"""Making a leader's plan public: in which unit, how and when (domain.md §1.0, công khai)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PublicationForm(StrEnum):
    MEETING = "meeting"
    POSTING = "posting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Publication:
    """`version` is the one that was made public: an amendment is not, until it is made public too. `path` is that of
    `unit` on the day it was done."""

    pledge: str
    version: int
    unit: str
    path: str
    form: PublicationForm
    on: date
    place: str
    by: str
    at: datetime
