"""One-time link codes, kept only as keyed hashes, and the wrong ones that an address tried."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import orjson

from storage.engine.connection import Connection
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.vault import Vault

_END_OTHERS: Final = Statement(
    "update link_code set ended_at = :now where person_id = :person and ended_at is null"
)
_ISSUE: Final = Statement(
    "insert into link_code (digest, person_id, issued_by, issued_at, expires_at)"
    " values (:digest, :person, :by, :now, :expires)"
)
_HOLDER: Final = Statement(
    "select person_id from link_code where digest = :digest and ended_at is null and expires_at > :now"
)
_REDEEM: Final = Statement(
    "update link_code set ended_at = :now, used = 1"
    " where digest = :digest and ended_at is null and expires_at > :now returning person_id"
)
_OPEN: Final = (
    "select person_id, max(expires_at) from link_code"
    " where ended_at is null and expires_at > :now and person_id in ({people}) group by person_id"
)
_OPEN_UNTIL: Final = Statement(
    sqlite=_OPEN.format(people="select value from json_each(:people)"),
    postgresql=_OPEN.format(people="select json_array_elements_text(cast(:people as json))"),
)
_MISS: Final = Statement(
    "insert into code_miss (address_id, digest, at, line)"
    " select id, :digest, cast(:now as bigint), channel || ':' || line from address where id = :address"
    " on conflict do nothing"
)
_MISSES_ON_LINE: Final = Statement(
    "select m.at from code_miss m"
    " where m.line = (select channel || ':' || line from address where id = :address) and m.at > :since"
    " order by m.at desc limit :limit"
)
_LINKED_ON_LINE: Final = Statement(
    "select count(*) from link l join address a on a.id = l.address_id join address here on here.id = :address"
    " where l.linked_at > :since and a.channel = here.channel and a.line = here.line"
)
_MISSES: Final = Statement("select at from code_miss where address_id = :address and at > :since order by at")
_CODE: Final = "link code"


class CodeRows:
    """core.ports.Codes on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def issue(self, person: str, code: str, expires_at: datetime, by: str, now: datetime) -> None:
        self.revoke(person, now)
        self._sql.execute(
            _ISSUE,
            digest=self._digest(code),
            person=person,
            by=by,
            now=to_micros(now),
            expires=to_micros(expires_at),
        )

    def holder(self, code: str, now: datetime) -> str | None:
        return self._first(_HOLDER, code, now)

    def redeem(self, code: str, now: datetime) -> str | None:
        return self._first(_REDEEM, code, now)

    def _first(self, statement: Statement, code: str, now: datetime) -> str | None:
        """Of the person whose code it is, under whichever key it was given out."""
        for digest in self._vault.digests(code, _CODE):
            row = self._sql.fetch_one(statement, digest=digest, now=to_micros(now))
            if row is not None:
                return str(row[0])
        return None

    def revoke(self, person: str, now: datetime) -> None:
        self._sql.execute(_END_OTHERS, person=person, now=to_micros(now))

    def open_until(self, people: Sequence[str], now: datetime) -> dict[str, datetime]:
        wanted = orjson.dumps(list(people)).decode()
        rows = self._sql.fetch_all(_OPEN_UNTIL, people=wanted, now=to_micros(now))
        return {row[0]: from_micros(row[1]) for row in rows}

    def note_miss(self, address: int, code: str, now: datetime) -> None:
        self._sql.execute(_MISS, address=address, digest=self._digest(code), now=to_micros(now))

    def misses(self, address: int, since: datetime) -> list[datetime]:
        rows = self._sql.fetch_all(_MISSES, address=address, since=to_micros(since))
        return [from_micros(row[0]) for row in rows]

    def misses_on_line(self, address: int, since: datetime, limit: int) -> list[datetime]:
        rows = self._sql.fetch_all(_MISSES_ON_LINE, address=address, since=to_micros(since), limit=limit)
        return [from_micros(row[0]) for row in reversed(rows)]

    def linked_on_line(self, address: int, since: datetime) -> int:
        row = self._sql.fetch_one(_LINKED_ON_LINE, address=address, since=to_micros(since))
        return int(row[0]) if row else 0

    def _digest(self, code: str) -> str:
        return self._vault.digest(code, _CODE)
