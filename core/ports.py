"""What the use cases need of the outside, and nothing more. storage/ implements it; tests use the real thing.

Everything happens within one unit of work: nothing here commits, and it may be run a second time.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from core.consent import Consent, Purpose
from core.criteria import CriterionGroup, Suggestion
from core.documents import Document
from core.history import Entry, Reading
from core.obligations import Facts, Obligation, Place
from core.outbox import Outbox
from core.people import (
    AudienceGroup,
    Membership,
    Person,
    Resident,
    Role,
    StandingPeriod,
)
from core.photos import Photo, Resemblance
from core.pledge import Pledge, PledgeKind, PledgeVersion
from core.queue import Waiting
from core.report import Report, ReportVersion
from core.settings import UnitSettings
from core.speaker import Speaker
from core.talk import Talk
from core.text.periods import Quarter
from core.units import Succession, Unit


class Chance(Protocol):
    """Ids and codes that nobody can guess; made anew when a unit of work is run again."""

    def new_id(self) -> str: ...

    def code(self, alphabet: str, length: int) -> str: ...


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

    def leaders_over(self, path: str, on: date) -> list[Role]:
        """Secretaries, deputies and staff of the units on the path, who are still among us on that day."""
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

    def change_standing(self, period: StandingPeriod) -> None:
        """From its first day the person stands so; what held before ends the day before."""
        ...


class Units(Protocol):
    def get(self, unit: str, on: date) -> Unit | None: ...

    def children(self, unit: str | None, on: date) -> list[Unit]: ...

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


class Pledges(Protocol):
    def get(self, pledge: str) -> Pledge | None: ...

    def find(self, person: str, kind: PledgeKind, year: int) -> Pledge | None: ...

    def of_year(self, person: str, year: int) -> list[Pledge]:
        """All kinds, with the items of the newest version."""
        ...

    def in_force(self, person: str, year: int) -> list[Pledge]:
        """All that are live, each with the items of the version in force, and that version as `version`."""
        ...

    def version(self, pledge: str, no: int) -> PledgeVersion | None: ...

    def add(self, pledge: Pledge) -> None: ...

    def save(self, pledge: Pledge, seen: int) -> None:
        """Raises Moved where the stored revision is not `seen`. A new version is kept beside the old ones."""
        ...

    def waiting(self, path: str, on: date) -> list[Waiting]:
        """Submitted ones of people at home at or below the path, that a level above the cell might have to review or
        that belong to the path itself; oldest first. Whose turn it is remains to be asked of core/access.py."""
        ...


class Reports(Protocol):
    def get(self, report: str) -> Report | None: ...

    def find(self, person: str, period: Quarter) -> Report | None: ...

    def of_year(self, person: str, year: int) -> list[Report]:
        """In order of time."""
        ...

    def version(self, report: str, no: int) -> ReportVersion | None: ...

    def is_taken(self, receipt: str) -> bool: ...

    def add(self, report: Report) -> None: ...

    def save(self, report: Report, seen: int) -> None:
        """Raises Moved where the stored revision is not `seen`. A new version is kept beside the old ones."""
        ...

    def waiting(self, path: str, on: date) -> list[Waiting]:
        """As `Pledges.waiting`."""
        ...

    def of_people(self, people: Sequence[str], period: Quarter) -> dict[str, Report]:
        """By person; without their content."""
        ...


class Obligations(Protocol):
    def get(self, person: str, document: Document) -> Obligation | None: ...

    def pending(self, person: str) -> list[Obligation]:
        """Not cleared and not left out, the first due first."""
        ...

    def put(self, obligations: Sequence[Obligation]) -> int:
        """Adds the missing rows and corrects those not cleared yet; returns how many were added or changed."""
        ...

    def add_missing(self, obligations: Sequence[Obligation]) -> int:
        """Adds rows that are not there; returns how many."""
        ...

    def handed_in(self, people: Sequence[str], document: Document) -> dict[str, datetime]:
        """Who of these has the document in now (a withdrawn one is not), and since when."""
        ...

    def clear(self, person: str, document: Document, at: datetime | None) -> None:
        """None puts it back to pending."""
        ...

    def of_unit(self, path: str, document: Document) -> list[Obligation]:
        """Rows whose unit lay at or below the path, in no order."""
        ...

    def of_person(self, person: str) -> list[Obligation]:
        """All, whatever became of them."""
        ...

    def opened(self) -> list[Document]:
        """Every document that has rows."""
        ...


class History(Protocol):
    def add(self, entry: Entry) -> None: ...

    def of(self, document_id: str) -> list[Entry]: ...

    def note_reading(self, reading: Reading) -> None:
        """Writes only the first of a reader, version and local day, so that showing a screen again writes nothing."""
        ...

    def readings_of(self, owner: str, limit: int = 200) -> list[Reading]:
        """Newest first."""
        ...


class Photos(Protocol):
    def get(self, photo: str) -> Photo | None: ...

    def of(self, person: str, document: str) -> list[Photo]:
        """Noted, stored and refused, in the order of receipt."""
        ...

    def add(self, photo: Photo) -> bool:
        """False where this message's file is here already: a duplicate delivery adds nothing."""
        ...

    def save(self, photo: Photo) -> None: ...

    def to_fetch(self, limit: int) -> list[Photo]:
        """Noted ones, oldest first."""
        ...

    def uses(self, sha256: str) -> int:
        """How many rows still hold these bytes; at zero the store may forget them."""
        ...

    def same_bytes(self, photo: Photo) -> list[Photo]:
        """Every other stored one with the very same bytes."""
        ...

    def resembling(self, photo: Photo) -> list[Resemblance]:
        """Other stored ones with the same bytes, then look-alikes, the nearest first."""
        ...


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

    def note_miss(self, address: int, code: str, now: datetime) -> None:
        """The same code tried again from there counts once."""
        ...

    def misses(self, address: int, since: datetime) -> list[datetime]: ...


class Consents(Protocol):
    def record(self, consent: Consent) -> None: ...

    def current(self, person: str) -> Mapping[Purpose, Consent]:
        """The latest for each purpose, given or refused."""
        ...


class UnitOfWork(Protocol):
    def part(self) -> AbstractContextManager[None]:
        """What raises inside is undone, and the rest of the work may go on."""
        ...

    @property
    def people(self) -> People: ...
    @property
    def units(self) -> Units: ...
    @property
    def criteria(self) -> Criteria: ...
    @property
    def pledges(self) -> Pledges: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def obligations(self) -> Obligations: ...
    @property
    def history(self) -> History: ...
    @property
    def photos(self) -> Photos: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def talk(self) -> Talk: ...
    @property
    def outbox(self) -> Outbox: ...
