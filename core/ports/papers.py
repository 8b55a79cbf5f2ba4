"""What the use cases ask about pledges, reports, who owes them, their photos, and what happened to them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from core.documents import Document
from core.history import Entry, Reading
from core.obligations import Obligation, Tally
from core.photos import Photo, Resemblance
from core.pledge import Pledge, PledgeKind, PledgeVersion
from core.queue import Waiting
from core.report import Report, ReportVersion
from core.text.periods import Quarter


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

    def add(self, pledge: Pledge) -> None:
        """Raises Moved where the person has one of this kind and year already."""
        ...

    def save(self, pledge: Pledge, seen: int) -> None:
        """Raises Moved where the stored revision is not `seen`. A new version is kept beside the old ones."""
        ...

    def waiting(self, path: str, on: date, after: Waiting | None = None, limit: int = 200) -> list[Waiting]:
        """Submitted ones of people at home at or below the path whom no secretary or deputy below it can review; oldest
        first, from `after` on. Whose turn it is remains to be asked of core/access.py."""
        ...


class Reports(Protocol):
    def get(self, report: str) -> Report | None: ...

    def find(self, person: str, period: Quarter) -> Report | None: ...

    def of_year(self, person: str, year: int) -> list[Report]:
        """In order of time."""
        ...

    def version(self, report: str, no: int) -> ReportVersion | None: ...

    def is_taken(self, receipt: str) -> bool: ...

    def add(self, report: Report) -> None:
        """Raises Moved where the person has one of this period already."""
        ...

    def save(self, report: Report, seen: int) -> None:
        """Raises Moved where the stored revision is not `seen`. A new version is kept beside the old ones."""
        ...

    def waiting(self, path: str, on: date, after: Waiting | None = None, limit: int = 200) -> list[Waiting]:
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

    def tally(self, path: str, document: Document, now: datetime) -> Tally:
        """Counts of the same rows, summed where they are stored: a province's are too many to fetch."""
        ...

    def tally_of_units(self, units: Sequence[str], document: Document, now: datetime) -> Tally:
        """Counts of what was owed in these very units, whatever lay below them."""
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

    def together(self, person: str, album: str) -> list[Photo]:
        """All that came together, whatever became of them, in the order of receipt."""
        ...

    def of_message(self, person: str, channel: str, message_id: str) -> list[Photo]:
        """What this message brought, whatever became of it."""
        ...

    def add(self, photo: Photo) -> bool:
        """False where this message's file is here already: a duplicate delivery adds nothing."""
        ...

    def save(self, photo: Photo) -> None: ...

    def to_fetch(self, limit: int) -> list[Photo]:
        """Noted ones: of each line, and there of each person, the oldest first, and the same share of each."""
        ...

    def to_forget(self, limit: int) -> list[str]:
        """SHA-256 of bytes that removed or marked rows still name."""
        ...

    def forgotten(self, sha256: str) -> None:
        """Those rows name them no more: they are deleted, or live on for another row."""
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
