"""A unit's figures for one document: now, of any period, and of the same period a year before.

What fell due keeps the path of its day. A unit that has moved since has had several; its figures are those under all of
them, so that they are the same before and after the move.
"""

from dataclasses import dataclass
from datetime import datetime

from core.documents import Document
from core.obligations import Obligation, Tally
from core.occasion import local_day
from core.ports import UnitOfWork
from core.same_period import Counterpart, counterpart
from core.text.periods import Quarter
from core.units import Unit, is_within


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """`of` says which units of that time the figures are of, and whether exactly."""

    document: Document
    tally: Tally
    of: Counterpart


def tally_of_unit(uow: UnitOfWork, unit: Unit, document: Document, now: datetime) -> Tally:
    paths = uow.unit_changes.paths(unit.id) or [unit.path]
    first, *rest = (uow.obligations.tally(path, document, now) for path in paths)
    return sum(rest, first)


def owed_in_unit(uow: UnitOfWork, unit: Unit, document: Document) -> list[Obligation]:
    paths = uow.unit_changes.paths(unit.id) or [unit.path]
    return [row for path in paths for row in uow.obligations.of_unit(path, document)]


def same_period(uow: UnitOfWork, unit: Unit, document: Document, now: datetime) -> SamePeriod | None:
    """None where nothing was owed then by what this unit is now."""
    before = year_before(document)
    then, on = before.last_day, local_day(now)
    here = uow.unit_changes.paths_on(on)
    inside = [each for each, path in here.items() if is_within(path, unit.path)]
    found = counterpart(
        inside,
        then,
        on,
        uow.unit_changes.successions(),
        stood_then=uow.unit_changes.paths_on(then),
        stand_now=here,
    )
    tally = uow.obligations.tally_of_units(found.units, before, now)
    if not tally.obliged and not tally.left_out:
        return None
    return SamePeriod(before, tally, found)


def year_before(document: Document) -> Document:
    if document.quarter is None:
        return Document.pledge(document.year - 1)
    return Document.report(Quarter(document.quarter.year - 1, document.quarter.number))
