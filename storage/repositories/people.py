"""People, memberships, standings and roles. `speaker` is on the hot path: one statement."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any, Final

from core.life import Broken
from core.obligations import Facts
from core.people import (
    AudienceGroup,
    Membership,
    MembershipKind,
    Person,
    Resident,
    Role,
    RoleKind,
    Standing,
    StandingPeriod,
)
from core.speaker import Speaker
from core.text.names import search_key, sort_key
from core.text.phones import phone_number
from core.units import ids_on
from storage.engine.connection import Connection, Row
from storage.engine.instants import to_micros
from storage.engine.statements import Statement
from storage.repositories import people_sql as sql
from storage.repositories.sql import ROWS_KEPT, path_end
from storage.vault import Vault

_PHONE: Final = "phone"
_WIDE: Final = 300
"""With so many units or more a search looks at the names first."""
_MOST_NAMESAKES: Final = 50
_LEADING: Final = (RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF)


class PeopleRows:
    """core.ports.People on one connection."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._sql = connection
        self._vault = vault

    def speaker(self, person: str, on: date) -> Speaker | None:
        rows = self._sql.fetch_all(sql.SPEAKER, person=person, day=on.isoformat())
        return _speaker(person, tuple(rows)) if rows else None

    def get(self, person: str) -> Person | None:
        row = self._sql.fetch_one(sql.PERSON, person=person)
        return Person(row[0], row[1], row[2], AudienceGroup(row[3])) if row else None

    def resident(self, person: str, on: date) -> Resident | None:
        row = self._sql.fetch_one(sql.RESIDENT_BY_ID, person=person, day=on.isoformat())
        return resident_of(row) if row else None

    def residents(self, path: str, on: date, after: str = "", limit: int = 5000) -> list[Resident]:
        page = {"path": path, "path_end": path_end(path), "day": on.isoformat(), "limit": limit}
        if after:
            return [resident_of(row) for row in self._sql.fetch_all(sql.RESIDENTS_AFTER, **page, after=after)]
        return [resident_of(row) for row in self._sql.fetch_all(sql.RESIDENTS, **page)]

    def search(
        self,
        keys: Sequence[str],
        birth_year: int | None,
        path: str,
        on: date,
        limit: int,
        *,
        with_below: bool = True,
    ) -> list[Resident]:
        named = [f"% {key}%" for key in keys] + ["%"] * sql.SEARCH_KEYS
        where = {
            "path": path,
            "path_end": path_end(path) if with_below else f"{path}\x01",
            "day": on.isoformat(),
        }
        units = self._sql.fetch_one(sql.UNITS_WITHIN, **where, limit=_WIDE)
        rows = self._sql.fetch_all(
            sql.SEARCH_WIDE if units is not None and units[0] >= _WIDE else sql.SEARCH,
            **{f"key{number}": named[number] for number in range(sql.SEARCH_KEYS)},
            **where,
            year=birth_year,
            limit=limit,
        )
        return [resident_of(row) for row in rows]

    def namesakes(self, person: Person, path: str, on: date) -> list[Resident]:
        name = {"key": search_key(person.full_name), "name": person.full_name, "person": person.id}
        page = {"path": path, "path_end": path_end(path), "day": on.isoformat(), "limit": _MOST_NAMESAKES}
        return [resident_of(row) for row in self._sql.fetch_all(sql.NAMESAKES, **page, **name)]

    def leaders_over(self, path: str, on: date) -> list[Role]:
        units = json.dumps(ids_on(path))
        return self._leaders(sql.LEADERS_OVER, units=units, day=on.isoformat())

    def leaders_within(self, path: str, on: date) -> list[Role]:
        return self._leaders(sql.LEADERS_WITHIN, path=path, path_end=path_end(path), day=on.isoformat())

    def _leaders(self, statement: Statement, **params: str) -> list[Role]:
        return [_role(*row) for row in self._sql.fetch_all(statement, **params)]

    def facts(self, person: str) -> Facts | None:
        found = self.get(person)
        return self._facts([found], person, person)[0] if found else None

    def facts_after(self, person: str, limit: int) -> list[Facts]:
        rows = self._sql.fetch_all(sql.PEOPLE_AFTER, after=person, limit=limit)
        people = [Person(row[0], row[1], row[2], AudienceGroup(row[3])) for row in rows]
        return self._facts(people, people[0].id, people[-1].id) if people else []

    def _facts(self, people: list[Person], first: str, last: str) -> list[Facts]:
        between = {"first": first, "last": last}
        homes = _by_person(self._sql.fetch_all(sql.MEMBERSHIPS_BETWEEN, **between))
        standings = _by_person(self._sql.fetch_all(sql.STANDINGS_BETWEEN, **between))
        return [
            Facts(
                person,
                [
                    Membership(person.id, row[1], MembershipKind(row[2]), *_span(row[3], row[4]))
                    for row in homes.get(person.id, ())
                ],
                [
                    StandingPeriod(person.id, Standing(row[1]), *_span(row[2], row[3]))
                    for row in standings.get(person.id, ())
                ],
            )
            for person in people
        ]

    def is_empty(self) -> bool:
        return self._sql.fetch_one(sql.ANYONE) is None

    def add(self, person: Person, phone: str | None = None) -> None:
        self._sql.execute(
            sql.ADD_PERSON,
            id=person.id,
            name=person.full_name,
            sort_key=sort_key(person.full_name),
            search_key=search_key(person.full_name),
            year=person.birth_year,
            audience=person.group.value,
            phone=None if phone is None else self._vault.seal_text(phone, _PHONE),
            phone_digest=None if phone is None else _phone_digest(self._vault, phone),
        )

    def add_membership(self, membership: Membership) -> None:
        self._sql.execute(
            sql.ADD_MEMBERSHIP,
            person=membership.person,
            unit=membership.unit,
            kind=membership.kind.value,
            start=membership.valid_from.isoformat(),
            end=_iso(membership.valid_to),
            home=int(membership.kind.is_home),
        )
        if membership.kind.is_home and self._sql.fetch_one(sql.HOMES_AT_ONCE, person=membership.person):
            raise Broken("two homes on one day")

    def end_membership(self, person: str, last_day: date) -> None:
        self._sql.execute(sql.END_MEMBERSHIP, person=person, end=last_day.isoformat())

    def add_role(
        self, person: str, unit: str, kind: str, valid_from: date, valid_to: date | None = None
    ) -> None:
        self._sql.execute(
            sql.ADD_ROLE,
            person=person,
            unit=unit,
            kind=kind,
            start=valid_from.isoformat(),
            end=_iso(valid_to),
        )

    def end_roles(self, person: str, last_day: date) -> None:
        self._sql.execute(sql.END_ROLES, person=person, end=last_day.isoformat())

    def with_phone(self, phone: str) -> list[Person]:
        digests = self._vault.digests(phone_number(phone) or phone, _PHONE)
        rows = [row for digest in digests for row in self._sql.fetch_all(sql.WITH_PHONE, digest=digest)]
        return [Person(row[0], row[1], row[2], AudienceGroup(row[3])) for row in rows]

    def bar_phone(self, person: str, at: datetime | None) -> None:
        self._sql.execute(sql.BAR_PHONE, person=person, at=None if at is None else to_micros(at))

    def change_standing(self, period: StandingPeriod) -> None:
        start = period.valid_from.isoformat()
        before = (period.valid_from - timedelta(days=1)).isoformat()
        self._sql.execute(sql.DROP_STANDINGS, person=period.person, start=start)
        self._sql.execute(sql.END_STANDING, person=period.person, start=start, end=before)
        self._sql.execute(
            sql.ADD_STANDING,
            person=period.person,
            standing=period.standing.value,
            start=start,
            end=_iso(period.valid_to),
        )


