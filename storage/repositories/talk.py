# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Addresses and conversations. On the hot path: fixed SQL, few statements, one row each."""

from datetime import datetime, timedelta
from typing import Final

from core.talk import Address, Conversation, Line, Way
from storage.engine.connection import Connection, Row
from storage.engine.instants import POSTGRESQL_NOW, SQLITE_NOW, from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.leases import LEASE
from storage.vault import Vault

_NOTE: Final = Statement(
    "insert into update_seen (key, received_at) values (:key, :at) on conflict do nothing returning key"
)
_LINE: Final = """
select a.id, a.speaker_id, a.front_id, a.state_sealed, a.prompt_message, a.prompt_sent_at, a.unknown_prompt,
  a.last_heard_at, (select count(*) from link where address_id = a.id and revoked_at is null), {more}
where a.channel = :channel and a.line = :line and a.chat_digest = :digest"""
# SQLite has one writer. On PostgreSQL what is read beside the row before it could be locked may have changed since.
_FIND_LINE: Final = Statement(
    sqlite=_LINE.format(
        more=f"""a.lease_until <= {SQLITE_NOW} and a.held_until <= {SQLITE_NOW} and not exists (
    select 1 from outbox where address_id = a.id and priority = 0 and not_before <= :now
      and state in ('waiting', 'attempted')),
  c.id, c.owner, c.dialog, c.subject, c.state_sealed, c.touched_at
from address a left join conversation c on c.id = a.front_id"""
    ),
    postgresql=_LINE.format(more="false from address a") + " for no key update",
)
_ADD_LINE: Final = Statement(
    "insert into address (channel, line, chat_digest, chat_sealed, state_sealed)"
    " values (:channel, :line, :digest, :chat, :state) on conflict do nothing"
)
_LOCK_PERSON: Final = Statement("select pg_advisory_xact_lock(hashtextextended(:person, 7))")
_KEEP_LINE: Final = Statement(
    "update address set front_id = :front, state_sealed = :state, last_heard_at = :heard, gone = null, gone_at = null"
    " where id = :row"
)
_LEASED: Final = (
    "update address set front_id = :front, state_sealed = :state, last_heard_at = :heard, gone = null, gone_at = null,"
    " lease_owner = :owner, lease_until = {now} + :lease where id = :row"
)
_KEEP_LEASED: Final = Statement(
    sqlite=_LEASED.format(now=SQLITE_NOW), postgresql=_LEASED.format(now=POSTGRESQL_NOW)
)
_CONVERSATION: Final = "select id, owner, dialog, subject, state_sealed, touched_at from conversation "
_BY_ROW: Final = Statement(_CONVERSATION + "where id = :row")
_BY_SUBJECT: Final = Statement(
    _CONVERSATION + "where owner = :owner and dialog = :dialog and subject = :subject"
)
_OF_OWNER: Final = Statement(_CONVERSATION + "where owner = :owner order by touched_at desc, id desc")
_OPEN: Final = Statement(
    "insert into conversation (owner, dialog, subject, state_sealed, touched_at)"
    " values (:owner, :dialog, :subject, :state, :now) on conflict do nothing"
)
_KEEP: Final = Statement("update conversation set state_sealed = :state, touched_at = :now where id = :row")
_CLOSE: Final = Statement("delete from conversation where id = :row")
_LEAVE_FRONT: Final = Statement("update address set front_id = null where front_id = :row")
_LINK: Final = Statement(
    "insert into link (address_id, person_id, linked_at) values (:address, :person, :now)"
    " on conflict (address_id, person_id) do update set linked_at = excluded.linked_at, revoked_at = null"
)
_SPEAKER: Final = Statement("update address set speaker_id = :person where id = :row")
_ADDRESSES: Final = Statement(
    "select a.id from link l join address a on a.id = l.address_id"
    " where l.person_id = :person and l.revoked_at is null and a.gone is null"
    " order by coalesce(l.preferred_at, 0) desc, l.linked_at desc, a.id desc"
)
_WAYS: Final = Statement(
    "select a.id, a.channel, l.linked_at, a.last_heard_at, a.gone,"
    " (select count(*) from link o where o.address_id = a.id and o.revoked_at is null)"
    " from link l join address a on a.id = l.address_id where l.person_id = :person and l.revoked_at is null"
    " order by coalesce(l.preferred_at, 0) desc, l.linked_at desc, a.id desc"
)
_PREFER: Final = Statement(
    "update link set preferred_at = :now"
    " where address_id = :row and person_id = :person and revoked_at is null"
)
_UNLINK: Final = Statement(
    "update link set revoked_at = :now, preferred_at = null"
    " where address_id = :row and person_id = :person and revoked_at is null"
)
_FALL_SILENT: Final = Statement(
    "update address set front_id = null, speaker_id ="
    " (select min(person_id) from link where address_id = address.id and revoked_at is null)"
    " where id = :row and speaker_id = :person"
)
_ADDRESSES_ON: Final = Statement(
    "select a.id from link l join address a on a.id = l.address_id"
    " where l.person_id = :person and l.revoked_at is null and a.channel = :channel order by a.id"
)
_CHANNEL_OF: Final = Statement("select channel from address where id = :row")
_REACH: Final = Statement("update address set gone = :gone, gone_at = :now where id = :row")
_RENAME: Final = Statement(
    "update address set chat_digest = :digest, chat_sealed = :chat"
    " where channel = :channel and line = :line and chat_digest = :old"
)
_PARK: Final = Statement(
    "insert into parked_update (key, raw_sealed, error_id, reason, parked_at)"
    " values (:key, :raw, :error_id, :reason, :now) on conflict do nothing"
)
_LINKED: Final = Statement(
    "select person_id from link where address_id = :row and revoked_at is null order by linked_at, person_id"
)
_SLICE: Final = 2000
# By the numbers of the rows, which follow time, from where the last slice ended: no index, no search.
_TEXTS_FORGOTTEN: Final = Statement("select value from setting where key = 'outbox texts forgotten up to'")
_KEEP_FORGOTTEN: Final = Statement(
    "insert into setting (key, value) values ('outbox texts forgotten up to', :value)"
    " on conflict (key) do update set value = excluded.value"
)
_NEXT_TEXTS: Final = Statement(
    "select max(id), count(*) from (select id, queued_at from outbox where id > :after order by id limit :most) as o"
    " where queued_at < :before"
)
_FORGET_TEXTS: Final = Statement(
    "update outbox set payload_sealed = '' where id > :after and id <= :last and done_at is not null"
)
_MICRO: Final = timedelta(microseconds=1)
_FRONT: Final = "front"
_DRAFT: Final = "draft"
_CHAT: Final = "chat"
_PARKED: Final = "parked"


