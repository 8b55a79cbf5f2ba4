"""Reports. `of_year` is on the hot path: one statement."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import orjson

from core.documents import DocumentKind
from core.errors import Moved
from core.queue import Waiting
from core.report import Report, ReportContent, ReportedItem, ReportState, ReportVersion
from core.text.periods import Quarter
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.repositories import reports_sql as sql
from storage.repositories.entered import entered_fields, entered_of
from storage.repositories.people import resident_of
from storage.repositories.report_json import read_content, read_returned, write_content, write_returned
from storage.repositories.sql import ROWS_KEPT, path_end
from storage.vault import Vault

_CONTENT: Final = "report content"
_RETURNED: Final = "report return"
_NOTHING: Final = ReportContent(())


class ReportRows:
    """core.ports.Reports on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, report: str) -> Report | None:
        row = self._sql.fetch_one(sql.BY_ID, report=report)
        return _report(self._vault, row) if row else None

    def find(self, person: str, period: Quarter) -> Report | None:
        row = self._sql.fetch_one(sql.BY_PERIOD, person=person, period=period.code)
        return _report(self._vault, row) if row else None

    def of_year(self, person: str, year: int) -> list[Report]:
        rows = self._sql.fetch_all(sql.OF_YEAR, person=person, first=f"{year}Q1", last=f"{year}Q4")
        return [_report(self._vault, row) for row in rows]

    def version(self, report: str, no: int) -> ReportVersion | None:
        row = self._sql.fetch_one(sql.VERSION, report=report, no=no)
        if row is None:
            return None
        return ReportVersion(report, row[0], row[1], from_micros(row[2]), _content(self._vault, row[3]))

    def is_taken(self, receipt: str) -> bool:
        return self._sql.fetch_one(sql.RECEIPT, receipt=receipt) is not None

    def add(self, report: Report) -> None:
        added = self._sql.fetch_one(
            sql.ADD,
            **self._fields(report),
            person_id=report.person,
            period=report.period.code,
            unit_id=report.unit,
            path=report.path,
        )
        if added is None:
            raise Moved
        self._add_version(report)

    def save(self, report: Report, seen: int) -> None:
        before = self._sql.fetch_one(sql.VERSION_OF, report=report.id)
        if self._sql.fetch_one(sql.SAVE, **self._fields(report), seen=seen) is None:
            raise Moved
        if before is not None and before[0] != report.version:
            self._add_version(report)

    def waiting(self, path: str, on: date, after: Waiting | None = None, limit: int = 200) -> list[Waiting]:
        since = {"at": to_micros(after.sent_at) if after else 0, "after": after.id if after else ""}
        place = {"path": path, "path_end": path_end(path), "day": on.isoformat()}
        rows = self._sql.fetch_all(sql.WAITING, **place, **since, limit=limit)
        return [
            Waiting(
                DocumentKind.REPORT,
                row[8],
                row[9],
                resident_of(row),
                from_micros(row[10]),
                bool(row[11]),
                bool(row[12]),
                period=Quarter.from_code(row[13]),
            )
            for row in rows
        ]

    def of_people(self, people: Sequence[str], period: Quarter) -> dict[str, Report]:
        wanted = orjson.dumps(list(people)).decode()
        rows = self._sql.fetch_all(sql.OF_PEOPLE, people=wanted, period=period.code)
        return {row[1]: _report(self._vault, row) for row in rows}

    def _add_version(self, report: Report) -> None:
        self._sql.execute(
            sql.ADD_VERSION,
            report=report.id,
            no=report.version,
            receipt=report.receipt,
            sent_at=to_micros(report.sent_at),
            content=self._vault.seal(write_content(report.content), _CONTENT),
        )
        self._sql.execute(sql.DROP_ITEMS, report=report.id)
        self._sql.many(
            sql.ADD_ITEM,
            [_item_fields(report.id, each) for each in report.content.items],
        )

    def _fields(self, report: Report) -> dict[str, Any]:
        returned = report.returned
        return {
            "id": report.id,
            "state": report.state.value,
            "version": report.version,
            "revision": report.revision,
            "receipt": report.receipt,
            "sent_at": to_micros(report.sent_at),
            "received_at": to_micros(report.received_at),
            "late": report.late,
            "returned_sealed": None
            if returned is None
            else self._vault.seal(write_returned(returned), _RETURNED),
            "decided_by": report.decided_by,
            "decided_at": None if report.decided_at is None else to_micros(report.decided_at),
            **entered_fields(report.entered),
        }


@lru_cache(ROWS_KEPT)
def _report(vault: Vault, row: Row) -> Report:
    """The same row is read once: every step of a report asks for those of its year."""
    return Report(
        id=row[0],
        person=row[1],
        period=Quarter.from_code(row[2]),
        unit=row[3],
        path=row[4],
        state=ReportState(row[5]),
        version=row[6],
        revision=row[7],
        receipt=row[8],
        sent_at=from_micros(row[9]),
        received_at=from_micros(row[10]),
        late=bool(row[11]),
        returned=None if row[12] is None else read_returned(vault.open(row[12], _RETURNED)),
        decided_by=row[13],
        decided_at=None if row[14] is None else from_micros(row[14]),
        entered=entered_of(row[15:18]),
        content=_NOTHING if row[18] is None else _content(vault, row[18]),
    )


def _content(vault: Vault, sealed: bytes) -> ReportContent:
    return read_content(vault.open(sealed, _CONTENT))


def _item_fields(report: str, reported: ReportedItem) -> dict[str, object]:
    said, item = reported.progress, reported.item
    done = None if said.done is None else str(said.done)
    return {
        "report": report,
        "key": reported.key,
        "pledge": reported.pledge,
        "pledge_version": reported.pledge_version,
        "state": said.state.value,
        "measure": item.measure.value,
        "unit": item.unit,
        "target": None if item.target is None else str(item.target),
        "done": done,
        "in_progress": None if said.in_progress is None else str(said.in_progress),
        "done_number": done,
    }
