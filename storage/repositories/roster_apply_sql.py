# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""The one step that makes a staged list true, and the one that takes it back: each a few statements over all rows."""

from typing import Final

from storage.engine.statements import Statement
from storage.repositories.sql import STANDING, on_day

_OF: Final = "s.batch_id = :batch and s.outcome"
_AS_IT_WAS: Final = f"""
from roster_stage s left join person p on p.id = s.person_id
left join membership m on m.person_id = p.id and m.is_home = 1 and {on_day("m")}
where {_OF} = 'changed' and (p.id is null"""

STALE_CHANGED: Final = Statement(f"""select count(*) {_AS_IT_WAS} or p.full_name <> s.was_name
  or coalesce(p.birth_year, 0) <> coalesce(s.was_year, 0) or p.audience <> s.was_audience
  or coalesce(p.phone_digest, '') <> coalesce(s.was_phone_digest, '') or coalesce(m.unit_id, '') <> s.was_unit
  or m.kind <> s.was_kind or m.valid_from <> s.was_since or {STANDING} <> s.was_standing)""")
# Who was entered by hand since the list was compared: the same name and year in the same unit.
STALE_NEW: Final = Statement(f"""
select count(*) from roster_stage s where {_OF} = 'new' and exists (
  select 1 from person p join membership m on m.person_id = p.id and m.is_home = 1 and {on_day("m")}
  where p.sort_key = s.sort_key and coalesce(p.birth_year, 0) = coalesce(s.birth_year, 0)
  and m.unit_id = s.unit_id) and s.twin = 0 and s.candidates = '[]'""")
STALE_UNITS: Final = Statement(f"""
select count(*) from (select distinct unit_id from roster_stage s where {_OF} in ('new', 'changed')) d
where not exists (select 1 from unit_place u where u.unit_id = d.unit_id and {on_day("u")})""")
_CHANGED: Final = f"(select s.person_id from roster_stage s where {_OF} = 'changed')"
"""Said beside each join, so that SQLite begins with the few rows of the list and not with everybody."""
_CELL_OFFICES: Final = "('secretary', 'deputy_secretary', 'cell_committee_member')"
_ROLES: Final = (
    f"select s.person_id, s.unit_id, j.value, s.joined from roster_stage s, json_each(s.roles) j"
    f" where {_OF} in ('new', 'changed') and s.roles <> '[]'"
)
_ROLES_PG: Final = (
    "select s.person_id, s.unit_id, j.value, s.joined from roster_stage s,"
    f" json_array_elements_text(cast(s.roles as json)) j(value) where {_OF} in ('new', 'changed') and s.roles <> '[]'"
)
_ADD_ROLES: Final = "insert into role (person_id, unit_id, kind, valid_from)"

