"""All that the report conversation shows and asks about, in one read-only query."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from core.access import Action
from core.calendar import Window, start_of
from core.documents import Document
from core.occasion import local_day
from core.people import Person
from core.photos import Photo
from core.pledge import Pledge, PledgeItem
from core.ports import UnitOfWork
from core.progress import Progress, cumulative, pace, progress
from core.report import TEXTS, ItemProgress, Report, ReportState
from core.speaker import Speaker
from core.text.periods import Quarter
from core.usecases.scope import own_home, window_for


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One item to report on. `earlier` are the year's figures before this quarter, oldest first, and `last` the whole
    answer of the quarter before. `now` is what this quarter's report already says of it. `is_open` is False for what a
    return left alone. `pace` is what the year should have come to by the quarter's end, None where that means nothing.
    """

    pledge: str
    pledge_version: int
    item: PledgeItem
    earlier: tuple[Decimal | None, ...]
    last: ItemProgress | None
    now: ItemProgress | None
    is_open: bool
    pace: Decimal | None

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def before(self) -> Decimal | None:
        """The year's figure before this quarter."""
        return cumulative(self.item, self.earlier)

    def total_with(self, done: Decimal | None) -> Decimal | None:
        return cumulative(self.item, (*self.earlier, done))

    def progress_with(self, done: Decimal | None) -> Progress:
        return progress(self.item.measure, self.item.target, self.total_with(done))


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """`report` is what was handed in before, if anything. `seen` goes back with the command."""

    person: Person
    period: Quarter
    unit: str
    window: Window
    is_late: bool
    report: Report | None
    items: tuple[SheetItem, ...]
    photos: tuple[Photo, ...]

    @property
    def seen(self) -> int:
        return self.report.revision if self.report else 0

    @property
    def state(self) -> ReportState | None:
        return self.report.state if self.report else None

    @property
    def can_write(self) -> bool:
        return self.state in {None, ReportState.RETURNED, ReportState.WITHDRAWN}

    @property
    def texts_open(self) -> bool:
        """Whether the work outside the pledge and the next direction are asked."""
        return self.state is not ReportState.RETURNED or TEXTS in (
            self.report.open_keys if self.report else ()
        )

    def steady_until(self, now: datetime) -> datetime:
        """The next instant at which the same facts would make another sheet: lateness, closing, or the next day, for
        which other roles may hold."""
        late, closes = self.window.grace_end + timedelta(microseconds=1), self.window.closes
        tomorrow = start_of(local_day(now) + timedelta(days=1))
        return min(instant for instant in (late, closes, tomorrow) if instant > now)

    def find(self, key: str) -> SheetItem | None:
        return next((item for item in self.items if item.key == key), None)


def report_sheet(uow: UnitOfWork, speaker: Speaker, period: Quarter, now: datetime) -> ReportSheet:
    """Of one's own report. Raises NotAllowed for who belongs to no unit today."""
    home = own_home(speaker, Action.REPORT, local_day(now))
    document = Document.report(period)
    year = [each for each in uow.reports.of_year(speaker.person.id, period.year) if each.period <= period]
    report = next((each for each in year if each.period == period), None)
    pledges = uow.pledges.in_force(speaker.person.id, period.year)
    instants = window_for(uow, speaker, document, home)
    return ReportSheet(
        person=speaker.person,
        period=period,
        unit=home.unit,
        window=instants,
        is_late=instants.is_late(now),
        report=report,
        items=sheet_items(
            tuple(pledges), tuple(each for each in year if each.period < period), report, period
        ),
        photos=tuple(uow.photos.of(speaker.person.id, document.code)),
    )


@lru_cache(500)
def sheet_items(
    pledges: tuple[Pledge, ...], earlier: tuple[Report, ...], report: Report | None, period: Quarter
) -> tuple[SheetItem, ...]:
    """A returned report keeps the items and targets that it was written on; any other asks what is in force now.

    Every step of a report asks for the same, so it is remembered.
    """
    if report is not None and report.state is ReportState.RETURNED:
        asked = [(each.pledge, each.pledge_version, each.item) for each in report.content.items]
    else:
        asked = [(pledge.id, pledge.version, item) for pledge in pledges for item in pledge.items]
    return tuple(
        SheetItem(
            pledge,
            version,
            item,
            earlier=tuple(each.counted(item.key) for each in earlier),
            last=_last(earlier, item.key, period),
            now=_said(report, item.key),
            is_open=report is None
            or report.state is not ReportState.RETURNED
            or item.key in report.open_keys,
            pace=pace(item, period.year, period.last_day),
        )
        for pledge, version, item in asked
    )


def _said(report: Report | None, key: str) -> ItemProgress | None:
    found = report.content.find(key) if report else None
    return found.progress if found else None


def _last(earlier: tuple[Report, ...], key: str, period: Quarter) -> ItemProgress | None:
    before = next((each for each in earlier if each.period == period.previous()), None)
    return None if before is None or before.state is ReportState.WITHDRAWN else _said(before, key)
