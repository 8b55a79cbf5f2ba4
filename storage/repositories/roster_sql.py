# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""The statements of storage/repositories/roster.py."""

from typing import Final

from storage.engine.statements import Statement
from storage.repositories.sql import STANDING, on_day

_BATCH: Final = (
    "id, by_id, state, created_at, address_id, channel, line, source_sealed, size_bytes, wish, head_sealed,"
    " tail_sealed, fault, day, opened, applied_at, again"
)
ADD: Final = Statement(
    f"insert into roster_batch ({_BATCH}) values (:id, :by, :state, :created, :address, :channel, :line, :source,"
    " :size, :wish, :head, :tail, :fault, :day, :opened, :applied, :again)"
)
GET: Final = Statement(f"select {_BATCH} from roster_batch where id = :id")
PUT: Final = Statement(
    "update roster_batch set state = :state, wish = :wish, head_sealed = :head, tail_sealed = :tail, fault = :fault,"
    " day = :day, opened = :opened, applied_at = :applied, again = :again where id = :id"
)
IN_STATE: Final = Statement(
    f"select {_BATCH} from roster_batch where state = :state order by created_at, id limit :limit"
)
NEWEST_OF: Final = Statement(
    f"select {_BATCH} from roster_batch where by_id = :by order by created_at desc, id limit :limit"
)
ADD_CHUNK: Final = Statement(
    "insert into roster_chunk (batch_id, no, sealed) values (:batch, :no, :sealed)"
    " on conflict (batch_id, no) do update set sealed = excluded.sealed"
)
CHUNK: Final = Statement("select sealed from roster_chunk where batch_id = :batch and no = :no")
DROP_CHUNKS: Final = Statement("delete from roster_chunk where batch_id = :batch")
DROP_STAGE: Final = Statement(
    "delete from roster_stage where batch_id = :batch and no in"
    " (select no from roster_stage where batch_id = :batch order by no limit :limit)"
)
DROP_OWED: Final = Statement(
    "delete from roster_owed where batch_id = :batch and person_id in"
    " (select person_id from roster_owed where batch_id = :batch order by person_id limit :limit)"
)
TO_FORGET: Final = Statement(
    "select id from roster_batch where created_at < :before order by created_at limit 1"
)
DROP_BATCH: Final = Statement("delete from roster_batch where id = :batch")

_IN: Final = "in (select value from json_each(:keys))"
_IN_PG: Final = "in (select json_array_elements_text(cast(:keys as json)))"
_KNOWN: Final = f"""
select p.id, p.full_name, p.sort_key, p.search_key, p.birth_year, p.audience, p.phone_digest, p.phone_sealed,
  m.unit_id, u.name, u.path, m.kind, m.valid_from,
  case when m.valid_to is not null
    or exists (select 1 from membership f where f.person_id = p.id and f.valid_from > :day)
    or exists (select 1 from membership f where f.person_id = p.id and f.kind = 'transit'
      and (f.valid_to is null or f.valid_to >= :day))
    or exists (select 1 from standing f where f.person_id = p.id and f.valid_from > :day) then 1 else 0 end,
  {STANDING},
  (select max(s.valid_from) from standing s where s.person_id = p.id and s.valid_from <= :day)
from person p join membership m on m.person_id = p.id and m.is_home = 1 and {on_day("m")}
join unit_place u on u.unit_id = m.unit_id and {on_day("u")}"""


def _known(column: str) -> Statement:
    return Statement(
        sqlite=f"{_KNOWN} where p.{column} {_IN}", postgresql=f"{_KNOWN} where p.{column} {_IN_PG}"
    )


