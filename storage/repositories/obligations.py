"""Who owes what: written when a period opens, cleared in the transaction that hands the document in."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from core.documents import Document
from core.obligations import LeftOut, Obligation, Tally
from core.people import AudienceGroup
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.sql import ROWS_KEPT, path_end

_SELECT: Final = (
    "select person_id, document, audience, unit_id, path, due_at, grace_end, closes_at, left_out, cleared_at"
    " from obligation"
)
_GET: Final = Statement(f"{_SELECT} where person_id = :person and document = :document", recalled=True)
_PENDING: Final = Statement(
    f"{_SELECT} where person_id = :person and cleared_at is null and left_out is null order by due_at, document"
)
_OF_PERSON: Final = Statement(f"{_SELECT} where person_id = :person order by due_at, document")
_OF_UNIT: Final = Statement(f"{_SELECT} where document = :document and path >= :path and path < :path_end")
_COUNT: Final = (
    "select left_out, count(*), count(cleared_at), sum(case when cleared_at > grace_end then 1 else 0 end),"
    " sum(case when cleared_at is null and grace_end < :now then 1 else 0 end) from obligation"
    " where document = :document and "
)
_TALLY: Final = Statement(_COUNT + "path >= :path and path < :path_end group by left_out")
_IN_UNITS: Final = _COUNT + "unit_id in ({}) group by left_out"
_TALLY_OF_UNITS: Final = Statement(
    sqlite=_IN_UNITS.format("select value from json_each(:units)"),
    postgresql=_IN_UNITS.format("select json_array_elements_text(cast(:units as json))"),
)
_OPENED: Final = Statement("select distinct document from obligation order by document")
_INSERT: Final = (
    "insert into obligation (person_id, document, audience, unit_id, path, due_at, grace_end, closes_at, left_out,"
    " cleared_at) values (:person, :document, :audience, :unit, :path, :due, :grace_end, :closes, :left_out, :cleared)"
    " on conflict (person_id, document)"
)
_ADD: Final = Statement(f"{_INSERT} do nothing returning person_id")
# Who has handed it in keeps the row of that day; all else follows the facts.
_PUT: Final = Statement(f"""{_INSERT} do update set audience = excluded.audience, unit_id = excluded.unit_id,
  path = excluded.path, due_at = excluded.due_at, grace_end = excluded.grace_end, closes_at = excluded.closes_at,
  left_out = excluded.left_out
where obligation.cleared_at is null and (obligation.audience, obligation.unit_id, obligation.path, obligation.due_at,
    obligation.grace_end, obligation.closes_at, coalesce(obligation.left_out, ''))
  <> (excluded.audience, excluded.unit_id, excluded.path, excluded.due_at, excluded.grace_end, excluded.closes_at,
    coalesce(excluded.left_out, ''))
returning person_id""")
_REPORTS_IN: Final = (
    "select person_id, sent_at from report where period = :period and state <> 'withdrawn' and person_id in "
)
_PLEDGES_IN: Final = (
    "select person_id, min(sent_at) from pledge where year = :year and state <> 'withdrawn' and person_id in "
)
_SQLITE_LIST: Final = "(select value from json_each(:people))"
_POSTGRESQL_LIST: Final = "(select json_array_elements_text(cast(:people as json)))"
_REPORTS: Final = Statement(sqlite=_REPORTS_IN + _SQLITE_LIST, postgresql=_REPORTS_IN + _POSTGRESQL_LIST)
_PLEDGES: Final = Statement(
    sqlite=f"{_PLEDGES_IN}{_SQLITE_LIST} group by person_id",
    postgresql=f"{_PLEDGES_IN}{_POSTGRESQL_LIST} group by person_id",
)
_CLEAR: Final = Statement(
    "update obligation set cleared_at = :at where person_id = :person and document = :document"
)


class ObligationRows:
    """core.ports.Obligations on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def get(self, person: str, document: Document) -> Obligation | None:
        row = self._sql.fetch_one(_GET, person=person, document=document.code)
        return _obligation(row) if row else None

    def pending(self, person: str) -> list[Obligation]:
        return [_obligation(row) for row in self._sql.fetch_all(_PENDING, person=person)]

    def of_person(self, person: str) -> list[Obligation]:
        return [_obligation(row) for row in self._sql.fetch_all(_OF_PERSON, person=person)]

    def put(self, obligations: Sequence[Obligation]) -> int:
        return sum(self._sql.fetch_one(_PUT, **fields_of(each)) is not None for each in obligations)

    def add_missing(self, obligations: Sequence[Obligation]) -> int:
        return sum(self._sql.fetch_one(_ADD, **fields_of(each)) is not None for each in obligations)

    def handed_in(self, people: Sequence[str], document: Document) -> dict[str, datetime]:
        wanted = json.dumps(list(people))
        if document.quarter is not None:
            rows = self._sql.fetch_all(_REPORTS, people=wanted, period=document.quarter.code)
        else:
            rows = self._sql.fetch_all(_PLEDGES, people=wanted, year=document.year)
        return {person: from_micros(at) for person, at in rows}

    def clear(self, person: str, document: Document, at: datetime | None) -> None:
        self._sql.execute(
            _CLEAR, person=person, document=document.code, at=None if at is None else to_micros(at)
        )

    def of_unit(self, path: str, document: Document) -> list[Obligation]:
        rows = self._sql.fetch_all(_OF_UNIT, path=path, path_end=path_end(path), document=document.code)
        return [_obligation(row) for row in rows]

    def tally(self, path: str, document: Document, now: datetime) -> Tally:
        within = {"path": path, "path_end": path_end(path)}
        rows = self._sql.fetch_all(_TALLY, **within, document=document.code, now=to_micros(now))
        return _tally(rows)

    def tally_of_units(self, units: Sequence[str], document: Document, now: datetime) -> Tally:
        these = json.dumps(list(units))
        return _tally(
            self._sql.fetch_all(_TALLY_OF_UNITS, units=these, document=document.code, now=to_micros(now))
        )

    def opened(self) -> list[Document]:
        return [Document.from_code(row[0]) for row in self._sql.fetch_all(_OPENED)]


def fields_of(owed: Obligation) -> dict[str, Any]:
    """As the statements name them."""
    return {
        "person": owed.person,
        "document": owed.document.code,
        "audience": owed.group.value,
        "unit": owed.unit,
        "path": owed.path,
        "due": to_micros(owed.due),
        "grace_end": to_micros(owed.grace_end),
        "closes": to_micros(owed.closes),
        "left_out": None if owed.left_out is None else owed.left_out.value,
        "cleared": None if owed.cleared_at is None else to_micros(owed.cleared_at),
    }


def _tally(rows: list[Row]) -> Tally:
    found = {row[0]: row for row in rows}
    _, obliged, handed_in, late, overdue = found.get(None, (None, 0, 0, 0, 0))
    left_out = tuple((reason, found[reason.value][1]) for reason in LeftOut if reason.value in found)
    return Tally(obliged, handed_in, int(late), int(overdue), left_out)


@lru_cache(ROWS_KEPT)
def _obligation(row: Row) -> Obligation:
    person, document, audience, unit, path, due, grace_end, closes, left_out, cleared = row
    return Obligation(
        person,
        Document.from_code(document),
        AudienceGroup(audience),
        unit,
        path,
        from_micros(due),
        from_micros(grace_end),
        from_micros(closes),
        None if left_out is None else LeftOut(left_out),
        None if cleared is None else from_micros(cleared),
    )
