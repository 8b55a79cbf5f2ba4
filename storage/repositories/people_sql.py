# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""The statements of storage/repositories/people.py."""

from typing import Final

from storage.engine.statements import Statement
from storage.repositories.sql import HOME, RESIDENT, STANDING, STANDS, WITHIN, on_day

SPEAKER: Final = Statement(
    f"""
select p.full_name, p.birth_year, p.audience, {STANDING}, h.kind, h.unit_id, h.valid_from, h.valid_to, u.path,
  h.giver_id
from person p
left join (
  select m.person_id, 'member' as kind, m.unit_id, m.valid_from, m.valid_to, null as giver_id from membership m
    where m.person_id = :person and m.is_home = 1 and {on_day("m")}
  union all
  select r.person_id, r.kind, r.unit_id, r.valid_from, r.valid_to, null as giver_id from role r
    where r.person_id = :person and {on_day("r")}
  union all
  select g.person_id, g.kind, g.unit_id, g.valid_from, g.valid_to, g.giver_id from delegation g
    where g.person_id = :person and {on_day("g")} and {STANDS}
) h on h.person_id = p.id
left join unit_place u on u.unit_id = h.unit_id and {on_day("u")}
where p.id = :person""",
    recalled=True,
)

_PERSON: Final = "select p.id, p.full_name, p.birth_year, p.audience from person p"
PERSON: Final = Statement(f"{_PERSON} where p.id = :person")
PEOPLE_AFTER: Final = Statement(f"{_PERSON} where p.id > :after order by p.id limit :limit")
ANYONE: Final = Statement("select 1 from person limit 1")

RESIDENT_BY_ID: Final = Statement(f"select {RESIDENT} from person p {HOME} where p.id = :person")
_RESIDENTS: Final = f"""
select {RESIDENT} from person p {HOME}
where {WITHIN} and {STANDING} not in ('left', 'deceased')"""
_ORDER: Final = "order by p.sort_key, coalesce(p.birth_year, 0), p.id limit :limit"
RESIDENTS: Final = Statement(f"{_RESIDENTS} {_ORDER}")
RESIDENTS_AFTER: Final = Statement(f"""{_RESIDENTS}
and (p.sort_key, coalesce(p.birth_year, 0), p.id)
  > (select a.sort_key, coalesce(a.birth_year, 0), a.id from person a where a.id = :after) {_ORDER}""")

NAMESAKES: Final = Statement(
    f"{_RESIDENTS} and p.search_key = :key and p.full_name = :name and p.id <> :person {_ORDER}"
)

SEARCH_KEYS: Final = 6
_NAMED: Final = (
    " and ".join(f"' ' || p.search_key like :key{number}" for number in range(SEARCH_KEYS))
    + " and (cast(:year as integer) is null or p.birth_year = :year)"
)
_GONE: Final = (
    "select 1 from standing x where x.person_id = p.id and x.standing in ('left', 'deceased') and "
    + on_day("x")
)
SEARCH: Final = Statement(f"""
select {RESIDENT} from person p {HOME} where {_NAMED} and {WITHIN} and not exists ({_GONE}) {_ORDER}""")
# Where most of the tree is looked through, names are compared first: joining everybody takes ten times as long.
SEARCH_WIDE: Final = Statement(f"""
with named as materialized (select p.id, p.sort_key, coalesce(p.birth_year, 0) as year from person p where {_NAMED}),
few as materialized (
  select p.id, m.unit_id, u.name, u.path from named p {HOME} where {WITHIN} and not exists ({_GONE})
  order by p.sort_key, p.year, p.id limit :limit)
select p.id, p.full_name, p.birth_year, p.audience, {STANDING}, few.unit_id, few.name, few.path
from few join person p on p.id = few.id order by p.sort_key, coalesce(p.birth_year, 0), p.id""")
UNITS_WITHIN: Final = Statement(
    f"select count(*) from (select 1 from unit_place u where {WITHIN} and {on_day('u')} limit :limit) found"
)

