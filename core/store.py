"""The store as everyone but storage/ sees it: plain functions in, committed results out."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

U_co = TypeVar("U_co", covariant=True)
T = TypeVar("T")


class StoreUnavailable(Exception):
    """Locked, unreachable or full: nobody's fault. What was to be decided is not acknowledged, and asked for again."""


class Store(Protocol[U_co]):
    """See storage/engine/store.py. A work may be run twice, so it has no effect outside its unit of work."""

    async def run(self, work: Callable[[U_co], T], *, brief: bool = False) -> T: ...

    async def note(self, work: Callable[[U_co], T]) -> T: ...

    async def run_batch(
        self, works: Sequence[Callable[[U_co], T]], *, brief: bool = False
    ) -> list[T | BaseException]: ...

    async def read(self, work: Callable[[U_co], T]) -> T: ...