KNOWN_BY_ID: Final = _known("id")
KNOWN_BY_PHONE: Final = _known("phone_digest")
_NAMESAKES: Final = (
    f"join membership m on m.person_id = p.id and m.is_home = 1 and {on_day('m')} where p.birth_year ="
)
# Of all of one name only those of the same year or the same unit: of a common name there are thousands.
NAMESAKES: Final = Statement(
    sqlite="select distinct p.id from json_each(:wanted) w"
    f" join person p on p.search_key = json_extract(w.value, '$[0]') {_NAMESAKES} json_extract(w.value, '$[1]')"
    " or m.unit_id = json_extract(w.value, '$[2]')",
    postgresql="select distinct p.id from json_array_elements(cast(:wanted as json)) w(value)"
    f" join person p on p.search_key = w.value->>0 {_NAMESAKES} cast(w.value->>1 as integer)"
    " or m.unit_id = w.value->>2",
)
_OFFICES: Final = f"select r.person_id, r.kind, r.unit_id from role r where {on_day('r')} and r.person_id"
OFFICES: Final = Statement(sqlite=f"{_OFFICES} {_IN}", postgresql=f"{_OFFICES} {_IN_PG}")

STAGE: Final = Statement(
    "insert into roster_stage (batch_id, no, line, sheet, outcome, person_id, full_name, sort_key, search_key,"
    " birth_year, audience, phone_sealed, phone_digest, unit_id, kind, standing, joined, roles, changes, candidates,"
    " detail_sealed, twin, moves, stands, was_name, was_sort_key, was_search_key, was_year, was_audience,"
    " was_phone_sealed, was_phone_digest, was_unit, was_kind, was_since, was_standing, was_standing_since) values"
    " (:batch, :no, :line, :sheet, :outcome, :person, :name, :sort_key, :search_key, :year, :audience, :phone,"
    " :phone_digest, :unit, :kind, :standing, :joined, :roles, :changes, :candidates, :detail, :twin, :moves, :stands,"
    " :was_name, :was_sort_key, :was_search_key, :was_year, :was_audience, :was_phone, :was_phone_digest, :was_unit,"
    " :was_kind, :was_since, :was_standing, :was_standing_since)"
)
UNSTAGE: Final = Statement("delete from roster_stage where batch_id = :batch and no = :no")
UNOWE: Final = Statement("delete from roster_owed where batch_id = :batch and person_id = :person")
OWE: Final = Statement(
    "insert into roster_owed (batch_id, person_id, document, audience, unit_id, path, due_at, grace_end, closes_at,"
    " left_out, cleared_at) values (:batch, :person, :document, :audience, :unit, :path, :due, :grace_end, :closes,"
    " :left_out, :cleared)"
)
SET_OUTCOME: Final = Statement(
    "update roster_stage set outcome = :new where batch_id = :batch and outcome = :old"
)
COUNTS: Final = Statement(
    "select outcome, count(*) from roster_stage where batch_id = :batch group by outcome"
)
CHANGES: Final = Statement(
    "select changes, count(*) from roster_stage where batch_id = :batch and outcome = 'changed' group by changes"
)
_ROWS: Final = (
    "select no, line, sheet, outcome, person_id, full_name, birth_year, unit_id, changes, candidates, detail_sealed,"
    " twin from roster_stage where batch_id = :batch and no > :after and outcome"
)
_ROWS_END: Final = "order by no limit :limit"
ROWS: Final = Statement(sqlite=f"{_ROWS} {_IN} {_ROWS_END}", postgresql=f"{_ROWS} {_IN_PG} {_ROWS_END}")
MEANING: Final = Statement(
    "select line from roster_stage where batch_id = :batch and person_id = :person and outcome in ('same', 'changed')"
)
UNITS: Final = Statement(
    "select distinct unit_id from roster_stage where batch_id = :batch and unit_id <> '' order by unit_id"
)
_MISSING: Final = f"""
from membership m join person p on p.id = m.person_id join unit_place u on u.unit_id = m.unit_id and {on_day("u")}
where m.is_home = 1 and {on_day("m")}
and m.unit_id in (select distinct unit_id from roster_stage where batch_id = :batch and unit_id <> '')
and not exists (select 1 from roster_stage s where s.batch_id = :batch and s.person_id = p.id)
and {STANDING} not in ('left', 'deceased')"""
MISSING: Final = Statement(
    f"select p.id, p.full_name, p.birth_year, u.name, u.path {_MISSING} order by u.name, p.sort_key, p.id limit :limit"
)
MISSING_COUNT: Final = Statement(f"select count(*) {_MISSING}")
