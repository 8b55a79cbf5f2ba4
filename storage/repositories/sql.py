# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""Fragments that several repositories share, for fixed SQL that reads the same on both backends."""

from typing import Final

from storage.engine.statements import Statement

ROWS_KEPT: Final = 2000
"""How many rows of a table stay in memory as what they were read into. A row that reads otherwise is another row."""


def on_day(table: str) -> str:
    """The row of a dated table holds on :day."""
    return f"{table}.valid_from <= :day and ({table}.valid_to is null or {table}.valid_to >= :day)"


STANDING: Final = (
    "coalesce((select s.standing from standing s where s.person_id = p.id and s.valid_from <= :day"
    " and (s.valid_to is null or s.valid_to >= :day) order by s.valid_from desc limit 1), 'official')"
)
"""How the person `p` stands on :day."""

HOME: Final = (
    f"join membership m on m.person_id = p.id and m.is_home = 1 and {on_day('m')}"
    f" join unit_place u on u.unit_id = m.unit_id and {on_day('u')}"
)
"""Where the person `p` is at home on :day: membership `m` and the unit's place `u`."""

STANDS: Final = (
    "exists (select 1 from role o where o.person_id = g.giver_id and o.unit_id = g.role_unit_id and o.kind = g.kind"
    f" and {on_day('o')}) and not exists (select 1 from standing z where z.person_id = g.giver_id"
    f" and z.standing in ('left', 'deceased', 'suspended') and {on_day('z')})"
)
"""The delegation `g` has something to stand on: its giver holds that office on :day, and may act."""

RESIDENT: Final = f"p.id, p.full_name, p.birth_year, p.audience, {STANDING}, m.unit_id, u.name, u.path"

WITHIN: Final = "u.path >= :path and u.path < :path_end"


def path_end(path: str) -> str:
    """The first string after all that begin with the path."""
    return path[:-1] + chr(ord("/") + 1)


_UNITS_ON_PATH: Final = {
    "sqlite": """json_each('["' || replace(trim(u.path, '/'), '/', '","') || '"]') a""",
    "postgresql": "unnest(string_to_array(trim(u.path, '/'), '/')) as a(value)",
}
_OFFICE: Final = "in ('secretary', 'deputy_secretary')"
_WAITING: Final = f"""
and not exists (
  select 1 from {{units}}
  join role r on r.unit_id = a.value and r.kind {_OFFICE} and r.person_id <> p.id and {on_day("r")}
  join unit_place ru on ru.unit_id = r.unit_id and {on_day("ru")}
  where length(ru.path) > length(:path)
    and not exists (select 1 from standing x where x.person_id = r.person_id
      and x.standing in ('left', 'deceased', 'suspended') and {on_day("x")})
    and not exists (select 1 from role o join unit_place ou on ou.unit_id = o.unit_id and {on_day("ou")}
      where o.person_id = p.id and o.kind {_OFFICE} and {on_day("o")} and length(ou.path) <= length(ru.path)))
and (g.sent_at > :at or (g.sent_at = :at and g.id > :after)) order by g.sent_at, g.id limit :limit"""


def waiting(select: str) -> Statement:
    """Of documents `g` below :path, those that may be this level's turn, from (:at, :after) on: of people whom nobody
    between can review. Whose turn it is, core/access.py says."""
    whole = f"{select} where g.state = 'submitted' and {WITHIN} "
    sqlite, postgresql = (whole + _WAITING.format(units=units) for units in _UNITS_ON_PATH.values())
    return Statement(sqlite=sqlite, postgresql=postgresql)