APPLY: Final = (
    Statement(f"""insert into person (id, full_name, sort_key, search_key, birth_year, audience, phone_sealed,
  phone_digest)
select s.person_id, s.full_name, s.sort_key, s.search_key, s.birth_year, s.audience, s.phone_sealed, s.phone_digest
from roster_stage s where {_OF} = 'new'"""),
    Statement(f"""insert into membership (person_id, unit_id, kind, valid_from, is_home)
select s.person_id, s.unit_id, s.kind, s.joined, 1 from roster_stage s where {_OF} = 'new'"""),
    Statement(f"""insert into standing (person_id, standing, valid_from)
select s.person_id, s.standing, s.joined from roster_stage s where {_OF} = 'new'"""),
    Statement(f"""update person set full_name = s.full_name, sort_key = s.sort_key, search_key = s.search_key,
  birth_year = s.birth_year, audience = s.audience, phone_sealed = coalesce(s.phone_sealed, person.phone_sealed),
  phone_digest = coalesce(s.phone_digest, person.phone_digest)
from roster_stage s where {_OF} = 'changed' and s.person_id = person.id and person.id in {_CHANGED}"""),
    # Who moves leaves the old cell the day before; who came there only that day is put right instead.
    Statement(f"""update membership set valid_to = :before from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.person_id = membership.person_id
and membership.person_id in {_CHANGED} and membership.is_home = 1
and membership.valid_to is null and membership.valid_from < :day"""),
    Statement(f"""update membership set unit_id = s.unit_id, kind = s.kind from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.person_id = membership.person_id
and membership.person_id in {_CHANGED} and membership.is_home = 1
and membership.valid_to is null and membership.valid_from = :day"""),
    Statement(f"""insert into membership (person_id, unit_id, kind, valid_from, is_home)
select s.person_id, s.unit_id, s.kind, :day, 1 from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.was_since < :day"""),
    Statement(f"""update role set valid_to = :before from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.unit_id <> s.was_unit and s.person_id = role.person_id
and role.person_id in {_CHANGED} and role.unit_id = s.was_unit
and role.kind in {_CELL_OFFICES} and role.valid_to is null and role.valid_from < :day"""),
    Statement(f"""update standing set valid_to = :before from roster_stage s
where {_OF} = 'changed' and s.stands = 1 and s.person_id = standing.person_id
and standing.person_id in {_CHANGED} and standing.valid_from < :day
and (standing.valid_to is null or standing.valid_to >= :day)"""),
    Statement(f"""insert into standing (person_id, standing, valid_from)
select s.person_id, s.standing, :day from roster_stage s where {_OF} = 'changed' and s.stands = 1
on conflict (person_id, valid_from) do update set standing = excluded.standing, valid_to = null"""),
    Statement(
        sqlite=f"{_ADD_ROLES} {_ROLES} on conflict do nothing",
        postgresql=f"{_ADD_ROLES} {_ROLES_PG} on conflict do nothing",
    ),
    # What fell due before this day is history, whatever deadline the new group would have had.
    Statement("""insert into obligation (person_id, document, audience, unit_id, path, due_at, grace_end, closes_at,
  left_out, cleared_at)
select person_id, document, audience, unit_id, path, due_at, grace_end, closes_at, left_out, cleared_at
from roster_owed o where o.batch_id = :batch and exists (select 1 from roster_stage s
  where s.batch_id = :batch and s.person_id = o.person_id and s.outcome in ('new', 'changed'))
on conflict (person_id, document) do update set audience = excluded.audience, unit_id = excluded.unit_id,
  path = excluded.path, due_at = excluded.due_at, grace_end = excluded.grace_end, closes_at = excluded.closes_at,
  left_out = excluded.left_out
where obligation.cleared_at is null and obligation.due_at >= :since"""),
)
"""Takes :batch, :day, :before, the day before it, and :since, the instant at which it begins."""

# What hangs on a person whom the list brought, or was changed since.
_OF_NEW: Final = f"(select s.person_id from roster_stage s where {_OF} = 'new')"
HANGS_ON: Final = tuple(
    Statement(f"select count(*) from {table} where {column} in {_OF_NEW}{more}")
    for table, column, more in (
        ("link", "person_id", ""),
        ("pledge", "person_id", ""),
        ("report", "person_id", ""),
        ("photo", "person_id", ""),
        ("consent", "person_id", ""),
        ("paper_entry", "person_id", ""),
        ("person_change", "person_id", ""),
        ("helper", "helper_id", ""),
        ("delegation", "person_id", ""),
        ("link_code", "person_id", " and used = 1"),
    )
)
NOT_AS_LEFT: Final = Statement(f"""select count(*) from roster_stage s left join person p on p.id = s.person_id
left join membership m on m.person_id = p.id and m.is_home = 1 and {on_day("m")}
where {_OF} in ('new', 'changed') and (p.id is null or p.full_name <> s.full_name or p.audience <> s.audience
  or coalesce(p.birth_year, 0) <> coalesce(s.birth_year, 0) or coalesce(m.unit_id, '') <> s.unit_id
  or coalesce(p.phone_digest, '') <> coalesce(s.phone_digest, s.was_phone_digest, '') or {STANDING} <> s.standing)""")
