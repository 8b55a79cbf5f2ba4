# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Requests about one's own data, and legal holds. Words are sealed."""

from datetime import date, datetime
from typing import Any, Final

from core.data_requests import DataRequest, LegalHold, RequestKind, RequestState
from core.errors import Moved
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.sql import path_end
from storage.vault import Vault

_COLUMNS: Final = (
    "id, person_id, path, kind, state, asked_at, answer_due, due, words_sealed, answered_by, answered_at,"
    " answer_sealed, ended_at, step"
)
_SELECT: Final = f"select {_COLUMNS} from data_request"
_GET: Final = Statement(f"{_SELECT} where id = :request")
_ADD: Final = Statement(
    f"insert into data_request ({_COLUMNS}) values"
    f" ({', '.join(':' + column.strip() for column in _COLUMNS.split(','))})"
)
_SAVE: Final = Statement(
    "update data_request set state = :state, answered_by = :answered_by, answered_at = :answered_at,"
    " answer_sealed = :answer_sealed, ended_at = :ended_at, step = :step"
    " where id = :id and state = :was returning id"
)
_OF_PERSON: Final = Statement(f"{_SELECT} where person_id = :person order by asked_at desc, id")
_OPEN: Final = Statement(
    f"{_SELECT} where ended_at is null and path >= :path and path < :path_end order by due, id limit :limit"
)
_ERASING: Final = Statement(
    f"{_SELECT} where ended_at is null and state = 'erasing' order by due, id limit :limit"
)
_HOLD_COLUMNS: Final = "id, person_id, reason_sealed, until, set_by, set_at, ended_at"
_HOLD: Final = Statement(f"select {_HOLD_COLUMNS} from legal_hold where id = :hold")
_HOLD_ON: Final = Statement(
    f"select {_HOLD_COLUMNS} from legal_hold where person_id = :person and ended_at is null and until >= :day"
    " order by until desc, id limit 1"
)
_HOLDS: Final = Statement(
    f"select {_HOLD_COLUMNS} from legal_hold where ended_at is null and until >= :day order by until, id limit :limit"
)
_ADD_HOLD: Final = Statement(
    "insert into legal_hold (id, person_id, reason_sealed, until, set_by, set_at)"
    " values (:id, :person, :reason, :until, :by, :at)"
)
_END_HOLD: Final = Statement("update legal_hold set ended_at = :now where id = :hold and ended_at is null")
WORDS: Final = "request words"
ANSWER: Final = "request answer"
REASON: Final = "legal hold"


class RequestRows:
    """core.data_requests.Requests on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, request: str) -> DataRequest | None:
        row = self._sql.fetch_one(_GET, request=request)
        return self._request(row) if row else None

    def add(self, request: DataRequest) -> None:
        self._sql.execute(
            _ADD,
            **self._changing(request),
            person_id=request.person,
            path=request.path,
            kind=request.kind.value,
            asked_at=to_micros(request.asked_at),
            answer_due=request.answer_due.isoformat(),
            due=request.due.isoformat(),
            words_sealed=self._sealed(request.words, WORDS),
        )

    def save(self, request: DataRequest, was: RequestState) -> None:
        if self._sql.fetch_one(_SAVE, **self._changing(request), was=was.value) is None:
            raise Moved

    def of_person(self, person: str) -> list[DataRequest]:
        return [self._request(row) for row in self._sql.fetch_all(_OF_PERSON, person=person)]

    def open_within(self, path: str, limit: int = 100) -> list[DataRequest]:
        area = {"path": path, "path_end": path_end(path)}
        return [self._request(row) for row in self._sql.fetch_all(_OPEN, **area, limit=limit)]

    def erasing(self, limit: int) -> list[DataRequest]:
        return [self._request(row) for row in self._sql.fetch_all(_ERASING, limit=limit)]

    def hold_on(self, person: str, day: date) -> LegalHold | None:
        row = self._sql.fetch_one(_HOLD_ON, person=person, day=day.isoformat())
        return self._held(row) if row else None

    def hold(self, hold: str) -> LegalHold | None:
        row = self._sql.fetch_one(_HOLD, hold=hold)
        return self._held(row) if row else None

    def holds(self, day: date, limit: int = 50) -> list[LegalHold]:
        rows = self._sql.fetch_all(_HOLDS, day=day.isoformat(), limit=limit)
        return [self._held(row) for row in rows]

    def add_hold(self, hold: LegalHold) -> None:
        self._sql.execute(
            _ADD_HOLD,
            id=hold.id,
            person=hold.person,
            reason=self._vault.seal_text(hold.reason, REASON),
            until=hold.until.isoformat(),
            by=hold.set_by,
            at=to_micros(hold.set_at),
        )

    def end_hold(self, hold: str, now: datetime) -> None:
        self._sql.execute(_END_HOLD, hold=hold, now=to_micros(now))

    def _changing(self, request: DataRequest) -> dict[str, Any]:
        return {
            "id": request.id,
            "state": request.state.value,
            "answered_by": request.answered_by,
            "answered_at": _micros(request.answered_at),
            "answer_sealed": self._sealed(request.answer, ANSWER),
            "ended_at": _micros(request.ended_at),
            "step": request.step,
        }

    def _sealed(self, words: str, purpose: str) -> bytes | None:
        return self._vault.seal_text(words, purpose) if words else None

    def _opened(self, sealed: bytes | None, purpose: str) -> str:
        return "" if sealed is None else self._vault.open_text(sealed, purpose)

    def _request(self, row: Row) -> DataRequest:
        return DataRequest(
            id=row[0],
            person=row[1],
            path=row[2],
            kind=RequestKind(row[3]),
            state=RequestState(row[4]),
            asked_at=from_micros(row[5]),
            answer_due=date.fromisoformat(row[6]),
            due=date.fromisoformat(row[7]),
            words=self._opened(row[8], WORDS),
            answered_by=row[9],
            answered_at=None if row[10] is None else from_micros(row[10]),
            answer=self._opened(row[11], ANSWER),
            ended_at=None if row[12] is None else from_micros(row[12]),
            step=row[13],
        )

    def _held(self, row: Row) -> LegalHold:
        return LegalHold(
            id=row[0],
            person=row[1],
            reason=self._vault.open_text(row[2], REASON),
            until=date.fromisoformat(row[3]),
            set_by=row[4],
            set_at=from_micros(row[5]),
            ended_at=None if row[6] is None else from_micros(row[6]),
        )


def _micros(at: datetime | None) -> int | None:
    return None if at is None else to_micros(at)