class TalkRows:
    """core.talk.Talk on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault
        self._in_front: Row | None = None
        """Of the line, as it was read with it; for whoever asks first."""
        self._heard_at = 0

    def note_update(self, key: str, received_at: datetime) -> bool:
        self._heard_at = to_micros(received_at)
        return self._sql.fetch_one(_NOTE, key=key, at=self._heard_at) is not None

    def line(self, address: Address) -> Line:
        place = {"channel": address.channel, "line": address.line}
        digests = self._vault.digests(address.id, _CHAT)
        found = (
            self._sql.fetch_one(_FIND_LINE, **place, digest=each, now=self._heard_at) for each in digests
        )
        row = next((each for each in found if each is not None), None)
        place["digest"] = digests[0]
        if row is None:
            chat, state = self._vault.seal_text(address.id, _CHAT), self._vault.seal(b"", _FRONT)
            self._sql.execute(_ADD_LINE, **place, chat=chat, state=state)
            row = self._sql.fetch_one(_FIND_LINE, **place, now=self._heard_at)
        assert row is not None  # noqa: S101  # it was there, or has just been added
        number, speaker, front, state, prompt, prompt_at, unknown, heard, people, free, *in_front = row
        self._in_front = tuple(in_front) if in_front and in_front[0] is not None else None
        if speaker is not None and self._sql.backend == "postgresql":
            self._sql.fetch_one(_LOCK_PERSON, person=speaker)
        return Line(
            row=number,
            address=address,
            speaker=speaker,
            front=front,
            state=self._vault.open(state, _FRONT),
            prompt_message=prompt,
            prompt_sent_at=None if prompt_at is None else from_micros(prompt_at),
            unknown_prompt=bool(unknown),
            last_heard=None if heard is None else from_micros(heard),
            shared=people > 1,
            free=bool(free),
        )

    def keep_line(
        self, line: Line, *, front: int | None, state: bytes, heard_at: datetime, lease: str | None = None
    ) -> None:
        kept = {
            "row": line.row,
            "front": front,
            "state": self._vault.seal(state, _FRONT),
            "heard": to_micros(heard_at),
        }
        if lease is None:
            self._sql.execute(_KEEP_LINE, **kept)
        else:
            self._sql.execute(_KEEP_LEASED, **kept, owner=lease, lease=LEASE // _MICRO)

    def facts_stamp(self) -> object | None:
        return self._sql.facts_stamp()

    def conversation(self, row: int) -> Conversation | None:
        read, self._in_front = self._in_front, None
        if read is not None and read[0] == row:
            return self._conversation(read)
        return self._conversation(self._sql.fetch_one(_BY_ROW, row=row))

    def find_conversation(self, owner: str, dialog: str, subject: str) -> Conversation | None:
        return self._conversation(
            self._sql.fetch_one(_BY_SUBJECT, owner=owner, dialog=dialog, subject=subject)
        )

    def open_conversation(
        self, owner: str, dialog: str, subject: str, state: bytes, now: datetime
    ) -> Conversation:
        self._in_front = None
        sealed = self._vault.seal(state, _DRAFT)
        self._sql.execute(
            _OPEN, owner=owner, dialog=dialog, subject=subject, state=sealed, now=to_micros(now)
        )
        found = self.find_conversation(owner, dialog, subject)
        assert found is not None  # noqa: S101  # it has just been added, or was there
        return found

    def keep_conversation(self, row: int, state: bytes, now: datetime) -> None:
        self._in_front = None
        self._sql.execute(_KEEP, row=row, state=self._vault.seal(state, _DRAFT), now=to_micros(now))

    def close_conversation(self, row: int) -> None:
        self._in_front = None
        self._sql.execute(_LEAVE_FRONT, row=row)
        self._sql.execute(_CLOSE, row=row)

    def open_conversations(self, owner: str) -> list[Conversation]:
        found = (self._conversation(row) for row in self._sql.fetch_all(_OF_OWNER, owner=owner))
        return [conversation for conversation in found if conversation is not None]

    def link(self, line: Line, person: str, now: datetime) -> None:
        self._sql.execute(_LINK, address=line.row, person=person, now=to_micros(now))
        self._sql.execute(_SPEAKER, row=line.row, person=person)

    def addresses_of(self, person: str) -> list[int]:
        return [row[0] for row in self._sql.fetch_all(_ADDRESSES, person=person)]

    def ways_to(self, person: str) -> list[Way]:
        return [
            Way(
                row,
                channel,
                from_micros(linked),
                None if heard is None else from_micros(heard),
                gone,
                people > 1,
            )
            for row, channel, linked, heard, gone, people in self._sql.fetch_all(_WAYS, person=person)
        ]

    def prefer(self, row: int, person: str, now: datetime) -> bool:
        return self._sql.execute(_PREFER, row=row, person=person, now=to_micros(now)) == 1

    def unlink(self, row: int, person: str, now: datetime) -> bool:
        ended = self._sql.execute(_UNLINK, row=row, person=person, now=to_micros(now)) == 1
        self._sql.execute(_FALL_SILENT, row=row, person=person)
        return ended

    def addresses_on(self, person: str, channel: str) -> list[int]:
        return [row[0] for row in self._sql.fetch_all(_ADDRESSES_ON, person=person, channel=channel)]

    def channel_of(self, row: int) -> str:
        found = self._sql.fetch_one(_CHANNEL_OF, row=row)
        return found[0] if found else ""

    def set_reach(self, row: int, gone: str | None, now: datetime) -> None:
        self._sql.execute(_REACH, row=row, gone=gone, now=None if gone is None else to_micros(now))

    def rename(self, old: Address, new_id: str) -> None:
        for before in self._vault.digests(old.id, _CHAT):
            self._sql.execute(
                _RENAME,
                channel=old.channel,
                line=old.line,
                old=before,
                digest=self._vault.digest(new_id, _CHAT),
                chat=self._vault.seal_text(new_id, _CHAT),
            )

    def linked(self, row: int) -> list[str]:
        return [found[0] for found in self._sql.fetch_all(_LINKED, row=row)]

    def speak(self, row: int, person: str) -> bool:
        if person not in self.linked(row):
            return False
        self._sql.execute(_SPEAKER, row=row, person=person)
        return True

    def forget_texts(self, before: datetime) -> bool:
        """A slice of what was queued before then. True while there may be more."""
        return self._forget_texts(to_micros(before)) >= _SLICE

    def _forget_texts(self, before: int) -> int:
        mark = self._sql.fetch_one(_TEXTS_FORGOTTEN)
        after = int(mark[0]) if mark else 0
        found = self._sql.fetch_one(_NEXT_TEXTS, after=after, before=before, most=_SLICE)
        if found is None or found[0] is None:
            return 0
        self._sql.execute(_FORGET_TEXTS, after=after, last=found[0])
        self._sql.execute(_KEEP_FORGOTTEN, value=str(found[0]))
        return int(found[1])

    def park(self, key: str, raw: bytes, error_id: str, reason: str, now: datetime) -> None:
        sealed = self._vault.seal(raw, _PARKED)
        self._sql.execute(_PARK, key=key, raw=sealed, error_id=error_id, reason=reason, now=to_micros(now))

    def _conversation(self, row: Row | None) -> Conversation | None:
        if row is None:
            return None
        number, owner, dialog, subject, state, touched = row
        return Conversation(
            number, owner, dialog, subject, self._vault.open(state, _DRAFT), from_micros(touched)
        )
