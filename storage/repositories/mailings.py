# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Mailings on one connection: whom a half-day concerns is found, and told, by one INSERT … SELECT."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from core.consent import ABROAD, Purpose
from core.documents import Document
from core.mailing import Choice, Mailing, Owing, SentBack
from core.pledge import PledgeKind
from core.reminders import HalfDay, Rhythm
from storage.engine.connection import Connection
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.repositories.sql import on_day, path_end
from storage.vault import Vault

_EPOCH: Final = date(1970, 1, 1)
_DAY: Final = timedelta(days=1) // timedelta(microseconds=1)
_AHEAD: Final = 7 * _DAY // 24  # Vietnam's, the whole year round
_NOTICE: Final = "notice"
_OUTBOX: Final = "outbox"

_MARK: Final = Statement("select fired_at from slot_mark where name = :name")
_MOVE: Final = Statement(
    "insert into slot_mark (name, fired_at) values (:name, :until) on conflict (name)"
    " do update set fired_at = excluded.fired_at where slot_mark.fired_at < excluded.fired_at returning name"
)
_CHOICE: Final = Statement("select rhythm, half_day from reminder_choice where person_id = :person")
_CHOOSE: Final = Statement(
    "insert into reminder_choice (person_id, rhythm, half_day, chosen_at) values (:person, :rhythm, :half, :now)"
    " on conflict (person_id) do update set rhythm = excluded.rhythm, half_day = excluded.half_day,"
    " chosen_at = excluded.chosen_at"
)
_SENT_BACK: Final = Statement(
    """
    select 'report:' || r.period, null, r.decided_at from report r
    left join obligation o on o.person_id = r.person_id and o.document = 'report:' || r.period
    where r.person_id = :person and r.state = 'returned' and (o.closes_at is null or o.closes_at > :now)
    union all
    select 'pledge:' || g.year, g.kind, g.decided_at from pledge g
    left join obligation o on o.person_id = g.person_id and o.document = 'pledge:' || g.year
    where g.person_id = :person and g.state = 'needs_changes' and (o.closes_at is null or o.closes_at > :now)
    order by 3, 1"""
)
_SET: Final = Statement(
    "select u.path, s.value from unit_setting s join unit_place u on u.unit_id = s.unit_id"
    f" where s.key = :key and {on_day('u')} order by u.path"
)

_AGREED: Final = (
    "(select c.given from consent c where c.person_id = {person} and c.purpose = '{purpose}'"
    " order by c.at desc limit 1) = 1"
)
_AT_HOME: Final = f"b.channel not in ({', '.join(repr(each) for each in sorted(ABROAD))})"
# Ordered as in storage/repositories/talk.py; which may be used, core/usecases/consent.py says.
_PREFERRED: Final = f"""
(select b.id from link l join address b on b.id = l.address_id
 where l.person_id = t.person_id and l.revoked_at is null and b.gone is null
   and ({_AT_HOME} or {_AGREED.format(person="t.person_id", purpose=Purpose.TELEGRAM)})
 order by coalesce(l.preferred_at, 0) desc, l.linked_at desc, b.id desc limit 1)"""
_TOLD: Final = f"""
insert into outbox (address_id, line, person_id, kind, priority, dedup, payload_sealed, wanted, not_before, expires_at,
                    queued_at)
with {{whom}}
select a.id, a.channel || ':' || a.line, t.person_id, '{_NOTICE}', cast(:priority as integer),
       cast(:key as text) || ':' || t.person_id || ':' || cast(:occasion as text), {{payload}},
       'to ' || t.person_id || '@' || a.id, cast(:not_before as bigint), cast(:expires_at as bigint),
       cast(:now as bigint)
from told t join address a on a.id = {_PREFERRED}
where {_AGREED.format(person="t.person_id", purpose=Purpose.PROCESSING)}
on conflict (dedup) do nothing"""
_OWING: Final = f"""
zone as materialized ({{zones}}),
speaks as materialized ({{days}}),
owing as (
  select o.person_id, o.path, (o.due_at + {_AHEAD}) / {_DAY} as day, 'due' as what from obligation o
  where o.cleared_at is null and o.left_out is null and o.closes_at > :now
  union all
  select r.person_id, r.path, (r.decided_at + {_AHEAD}) / {_DAY}, 'returned' from report r where r.state = 'returned'
  union all
  select g.person_id, g.path, (g.decided_at + {_AHEAD}) / {_DAY}, 'returned' from pledge g
  where g.state = 'needs_changes'),
told as (
  select distinct w.person_id from owing w left join reminder_choice c on c.person_id = w.person_id
  where coalesce(c.half_day, '{HalfDay.MORNING}') = :half and exists (
    select 1 from speaks s where s.day = w.day and s.what = w.what
      and s.rhythm = coalesce(c.rhythm, '{Rhythm.STANDARD}')
      and s.zone = (select z.path from zone z where w.path >= z.path and w.path < z.path_end
                    order by length(z.path) desc limit 1)))"""
