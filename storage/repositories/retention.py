# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""What has had its time is forgotten, a slice at a time (core/retention.py)."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from core.erasure import Step
from core.occasion import local_day
from core.retention import Kept
from storage.engine.connection import Connection
from storage.engine.instants import to_micros
from storage.engine.statements import Statement
from storage.repositories.erasure import ErasureRows
from storage.repositories.talk import TalkRows
from storage.repositories.trail import TrailRows
from storage.vault import Vault


def _delete(table: str, old: str, key: str = "id") -> Statement:
    return Statement(
        f"delete from {table} where {key} in (select {key} from {table} where {old} limit :limit)"
    )


_UPDATES: Final = _delete("update_seen", "received_at < :before", "key")
_PARKED: Final = _delete("parked_update", "parked_at < :before", "key")
_CODES: Final = _delete("link_code", "coalesce(ended_at, expires_at) < :before", "digest")
_MISSES: Final = Statement(
    "delete from code_miss where at < :before and digest in"
    " (select digest from code_miss where at < :before limit :limit)"
)
_LEAVE_FRONT: Final = Statement(
    "update address set front_id = null where front_id in"
    " (select id from conversation where touched_at < :before order by id limit :limit)"
)
_DRAFTS: Final = Statement(
    "delete from conversation where id in"
    " (select id from conversation where touched_at < :before order by id limit :limit)"
)
_CLOSED: Final = (
    "select c.id from conversation c join obligation o on c.owner = 'p:' || o.person_id"
    " and (o.document = 'report:' || c.subject or (o.document = 'pledge:' || substr(c.subject, 1, 4)"
    " and c.dialog = 'dangky')) where o.closes_at <= :now limit :limit"
)
_LEAVE_CLOSED: Final = Statement(f"update address set front_id = null where front_id in ({_CLOSED})")
_CLOSED_DRAFTS: Final = Statement(f"delete from conversation where id in ({_CLOSED})")
_STRANGERS: Final = Statement(
    "select a.id from address a where a.speaker_id is null and coalesce(a.gone, '') <> 'erased'"
    " and coalesce(a.last_heard_at, 0) < :before and a.last_heard_at is not null"
    " and not exists (select 1 from link l where l.address_id = a.id)"
    " and not exists (select 1 from outbox o where o.address_id = a.id and o.state in ('waiting', 'attempted'))"
    " limit :limit"
)
_BLANK_ADDRESS: Final = Statement(
    "update address set chat_digest = :nobody, chat_sealed = :chat, state_sealed = :state, front_id = null,"
    " prompt_message = null, gone = 'erased' where id = :address"
)
_DROP_STRANGERS_DRAFTS: Final = Statement("delete from conversation where owner = :owner")
_REQUESTS: Final = Statement(
    "update data_request set words_sealed = null, answer_sealed = null where id in"
    " (select id from data_request where ended_at < :before"
    " and (words_sealed is not null or answer_sealed is not null) limit :limit)"
)
_LEAVER: Final = Statement(
    "select s.person_id from standing s where s.standing in ('left', 'deceased') and s.valid_to is null"
    " and s.valid_from < :day and exists (select 1 from photo p where p.person_id = s.person_id and p.message_id <> '')"
    " order by s.person_id limit 1"
)
_OLD_REPORTS: Final = Statement(
    "select v.report_id, v.no from report_version v join report r on r.id = v.report_id"
    " where substr(r.period, 1, 4) <= :year and length(v.content_sealed) > :blank order by 1, 2 limit :limit"
)
_OLD_PLEDGES: Final = Statement(
    "select v.pledge_id, v.no from pledge_version v join pledge g on g.id = v.pledge_id"
    " where g.year <= :year and length(v.items_sealed) > :blank order by 1, 2 limit :limit"
)
_BLANK_REPORT: Final = Statement(
    "update report_version set content_sealed = :content where report_id = :id and no = :no"
)
_BLANK_PLEDGE: Final = Statement(
    "update pledge_version set items_sealed = :content where pledge_id = :id and no = :no"
)
_OLD_PHOTOS: Final = Statement(
    "select id from photo where message_id <> '' and substr(document, 8, 4) <= :year"
    " and document like 'report:%' limit :limit"
)
_CONSENTS: Final = Statement(
    "delete from consent where at < :before and exists (select 1 from consent n where n.person_id = consent.person_id"
    " and n.purpose = consent.purpose and n.at > consent.at)"
)
_READINGS: Final = Statement("delete from reading where at < :before")


