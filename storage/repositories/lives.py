"""The dated facts of one person, read and written as a whole, and who stands in for whom."""

from datetime import date
from typing import Any, Final

from core.delegation import Delegation
from core.life import Held, Life, check, in_order
from core.people import Membership, MembershipKind, RoleKind, Standing, StandingPeriod
from storage.engine.connection import Connection, Row
from storage.engine.statements import Statement
from storage.repositories.sql import on_day

_LOCK: Final = "select id from person where id = :person"
_PERSON: Final = Statement(sqlite=_LOCK, postgresql=f"{_LOCK} for no key update")
_LOCK_UNIT: Final = Statement("select id from unit where id = :unit for no key update")
_MEMBERSHIP: Final = "select m.person_id, m.unit_id, m.kind, m.valid_from, m.valid_to from membership m"
_MEMBERSHIPS: Final = Statement(f"{_MEMBERSHIP} where m.person_id = :person order by m.valid_from, m.kind")
_STANDINGS: Final = Statement(
    "select standing, valid_from, valid_to, reason from standing where person_id = :person order by valid_from"
)
_ROLES: Final = Statement(
    "select unit_id, kind, valid_from, valid_to from role where person_id = :person order by valid_from, unit_id, kind"
)
_GUESTS: Final = Statement(
    f"{_MEMBERSHIP} where m.unit_id = :unit and m.is_home = 0 and {on_day('m')} order by m.valid_from, m.person_id"
)
_DEPARTING: Final = Statement(
    f"{_MEMBERSHIP} join membership h on h.person_id = m.person_id and h.is_home = 1 and {on_day('h')}"
    f" where h.unit_id = :unit and m.kind = 'transit' and {on_day('m')} order by m.valid_from, m.person_id"
)
_HOLDERS: Final = Statement(
    "select r.person_id, r.unit_id, r.kind, r.valid_from, r.valid_to from role r where r.unit_id = :unit"
    " and r.kind = :kind and not exists (select 1 from standing s where s.person_id = r.person_id"
    " and s.standing in ('left', 'deceased') and s.valid_to is null) order by r.valid_from, r.person_id"
)
_CLEAR: Final = tuple(
    Statement(f"delete from {table} where person_id = :person")  # noqa: S608  # three names of our own
    for table in ("membership", "standing", "role")
)
_ADD_MEMBERSHIP: Final = Statement(
    "insert into membership (person_id, unit_id, kind, valid_from, valid_to, is_home)"
    " values (:person, :unit, :kind, :start, :end, :home)"
)
_ADD_STANDING: Final = Statement(
    "insert into standing (person_id, standing, valid_from, valid_to, reason)"
    " values (:person, :standing, :start, :end, :reason)"
)
_ADD_ROLE: Final = Statement(
    "insert into role (person_id, unit_id, kind, valid_from, valid_to) values (:person, :unit, :kind, :start, :end)"
)
_DELEGATION: Final = (
    "select id, giver_id, person_id, kind, role_unit_id, unit_id, valid_from, valid_to from delegation"
)
_ONE_DELEGATION: Final = Statement(f"{_DELEGATION} where id = :id")
_GIVEN: Final = Statement(
    f"{_DELEGATION} where giver_id = :person and valid_to >= :day order by valid_from, id"
)
_HELD: Final = Statement(
    f"{_DELEGATION} where person_id = :person and valid_to >= :day order by valid_from, id"
)
_ADD_DELEGATION: Final = Statement(
    "insert into delegation (id, giver_id, person_id, kind, role_unit_id, unit_id, valid_from, valid_to)"
    " values (:id, :giver, :person, :kind, :role_unit, :unit, :start, :end)"
)
_LAST_DAY: Final = Statement("update delegation set valid_to = :end where id = :id")
_REMOVE: Final = Statement("delete from delegation where id = :id")


