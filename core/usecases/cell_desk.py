"""/chibo: one document in one unit at a glance: handed in, missing, returned, overdue, with its denominator."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from core.access import Action, Target, may, require
from core.documents import Document
from core.errors import NotAllowed
from core.message import say
from core.obligations import LeftOut, Obligation, Tally
from core.occasion import local_day
from core.people import Resident
from core.ports import UnitOfWork
from core.report import Report, ReportState
from core.settings import NAMES_ON_TELEGRAM
from core.speaker import Speaker
from core.units import Unit
from core.usecases.unit_figures import owed_in_unit


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One person. `report` is without content; None where nothing was handed in."""

    who: Resident
    owed: Obligation
    report: Report | None

    @property
    def state(self) -> ReportState | None:
        return self.report.state if self.report else None


@dataclass(frozen=True, slots=True)
class Desk:
    """Rows are in the order of Vietnamese lists. `missing` are those within their grace, `overdue` those past it.

    Without `names_shown` (over Telegram, unless the unit allows names there) the lists are empty and only `tally`
    counts; `returned` counts the reports that wait for their author.
    """

    unit: Unit
    document: Document
    tally: Tally
    returned_count: int
    names_shown: bool
    handed_in: tuple[DeskRow, ...] = ()
    returned: tuple[DeskRow, ...] = ()
    missing: tuple[DeskRow, ...] = ()
    overdue: tuple[DeskRow, ...] = ()


def cell_desk(
    uow: UnitOfWork, speaker: Speaker, unit_id: str, document: Document, now: datetime, channel: str
) -> Desk:
    """Of the obligations that lay in the unit, so a past period's figures never move."""
    on = local_day(now)
    unit = uow.units.get(unit_id, on)
    if unit is None:
        raise NotAllowed(say("This is outside what you look after."))
    target = Target(unit.path)
    require(speaker, Action.SEE_COUNTS, target, on)
    owed = owed_in_unit(uow, unit, document)
    rows = _rows(uow, unit, owed, document, now)
    shown = may(speaker, Action.SEE_DESK, target, on) and names_allowed(uow, unit.path, channel)
    returned = tuple(row for row in rows if row.state is ReportState.RETURNED)
    tally = tally_of(owed, now)
    if not shown:
        return Desk(unit, document, tally, len(returned), names_shown=False)
    pending = [row for row in rows if row.owed.is_pending]
    return Desk(
        unit,
        document,
        tally,
        len(returned),
        names_shown=True,
        handed_in=tuple(row for row in rows if row.owed.cleared_at and row.state is not ReportState.RETURNED),
        returned=returned,
        missing=tuple(row for row in pending if not row.owed.is_overdue(now)),
        overdue=tuple(row for row in pending if row.owed.is_overdue(now)),
    )


def names_allowed(uow: UnitOfWork, path: str, channel: str) -> bool:
    """Whether lists may name people of this unit there: Telegram's servers are abroad (domain.md §6.3)."""
    return channel != "telegram" or uow.units.settings(path).is_on(NAMES_ON_TELEGRAM)


def _rows(
    uow: UnitOfWork, unit: Unit, rows: list[Obligation], document: Document, now: datetime
) -> list[DeskRow]:
    """People who are here today and owe, or owed, it here; who left or died is in no list."""
    owed = {each.person: each for each in rows}
    reports = uow.reports.of_people(list(owed), document.quarter) if document.quarter else {}
    return [
        DeskRow(who, owed[who.person.id], reports.get(who.person.id))
        for who in uow.people.residents(unit.path, local_day(now))
        if who.person.id in owed and owed[who.person.id].left_out is None
    ]


def tally_of(rows: list[Obligation], now: datetime) -> Tally:
    obliged = [each for each in rows if each.left_out is None]
    left_out = Counter(each.left_out for each in rows if each.left_out is not None)
    return Tally(
        obliged=len(obliged),
        handed_in=sum(each.cleared_at is not None for each in obliged),
        late=sum(each.cleared_at is not None and each.cleared_at > each.grace_end for each in obliged),
        overdue=sum(each.is_overdue(now) for each in obliged),
        left_out=tuple((reason, left_out[reason]) for reason in LeftOut if left_out[reason]),
    )
