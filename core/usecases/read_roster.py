"""A file that is here, read and staged from its first slice to its last. The same for the command line and the worker.

Every unit of work is a slice, so whoever talks with the bot meanwhile is answered (design.md §7).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final, Protocol, TypeVar

from core.occasion import local_day
from core.ports import Chance, UnitOfWork
from core.roster.batch import Batch, BatchState
from core.roster.reading import CannotRead, Head, Reading, RosterReader, Tail, Unreadable
from core.roster.rows import RosterRow
from core.speaker import Speaker
from core.usecases import import_roster as steps
from core.usecases.import_roster import CHUNK, Comparison

T = TypeVar("T")

_DROPPED_AT_ONCE: Final = 1000


class Desk(Protocol):
    """The store as blocking code sees it: each work is a transaction of its own."""

    def read(self, work: Callable[[UnitOfWork], T]) -> T: ...

    def write(self, work: Callable[[UnitOfWork], T]) -> T: ...


def keep_file(desk: Desk, batch_id: str, data: bytes) -> Batch | None:
    """The bytes, sealed, in slices; then it is to be read. None where it was dropped meanwhile."""
    for no, start in enumerate(range(0, len(data), CHUNK)):
        chunk = data[start : start + CHUNK]
        desk.write(partial(_keep, batch_id=batch_id, no=no, chunk=chunk))
    return desk.write(lambda uow: steps.fetched(uow, batch_id))


def read_roster(
    desk: Desk, reader: RosterReader, batch_id: str, now: datetime, chance: Chance
) -> Batch | None:
    """What it has come to: to be looked at, a choice to be made, or not to be read. None where it was dropped,
    or another choice was made meanwhile. Run again after a crash, it begins anew."""
    batch = desk.read(lambda uow: uow.rosters.get(batch_id))
    if batch is None or batch.state is not BatchState.TO_READ:
        return None
    on = local_day(now)
    speaker = desk.read(lambda uow: uow.people.speaker(batch.by, on)) if batch.by else None
    if batch.by and (speaker is None or not steps.may_import(speaker, on)):
        return desk.write(lambda uow: steps.failed(uow, batch_id, Unreadable.NOT_FETCHED))
    while desk.write(lambda uow: uow.rosters.drop_rows(batch_id, _DROPPED_AT_ONCE)):
        pass
    try:
        return _read(desk, reader.read(_bytes(desk, batch_id), batch.wish, on), batch, speaker, on, chance)
    except CannotRead as fault:
        why = fault.why
        return desk.write(lambda uow: steps.failed(uow, batch_id, why))


def _bytes(desk: Desk, batch_id: str) -> bytes:
    whole = bytearray()
    for no in range(1000):
        chunk = desk.read(partial(_chunk, batch_id=batch_id, no=no))
        if chunk is None:
            break
        whole += chunk
    return bytes(whole)


def _keep(uow: UnitOfWork, batch_id: str, no: int, chunk: bytes) -> None:
    uow.rosters.add_chunk(batch_id, no, chunk)


def _chunk(uow: UnitOfWork, batch_id: str, no: int) -> bytes | None:
    return uow.rosters.chunk(batch_id, no)


def _read(
    desk: Desk,
    readings: Iterator[Reading],
    batch: Batch,
    speaker: Speaker | None,
    on: date,
    chance: Chance,
) -> Batch | None:
    head: Head | None = None
    comparison: Comparison | None = None
    for reading in readings:
        if isinstance(reading, Head):
            head = reading
            if head.asks:
                return desk.write(partial(steps.asked, batch_id=batch.id, head=head))
            comparison = desk.read(lambda uow: steps.compare(uow, speaker, batch, on, chance))
        elif head is None or comparison is None:
            raise CannotRead(Unreadable.BROKEN)
        elif isinstance(reading, Tail):
            return desk.write(partial(steps.staged, comparison=comparison, head=head, tail=reading))
        else:
            _stage(desk, comparison, reading)
    raise CannotRead(Unreadable.BROKEN)


def _stage(desk: Desk, comparison: Comparison, rows: Sequence[RosterRow]) -> None:
    found = desk.read(lambda uow: steps.census(uow, comparison, rows))
    planned = steps.plan(comparison, rows, found)
    facts = desk.read(lambda uow: steps.facts_of_changed(uow, planned))
    owed = steps.owed_by(comparison, planned, facts)
    desk.write(lambda uow: uow.rosters.stage(comparison.batch.id, planned, owed))
