"""What was changed about people: only ever added to. What a change touched is sealed: it names people and places."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from core.errors import Moved
from core.history import Deed
from core.people_history import PersonChange
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.person_change_json import read_detail, write_detail
from storage.vault import Vault

_SELECT: Final = (
    "select id, person_id, actor_id, at, deed, valid_from, detail_sealed, undoes from person_change"
)
_GET: Final = Statement(f"{_SELECT} where id = :id")
_OF: Final = Statement(
    f"{_SELECT} where person_id = :person order by at desc, undoes is null, id limit :limit"
)
_BY: Final = Statement(f"{_SELECT} where actor_id = :actor order by at desc, undoes is null, id limit :limit")
_ADD: Final = Statement(
    "insert into person_change (id, person_id, actor_id, at, deed, valid_from, detail_sealed, undoes)"
    " values (:id, :person, :actor, :at, :deed, :start, :detail, :undoes) on conflict (undoes) do nothing returning id"
)
_UNDONE: Final = Statement(
    sqlite="select undoes from person_change where undoes in (select value from json_each(:changes))",
    postgresql="select undoes from person_change"
    " where undoes in (select json_array_elements_text(cast(:changes as json)))",
)
_DECIDED: Final = Statement(
    "select 1 from history h join (select id, person_id from report union all select id, person_id from pledge) d"
    " on d.id = h.document_id where d.person_id = :person and h.at > :at and h.actor_id <> :person"
    " and h.deed in ('accepted', 'returned', 'confirmed', 'changes_requested', 'unaccepted') limit 1"
)
_RELINK: Final = Statement(
    "update link set revoked_at = null where person_id = :person and address_id = :address"
)
_SPEAKS: Final = Statement(
    "update address set speaker_id = :person where id = :address and speaker_id is null"
)
_DETAIL: Final = "person change"


class PersonChangeRows:
    """core.ports.PersonChanges on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, change: str) -> PersonChange | None:
        row = self._sql.fetch_one(_GET, id=change)
        return self._change(row) if row else None

    def add(self, change: PersonChange) -> None:
        added = self._sql.fetch_one(
            _ADD,
            id=change.id,
            person=change.person,
            actor=change.actor,
            at=to_micros(change.at),
            deed=change.deed.value,
            start=change.valid_from.isoformat(),
            detail=self._vault.seal(write_detail(change), _DETAIL),
            undoes=change.undoes,
        )
        if added is None:
            raise Moved

    def of(self, person: str, limit: int = 20) -> list[PersonChange]:
        return [self._change(row) for row in self._sql.fetch_all(_OF, person=person, limit=limit)]

    def by(self, actor: str, limit: int = 20) -> list[PersonChange]:
        return [self._change(row) for row in self._sql.fetch_all(_BY, actor=actor, limit=limit)]

    def undone(self, changes: Sequence[str]) -> frozenset[str]:
        rows = self._sql.fetch_all(_UNDONE, changes=json.dumps(list(changes)))
        return frozenset(row[0] for row in rows)

    def decided_since(self, person: str, at: datetime) -> bool:
        return self._sql.fetch_one(_DECIDED, person=person, at=to_micros(at)) is not None

    def relink(self, person: str, addresses: Sequence[int]) -> None:
        for address in addresses:
            self._sql.execute(_RELINK, person=person, address=address)
            self._sql.execute(_SPEAKS, person=person, address=address)

    def _change(self, row: Row) -> PersonChange:
        number, person, actor, at, deed, start, sealed, undoes = row
        detail: dict[str, Any] = read_detail(self._vault.open(sealed, _DETAIL))
        return PersonChange(
            id=number,
            person=person,
            actor=actor,
            at=from_micros(at),
            deed=Deed(deed),
            valid_from=date.fromisoformat(start),
            undoes=undoes,
            **detail,
        )
