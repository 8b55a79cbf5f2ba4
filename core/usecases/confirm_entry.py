"""The author's word on what was typed in from his or her paper: right, and it is handed in; or not right, and why."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Moved, NotAllowed, Refused
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.on_behalf import Entered, handed_in_at
from core.paper_entry import EntryState, PaperEntry
from core.people import Person
from core.ports import Chance, UnitOfWork
from core.report import ReportContent
from core.speaker import Speaker
from core.text.periods import Quarter
from core.usecases.report_sheet import sheet_items
from core.usecases.submit_pledge import Registered, SubmitPledge, submit_pledge
from core.usecases.submit_report import SubmitReport, Submitted, submit_report


@dataclass(frozen=True, slots=True)
class ConfirmEntry:
    """`entered_at` is that of the entry on the screen: one typed in anew since is looked at anew."""

    code: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class RefuseEntry:
    code: str
    entered_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class EntrySheet:
    entry: PaperEntry
    helper: Person | None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`tell` are those whose turn it is to look at it, `helper` who typed it in."""

    done: Submitted | Registered
    helper: str
    tell: tuple[str, ...]


def entry_sheet(uow: UnitOfWork, speaker: Speaker, code: str) -> EntrySheet:
    """Only of one's own paper."""
    entry = uow.entries.get(speaker.person.id, code)
    if entry is None or entry.state is not EntryState.TO_CONFIRM:
        raise NotAllowed(say("Nothing of this kind waits for your word now."))
    return EntrySheet(entry, uow.people.get(entry.entered_by))


def confirm_entry(
    uow: UnitOfWork, speaker: Speaker, command: ConfirmEntry, occasion: Occasion, chance: Chance
) -> Confirmed:
    entry = _as_seen(uow, speaker, command.code, command.entered_at)
    entered = Entered(entry.entered_by, entry.paper_on, confirmed_at=occasion.now)
    by_paper = replace(occasion, sent_at=handed_in_at(entry.paper_on, occasion.now))
    uow.entries.drop(entry.person, entry.code)
    if entry.report is not None and entry.quarter is not None:
        said = _said(uow, entry, entry.report, entry.quarter)
        report = submit_report(uow, speaker, said, by_paper, chance, entered=entered)
        _note(uow, report.report, entry, occasion)
        return Confirmed(report, entry.entered_by, report.tell)
    if entry.pledge is None:
        raise Moved
    year, kind = entry.pledge
    pledge = submit_pledge(
        uow, speaker, SubmitPledge(kind, year, entry.seen, entry.items), by_paper, chance, entered=entered
    )
    _note(uow, pledge.pledge.id, entry, occasion)
    return Confirmed(pledge, entry.entered_by, pledge.tell)


def refuse_entry(uow: UnitOfWork, speaker: Speaker, command: RefuseEntry) -> PaperEntry:
    """It goes back to who typed it in, who is to be told what is wrong."""
    entry = _as_seen(uow, speaker, command.code, command.entered_at)
    if not command.note.strip():
        raise Refused(say("Please say what is not right."))
    refused = replace(entry, state=EntryState.REFUSED, note=command.note.strip())
    uow.entries.put(refused)
    return refused


def _as_seen(uow: UnitOfWork, speaker: Speaker, code: str, entered_at: datetime) -> PaperEntry:
    entry = entry_sheet(uow, speaker, code).entry
    if entry.entered_at != entered_at:
        raise Moved
    return entry


def _said(uow: UnitOfWork, entry: PaperEntry, content: ReportContent, period: Quarter) -> SubmitReport:
    before = uow.reports.find(entry.person, period)
    asked = sheet_items(tuple(uow.pledges.in_force(entry.person, period.year)), (), before, period)
    found = [content.find(each.key) for each in asked if each.is_open]
    said = tuple(each.progress for each in found if each is not None)
    same = [each.item for each in found if each is not None] == [each.item for each in asked if each.is_open]
    if not same or entry.seen != (before.revision if before else 0):
        raise Refused(
            say(
                "The pledge or the report has changed since this was typed in. Please choose that it is not right."
            )
        )
    return SubmitReport(period, entry.seen, said, content.outside_work, content.next_direction)


def _note(uow: UnitOfWork, document: str, entry: PaperEntry, occasion: Occasion) -> None:
    report, pledge = uow.reports.get(document), uow.pledges.get(document)
    version = report.version if report else pledge.version if pledge else 0
    uow.history.add(Entry(document, occasion.now, entry.person, Deed.ENTRY_CONFIRMED, version))
