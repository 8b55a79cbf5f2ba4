"""What happens behind the scenes, read from the simulator's database: what is to leave, and who owes what.

It names whom a message is for and never says what is in it, so that staff learn to look here without reading letters.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from core.documents import Document
from core.obligations import Obligation
from core.outbox import Priority
from core.ports import UnitOfWork
from core.text.figures import percent
from core.units import ROOT
from core.usecases.cell_desk import tally_of
from storage.engine.instants import from_micros
from storage.engine.statements import Statement
from storage.work import Repositories

Json = dict[str, Any]

_NEWEST: Final = 30
_ROWS: Final = Statement(
    "select o.id, o.state, o.kind, o.priority, o.attempts, o.reason, o.queued_at, o.not_before, o.done_at,"
    " coalesce(o.person_id, (select min(l.person_id) from link l"
    " where l.address_id = o.address_id and l.revoked_at is null))"
    " from outbox o order by o.id desc limit :most"
)
_COUNTS: Final = Statement("select state, count(*) from outbox group by state")


def outbox(uow: UnitOfWork) -> Json:
    """How many rows stand in each state, and the newest of them."""
    if not isinstance(uow, Repositories):
        raise TypeError("the simulator reads its own store")
    counts = {str(state): int(count) for state, count in uow.connection.fetch_all(_COUNTS)}
    rows = [_row(*row) for row in uow.connection.fetch_all(_ROWS, most=_NEWEST)]
    return {"counts": counts, "rows": rows}


def _row(
    number: int,
    state: str,
    kind: str,
    priority: int,
    attempts: int,
    reason: str | None,
    queued_at: int,
    not_before: int,
    done_at: int | None,
    person: str | None,
) -> Json:
    return {
        "id": number,
        "state": state,
        "kind": kind,
        "priority": Priority(priority).name.lower(),
        "attempts": attempts,
        "reason": reason or "",
        "queued_at": from_micros(queued_at),
        "not_before": from_micros(not_before) if not_before > queued_at else None,
        "done_at": None if done_at is None else from_micros(done_at),
        "person": person or "",
    }


def documents(uow: UnitOfWork, now: datetime) -> list[Json]:
    """Every document that is owed by anyone, newest period last, each with its rates and its people."""
    return [
        _document(document, uow.obligations.of_unit(ROOT, document), now)
        for document in uow.obligations.opened()
    ]


def _document(document: Document, owed: Sequence[Obligation], now: datetime) -> Json:
    units = sorted({each.unit for each in owed})
    return {
        "code": document.code,
        "whole": _rate(owed, now),
        "units": {unit: _rate([each for each in owed if each.unit == unit], now) for unit in units},
        "people": [_person(each, now) for each in sorted(owed, key=lambda each: (each.unit, each.person))],
    }


def _rate(owed: Sequence[Obligation], now: datetime) -> Json:
    tally = tally_of(list(owed), now)
    return {
        "obliged": tally.obliged,
        "handed_in": tally.handed_in,
        "late": tally.late,
        "overdue": tally.overdue,
        "left_out": {reason.value: count for reason, count in tally.left_out},
        "percent": percent(tally.handed_in, tally.obliged),
    }


def _person(each: Obligation, now: datetime) -> Json:
    return {
        "person": each.person,
        "unit": each.unit,
        "due": each.due,
        "cleared_at": each.cleared_at,
        "state": _state(each, now),
    }


def _state(each: Obligation, now: datetime) -> str:
    if each.left_out is not None:
        return each.left_out.value
    if each.cleared_at is not None:
        return "late" if each.cleared_at > each.grace_end else "handed_in"
    return "overdue" if each.is_overdue(now) else "owed"
