"""What the store asks of a driver's connection; units of work never see it."""

import random
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from storage.engine.connection import Connection
from storage.engine.errors import StoreError, StoreUnavailable


class TransientFailure(StoreUnavailable):
    """The transaction is gone, surely uncommitted, through no fault of the work: running it again may succeed."""


class OutcomeUnknown(StoreUnavailable):
    """The connection was lost while it was committing: the work may have taken effect, so it is not run again."""


class Session(ABC):
    """A driver's connection with its one transaction. Whatever fails raises a StoreError."""

    @property
    @abstractmethod
    def healthy(self) -> bool:
        """In a transaction that can still be committed."""

    @property
    @abstractmethod
    def usable(self) -> bool:
        """The connection itself still stands."""

    @abstractmethod
    def begin(self, *, reading: bool, lasting: bool = True) -> None:
        """Where not `lasting`, the COMMIT is not waited for to reach the disk: it outlives this process, but a power
        failure may undo it. Never out of order: whatever is committed later and lasts makes it last too."""

    @abstractmethod
    def begin_at_once(self, *, lasting: bool) -> bool:
        """`begin`, or False where that would have to wait."""

    @abstractmethod
    def commit(self) -> None: ...

    @abstractmethod
    def rollback(self) -> None:
        """Does nothing outside a transaction."""

    @abstractmethod
    def set_savepoint(self) -> None: ...

    @abstractmethod
    def release_savepoint(self) -> None: ...

    @abstractmethod
    def undo_to_savepoint(self) -> None:
        """Leaves no savepoint behind."""

    @abstractmethod
    def unit(self) -> "UnitConnection":
        """The connection that one work is given."""

    @abstractmethod
    def close(self) -> None: ...


class UnitConnection(Connection):
    __slots__ = ()

    @abstractmethod
    def end(self) -> None:
        """The work has returned: nothing may reach the database through this object any more."""


class Gone:
    """Stands where a unit's driver connection was, once nothing may reach the database through it any more."""

    def __init__(self, error: type[StoreError], why: str) -> None:
        self._error = error
        self._why = why

    def __getattr__(self, name: str) -> NoReturn:
        raise self._error(self._why)


@dataclass(frozen=True, slots=True)
class Backend:
    """How to open sessions, how many callers' works may share a COMMIT, and how often work is tried that fails by
    no fault of its own."""

    open: Callable[[], Session]
    together: int
    attempts: int
    chance: random.Random
