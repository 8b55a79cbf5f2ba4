"""A report as its reviewer sees it: what it says, what changed, what the year has come to, and the photos."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.access import Action, may, require
from core.delegation import whom_for
from core.documents import Document
from core.errors import NotAllowed, Refused
from core.history import Entry, Reading
from core.message import say
from core.occasion import local_day
from core.people import Resident
from core.photos import Photo, PhotoState, Resemblance
from core.ports import UnitOfWork
from core.progress import Progress, cumulative, progress
from core.report import Change, ItemProgress, Report, ReportedItem, ReportState, ReportVersion, changes
from core.speaker import Speaker
from core.usecases.scope import resident, target_of


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """`total` is the year's figure up to and with this quarter; `progress` is that total against the target; `last` is
    what the quarter before said of the item."""

    reported: ReportedItem
    total: Decimal | None
    progress: Progress
    photos: tuple[Photo, ...]
    last: ItemProgress | None = None


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """`previous` and `changes` are there for a resubmission. `can_decide` and `can_unaccept` are today's rights in the
    report's present state. `resemblances` are hints."""

    owner: Resident
    report: Report
    items: tuple[ReviewedItem, ...]
    loose_photos: tuple[Photo, ...]
    previous: ReportVersion | None
    changes: tuple[Change, ...]
    history: tuple[Entry, ...]
    resemblances: tuple[Resemblance, ...]
    can_decide: bool
    can_unaccept: bool
    stands_for: str | None = None
    """Whose office the speaker would decide by (core/delegation.py)."""

    @property
    def seen(self) -> int:
        return self.report.revision


def review_sheet(uow: UnitOfWork, speaker: Speaker, report_id: str, now: datetime) -> ReviewSheet:
    """Logs the reading, which its author can see: once a reader, version and day, so showing it again only reads."""
    report = uow.reports.get(report_id)
    if report is None:
        raise NotAllowed(say("This is outside what you look after."))
    on = local_day(now)
    owner = resident(uow, report.person, on)
    target = target_of(uow, owner, on, now=now)
    require(speaker, Action.READ_REPORT, target, on)
    if report.state is ReportState.WITHDRAWN:
        raise Refused(say("The author has taken this report back."))
    if report.person != speaker.person.id:
        uow.history.note_reading(Reading(report.id, report.person, report.version, speaker.person.id, now))
    previous = uow.reports.version(report.id, report.version - 1) if report.is_resubmission else None
    photos = [
        photo for photo in uow.photos.of(report.person, Document.report(report.period).code) if _shown(photo)
    ]
    return ReviewSheet(
        owner=owner,
        report=report,
        items=_items(uow, report, photos),
        loose_photos=tuple(photo for photo in photos if report.content.find(photo.item or "") is None),
        previous=previous,
        changes=changes(previous.content, report.content) if previous else (),
        history=tuple(uow.history.of(report.id)),
        resemblances=tuple(each for photo in photos for each in uow.photos.resembling(photo)[:1]),
        can_decide=report.state is ReportState.SUBMITTED and may(speaker, Action.REVIEW_REPORT, target, on),
        can_unaccept=report.state is ReportState.ACCEPTED
        and may(speaker, Action.UNACCEPT_REPORT, target, on),
        stands_for=whom_for(speaker, owner.path, on),
    )


def _shown(photo: Photo) -> bool:
    return photo.state in {PhotoState.NOTED, PhotoState.STORED}


def _items(uow: UnitOfWork, report: Report, photos: list[Photo]) -> tuple[ReviewedItem, ...]:
    year = [
        each for each in uow.reports.of_year(report.person, report.period.year) if each.period < report.period
    ]
    before = next((each for each in year if each.period == report.period.previous()), None)
    found: list[ReviewedItem] = []
    for reported in report.content.items:
        item = reported.item
        earlier = tuple(each.counted(item.key) for each in year)
        said = before.content.find(item.key) if before and before.state is not ReportState.WITHDRAWN else None
        total = cumulative(item, (*earlier, reported.progress.done))
        found.append(
            ReviewedItem(
                reported,
                total,
                progress(item.measure, item.target, total),
                tuple(photo for photo in photos if photo.item == item.key),
                said.progress if said else None,
            )
        )
    return tuple(found)
