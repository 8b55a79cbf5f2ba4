# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Evidence as rows. What the channel fetches it by, its name and its caption are sealed."""

from typing import Any, Final

import orjson

from core.evidence import LookAlike
from core.photos import Photo, PhotoState, Resemblance
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.vault import Vault

_COLUMNS: Final = (
    "id, person_id, document, item, state, channel, line, source_sealed, message_id, album, as_photo, sent_at,"
    " received_at, kind, size_bytes, sha256, band_0, band_1, band_2, band_3, reason, address_id"
)
_SELECT: Final = f"select {_COLUMNS} from photo"
_GET: Final = Statement(f"{_SELECT} where id = :photo")
_OF: Final = Statement(
    f"{_SELECT} where person_id = :person and document = :document and state in ('noted', 'stored', 'refused')"
    " order by received_at, id",
    recalled=True,
)
_ADD: Final = Statement(
    f"insert into photo ({_COLUMNS}, source_digest) values"
    f" ({', '.join(':' + column.strip() for column in _COLUMNS.split(','))}, :source_digest)"
    " on conflict (person_id, document, source_digest) do nothing returning id"
)
_THERE: Final = Statement(
    "select 1 from photo where person_id = :person and document = :document and source_digest = :digest"
)
_SAVE: Final = Statement(
    "update photo set document = :document, item = :item, state = :state, kind = :kind, size_bytes = :size_bytes,"
    " sha256 = :sha256, band_0 = :band_0, band_1 = :band_1, band_2 = :band_2, band_3 = :band_3, reason = :reason,"
    " source_sealed = :source_sealed where id = :id"
)
_TOGETHER: Final = Statement(
    f"{_SELECT} where person_id = :person and album = :album order by received_at, id"
)
_OF_MESSAGE: Final = Statement(
    f"{_SELECT} where person_id = :person and channel = :channel and message_id = :message"
)
_TO_FORGET: Final = Statement(
    "select distinct sha256 from photo where state in ('removed', 'marked') and sha256 is not null limit :limit"
)
_FORGOTTEN: Final = Statement(
    "update photo set sha256 = null, band_0 = null, band_1 = null, band_2 = null, band_3 = null"
    " where sha256 = :sha256 and state in ('removed', 'marked')"
)
# Of each line the same share, and within a line of each person, so that what cannot be fetched keeps nobody waiting.
_TO_FETCH: Final = Statement(
    f"{_SELECT} join (select turn_of, row_number() over (partition by fetched_from order by own_turn, since, turn_of)"
    " as line_turn from (select id as turn_of, received_at as since, channel || ':' || line as fetched_from,"
    " row_number() over (partition by channel, line, person_id order by received_at, id) as own_turn"
    " from photo where state = 'noted') as own) as turns on turn_of = id"
    " order by line_turn, received_at, id limit :limit"
)
_USES: Final = Statement("select count(*) from photo where sha256 = :sha256 and state = 'stored'")
_SAME: Final = Statement(
    f"{_SELECT} where sha256 = :sha256 and state = 'stored' and id <> :photo order by received_at, id"
)
_ALIKE: Final = f"{_SELECT} where state = 'stored' and id <> :photo and (" + " or ".join(
    f"band_{band} in (select {{numbers}}:probes_{band}{{end}})" for band in range(4)
)
_LOOK_ALIKE: Final = Statement(
    sqlite=_ALIKE.format(numbers="value from json_each(", end=")") + ") limit 500",
    postgresql=_ALIKE.format(numbers="cast(json_array_elements_text(cast(", end=" as json)) as integer)")
    + ") limit 500",
)
_SOURCE: Final = "photo source"


