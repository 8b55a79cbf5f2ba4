"""What evidence there is for a report, item by item, in one read-only query."""

from dataclasses import dataclass
from datetime import datetime

from core.access import Action
from core.documents import Document
from core.occasion import local_day
from core.photos import KEPT, PAPER, Photo
from core.pledge import PledgeItem
from core.ports import UnitOfWork
from core.report import ReportState
from core.speaker import Speaker
from core.text.periods import Quarter
from core.usecases.report_sheet import sheet_items
from core.usecases.scope import own_home


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """`items` in the order of the report, numbered from 1; `photos` noted, stored and refused, in the order of receipt.
    `state` is that of the report, None while there is none; once accepted its evidence is closed."""

    period: Quarter
    items: tuple[PledgeItem, ...]
    photos: tuple[Photo, ...]
    state: ReportState | None

    @property
    def is_closed(self) -> bool:
        return self.state is ReportState.ACCEPTED

    @property
    def kept(self) -> tuple[Photo, ...]:
        return tuple(photo for photo in self.photos if photo.state in KEPT)

    @property
    def loose(self) -> tuple[Photo, ...]:
        """Kept, and put to no item that the report has; photos of paper that was typed in belong to the whole."""
        keys = {item.key for item in self.items} | {PAPER}
        return tuple(photo for photo in self.kept if photo.item not in keys)

    def number_of(self, key: str | None) -> int | None:
        return next((number for number, item in enumerate(self.items, 1) if item.key == key), None)

    def find(self, photo: str) -> Photo | None:
        return next((each for each in self.photos if each.id == photo), None)


def evidence_sheet(uow: UnitOfWork, speaker: Speaker, period: Quarter, now: datetime) -> EvidenceSheet:
    """Of one's own report. Raises NotAllowed for who belongs to no unit today."""
    own_home(speaker, Action.REPORT, local_day(now))
    return evidence_of(uow, speaker.person.id, period)


def evidence_of(uow: UnitOfWork, person: str, period: Quarter) -> EvidenceSheet:
    """The same for what the system itself tells the author of."""
    report = uow.reports.find(person, period)
    asked = sheet_items(tuple(uow.pledges.in_force(person, period.year)), (), report, period)
    return EvidenceSheet(
        period=period,
        items=tuple(each.item for each in asked),
        photos=tuple(uow.photos.of(person, Document.report(period).code)),
        state=report.state if report else None,
    )
