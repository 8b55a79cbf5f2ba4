# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""The statements of storage/repositories/unit_changes.py."""

from collections.abc import Sequence
from typing import Final

from core.unit_changes import Kept
from storage.engine.statements import Statement
from storage.repositories.sql import WITHIN, on_day

COLUMNS: Final[dict[Kept, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    Kept.UNIT: ("unit", ("id",), ("type", "valid_from", "valid_to")),
    Kept.PLACE: ("unit_place", ("unit_id", "valid_from"), ("valid_to", "parent_id", "path", "name")),
    Kept.HOME: ("membership", ("person_id", "valid_from", "kind"), ("unit_id", "valid_to", "is_home")),
    Kept.OFFICE: ("role", ("person_id", "unit_id", "kind", "valid_from"), ("valid_to",)),
    Kept.SUCCESSION: ("unit_succession", ("old_id", "new_id"), ("kind", "on_day")),
    Kept.SETTING: ("unit_setting", ("unit_id", "key"), ("value",)),
    Kept.PILOT: ("pilot", ("unit_id", "audience", "valid_from"), ("valid_to", "committee_id")),
}


def _where(keys: Sequence[str]) -> str:
    return " and ".join(f"{key} = :{key}" for key in keys)


SELECT: Final = {
    kept: Statement(f"select {', '.join(values)} from {table} where {_where(keys)}")
    for kept, (table, keys, values) in COLUMNS.items()
}
INSERT: Final = {
    kept: Statement(
        f"insert into {table} ({', '.join((*keys, *values))})"
        f" values ({', '.join(f':{name}' for name in (*keys, *values))})"
    )
    for kept, (table, keys, values) in COLUMNS.items()
}
UPDATE: Final = {
    kept: Statement(
        f"update {table} set {', '.join(f'{name} = :{name}' for name in values)} where {_where(keys)}"
    )
    for kept, (table, keys, values) in COLUMNS.items()
}
DELETE: Final = {
    kept: Statement(f"delete from {table} where {_where(keys)}") for kept, (table, keys, _) in COLUMNS.items()
}
IN_ORDER: Final = tuple(Kept)

_REACHES: Final = "(valid_to is null or valid_to >= :since)"
STAYS: Final = Statement(
    "select unit_id, valid_from, valid_to, parent_id, name, path from unit_place"
    f" where {_REACHES} order by unit_id, valid_from"
)
HOMES: Final = Statement(
    "select person_id, valid_from, kind, unit_id, valid_to, is_home from membership"
    f" where unit_id = :unit and {_REACHES} order by person_id, valid_from, kind"
)
OFFICES: Final = Statement(
    "select person_id, unit_id, kind, valid_from, valid_to from role"
    f" where unit_id = :unit and {_REACHES} order by person_id, kind, valid_from"
)
SUCCESSIONS: Final = Statement(
    "select old_id, new_id, kind, on_day from unit_succession order by on_day, old_id, new_id"
)
OWN_SETTINGS: Final = Statement("select key, value from unit_setting where unit_id = :unit")
PATHS_ON: Final = Statement(f"select u.unit_id, u.path from unit_place u where {on_day('u')}")
COUNT_SET: Final = Statement(
    f"select count(*) from unit_setting s join unit_place u on u.unit_id = s.unit_id and {on_day('u')}"
    f" where s.key = :key and s.value = :value and {WITHIN}"
)
UNITS_WITHIN: Final = Statement(
    f"select count(*) from (select 1 from unit_place u where {WITHIN} and {on_day('u')} limit :limit) found"
)
HEADCOUNT: Final = Statement(
    "select count(*) from unit_place u join membership m on m.unit_id = u.unit_id and m.is_home = 1"
    f" and {on_day('m')} where {WITHIN} and {on_day('u')} and not exists (select 1 from standing x"
    f" where x.person_id = m.person_id and x.standing in ('left', 'deceased') and {on_day('x')})"
)
AT_A_GLANCE: Final = 300
USED: Final = Statement(
    "select 1 from role where unit_id = :unit union all select 1 from report where unit_id = :unit"
    " union all select 1 from pledge where unit_id = :unit"
    " union all select 1 from delegation where unit_id = :unit or role_unit_id = :unit"
    " union all select 1 from pilot where unit_id = :unit or committee_id = :unit union all"
    " select 1 from obligation where unit_id = :unit and cleared_at is not null limit 1"
)
PATHS: Final = Statement("select distinct path from unit_place where unit_id = :unit order by path")
REPATH: Final = Statement(
    "update obligation set path = :new where document = :document and path = :old and unit_id = :unit"
    " and cleared_at is null and due_at >= :since and due_at < :until"
)
ADD: Final = Statement(
    "insert into unit_change (id, unit_id, actor_id, at, deed, valid_from, detail, undoes)"
    " values (:id, :unit, :actor, :at, :deed, :start, :detail, :undoes)"
)
_CHANGE: Final = (
    "select c.id, c.unit_id, c.actor_id, c.at, c.deed, c.valid_from, c.detail, c.undoes,"
    " (select u.id from unit_change u where u.undoes = c.id) from unit_change c"
)
GET: Final = Statement(f"{_CHANGE} where c.id = :id")
OF_UNIT: Final = Statement(f"{_CHANGE} where c.unit_id = :unit order by c.at desc, c.id limit :limit")
PILOTS: Final = Statement(
    "select unit_id, audience, committee_id, valid_from, valid_to from pilot"
    " where committee_id = :committee and valid_to >= :day order by valid_from, unit_id, audience"
)
END_OF_TIME: Final = 2**62