def _phone_digest(vault: Vault, phone: str) -> str:
    """Of the number, however it was written; of something else as it stands."""
    return vault.digest(phone_number(phone) or phone, _PHONE)


@lru_cache(ROWS_KEPT)
def _speaker(person: str, rows: tuple[Row, ...]) -> Speaker:
    """One row for each role held. Asked for by every update."""
    name, year, audience, standing = rows[0][:4]
    roles = tuple(_role(person, *row[4:]) for row in rows if row[8] is not None)
    return Speaker(Person(person, name, year, AudienceGroup(audience)), Standing(standing), roles)


def resident_of(row: Row) -> Resident:
    """Of a row that begins as storage.repositories.sql.RESIDENT does."""
    person, name, year, audience, standing, unit, unit_name, path = row[:8]
    return Resident(
        Person(person, name, year, AudienceGroup(audience)), Standing(standing), unit, unit_name, path
    )


def _role(
    person: str, kind: str, unit: str, start: str, end: str | None, path: str, giver: str | None = None
) -> Role:
    return Role(person, unit, path, RoleKind(kind), *_span(start, end), giver)


def _span(start: str, end: str | None) -> tuple[date, date | None]:
    return date.fromisoformat(start), None if end is None else date.fromisoformat(end)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _by_person(rows: Iterable[Row]) -> dict[str, list[tuple[Any, ...]]]:
    return {person: list(group) for person, group in groupby(rows, lambda row: str(row[0]))}
