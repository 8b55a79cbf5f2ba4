"""What the use cases ask about the dated facts of people, who stands in for whom, and what was changed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.delegation import Delegation
from core.life import Held, Life
from core.people import Membership, RoleKind
from core.people_history import PersonChange


class Lives(Protocol):
    def get(self, person: str) -> Life | None:
        """Locked until the unit of work ends, so that two changes of one person follow each other."""
        ...

    def put(self, life: Life) -> None:
        """All of it anew. Raises core.life.Broken for a life that cannot be."""
        ...

    def holders(self, unit: str, kind: RoleKind) -> list[tuple[str, Held]]:
        """Who holds, held or will hold the office there, without who left or died. Locked as `get` is."""
        ...

    def guests(self, unit: str, on: date) -> list[Membership]:
        """Who is on the way there, or a guest there, on that day."""
        ...

    def departing(self, unit: str, on: date) -> list[Membership]:
        """Transits on that day of those at home there."""
        ...


class Delegations(Protocol):
    def get(self, delegation: str) -> Delegation | None: ...

    def add(self, delegation: Delegation) -> None: ...

    def put(self, delegation: Delegation) -> None:
        """Another last day."""
        ...

    def remove(self, delegation: str) -> None:
        """One that was never in force, or is undone."""
        ...

    def given_by(self, person: str, since: date) -> list[Delegation]:
        """Those in force on that day or later, the first to begin first."""
        ...

    def held_by(self, person: str, since: date) -> list[Delegation]: ...


class PersonChanges(Protocol):
    def get(self, change: str) -> PersonChange | None: ...

    def add(self, change: PersonChange) -> None:
        """Raises Moved where what it undoes was undone already."""
        ...

    def of(self, person: str, limit: int = 20) -> list[PersonChange]:
        """Newest first."""
        ...

    def by(self, actor: str, limit: int = 20) -> list[PersonChange]: ...

    def undone(self, changes: Sequence[str]) -> frozenset[str]:
        """Which of these were taken back."""
        ...

    def decided_since(self, person: str, at: datetime) -> bool:
        """Whether a document of the person was decided on by somebody else after that instant."""
        ...

    def relink(self, person: str, addresses: Sequence[int]) -> None:
        """Reached there again, as before the change that unlinked the person."""
        ...
