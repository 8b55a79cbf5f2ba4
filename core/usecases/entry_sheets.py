"""What is shown to who types in a comrade's paper: the comrade's own sheet, and no more than the typing needs."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.documents import Document
from core.errors import Over
from core.history import Reading
from core.message import say
from core.occasion import local_day
from core.on_behalf import Entered, Helping
from core.paper_entry import EntryState, PaperEntry, pledge_code, pledge_in, quarter_in, report_code
from core.people import Person, Resident
from core.photos import KEPT, PAPER
from core.pledge import Pledge, PledgeKind, PledgeState
from core.ports import UnitOfWork
from core.report import ReportState
from core.speaker import Speaker
from core.text.periods import Quarter
from core.usecases.enter_for import Written, own_hand_only, whose_paper
from core.usecases.pledge_sheet import PledgeSheet, pledge_sheet
from core.usecases.report_sheet import ReportSheet, SheetItem, report_sheet


@dataclass(frozen=True, slots=True)
class PaperReport:
    """`entry` is what the speaker typed in before and has not been confirmed. `photos` are those of the paper."""

    who: Resident
    linked: bool
    sheet: ReportSheet
    entry: PaperEntry | None
    photos: int
    today: date


@dataclass(frozen=True, slots=True)
class PaperPledge:
    who: Resident
    linked: bool
    sheet: PledgeSheet
    entry: PaperEntry | None
    photos: int
    today: date


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """One comrade's paper: what may be typed in now, what waits for the comrade's word, and who else may do it.

    `counted` are the codes of what the speaker typed in, and nobody has looked at yet."""

    written: Written
    quarters: tuple[Quarter, ...]
    year: int
    entries: tuple[PaperEntry, ...]
    counted: tuple[str, ...]
    helpers: tuple[tuple[Helping, Person], ...]


def paper_report(
    uow: UnitOfWork, speaker: Speaker, person: str, period: Quarter, now: datetime
) -> PaperReport:
    """Logs that the pledge was seen. A helper is shown the year's figures, which the paper has too, but no words of
    reports that others wrote."""
    written = whose_paper(uow, speaker, person, now)
    code = report_code(period)
    sheet = report_sheet(uow, written.owner, period, now)
    if not sheet.can_write:
        raise Over(say("This report has been handed in already."))
    if now >= sheet.window.closes:
        raise Over(say("{quarter} is closed. Please speak to your secretary.", quarter=period))
    own_hand_only(uow, speaker, written, code)
    _note_pledges(uow, speaker, person, uow.pledges.in_force(person, period.year), now)
    if not written.leads:
        sheet = replace(
            sheet, items=tuple(_without_words(uow, speaker, person, sheet, each) for each in sheet.items)
        )
    return PaperReport(
        written.who,
        written.linked,
        sheet,
        _own_entry(uow, speaker, person, code),
        _papers(sheet),
        local_day(now),
    )


def paper_pledge(
    uow: UnitOfWork, speaker: Speaker, person: str, kind: PledgeKind, year: int, now: datetime
) -> PaperPledge:
    written = whose_paper(uow, speaker, person, now)
    code = pledge_code(year, kind)
    own_hand_only(uow, speaker, written, code)
    sheet = pledge_sheet(uow, written.owner, kind, year, now)
    if sheet.pledge is not None:
        _note_pledges(uow, speaker, person, [sheet.pledge], now)
    photos = sum(
        1 for photo in uow.photos.of(person, f"pledge:{year}") if photo.item == PAPER and photo.state in KEPT
    )
    return PaperPledge(
        written.who,
        written.linked,
        replace(sheet, others=()),
        _own_entry(uow, speaker, person, code),
        photos,
        local_day(now),
    )


def paper_desk(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> PaperDesk:
    written = whose_paper(uow, speaker, person, now)
    current, by = Quarter.of(local_day(now)), speaker.person.id
    reports = {report.period: report for report in uow.reports.of_year(person, current.year)}
    quarters = [each for each in (current.previous(), current) if _can_be_typed(uow, person, each, now)]
    entries = [each for each in uow.entries.of_person(person) if written.leads or each.entered_by == by]
    typed = [
        *(report_code(each.period) for each in reports.values() if _is_mine(each.entered, each.state, by)),
        *(
            pledge_code(each.year, each.kind)
            for each in uow.pledges.of_year(person, current.year)
            if _is_mine(each.entered, each.state, by)
        ),
    ]
    helpers = [
        (each, found)
        for each in uow.entries.helpers_of(person, local_day(now))
        if written.leads and (found := uow.people.get(each.helper)) is not None
    ]
    return PaperDesk(
        written,
        tuple(quarters),
        current.year,
        tuple(entries),
        tuple(typed),
        tuple(helpers),
    )


def paper_photos(uow: UnitOfWork, speaker: Speaker, person: str, code: str, now: datetime) -> int:
    """How many photos of the paper there are, for who may add some: who typed it in, or leads."""
    written = whose_paper(uow, speaker, person, now)
    own_hand_only(uow, speaker, written, code)
    photos = uow.photos.of(person, document_of(code).code)
    return sum(1 for photo in photos if photo.item == PAPER and photo.state in KEPT)


def document_of(code: str) -> Document:
    """Raises ValueError for a code of no document."""
    quarter, pledge = quarter_in(code), pledge_in(code)
    if quarter is not None:
        return Document.report(quarter)
    if pledge is None:
        raise ValueError("no document")
    return Document.pledge(pledge[0])


def _is_mine(entered: Entered | None, state: ReportState | PledgeState, by: str) -> bool:
    waits = state in {ReportState.SUBMITTED, PledgeState.SUBMITTED}
    return waits and entered is not None and entered.by == by


def waiting_entries(uow: UnitOfWork, speaker: Speaker) -> tuple[PaperEntry, ...]:
    """What was typed in from the speaker's own paper and waits for his or her word."""
    return tuple(
        each for each in uow.entries.of_person(speaker.person.id) if each.state is EntryState.TO_CONFIRM
    )


def _can_be_typed(uow: UnitOfWork, person: str, period: Quarter, now: datetime) -> bool:
    owed = uow.obligations.get(person, Document.report(period))
    if owed is not None and now >= owed.closes:
        return False
    report = uow.reports.find(person, period)
    if report is None:
        return bool(uow.pledges.in_force(person, period.year))
    return report.state in {ReportState.RETURNED, ReportState.WITHDRAWN}


def _without_words(
    uow: UnitOfWork, speaker: Speaker, person: str, sheet: ReportSheet, item: SheetItem
) -> SheetItem:
    before = uow.reports.find(person, sheet.period.previous())
    own = before is not None and before.entered is not None and before.entered.by == speaker.person.id
    return item if own else replace(item, last=None)


def _own_entry(uow: UnitOfWork, speaker: Speaker, person: str, code: str) -> PaperEntry | None:
    entry = uow.entries.get(person, code)
    return entry if entry is not None and entry.entered_by == speaker.person.id else None


def _papers(sheet: ReportSheet) -> int:
    return sum(1 for photo in sheet.photos if photo.item == PAPER and photo.state in KEPT)


def _note_pledges(
    uow: UnitOfWork, speaker: Speaker, person: str, pledges: list[Pledge], now: datetime
) -> None:
    for pledge in pledges:
        uow.history.note_reading(Reading(pledge.id, person, pledge.version, speaker.person.id, now))
