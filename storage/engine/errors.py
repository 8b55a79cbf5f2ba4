"""How a unit of work fails, in the same words on both backends.

No error here carries a value of a row or a parameter: a driver's own text may (PostgreSQL says "Key (phone)=(…)
already exists"), so it is never passed on and never chained.
"""

import core.store


class StoreError(Exception):
    """Everything that the store itself raises."""


class StoreUnavailable(StoreError, core.store.StoreUnavailable):
    """The database is locked, unreachable or full: nobody's fault. Acknowledge nothing, back off, and try again.

    Nothing of the work has been confirmed. If the connection broke while PostgreSQL was committing, the work may have
    taken effect all the same; work that is tried again has to find its own key (design.md §4).
    """


class StoreClosed(StoreError):
    """The store was closed before this work was handed to it."""


class ConstraintViolated(StoreError):
    """A row broke the constraint of this name; the names are those of the tables' MetaData on both backends."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class TransactionControlRefused(StoreError):
    """Work said BEGIN, COMMIT, ROLLBACK or the like: only the store begins and ends transactions."""


class TransactionLost(StoreError):
    """The transaction ended, or was broken by a failed statement, and the work returned as if all were well."""


class ReadOnlyWork(StoreError):
    """Work that was handed to `read` tried to write."""


class StatementFailed(StoreError):
    """The database refused a statement: a fault in the work, not in the database. Names the kind of fault only."""
