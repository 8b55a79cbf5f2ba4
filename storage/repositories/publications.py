# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Plans that were made public."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Final

from core.publication import Publication, PublicationForm
from core.units import ids_on
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.vault import Vault

_FIELDS: Final = "pledge_id, version, unit_id, path, form, on_day, place_sealed, by_id, at"
_ONE: Final = Statement(f"select {_FIELDS} from publication where pledge_id = :pledge")
_PUT: Final = Statement(
    f"insert into publication ({_FIELDS}, year)"
    " select :pledge, :version, :unit, :path, :form, :on_day, :place, :by, :at, g.year from pledge g"
    " where g.id = :pledge"
    " on conflict (pledge_id) do update set version = excluded.version, unit_id = excluded.unit_id,"
    " path = excluded.path, form = excluded.form, on_day = excluded.on_day, place_sealed = excluded.place_sealed,"
    " by_id = excluded.by_id, at = excluded.at"
)
_END: Final = Statement("delete from publication where pledge_id = :pledge")
_WITHIN: Final = f"select {_FIELDS} from publication where year = :year and unit_id in "
_ORDER: Final = " order by at desc, pledge_id"
WITHIN: Final = Statement(
    sqlite=f"{_WITHIN} (select value from json_each(:units)) {_ORDER}",
    postgresql=f"{_WITHIN} (select json_array_elements_text(cast(:units as json))) {_ORDER}",
)
_PLACE: Final = "publication place"


class PublicationRows:
    """core.ports.Publications on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, pledge: str) -> Publication | None:
        row = self._sql.fetch_one(_ONE, pledge=pledge)
        return self._publication(row) if row else None

    def put(self, publication: Publication) -> None:
        self._sql.execute(
            _PUT,
            pledge=publication.pledge,
            version=publication.version,
            unit=publication.unit,
            path=publication.path,
            form=publication.form.value,
            on_day=publication.on.isoformat(),
            place=self._vault.seal_text(publication.place, _PLACE) if publication.place else None,
            by=publication.by,
            at=to_micros(publication.at),
        )

    def end(self, pledge: str) -> None:
        self._sql.execute(_END, pledge=pledge)

    def within(self, paths: Sequence[str], year: int) -> list[Publication]:
        units = sorted({ids_on(path)[-1] for path in paths if ids_on(path)})
        rows = self._sql.fetch_all(WITHIN, units=json.dumps(units), year=year)
        return [self._publication(row) for row in rows]

    def _publication(self, row: Row) -> Publication:
        return Publication(
            pledge=row[0],
            version=row[1],
            unit=row[2],
            path=row[3],
            form=PublicationForm(row[4]),
            on=date.fromisoformat(row[5]),
            place="" if row[6] is None else self._vault.open_text(row[6], _PLACE),
            by=row[7],
            at=from_micros(row[8]),
        )