# Offices and who stands in for them; :units or :path say where.
_LEADERS: Final = f"""
select r.person_id, r.kind, r.unit_id, r.valid_from, r.valid_to, u.path, null as giver_id
from role r join person p on p.id = r.person_id join unit_place u on u.unit_id = r.unit_id and {on_day("u")}
where r.kind in ('secretary', 'deputy_secretary', 'staff') and {on_day("r")}
and {STANDING} not in ('left', 'deceased', 'suspended')"""
_STAND_INS: Final = f"""
select g.person_id, g.kind, g.unit_id, g.valid_from, g.valid_to, u.path, g.giver_id
from delegation g join person p on p.id = g.person_id join unit_place u on u.unit_id = g.unit_id and {on_day("u")}
where g.kind in ('secretary', 'deputy_secretary', 'staff') and {on_day("g")} and {STANDS}
and {STANDING} not in ('left', 'deceased', 'suspended')"""


def _leaders(of_role: str, of_delegation: str) -> str:
    return f"{_LEADERS} and {of_role} union all {_STAND_INS} and {of_delegation}"


_GIVEN: Final = "{} in (select value from json_each(:units))"
_GIVEN_TO_POSTGRESQL: Final = "{} in (select json_array_elements_text(cast(:units as json)))"
LEADERS_OVER: Final = Statement(
    sqlite=_leaders(_GIVEN.format("r.unit_id"), _GIVEN.format("g.unit_id")),
    postgresql=_leaders(_GIVEN_TO_POSTGRESQL.format("r.unit_id"), _GIVEN_TO_POSTGRESQL.format("g.unit_id")),
)
LEADERS_WITHIN: Final = Statement(_leaders(WITHIN, WITHIN))

MEMBERSHIPS_BETWEEN: Final = Statement(
    "select person_id, unit_id, kind, valid_from, valid_to from membership"
    " where person_id between :first and :last order by person_id, valid_from"
)
STANDINGS_BETWEEN: Final = Statement(
    "select person_id, standing, valid_from, valid_to from standing"
    " where person_id between :first and :last order by person_id, valid_from"
)

ADD_PERSON: Final = Statement(
    "insert into person (id, full_name, sort_key, search_key, birth_year, audience, phone_sealed, phone_digest)"
    " values (:id, :name, :sort_key, :search_key, :year, :audience, :phone, :phone_digest)"
)
WITH_PHONE: Final = Statement(
    f"{_PERSON} where p.phone_digest = :digest and p.phone_barred_at is null order by p.id"
)
BAR_PHONE: Final = Statement("update person set phone_barred_at = :at where id = :person")
ADD_MEMBERSHIP: Final = Statement(
    "insert into membership (person_id, unit_id, kind, valid_from, valid_to, is_home)"
    " values (:person, :unit, :kind, :start, :end, :home)"
)
HOMES_AT_ONCE: Final = Statement(
    "select 1 from membership a join membership b on b.person_id = a.person_id and b.is_home = 1"
    " and b.valid_from > a.valid_from and (a.valid_to is null or a.valid_to >= b.valid_from)"
    " where a.person_id = :person and a.is_home = 1"
)
END_MEMBERSHIP: Final = Statement(
    "update membership set valid_to = :end"
    " where person_id = :person and is_home = 1 and valid_from <= :end and (valid_to is null or valid_to > :end)"
)
ADD_ROLE: Final = Statement(
    "insert into role (person_id, unit_id, kind, valid_from, valid_to) values (:person, :unit, :kind, :start, :end)"
)
END_ROLES: Final = Statement(
    "update role set valid_to = :end"
    " where person_id = :person and valid_from <= :end and (valid_to is null or valid_to > :end)"
)
DROP_STANDINGS: Final = Statement("delete from standing where person_id = :person and valid_from >= :start")
END_STANDING: Final = Statement(
    "update standing set valid_to = :end"
    " where person_id = :person and valid_from < :start and (valid_to is null or valid_to >= :start)"
)
ADD_STANDING: Final = Statement(
    "insert into standing (person_id, standing, valid_from, valid_to) values (:person, :standing, :start, :end)"
)
