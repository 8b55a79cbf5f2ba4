"""What a person may ask about the own data, and by when it must be answered and done (domain.md §6.2, §6.3).

The days are working days, counted from the day after the request: an answer within 2, a correction done within 10, a
deletion within 20 (Nghị định 356/2025/NĐ-CP). Reading the own data and taking back a consent need nobody's answer here:
they are done at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from core.calendar import add_working_days
from core.occasion import local_day


class RequestKind(StrEnum):
    CORRECTION = "correction"
    DELETION = "deletion"


class RequestState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"  # somebody has answered that it is being looked at
    ERASING = "erasing"  # decided; it is done in slices
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"  # by who asked

    @property
    def is_over(self) -> bool:
        return self in {RequestState.DONE, RequestState.REFUSED, RequestState.CANCELLED}


ANSWER_WITHIN: Final = 2
DONE_WITHIN: Final[Mapping[RequestKind, int]] = {RequestKind.CORRECTION: 10, RequestKind.DELETION: 20}
MOST_OPEN: Final = 5
"""Requests of one person that may be open."""
LONGEST_WORDS: Final = 1000


@dataclass(frozen=True, slots=True)
class DataRequest:
    """`path` is the home of who asks, on the day of asking: who looks after it is asked. `words` say what is wrong,
    `answer` what was done or why not; both are sealed at rest. `step` is how far an erasure has come."""

    id: str
    person: str
    path: str
    kind: RequestKind
    state: RequestState
    asked_at: datetime
    answer_due: date
    due: date
    words: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = None
    answer: str = ""
    ended_at: datetime | None = None
    step: str = ""

    def next_due(self) -> date:
        return self.answer_due if self.state is RequestState.OPEN else self.due

    def is_late(self, today: date) -> bool:
        return not self.state.is_over and self.next_due() < today


@dataclass(frozen=True, slots=True)
class LegalHold:
    """The person's data must be kept until that day, for this reason, which the person reads (domain.md §6.3)."""

    id: str
    person: str
    reason: str
    until: date
    set_by: str
    set_at: datetime
    ended_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and day <= self.until


def asked(
    request: str, person: str, path: str, kind: RequestKind, now: datetime, words: str = ""
) -> DataRequest:
    """A new one, with what is due when."""
    day = local_day(now)
    return DataRequest(
        id=request,
        person=person,
        path=path,
        kind=kind,
        state=RequestState.OPEN,
        asked_at=now,
        answer_due=add_working_days(day, ANSWER_WITHIN),
        due=add_working_days(day, DONE_WITHIN[kind]),
        words=words,
    )


class Requests(Protocol):
    def get(self, request: str) -> DataRequest | None: ...

    def add(self, request: DataRequest) -> None: ...

    def save(self, request: DataRequest, was: RequestState) -> None:
        """Raises Moved where it does not stand as it `was` any more."""
        ...

    def of_person(self, person: str) -> list[DataRequest]:
        """Newest first."""
        ...

    def open_within(self, path: str, limit: int = 100) -> list[DataRequest]:
        """Of people whose home lay at or below the path; the first due first."""
        ...

    def erasing(self, limit: int) -> list[DataRequest]: ...

    def hold_on(self, person: str, day: date) -> LegalHold | None:
        """The one that lasts longest."""
        ...

    def hold(self, hold: str) -> LegalHold | None: ...

    def holds(self, day: date, limit: int = 50) -> list[LegalHold]:
        """All that hold on that day, the first to end first."""
        ...

    def add_hold(self, hold: LegalHold) -> None: ...

    def end_hold(self, hold: str, now: datetime) -> None: ...
