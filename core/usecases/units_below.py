"""How a document stands in a unit and in each unit right below it: counts without names, by one sum a unit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.access import Action, Target, may, require
from core.documents import Document
from core.errors import NotAllowed
from core.message import say
from core.obligations import Tally
from core.occasion import local_day
from core.ports import UnitOfWork
from core.speaker import Speaker
from core.units import Unit
from core.usecases.unit_figures import tally_of_unit

_ALL: Final = slice(None)


@dataclass(frozen=True, slots=True)
class UnitCounts:
    unit: Unit
    tally: Tally


@dataclass(frozen=True, slots=True)
class Subtree:
    """`above` is the unit over it, where the speaker may see that one's counts too. `below` are those asked for of the
    `below_count` units right below, by name."""

    whole: UnitCounts
    above: Unit | None
    below: tuple[UnitCounts, ...]
    below_count: int


def units_below(
    uow: UnitOfWork,
    speaker: Speaker,
    unit_id: str,
    document: Document,
    now: datetime,
    shown: slice = _ALL,
) -> Subtree:
    """Only the units `shown` are summed: a province has more of them than one page names."""
    on = local_day(now)
    unit = uow.units.get(unit_id, on)
    if unit is None:
        raise NotAllowed(say("This is outside what you look after."))
    require(speaker, Action.SEE_COUNTS, Target(unit.path), on)
    above = uow.units.get(unit.parent, on) if unit.parent else None
    if above is not None and not may(speaker, Action.SEE_COUNTS, Target(above.path), on):
        above = None
    children = uow.units.children(unit.id, on)
    whole, *below = (
        UnitCounts(each, tally_of_unit(uow, each, document, now)) for each in (unit, *children[shown])
    )
    return Subtree(whole, above, tuple(below), len(children))
