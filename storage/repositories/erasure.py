"""Takes the content of one person's rows away and leaves the rows that are counted (core/erasure.py)."""

from collections.abc import Callable, Sequence
from typing import Final

import orjson

from core.erasure import Step
from core.report import ReportContent
from storage.engine.connection import Connection
from storage.engine.statements import Statement
from storage.repositories.pledge_json import write_items
from storage.repositories.report_json import write_content
from storage.vault import Vault

_AT_ONCE: Final = 20_000
"""Rows of the outbox walked through by one slice: there is no index by person, and it is long."""

_DROP_DRAFTS: Final = Statement("delete from conversation where owner = :owner")
_LEAVE_FRONT: Final = Statement(
    "update address set front_id = null where front_id in (select id from conversation where owner = :owner)"
)
_DROP_CHOICE: Final = Statement("delete from reminder_choice where person_id = :person")
_DROP_ENTRIES: Final = Statement("delete from paper_entry where person_id = :person")
_DROP_HELPERS: Final = Statement("delete from helper where person_id = :person or helper_id = :person")
_END_FILES: Final = Statement(
    "update file_order set state = 'failed', done_at = 0, lease_owner = null, names_sealed = null"
    " where person_id = :person"
)
_PHOTOS: Final = Statement(
    "select id from photo where person_id = :person and message_id <> '' order by id limit :limit"
)
_BLANK_PHOTO: Final = Statement(
    "update photo set state = 'removed', source_sealed = :blank, source_digest = id, message_id = '', album = null,"
    " reason = '', band_0 = null, band_1 = null, band_2 = null, band_3 = null, address_id = null where id = :photo"
)
_REPORTS: Final = Statement(
    "select v.report_id, v.no from report_version v join report r on r.id = v.report_id"
    " where r.person_id = :person order by v.report_id, v.no limit :limit offset :at"
)
_BLANK_VERSION: Final = Statement(
    "update report_version set content_sealed = :blank where report_id = :report and no = :no"
)
_BLANK_RETURNED: Final = Statement("update report set returned_sealed = null where person_id = :person")
_PLEDGES: Final = Statement(
    "select v.pledge_id, v.no from pledge_version v join pledge g on g.id = v.pledge_id"
    " where g.person_id = :person order by v.pledge_id, v.no limit :limit offset :at"
)
_BLANK_ITEMS: Final = Statement(
    "update pledge_version set items_sealed = :blank where pledge_id = :pledge and no = :no"
)
_BLANK_REASON: Final = Statement("update pledge set reason_sealed = null where person_id = :person")
_DROP_PUBLISHED: Final = Statement(
    "delete from publication where pledge_id in (select id from pledge where person_id = :person)"
)
_BLANK_NOTES: Final = Statement(
    "update history set note_sealed = null where note_sealed is not null and document_id in"
    " (select id from report where person_id = :person union all select id from pledge where person_id = :person)"
)
_BLANK_REQUESTS: Final = Statement(
    "update data_request set words_sealed = null, answer_sealed = null where person_id = :person"
)
_LAST_SENT: Final = Statement("select coalesce(max(id), 0) from outbox")
_BLANK_SENT: Final = Statement(
    "update outbox set payload_sealed = '', replacement_sealed = null,"
    " state = case when state = 'waiting' then 'obsolete' else state end"
    " where id > :after and id <= :last and (person_id = :person or address_id in"
    " (select address_id from link where person_id = :person"
    " and not exists (select 1 from link o where o.address_id = link.address_id and o.person_id <> :person)))"
)
_UNSENT: Final = Statement(
    "select 1 from outbox where person_id = :person and state in ('waiting', 'attempted') limit 1"
)
_ADDRESSES: Final = Statement("select address_id from link where person_id = :person order by address_id")
_SHARED: Final = Statement("select 1 from link where address_id = :address and person_id <> :person limit 1")
_DROP_LINK: Final = Statement("delete from link where address_id = :address and person_id = :person")
_BLANK_ADDRESS: Final = Statement(
    "update address set chat_digest = :nobody, chat_sealed = :chat, state_sealed = :state, speaker_id = null,"
    " front_id = null, prompt_message = null, gone = 'erased' where id = :address"
)
_OTHER_SPEAKS: Final = Statement(
    "update address set front_id = null, state_sealed = :state, speaker_id ="
    " (select min(person_id) from link where address_id = :address and revoked_at is null)"
    " where id = :address and speaker_id = :person"
)
_BLANK_REST: Final = Statement(
    "update outbox set payload_sealed = '', replacement_sealed = null where address_id = :address"
    " and state not in ('waiting', 'attempted') and id > :after"
)
_DROP_CODES: Final = Statement("delete from link_code where person_id = :person")
_DROP_MISSES: Final = Statement("delete from code_miss where address_id = :address")
_BLANK_PHONE: Final = Statement(
    "update person set phone_sealed = null, phone_digest = null where id = :person"
)
_BLANK_NAME: Final = Statement(
    "update person set full_name = '', sort_key = '', search_key = '', birth_year = null where id = :person"
)