CHANGED_SINCE: Final = Statement(f"""select count(*) from person_change c join roster_batch b on b.id = :batch
where c.at > b.applied_at and c.person_id in (select s.person_id from roster_stage s where {_OF} = 'changed')""")

ROOM: Final = Statement(sqlite="pragma cache_size = -131072", postgresql="select 1")
"""The rows and their indexes of a whole province stay in memory meanwhile: with SQLite's usual two megabytes each is
read and written many times over."""
NO_ROOM: Final = Statement(sqlite="pragma cache_size = -2000", postgresql="select 1")

TAKE_BACK: Final = (
    Statement(f"delete from obligation where person_id in {_OF_NEW}"),
    Statement(f"delete from role where person_id in {_OF_NEW}"),
    Statement(f"delete from standing where person_id in {_OF_NEW}"),
    Statement(f"delete from membership where person_id in {_OF_NEW}"),
    Statement(f"delete from link_code where person_id in {_OF_NEW}"),
    Statement(f"delete from person where id in {_OF_NEW}"),
    Statement(f"""update person set full_name = s.was_name, sort_key = s.was_sort_key, search_key = s.was_search_key,
  birth_year = s.was_year, audience = s.was_audience, phone_sealed = s.was_phone_sealed,
  phone_digest = s.was_phone_digest
from roster_stage s where {_OF} = 'changed' and s.person_id = person.id and person.id in {_CHANGED}"""),
    Statement(f"""delete from membership where is_home = 1 and valid_from = :day and person_id in
(select s.person_id from roster_stage s where {_OF} = 'changed' and s.moves = 1 and s.was_since < :day)"""),
    Statement(f"""update membership set valid_to = null from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.was_since < :day and s.person_id = membership.person_id
and membership.person_id in {_CHANGED} and membership.is_home = 1 and membership.valid_from = s.was_since"""),
    Statement(f"""update membership set unit_id = s.was_unit, kind = s.was_kind from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.was_since = :day and s.person_id = membership.person_id
and membership.person_id in {_CHANGED} and membership.is_home = 1 and membership.valid_from = :day"""),
    Statement(f"""update role set valid_to = null from roster_stage s
where {_OF} = 'changed' and s.moves = 1 and s.unit_id <> s.was_unit and s.person_id = role.person_id
and role.person_id in {_CHANGED} and role.unit_id = s.was_unit
and role.kind in {_CELL_OFFICES} and role.valid_to = :before"""),
    Statement(f"""delete from standing where valid_from = :day and person_id in
(select s.person_id from roster_stage s where {_OF} = 'changed' and s.stands = 1
  and coalesce(s.was_standing_since, '') < :day)"""),
    Statement(f"""update standing set valid_to = null from roster_stage s
where {_OF} = 'changed' and s.stands = 1 and s.person_id = standing.person_id
and standing.person_id in {_CHANGED} and standing.valid_from = s.was_standing_since and standing.valid_to = :before"""),
    Statement(f"""update standing set standing = s.was_standing from roster_stage s
where {_OF} = 'changed' and s.stands = 1 and s.was_standing_since = :day and s.person_id = standing.person_id
and standing.person_id in {_CHANGED} and standing.valid_from = :day"""),
    Statement(
        sqlite=f"delete from role where valid_from = :day and (person_id, unit_id, kind) in"
        f" (select s.person_id, s.unit_id, j.value from roster_stage s, json_each(s.roles) j where {_OF} = 'changed')",
        postgresql="delete from role where valid_from = :day and (person_id, unit_id, kind) in"
        " (select s.person_id, s.unit_id, j.value from roster_stage s,"
        f" json_array_elements_text(cast(s.roles as json)) j(value) where {_OF} = 'changed')",
    ),
)
"""Takes the same; what changed people owe is worked out anew afterwards."""
CHANGED_PEOPLE: Final = Statement(
    "select person_id from roster_stage s where s.batch_id = :batch and s.outcome = 'changed'"
    " and s.person_id > :after order by s.person_id limit :limit"
)
