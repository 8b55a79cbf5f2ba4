"""The keys that data are sealed with, named by ids that tell nothing of them; and the change from one to another."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Turned:
    """A slice of the change: how many values were sealed or hashed anew, how many no key here opens, and where the
    next slice of this part begins (None: at its end)."""

    changed: int
    unreadable: int
    after: tuple[Any, ...] | None


class Keys(Protocol):
    def mine(self) -> tuple[str, ...]:
        """Ids of the keys that this process holds; the first seals."""
        ...

    def refresh(self) -> bool:
        """Reads the keys anew from where they are set. True where they are others now."""
        ...

    def announce(self, owner: str) -> None:
        """This process is alive and holds these keys."""
        ...

    def lagging(self, within: timedelta) -> list[str]:
        """Processes that were alive within that time, by the database's clock, and did not hold the key that seals
        here."""
        ...

    def parts(self) -> int:
        """How many parts the change has."""
        ...

    def turn(self, part: int, after: tuple[Any, ...]) -> Turned:
        """One slice of one part; run again it changes nothing more."""
        ...

    def pictures(self, after: str) -> list[str]:
        """The next names by which bytes of evidence are known; empty at the end."""
        ...

    def open_codes(self, now: datetime) -> int:
        """Link codes that can be used and that no key but the one they were given out under finds."""
        ...

    def sealed_by(self) -> dict[str, int]:
        """How many values each key has sealed, by its id."""
        ...