_SQLITE: Final = _OWING.format(
    zones="select json_extract(value, '$[0]') as path, json_extract(value, '$[1]') as path_end from json_each(:zones)",
    days="select json_extract(value, '$[0]') as zone, json_extract(value, '$[1]') as rhythm,"
    " json_extract(value, '$[2]') as what, json_extract(value, '$[3]') as day from json_each(:days)",
)
_POSTGRESQL: Final = _OWING.format(
    zones="select e.value ->> 0 as path, e.value ->> 1 as path_end"
    " from json_array_elements(cast(:zones as json)) as e(value)",
    days="select e.value ->> 0 as zone, e.value ->> 1 as rhythm, e.value ->> 2 as what,"
    " cast(e.value ->> 3 as bigint) as day from json_array_elements(cast(:days as json)) as e(value)",
)
_TO_OWING: Final = Statement(
    sqlite=_TOLD.format(whom=_SQLITE, payload=":payload"),
    postgresql=_TOLD.format(whom=_POSTGRESQL, payload="cast(:payload as bytea)"),
)


class MailingRows:
    """core.mailing.Mailings on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def mark(self, name: str) -> datetime | None:
        found = self._sql.fetch_one(_MARK, name=name)
        return None if found is None else from_micros(found[0])

    def move_mark(self, name: str, until: datetime) -> bool:
        return self._sql.fetch_one(_MOVE, name=name, until=to_micros(until)) is not None

    def plan(self, mailing: Mailing, to: Owing, now: datetime) -> int:
        return self._sql.execute(
            _TO_OWING,
            zones=json.dumps([[zone.path, path_end(zone.path)] for zone in to.zones]),
            days=json.dumps(list(_days(to))),
            half=to.half.value,
            key=mailing.key,
            occasion=mailing.occasion,
            payload=self._vault.seal(mailing.says.to_json(), _OUTBOX),
            priority=int(mailing.priority),
            not_before=to_micros(mailing.not_before),
            expires_at=to_micros(mailing.expires_at),
            now=to_micros(now),
        )

    def sent_back(self, person: str, now: datetime) -> list[SentBack]:
        rows = self._sql.fetch_all(_SENT_BACK, person=person, now=to_micros(now))
        return [
            SentBack(Document.from_code(code), None if kind is None else PledgeKind(kind))
            for code, kind, _ in rows
        ]

    def set_along_the_tree(self, key: str, on: date) -> list[tuple[str, str]]:
        return [(path, value) for path, value in self._sql.fetch_all(_SET, key=key, day=on.isoformat())]

    def choice(self, person: str) -> Choice:
        found = self._sql.fetch_one(_CHOICE, person=person)
        return Choice() if found is None else Choice(Rhythm(found[0]), HalfDay(found[1]))

    def choose(self, person: str, choice: Choice, now: datetime) -> None:
        self._sql.execute(
            _CHOOSE,
            person=person,
            rhythm=choice.rhythm.value,
            half=choice.half.value,
            now=to_micros(now),
        )


def _days(to: Owing) -> Iterator[tuple[str, str, str, int]]:
    """Days are counted from 1970, as the statement counts them."""
    for zone in to.zones:
        for rhythm, days in zone.days.items():
            for what, named in (("due", days.due), ("returned", days.returned)):
                yield from ((zone.path, rhythm.value, what, (day - _EPOCH).days) for day in sorted(named))
