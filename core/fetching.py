"""What the worker that fetches evidence needs of the outside: the messengers' lines, and the keeper of bytes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeAlias

from core.evidence import Inspected, Refused
from core.photos import Photo


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes


@dataclass(frozen=True, slots=True)
class NotNow:
    """It did not come through; to be tried again, after this long where the messenger said so."""

    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """The messenger does not have it any more."""


@dataclass(frozen=True, slots=True)
class TooLarge:
    """More than a bot may have."""


Outcome: TypeAlias = Fetched | NotNow | Lost | TooLarge
Source: TypeAlias = Callable[[Photo], Awaitable[Outcome]]
"""One line of a messenger, which hands over what was sent there. It does not raise."""


class Keeper(Protocol):
    """The store of bytes and the look into them. Everything blocks; `put` and `delete` raise EvidenceUnavailable."""

    def inspect(self, data: bytes, name: str) -> Inspected | Refused: ...

    def put(self, data: bytes) -> object:
        """Safe from a crash when it returns; the same bytes again change nothing."""
        ...

    def delete(self, sha256: str) -> None:
        """Harmless where there is nothing."""
        ...

    def shown(self, sha256: str) -> bytes | None:
        """What a person is shown of it; None where it is gone or out of reach."""
        ...
