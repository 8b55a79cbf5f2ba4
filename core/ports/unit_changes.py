"""What changing the organisation needs: the whole tree over time, who is where in it, and what was changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from core.documents import Document
from core.pilots import Pilot
from core.tree import Stays
from core.unit_changes import Cells, Row, UnitChange
from core.units import Succession, UnitType


class UnitChanges(Protocol):
    def stays(self, since: date) -> Stays:
        """Every stay that holds on that day or later."""
        ...

    def type_of(self, unit: str) -> UnitType | None:
        """None for a unit that never was."""
        ...

    def unit_row(self, unit: str) -> Cells | None:
        """Its values as of Kept.UNIT."""
        ...

    def homes(self, unit: str, since: date) -> list[tuple[Cells, Cells]]:
        """Keys and values as of Kept.HOME of all memberships there on that day or later, guests' too."""
        ...

    def offices(self, unit: str, since: date) -> list[tuple[Cells, Cells]]:
        """The same of Kept.OFFICE."""
        ...

    def own_settings(self, unit: str) -> Mapping[str, str]:
        """What the unit itself has set."""
        ...

    def headcount(self, path: str, on: date) -> int | None:
        """How many are at home at or below the path; None where there are too many units to count at a glance."""
        ...

    def count_set(self, path: str, key: str, value: str, on: date) -> int:
        """How many units at or below the path have themselves set this."""
        ...

    def is_used(self, unit: str) -> bool:
        """Whether an office is held in it, or anything was handed in from it."""
        ...

    def apply(self, rows: Sequence[Row]) -> None: ...

    def stand(self, rows: Sequence[Row]) -> bool:
        """Whether every row is as its `after` says."""
        ...

    def add(self, change: UnitChange) -> None: ...

    def get(self, change: str) -> UnitChange | None: ...

    def of_unit(self, unit: str, limit: int) -> list[UnitChange]:
        """The newest first; what was taken back is among them."""
        ...

    def successions(self) -> list[Succession]:
        """All of them, in order of time."""
        ...

    def paths(self, unit: str) -> list[str]:
        """Every path that the unit ever had."""
        ...

    def paths_on(self, day: date) -> Mapping[str, str]:
        """Of every unit that is there on that day."""
        ...

    def repath(
        self, unit: str, old: str, new: str, document: Document, since: date, until: date | None
    ) -> None:
        """What falls due in these days and was not handed in yet is counted under the new path."""
        ...

    def pilots(self, committee: str, on: date) -> list[Pilot]:
        """Those that the committee has named which hold on that day or later."""
        ...
