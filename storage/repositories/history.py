"""What happened to documents, and who read them. Only ever added to."""

from typing import Final

from core.history import Deed, Entry, Reading
from core.occasion import local_day
from core.trail import Access, Act
from storage.engine.connection import Connection
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.trail import TrailRows
from storage.vault import Vault

_ADD: Final = Statement(
    "insert into history (document_id, at, actor_id, deed, version, note_sealed, stands_for_id)"
    " values (:document, :at, :actor, :deed, :version, :note, :stands_for)"
)
_OF: Final = Statement(
    "select at, actor_id, deed, version, note_sealed, stands_for_id from history"
    " where document_id = :document order by id"
)
_READ: Final = Statement(
    "select 1 from reading where document_id = :document and version = :version and reader_id = :reader and day = :day"
)
_ADD_READING: Final = Statement(
    "insert into reading (document_id, version, reader_id, day, owner_id, at)"
    " values (:document, :version, :reader, :day, :owner, :at) on conflict do nothing"
)
_READINGS: Final = Statement(
    "select document_id, version, reader_id, at from reading where owner_id = :owner"
    " order by at desc, document_id limit :limit"
)
_NOTE: Final = "history note"


class HistoryRows:
    """core.ports.History on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def add(self, entry: Entry) -> None:
        self._sql.execute(
            _ADD,
            document=entry.document_id,
            at=to_micros(entry.at),
            actor=entry.actor,
            deed=entry.deed.value,
            version=entry.version,
            note=self._vault.seal_text(entry.note, _NOTE) if entry.note else None,
            stands_for=entry.stands_for,
        )

    def of(self, document_id: str) -> list[Entry]:
        return [
            Entry(
                document_id,
                from_micros(at),
                actor,
                Deed(deed),
                version,
                "" if note is None else self._vault.open_text(note, _NOTE),
                giver,
            )
            for at, actor, deed, version, note, giver in self._sql.fetch_all(_OF, document=document_id)
        ]

    def note_reading(self, reading: Reading) -> None:
        key = {
            "document": reading.document_id,
            "version": reading.version,
            "reader": reading.reader,
            "day": local_day(reading.at).isoformat(),
        }
        if self._sql.fetch_one(_READ, **key) is not None:
            return
        if self._sql.execute(_ADD_READING, **key, owner=reading.owner, at=to_micros(reading.at)):
            what = f"{reading.document_id}#{reading.version}"
            TrailRows(self._sql).note(Access(reading.at, reading.reader, Act.READ, what, reading.owner))

    def readings_of(self, owner: str, limit: int = 200) -> list[Reading]:
        rows = self._sql.fetch_all(_READINGS, owner=owner, limit=limit)
        return [
            Reading(document, owner, version, reader, from_micros(at))
            for document, version, reader, at in rows
        ]
