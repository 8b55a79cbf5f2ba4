"""Everything held about a person, for that person (domain.md §6.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = Mapping[str, Any]
"""A stored row, opened: text, numbers, booleans, instants, and what JSON is made of."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored file of evidence by the SHA-256 of its bytes."""

    photo: str
    sha256: str
    kind: str


class OwnData(Protocol):
    def everything(self, person: str) -> Mapping[str, Sequence[Row]]:
        """Every row of every table that is about the person, by the table's name. What only the system can read (keys,
        keyed hashes, leases) is left out; addresses are masked but for their last three characters."""
        ...

    def documents(self, person: str) -> list[str]:
        """Ids of the person's pledges and reports, of whatever state."""
        ...