class LifeRows:
    """core.ports.Lives on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def get(self, person: str) -> Life | None:
        if self._sql.fetch_one(_PERSON, person=person) is None:
            return None
        memberships = self._sql.fetch_all(_MEMBERSHIPS, person=person)
        standings = self._sql.fetch_all(_STANDINGS, person=person)
        roles = self._sql.fetch_all(_ROLES, person=person)
        found = Life(
            person,
            tuple(_membership(row) for row in memberships),
            tuple(
                StandingPeriod(person, Standing(row[0]), _day(row[1]), _last(row[2]), row[3])
                for row in standings
            ),
            tuple(_held(row) for row in roles),
        )
        return in_order(found)

    def put(self, life: Life) -> None:
        check(life)
        self._sql.fetch_one(_PERSON, person=life.person)
        for statement in _CLEAR:
            self._sql.execute(statement, person=life.person)
        for each in life.memberships:
            home = int(each.kind.is_home)
            span = _span(each.valid_from, each.valid_to)
            self._sql.execute(
                _ADD_MEMBERSHIP, person=life.person, unit=each.unit, kind=each.kind.value, home=home, **span
            )
        for period in life.standings:
            span = _span(period.valid_from, period.valid_to)
            self._sql.execute(
                _ADD_STANDING,
                person=life.person,
                standing=period.standing.value,
                reason=period.reason,
                **span,
            )
        for held in life.roles:
            span = _span(held.valid_from, held.valid_to)
            self._sql.execute(_ADD_ROLE, person=life.person, unit=held.unit, kind=held.kind.value, **span)

    def holders(self, unit: str, kind: RoleKind) -> list[tuple[str, Held]]:
        if self._sql.backend == "postgresql":
            self._sql.fetch_one(_LOCK_UNIT, unit=unit)
        rows = self._sql.fetch_all(_HOLDERS, unit=unit, kind=kind.value)
        return [(row[0], _held(row[1:])) for row in rows]

    def guests(self, unit: str, on: date) -> list[Membership]:
        return [_membership(row) for row in self._sql.fetch_all(_GUESTS, unit=unit, day=on.isoformat())]

    def departing(self, unit: str, on: date) -> list[Membership]:
        return [_membership(row) for row in self._sql.fetch_all(_DEPARTING, unit=unit, day=on.isoformat())]


class DelegationRows:
    """core.ports.Delegations on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def get(self, delegation: str) -> Delegation | None:
        row = self._sql.fetch_one(_ONE_DELEGATION, id=delegation)
        return _delegation(row) if row else None

    def add(self, delegation: Delegation) -> None:
        self._sql.execute(
            _ADD_DELEGATION,
            id=delegation.id,
            giver=delegation.giver,
            person=delegation.person,
            kind=delegation.kind.value,
            role_unit=delegation.role_unit,
            unit=delegation.unit,
            **_span(delegation.valid_from, delegation.valid_to),
        )

    def put(self, delegation: Delegation) -> None:
        self._sql.execute(_LAST_DAY, id=delegation.id, end=delegation.valid_to.isoformat())

    def remove(self, delegation: str) -> None:
        self._sql.execute(_REMOVE, id=delegation)

    def given_by(self, person: str, since: date) -> list[Delegation]:
        rows = self._sql.fetch_all(_GIVEN, person=person, day=since.isoformat())
        return [_delegation(row) for row in rows]

    def held_by(self, person: str, since: date) -> list[Delegation]:
        return [_delegation(row) for row in self._sql.fetch_all(_HELD, person=person, day=since.isoformat())]


def _membership(row: Row) -> Membership:
    return Membership(row[0], row[1], MembershipKind(row[2]), _day(row[3]), _last(row[4]))


def _held(row: Row) -> Held:
    return Held(row[0], RoleKind(row[1]), _day(row[2]), _last(row[3]))


def _delegation(row: Row) -> Delegation:
    return Delegation(row[0], row[1], row[2], RoleKind(row[3]), row[4], row[5], _day(row[6]), _day(row[7]))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _last(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _span(first: date, last: date | None) -> dict[str, Any]:
    return {"start": first.isoformat(), "end": None if last is None else last.isoformat()}
