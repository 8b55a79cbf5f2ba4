"""What is asked about files that go out (core/files_out.py)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from core.files_out import FileOrder, Handed


class Files(Protocol):
    """The orders. A lease runs on the database's own clock; `now` is the calendar's."""

    def order(self, order: FileOrder) -> str:
        """Its id, or that of the same order from the same address that waits already.

        Raises Refused where too many wait.
        """
        ...

    def get(self, order: str) -> FileOrder | None: ...

    def claim(self, owner: str, limit: int, lease: timedelta) -> list[FileOrder]:
        """Orders that nobody is making, oldest first; each counts one attempt more."""
        ...

    def take_over(self, owner: str, dead: str) -> None:
        """At start: orders of every other owner of this name before the slash are free at once."""
        ...

    def give_back(self, claimed: FileOrder, wait: timedelta) -> None:
        """It was not its own fault: the attempt does not count."""
        ...

    def try_again(self, claimed: FileOrder, wait: timedelta) -> None: ...

    def done(self, claimed: FileOrder, names: Sequence[str], now: datetime) -> bool:
        """Made, by this attempt. False where another has taken it over: then its bytes must go."""
        ...

    def failed(self, claimed: FileOrder, now: datetime) -> bool:
        """Never to be made. False where another has taken it over."""
        ...

    def end_all(self, person: str, now: datetime) -> None:
        """Nothing ordered by this person is made or fetched any more; the worker deletes what there is."""
        ...

    def add_link(self, token: str, order: str, number: int) -> None:
        """Only a keyed hash of the token is kept."""
        ...

    def take_link(self, token: str, now: datetime) -> Handed | None:
        """Uses it once. None for one that is unknown, used up, or whose bytes are to be forgotten."""
        ...

    def to_forget(self, now: datetime, limit: int) -> list[FileOrder]:
        """Orders whose files left KEPT_FOR ago, or that failed."""
        ...

    def forget(self, order: str) -> None:
        """Nothing is left of it. Its bytes must be gone before."""
        ...

    def of_person(self, person: str) -> list[FileOrder]:
        """All that are not forgotten yet."""
        ...
