# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""The log and its chain. Both tables refuse changes by themselves (storage/migrations/append_only.py)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from core.occasion import local_day
from core.trail import BEGINNING, Access, Act, Head, Seal
from storage.engine.connection import Connection, Row
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.sql import on_day, path_end

_LOOKED_BACK: Final = 10_000
"""Lines that may still be uncommitted while later ones are sealed already; numbers are given before a commit."""

_HOME: Final = f"""coalesce((
  select u.path from membership m join unit_place u on u.unit_id = m.unit_id and {on_day("u")}
  where m.person_id = cast(:owner as text) and m.is_home = 1 and {on_day("m")}), '')"""
_NOTE: Final = Statement(
    "insert into access_log (at, actor_id, act, owner_id, object, path)"
    f" values (:at, :actor, :act, :owner, :object, case when :path <> '' then :path else {_HOME} end)"
)
_COLUMNS: Final = "id, at, actor_id, act, owner_id, object, path"
_PAGE: Final = "and (:before = 0 or id < :before) order by id desc limit :limit"
_OF_OWNER: Final = Statement(f"select {_COLUMNS} from access_log where owner_id = :owner {_PAGE}")
_WITHIN: Final = Statement(
    f"select {_COLUMNS} from access_log where path >= :path and path < :path_end {_PAGE}"
)
_UNSEALED: Final = Statement(
    f"select {_COLUMNS} from access_log where id > :after"
    " and not exists (select 1 from access_seal where log_id = access_log.id) order by id limit :limit"
)
_LAST_SEALED: Final = Statement("select coalesce(max(log_id), 0) from access_seal")
_HEAD: Final = Statement("select no, digest from access_seal order by no desc limit 1")
_START: Final = Statement("select log_id, no, digest, head_no, head_digest from log_start where one = 1")
_SEAL: Final = Statement("insert into access_seal (no, log_id, digest) values (:no, :log_id, :digest)")
_KEEP_HEAD: Final = Statement(
    "insert into log_start (one, log_id, no, digest, head_no, head_digest) values (1, 0, 0, '', :no, :digest)"
    " on conflict (one) do update set head_no = excluded.head_no, head_digest = excluded.head_digest"
)
_KEEP_START: Final = Statement(
    "update log_start set log_id = :log_id, no = :no, digest = :digest where one = 1"
)
_OWN: Final = ", ".join(f"l.{column.strip()}" for column in _COLUMNS.split(","))
_CHAIN: Final = Statement(
    f"select s.no, s.log_id, s.digest, {_OWN} from access_seal s left join access_log l on l.id = s.log_id"
    " where s.no > :after order by s.no limit :limit"
)
# From the front: the first seals whose lines, and all before them, are older.
_OLDEST: Final = Statement(
    "select s.no, s.log_id, s.digest, l.at from access_seal s join access_log l on l.id = s.log_id"
    " order by s.no limit :limit"
)
_DROP_SEALS: Final = Statement("delete from access_seal where no <= :no")
_DROP_LINES: Final = Statement(
    "delete from access_log where id <= :log_id"
    " and not exists (select 1 from access_seal where log_id = access_log.id) and at < :before"
)


class TrailRows:
    """core.trail.Trail on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def note(self, access: Access) -> None:
        self._sql.execute(
            _NOTE,
            at=to_micros(access.at),
            actor=access.actor,
            act=access.act.value,
            owner=access.owner,
            object=access.object,
            path=access.path,
            day=local_day(access.at).isoformat(),
        )

    def of_owner(self, owner: str, before: int, limit: int) -> list[Access]:
        found = self._sql.fetch_all(_OF_OWNER, owner=owner, before=before, limit=limit)
        return [_access(row) for row in found]

    def within(self, path: str, before: int, limit: int) -> list[Access]:
        area = {"path": path, "path_end": path_end(path)}
        return [_access(row) for row in self._sql.fetch_all(_WITHIN, **area, before=before, limit=limit)]

    def unsealed(self, limit: int) -> list[Access]:
        last = self._sql.fetch_one(_LAST_SEALED)
        after = max((last[0] if last else 0) - _LOOKED_BACK, self.start()[0])
        return [_access(row) for row in self._sql.fetch_all(_UNSEALED, after=after, limit=limit)]

    def start(self) -> tuple[int, Head]:
        row = self._sql.fetch_one(_START)
        return (row[0], Head(row[1], row[2])) if row else (0, BEGINNING)

    def head(self) -> Head:
        row = self._sql.fetch_one(_HEAD)
        return Head(row[0], row[1]) if row else self.start()[1]

    def noted_head(self) -> Head:
        row = self._sql.fetch_one(_START)
        return Head(row[3], row[4]) if row else BEGINNING

    def seal(self, seals: Sequence[Seal]) -> None:
        self._sql.many(_SEAL, [{"no": s.no, "log_id": s.log_id, "digest": s.digest} for s in seals])
        self._sql.execute(_KEEP_HEAD, no=seals[-1].no, digest=seals[-1].digest)

    def chain(self, after: int, limit: int) -> list[tuple[Seal, Access | None]]:
        found = self._sql.fetch_all(_CHAIN, after=after, limit=limit)
        return [(Seal(row[0], row[1], row[2]), None if row[3] is None else _access(row[3:])) for row in found]

    def let_go(self, before: datetime, limit: int) -> int:
        oldest = self._sql.fetch_all(_OLDEST, limit=limit)
        leaving: list[Row] = []
        for row in oldest:
            if row[3] >= to_micros(before):
                break
            leaving.append(row)
        if not leaving:
            return 0
        no, _, digest, _ = leaving[-1]
        upto = max(self.start()[0], *(row[1] for row in leaving))
        self._sql.execute(_KEEP_START, log_id=upto, no=no, digest=digest)
        self._sql.execute(_DROP_SEALS, no=no)
        self._sql.execute(_DROP_LINES, log_id=upto, before=to_micros(before))
        return len(leaving)


def _access(row: Row) -> Access:
    number, at, actor, act, owner, what, path = row
    return Access(from_micros(at), actor, Act(act), what, owner, path, number)