class RetentionRows:
    """core.retention.Retention on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._erasure = ErasureRows(connection, vault)
        self._trail = TrailRows(connection)
        self._talk = TalkRows(connection, vault)
        self._vault = vault
        self._ways: dict[Kept, Callable[[datetime, int], bool]] = {
            Kept.UPDATE_KEYS: self._all_of(_UPDATES),
            Kept.PARKED: self._all_of(_PARKED),
            Kept.TEXTS: lambda before, _limit: self._talk.forget_texts(before),
            Kept.DRAFTS: self._drafts,
            Kept.MISSES: self._all_of(_MISSES),
            Kept.CODES: self._all_of(_CODES),
            Kept.STRANGERS: self._strangers,
            Kept.REQUESTS: self._all_of(_REQUESTS),
            Kept.LEAVERS: self._leavers,
            Kept.DOCUMENTS: self._documents,
            Kept.LOG: self._log,
            Kept.CONSENTS: self._consents,
        }

    def forget(self, kept: Kept, before: datetime, limit: int) -> bool:
        return self._ways[kept](before, limit)

    def forget_closed_drafts(self, now: datetime, limit: int) -> bool:
        at = to_micros(now)
        self._sql.execute(_LEAVE_CLOSED, now=at, limit=limit)
        return self._sql.execute(_CLOSED_DRAFTS, now=at, limit=limit) >= limit

    def _all_of(self, statement: Statement) -> Callable[[datetime, int], bool]:
        def forget(before: datetime, limit: int) -> bool:
            return self._sql.execute(statement, before=to_micros(before), limit=limit) >= limit

        return forget

    def _drafts(self, before: datetime, limit: int) -> bool:
        self._sql.execute(_LEAVE_FRONT, before=to_micros(before), limit=limit)
        return self._sql.execute(_DRAFTS, before=to_micros(before), limit=limit) >= limit

    def _strangers(self, before: datetime, limit: int) -> bool:
        """Their rows stay, for what was sent there names them; what was sent has a clock of its own."""
        found = self._sql.fetch_all(_STRANGERS, before=to_micros(before), limit=limit)
        for (address,) in found:
            self._sql.execute(_DROP_STRANGERS_DRAFTS, owner=f"a:{address}")
            self._sql.execute(
                _BLANK_ADDRESS,
                address=address,
                nobody=f"erased {address}",
                chat=self._vault.seal_text("", "chat"),
                state=self._vault.seal(b"", "front"),
            )
        return len(found) >= limit

    def _leavers(self, before: datetime, limit: int) -> bool:
        row = self._sql.fetch_one(_LEAVER, day=local_day(before).isoformat())
        if row is None:
            return False
        self._erasure.slice(row[0], Step.PHOTOS, 0, limit)
        return True

    def _documents(self, before: datetime, limit: int) -> bool:
        """Of the years that had ended by then."""
        year = local_day(before).year - 1
        content, items = self._erasure.blanks()
        reports = self._sql.fetch_all(_OLD_REPORTS, year=str(year), blank=len(content), limit=limit)
        self._sql.many(_BLANK_REPORT, [{"id": row[0], "no": row[1], "content": content} for row in reports])
        pledges = self._sql.fetch_all(_OLD_PLEDGES, year=year, blank=len(items), limit=limit)
        self._sql.many(_BLANK_PLEDGE, [{"id": row[0], "no": row[1], "content": items} for row in pledges])
        photos = self._sql.fetch_all(_OLD_PHOTOS, year=str(year), limit=limit)
        self._erasure.blank_photos([row[0] for row in photos])
        return max(len(reports), len(pledges), len(photos)) >= limit

    def _log(self, before: datetime, limit: int) -> bool:
        self._sql.execute(_READINGS, before=to_micros(before))
        return self._trail.let_go(before, limit) >= limit

    def _consents(self, before: datetime, limit: int) -> bool:  # noqa: ARG002
        self._sql.execute(_CONSENTS, before=to_micros(before))
        return False
