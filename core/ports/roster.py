"""What the use cases ask about lists on their way in. Every call is a slice that holds the writer for a moment only,
but for `apply` and `take_back`, which are one step each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.obligations import Obligation
from core.roster.batch import Batch, BatchState, Known, Missing, Outcome, Planned, Staged


class Rosters(Protocol):
    def add(self, batch: Batch) -> None: ...

    def get(self, batch: str) -> Batch | None: ...

    def put(self, batch: Batch) -> None:
        """What has become of it; where it came from never changes."""
        ...

    def in_state(self, state: BatchState, limit: int) -> list[Batch]:
        """Oldest first."""
        ...

    def newest_of(self, person: str, limit: int = 5) -> list[Batch]: ...

    def add_chunk(self, batch: str, no: int, data: bytes) -> None: ...

    def chunk(self, batch: str, no: int) -> bytes | None: ...

    def drop_rows(self, batch: str, limit: int) -> int:
        """Deletes so many staged rows and what they owe; 0 where none is left."""
        ...

    def drop_file(self, batch: str) -> None: ...

    def forget(self, before: datetime, limit: int) -> int:
        """Deletes some of what belongs to lists of before then; 0 where nothing is left."""
        ...

    # comparing

    def digest(self, phone: str) -> str: ...

    def known(
        self,
        ids: Sequence[str],
        phones: Sequence[str],
        names: Sequence[tuple[str, int | None, str]],
        on: date,
    ) -> list[Known]:
        """Who has one of these ids or phone digests, wherever at home that day; and who is of one of these names, each
        a search key with a birth year and a unit, of which one has to agree."""
        ...

    def stage(self, batch: str, rows: Sequence[Planned], owed: Sequence[Obligation]) -> None: ...

    def replace(self, batch: str, row: Planned, owed: Sequence[Obligation]) -> None:
        """Another plan for a staged row, by its number."""
        ...

    def set_outcome(self, batch: str, old: Outcome, new: Outcome) -> int:
        """Of all rows; how many there were."""
        ...

    # looking

    def counts(self, batch: str) -> Mapping[Outcome, int]: ...

    def changes(self, batch: str) -> Mapping[str, int]:
        """How often each thing differs among the changed rows."""
        ...

    def rows(
        self, batch: str, outcomes: Sequence[Outcome], after: int = 0, limit: int = 10
    ) -> list[Staged]: ...

    def units(self, batch: str) -> list[str]:
        """The units of all rows that mean somebody, each once."""
        ...

    def missing(self, batch: str, on: date, limit: int) -> list[Missing]:
        """At home in one of those units, and meant by no row; first by unit, then as lists go."""
        ...

    def missing_count(self, batch: str, on: date) -> int: ...

    def meaning(self, batch: str, person: str) -> list[int]:
        """The lines of the rows that mean this person already."""
        ...

    # doing

    def stale(self, batch: str, on: date) -> int:
        """Rows to be written whose person is not any more as when they were compared, and new people whom somebody has
        entered meanwhile."""
        ...

    def apply(self, batch: str, on: date) -> None:
        """Everything that is to be written, by a few statements over all rows."""
        ...

    def built_on(self, batch: str, on: date) -> int:
        """People of the batch of whom more is there by now than it wrote, or who are not as it left them."""
        ...

    def take_back(self, batch: str, on: date) -> None:
        """As before `apply`; `on` is the day of that."""
        ...

    def changed_people(self, batch: str, after: str, limit: int) -> list[str]:
        """Who was there before and was changed, by id."""
        ...
