"""Consent as it was given or refused, each time."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from core.consent import Consent, Purpose
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.sql import ROWS_KEPT

_RECORD: Final = Statement(
    "insert into consent (person_id, purpose, at, given, text_version, channel, message_id)"
    " values (:person, :purpose, :at, :given, :text_version, :channel, :message) on conflict do nothing"
)
_OF: Final = Statement(
    "select purpose, text_version, given, at, channel, message_id from consent where person_id = :person order by at",
    recalled=True,
)


class ConsentRows:
    """core.ports.Consents on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def record(self, consent: Consent) -> None:
        self._sql.execute(
            _RECORD,
            person=consent.person,
            purpose=consent.purpose.value,
            at=to_micros(consent.at),
            given=int(consent.given),
            text_version=consent.text_version,
            channel=consent.channel,
            message=consent.message_id,
        )

    def current(self, person: str) -> Mapping[Purpose, Consent]:
        return _newest(person, tuple(self._sql.fetch_all(_OF, person=person)))


@lru_cache(ROWS_KEPT)
def _newest(person: str, rows: tuple[Row, ...]) -> Mapping[Purpose, Consent]:
    found: dict[Purpose, Consent] = {}
    for purpose, text_version, given, at, channel, message in rows:
        kind = Purpose(purpose)
        found[kind] = Consent(person, kind, text_version, bool(given), from_micros(at), channel, message)
    return MappingProxyType(found)
