# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Paper typed in for others that waits for its author's word, and who may type in for whom."""

from datetime import date, datetime
from typing import Final

from core.on_behalf import Helping
from core.paper_entry import EntryState, PaperEntry
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.pledge_json import read_items, write_items
from storage.repositories.report_json import read_content, write_content
from storage.vault import Vault

_FIELDS: Final = "person_id, code, entered_by, paper_on, entered_at, seen, state, content_sealed, note_sealed"
_ONE: Final = Statement(f"select {_FIELDS} from paper_entry where person_id = :person and code = :code")
_OF: Final = Statement(
    f"select {_FIELDS} from paper_entry where person_id = :person order by entered_at, code"
)
_BY: Final = Statement(
    f"select {_FIELDS} from paper_entry where entered_by = :helper order by entered_at, person_id, code"
)
_PUT: Final = Statement(
    f"insert into paper_entry ({_FIELDS})"
    " values (:person, :code, :by, :paper_on, :at, :seen, :state, :content, :note)"
    " on conflict (person_id, code) do update set entered_by = excluded.entered_by, paper_on = excluded.paper_on,"
    " entered_at = excluded.entered_at, seen = excluded.seen, state = excluded.state,"
    " content_sealed = excluded.content_sealed, note_sealed = excluded.note_sealed"
)
_DROP: Final = Statement("delete from paper_entry where person_id = :person and code = :code")
_HELPING: Final = (
    "select person_id, helper_id, valid_from, valid_to, named_by from helper"
    " where valid_from <= :day and valid_to >= :day"
)
_HELPERS: Final = Statement(f"{_HELPING} and person_id = :person order by helper_id")
_HELPED: Final = Statement(f"{_HELPING} and helper_id = :helper order by person_id")
_NAME: Final = Statement(
    "insert into helper (person_id, helper_id, valid_from, valid_to, named_by, at)"
    " values (:person, :helper, :start, :end, :by, :at)"
    " on conflict (person_id, helper_id) do update set valid_from = excluded.valid_from,"
    " valid_to = excluded.valid_to, named_by = excluded.named_by, at = excluded.at"
)
_END: Final = Statement("delete from helper where person_id = :person and helper_id = :helper")
_CONTENT: Final = "paper entry"
_NOTE: Final = "paper entry note"


class EntryRows:
    """core.ports.Entries on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, person: str, code: str) -> PaperEntry | None:
        row = self._sql.fetch_one(_ONE, person=person, code=code)
        return self._entry(row) if row else None

    def of_person(self, person: str) -> list[PaperEntry]:
        return [self._entry(row) for row in self._sql.fetch_all(_OF, person=person)]

    def by(self, helper: str) -> list[PaperEntry]:
        return [self._entry(row) for row in self._sql.fetch_all(_BY, helper=helper)]

    def put(self, entry: PaperEntry) -> None:
        content = write_content(entry.report) if entry.report is not None else write_items(entry.items)
        self._sql.execute(
            _PUT,
            person=entry.person,
            code=entry.code,
            by=entry.entered_by,
            paper_on=entry.paper_on.isoformat(),
            at=to_micros(entry.entered_at),
            seen=entry.seen,
            state=entry.state.value,
            content=self._vault.seal(content, _CONTENT),
            note=self._vault.seal_text(entry.note, _NOTE) if entry.note else None,
        )

    def drop(self, person: str, code: str) -> None:
        self._sql.execute(_DROP, person=person, code=code)

    def helpers_of(self, person: str, on: date) -> list[Helping]:
        return [_helping(row) for row in self._sql.fetch_all(_HELPERS, person=person, day=on.isoformat())]

    def helped_by(self, helper: str, on: date) -> list[Helping]:
        return [_helping(row) for row in self._sql.fetch_all(_HELPED, helper=helper, day=on.isoformat())]

    def name_helper(self, helping: Helping, now: datetime) -> None:
        self._sql.execute(
            _NAME,
            person=helping.person,
            helper=helping.helper,
            start=helping.valid_from.isoformat(),
            end=helping.valid_to.isoformat(),
            by=helping.named_by,
            at=to_micros(now),
        )

    def end_helping(self, person: str, helper: str) -> None:
        self._sql.execute(_END, person=person, helper=helper)

    def _entry(self, row: Row) -> PaperEntry:
        content, is_report = self._vault.open(row[7], _CONTENT), row[1].startswith("report:")
        return PaperEntry(
            person=row[0],
            code=row[1],
            entered_by=row[2],
            paper_on=date.fromisoformat(row[3]),
            entered_at=from_micros(row[4]),
            seen=row[5],
            state=EntryState(row[6]),
            report=read_content(content) if is_report else None,
            items=() if is_report else read_items(content),
            note="" if row[8] is None else self._vault.open_text(row[8], _NOTE),
        )


def _helping(row: Row) -> Helping:
    return Helping(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), row[4])
