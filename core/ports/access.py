"""What the use cases ask about paper typed in for others, plans made public, and broken seals."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.on_behalf import Helping
from core.paper_entry import PaperEntry
from core.publication import Publication
from core.seal import BrokenSeal


class Entries(Protocol):
    """Paper entries that wait for their author's word, and who may type in for whom."""

    def get(self, person: str, code: str) -> PaperEntry | None: ...

    def of_person(self, person: str) -> list[PaperEntry]:
        """The oldest first."""
        ...

    def by(self, helper: str) -> list[PaperEntry]:
        """What this person typed in, the oldest first."""
        ...

    def put(self, entry: PaperEntry) -> None:
        """In place of the one before for this person and document."""
        ...

    def drop(self, person: str, code: str) -> None: ...

    def helpers_of(self, person: str, on: date) -> list[Helping]: ...

    def helped_by(self, helper: str, on: date) -> list[Helping]: ...

    def name_helper(self, helping: Helping, now: datetime) -> None:
        """In place of what was said of these two before."""
        ...

    def end_helping(self, person: str, helper: str) -> None: ...


class Publications(Protocol):
    def get(self, pledge: str) -> Publication | None: ...

    def put(self, publication: Publication) -> None: ...

    def end(self, pledge: str) -> None: ...

    def within(self, paths: Sequence[str], year: int) -> list[Publication]:
        """Of pledges for the year, made public in one of these very units; the newest first."""
        ...


class Seals(Protocol):
    def add(self, seal: BrokenSeal) -> None: ...

    def close(self, seal: str, now: datetime) -> None: ...

    def open_on(self, person: str, now: datetime) -> list[BrokenSeal]: ...

    def open_by(self, by: str, now: datetime) -> list[BrokenSeal]: ...

    def of(self, person: str) -> list[BrokenSeal]:
        """All that there ever were, the newest first."""
        ...
