"""What the use cases ask about people, units, criteria, link codes and consent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.consent import Consent, Purpose
from core.criteria import CriterionGroup, Suggestion
from core.obligations import Facts, Place
from core.people import (
    AudienceGroup,
    Membership,
    Person,
    Resident,
    Role,
    StandingPeriod,
)
from core.settings import UnitSettings
from core.speaker import Speaker
from core.units import Succession, Unit


class People(Protocol):
    def speaker(self, person: str, on: date) -> Speaker | None: ...

    def get(self, person: str) -> Person | None: ...

    def resident(self, person: str, on: date) -> Resident | None:
        """None for who has no home unit on that day."""
        ...

    def residents(self, path: str, on: date, after: str = "", limit: int = 5000) -> list[Resident]:
        """At or below `path`, in the order of Vietnamese lists; who left or died is not among them.

        `after` is the id of the last person of the page before."""
        ...

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
        """As `residents`, of whom each key begins a word of the name without marks. `keys` are letters and digits."""
        ...

    def namesakes(self, person: Person, path: str, on: date) -> list[Resident]:
        """Others of the very same full name at home at or below the path; who left or died is not among them."""
        ...

    def leaders_over(self, path: str, on: date) -> list[Role]:
        """Secretaries, deputies and staff of the units on the path who can act that day: not gone, not suspended."""
        ...

    def leaders_within(self, path: str, on: date) -> list[Role]:
        """The same of all units at or below the path."""
        ...

    def facts(self, person: str) -> Facts | None: ...

    def facts_after(self, person: str, limit: int) -> list[Facts]:
        """The next `limit` people by id, for work that goes through everyone in slices."""
        ...

    def is_empty(self) -> bool: ...

    def add(self, person: Person, phone: str | None = None) -> None: ...

    def add_membership(self, membership: Membership) -> None: ...

    def end_membership(self, person: str, last_day: date) -> None: ...

    def add_role(
        self, person: str, unit: str, kind: str, valid_from: date, valid_to: date | None = None
    ) -> None: ...

    def end_roles(self, person: str, last_day: date) -> None: ...

    def with_phone(self, phone: str) -> list[Person]:
        """Everyone on the roster with this number (core.text.phones), but whose phone was lost."""
        ...

    def bar_phone(self, person: str, at: datetime | None) -> None:
        """The person's telephone number proves nothing any more (the phone was lost); None: it does again."""
        ...

    def change_standing(self, period: StandingPeriod) -> None:
        """From its first day the person stands so; what held before ends the day before."""
        ...


class Units(Protocol):
    def get(self, unit: str, on: date) -> Unit | None: ...

    def children(self, unit: str | None, on: date) -> list[Unit]: ...

    def within(self, path: str | None, on: date) -> list[Unit]:
        """At or below the path (None: all), by name."""
        ...

    def add(self, unit: Unit) -> None: ...

    def add_succession(self, succession: Succession) -> None: ...

    def settings(self, path: str) -> UnitSettings: ...

    def set(self, unit: str, key: str, value: str) -> None: ...

    def places(self) -> "PlaceBook":
        """Every unit's path and settings by date, read once, for work that goes through everyone."""
        ...


class PlaceBook(Protocol):
    def __call__(self, unit: str, day: date) -> Place | None: ...


class Criteria(Protocol):
    def groups(self, group: AudienceGroup) -> list[CriterionGroup]: ...

    def suggestions(self, group: AudienceGroup) -> list[Suggestion]: ...

    def add_group(self, group: CriterionGroup) -> None: ...

    def add_suggestion(self, suggestion: Suggestion) -> None: ...


class Codes(Protocol):
    def issue(self, person: str, code: str, expires_at: datetime, by: str, now: datetime) -> None:
        """Unused earlier codes of the person end."""
        ...

    def holder(self, code: str, now: datetime) -> str | None:
        """Whose it is, if it may still be used."""
        ...

    def redeem(self, code: str, now: datetime) -> str | None:
        """The same, and it is used up."""
        ...

    def revoke(self, person: str, now: datetime) -> None: ...

    def open_until(self, people: Sequence[str], now: datetime) -> dict[str, datetime]:
        """When the unused code of each ends; who holds none is missing."""
        ...

    def note_miss(self, address: int, code: str, now: datetime) -> None:
        """The same code tried again from there counts once."""
        ...

    def misses(self, address: int, since: datetime) -> list[datetime]: ...

    def misses_on_line(self, address: int, since: datetime, limit: int) -> list[datetime]:
        """The newest of all addresses on this address's line, in order of time."""
        ...

    def linked_on_line(self, address: int, since: datetime) -> int:
        """How many links were made on this address's line."""
        ...


class Consents(Protocol):
    def record(self, consent: Consent) -> None: ...

    def current(self, person: str) -> Mapping[Purpose, Consent]:
        """The latest for each purpose, given or refused."""
        ...
