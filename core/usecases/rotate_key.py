"""Another key for all that is sealed, while the bot runs. Killed anywhere, it is simply begun again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol, TypeVar

from core.errors import Refused
from core.message import say
from core.ports import UnitOfWork
from core.trail import Act
from core.usecases.see_trail import note_for_all

T = TypeVar("T")
Do = Callable[[Callable[[UnitOfWork], T]], T]

ALIVE: Final = timedelta(seconds=150)
"""A process that was heard of within this time still runs; each says so once a minute."""
_PASSES: Final = 20


class Movable(Protocol):
    """The keeper of evidence, as far as the change of key goes."""

    def move(self, name: str) -> bool: ...


class Runs(Protocol):
    """A store that runs one unit of work after the other; see core/store.py."""

    def run_sync(self, work: Callable[[UnitOfWork], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Rotated:
    """`unreadable` values were sealed by a key that is not here; `codes` are link codes that end with the old key."""

    changed: int
    moved: int
    unreadable: int
    codes: int


def rotate(store: Runs, keeper: Movable, now: datetime) -> Rotated:
    """Everything by the first key, in slices. Raises Refused where there is one key only, or where a running process
    does not hold the new one yet."""
    keys = store.run_sync(lambda uow: uow.keys.mine())
    if len(keys) < 2:
        raise Refused(say("There is one key only: put a new one before it first."))
    if store.run_sync(lambda uow: uow.keys.lagging(ALIVE)):
        raise Refused(say("The running bot does not know the new key yet. Restart it, then run this again."))
    changed = unreadable = 0
    for _ in range(_PASSES):
        more, unreadable = _pass(store)
        changed += more
        if not more:
            break
    moved = _move_pictures(store, keeper)
    codes = store.run_sync(lambda uow: uow.keys.open_codes(now))
    store.run_sync(lambda uow: note_for_all(uow, Act.ROTATED, keys[0], None, now))
    return Rotated(changed, moved, unreadable, codes)


def _pass(store: Runs) -> tuple[int, int]:
    changed = unreadable = 0
    for part in range(store.run_sync(lambda uow: uow.keys.parts())):
        after: tuple[object, ...] | None = ()
        while after is not None:
            done = store.run_sync(partial(_turn, part=part, after=after))
            changed, unreadable, after = changed + done[0], unreadable + done[1], done[2]
    return changed, unreadable


def _turn(
    uow: UnitOfWork, part: int, after: tuple[object, ...]
) -> tuple[int, int, tuple[object, ...] | None]:
    done = uow.keys.turn(part, after)
    return done.changed, done.unreadable, done.after


def _move_pictures(store: Runs, keeper: Movable) -> int:
    moved, after = 0, ""
    while names := store.run_sync(partial(_pictures, after=after)):
        moved += sum(keeper.move(name) for name in names)
        after = names[-1]
    return moved


def _pictures(uow: UnitOfWork, after: str) -> list[str]:
    return uow.keys.pictures(after)