class PhotoRows:
    """core.ports.Photos on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def get(self, photo: str) -> Photo | None:
        row = self._sql.fetch_one(_GET, photo=photo)
        return self._photo(row) if row else None

    def of(self, person: str, document: str) -> list[Photo]:
        return [self._photo(row) for row in self._sql.fetch_all(_OF, person=person, document=document)]

    def together(self, person: str, album: str) -> list[Photo]:
        found = self._sql.fetch_all(_TOGETHER, person=person, album=album)
        return [self._photo(row) for row in found]

    def of_message(self, person: str, channel: str, message_id: str) -> list[Photo]:
        found = self._sql.fetch_all(_OF_MESSAGE, person=person, channel=channel, message=message_id)
        return [self._photo(row) for row in found]

    def add(self, photo: Photo) -> bool:
        source = f"{photo.channel} {photo.message_id} {photo.unique}"
        digest, *older = self._vault.digests(source, _SOURCE)
        place = {"person": photo.person, "document": photo.document}
        if any(self._sql.fetch_one(_THERE, **place, digest=known) is not None for known in older):
            return False
        return self._sql.fetch_one(_ADD, **self._fields(photo), source_digest=digest) is not None

    def save(self, photo: Photo) -> None:
        fields = self._fields(photo)
        changing = (
            "id",
            "document",
            "item",
            "state",
            "kind",
            "size_bytes",
            "sha256",
            "reason",
            "source_sealed",
        )
        self._sql.execute(_SAVE, **{name: fields[name] for name in changing}, **_bands(photo.look_alike))

    def to_fetch(self, limit: int) -> list[Photo]:
        return [self._photo(row) for row in self._sql.fetch_all(_TO_FETCH, limit=limit)]

    def to_forget(self, limit: int) -> list[str]:
        return [row[0] for row in self._sql.fetch_all(_TO_FORGET, limit=limit)]

    def forgotten(self, sha256: str) -> None:
        self._sql.execute(_FORGOTTEN, sha256=sha256)

    def uses(self, sha256: str) -> int:
        row = self._sql.fetch_one(_USES, sha256=sha256)
        return int(row[0]) if row else 0

    def same_bytes(self, photo: Photo) -> list[Photo]:
        if photo.sha256 is None:
            return []
        rows = self._sql.fetch_all(_SAME, sha256=photo.sha256, photo=photo.id)
        return [self._photo(row) for row in rows]

    def resembling(self, photo: Photo) -> list[Resemblance]:
        found = [_resemblance(photo, other, 100, same_bytes=True) for other in self.same_bytes(photo)[:5]]
        mark = photo.look_alike
        if mark is None:
            return found
        probes = {f"probes_{band}": orjson.dumps(values).decode() for band, values in enumerate(mark.probes)}
        alike = [self._photo(row) for row in self._sql.fetch_all(_LOOK_ALIKE, photo=photo.id, **probes)]
        near = [
            _resemblance(photo, other, mark.percent_like(other.look_alike), same_bytes=False)
            for other in alike
            if other.look_alike is not None
            and mark.is_like(other.look_alike)
            and other.sha256 != photo.sha256
        ]
        return found + sorted(near, key=lambda each: (-each.percent, each.other))

    def _fields(self, photo: Photo) -> dict[str, Any]:
        source = orjson.dumps([photo.ref, photo.unique, photo.name, photo.caption])
        return {
            "id": photo.id,
            "person_id": photo.person,
            "document": photo.document,
            "item": photo.item,
            "state": photo.state.value,
            "channel": photo.channel,
            "line": photo.line,
            "source_sealed": self._vault.seal(source, _SOURCE),
            "message_id": photo.message_id,
            "album": photo.album,
            "as_photo": photo.as_photo,
            "sent_at": to_micros(photo.sent_at),
            "received_at": to_micros(photo.received_at),
            "kind": photo.kind,
            "size_bytes": photo.size_bytes,
            "sha256": photo.sha256,
            **_bands(photo.look_alike),
            "reason": photo.reason,
            "address_id": photo.address,
        }

    def _photo(self, row: Row) -> Photo:
        ref, unique, name, caption = orjson.loads(self._vault.open(row[7], _SOURCE))
        return Photo(
            id=row[0],
            person=row[1],
            document=row[2],
            item=row[3],
            state=PhotoState(row[4]),
            channel=row[5],
            line=row[6],
            ref=ref,
            unique=unique,
            name=name,
            caption=caption,
            message_id=row[8],
            album=row[9],
            as_photo=bool(row[10]),
            sent_at=from_micros(row[11]),
            received_at=from_micros(row[12]),
            kind=row[13],
            size_bytes=row[14],
            sha256=row[15],
            look_alike=None
            if row[16] is None
            else LookAlike.from_bands((row[16], row[17], row[18], row[19])),
            reason=row[20],
            address=row[21],
        )


def _bands(mark: LookAlike | None) -> dict[str, int | None]:
    return {f"band_{band}": None if mark is None else mark.bands[band] for band in range(4)}


def _resemblance(photo: Photo, other: Photo, percent: int, *, same_bytes: bool) -> Resemblance:
    return Resemblance(photo.id, other.id, other.person, other.document, percent, same_bytes)