class ErasureRows:
    """core.erasure.Erasure on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault
        self._steps: dict[Step, Callable[[str, int, int], int | None]] = {
            Step.DRAFTS: self._drafts,
            Step.PHOTOS: self._photos,
            Step.REPORTS: self._reports,
            Step.PLEDGES: self._pledges,
            Step.NOTES: self._notes,
            Step.SENT: self._sent,
            Step.LINKS: self._links,
        }

    def slice(self, person: str, step: Step, at: int, limit: int) -> int | None:
        return self._steps[step](person, at, limit)

    def has_unsent(self, person: str) -> bool:
        return self._sql.fetch_one(_UNSENT, person=person) is not None

    def person(self, person: str, *, name_too: bool) -> None:
        self._sql.execute(_BLANK_PHONE, person=person)
        if name_too:
            self._sql.execute(_BLANK_NAME, person=person)

    def _drafts(self, person: str, at: int, limit: int) -> int | None:  # noqa: ARG002
        self._sql.execute(_LEAVE_FRONT, owner=f"p:{person}")
        self._sql.execute(_DROP_DRAFTS, owner=f"p:{person}")
        for statement in (_DROP_ENTRIES, _DROP_HELPERS, _DROP_CHOICE, _END_FILES):
            self._sql.execute(statement, person=person)
        return None

    def blanks(self) -> tuple[bytes, bytes]:
        """What stands in the place of a report's content and of a pledge's items."""
        report = self._vault.seal(write_content(ReportContent(())), "report content")
        return report, self._vault.seal(write_items(()), "pledge items")

    def blank_photos(self, photos: Sequence[str]) -> None:
        """Their bytes are forgotten by the worker that counts who still holds them."""
        blank = self._vault.seal(orjson.dumps(["", "", "", ""]), "photo source")
        self._sql.many(_BLANK_PHOTO, [{"photo": each, "blank": blank} for each in photos])

    def _photos(self, person: str, at: int, limit: int) -> int | None:
        found = self._sql.fetch_all(_PHOTOS, person=person, limit=limit)
        self.blank_photos([row[0] for row in found])
        return at + len(found) if len(found) == limit else None

    def _reports(self, person: str, at: int, limit: int) -> int | None:
        blank, _ = self.blanks()
        found = self._sql.fetch_all(_REPORTS, person=person, limit=limit, at=at)
        self._sql.many(_BLANK_VERSION, [{"report": row[0], "no": row[1], "blank": blank} for row in found])
        self._sql.execute(_BLANK_RETURNED, person=person)
        return at + limit if len(found) == limit else None

    def _pledges(self, person: str, at: int, limit: int) -> int | None:
        _, blank = self.blanks()
        found = self._sql.fetch_all(_PLEDGES, person=person, limit=limit, at=at)
        self._sql.many(_BLANK_ITEMS, [{"pledge": row[0], "no": row[1], "blank": blank} for row in found])
        self._sql.execute(_BLANK_REASON, person=person)
        self._sql.execute(_DROP_PUBLISHED, person=person)
        return at + limit if len(found) == limit else None

    def _notes(self, person: str, at: int, limit: int) -> int | None:  # noqa: ARG002
        self._sql.execute(_BLANK_NOTES, person=person)
        self._sql.execute(_BLANK_REQUESTS, person=person)
        return None

    def _sent(self, person: str, at: int, limit: int) -> int | None:  # noqa: ARG002
        last = self._sql.fetch_one(_LAST_SENT)
        end = at + _AT_ONCE
        self._sql.execute(_BLANK_SENT, person=person, after=at, last=end)
        return end if last is not None and last[0] > end else None

    def _links(self, person: str, at: int, limit: int) -> int | None:  # noqa: ARG002
        empty = self._vault.seal(b"", "front")
        for (address,) in self._sql.fetch_all(_ADDRESSES, person=person):
            shared = self._sql.fetch_one(_SHARED, address=address, person=person) is not None
            self._sql.execute(_DROP_LINK, address=address, person=person)
            if shared:
                self._sql.execute(_OTHER_SPEAKS, address=address, person=person, state=empty)
                continue
            self._sql.execute(_BLANK_REST, address=address, after=0)
            self._sql.execute(_DROP_MISSES, address=address)
            chat = self._vault.seal_text("", "chat")
            self._sql.execute(
                _BLANK_ADDRESS, address=address, nobody=f"erased {address}", chat=chat, state=empty
            )
        self._sql.execute(_DROP_CODES, person=person)
        return None
