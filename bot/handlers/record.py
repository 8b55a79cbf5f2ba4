"""/cuatoi: what the member has on record, in full: pledges, progress, reports, what was returned, who read it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from bot.conversation.dialog import Go, Line, Option, heading, hint, quote
from bot.conversation.here import Here
from bot.conversation.spec import Command, Show, Turn
from bot.dialogs.change_words import PERSON_DEEDS
from bot.dialogs.entered_words import entered_lines
from bot.dialogs.pledge import kind_label, subject_of
from bot.dialogs.report_words import progress_line, target_line, whole_item
from bot.handlers.addresses import NAME as ADDRESSES
from bot.handlers.member import MENU, REPORT, WITHDRAW, is_member
from bot.handlers.owed import owed_lines
from bot.handlers.pledge import pledge_state
from core.history import Deed, Entry
from core.message import Message, say
from core.photos import PhotoState
from core.pledge import Pledge, PledgeState
from core.report import Report, ReportState
from core.text.periods import Quarter
from core.usecases.my_record import MyRecord, my_record

NAME: Final = "cuatoi"
_READERS: Final = "nguoidoc"
_SHOWN_READINGS: Final = 30

_STATES: Final[dict[ReportState, Message]] = {
    ReportState.SUBMITTED: say("handed in, waits to be looked at"),
    ReportState.RETURNED: say("something is to be added"),
    ReportState.ACCEPTED: say("accepted"),
    ReportState.WITHDRAWN: say("taken back"),
}
_DEEDS: Final[dict[Deed, Message]] = {
    Deed.SUBMITTED: say("handed in"),
    Deed.RESUBMITTED: say("handed in again"),
    Deed.AMENDED: say("amended"),
    Deed.WITHDRAWN: say("taken back"),
    Deed.COMMENTED: say("commented on"),
    Deed.CHANGES_REQUESTED: say("sent back for changes"),
    Deed.CONFIRMED: say("confirmed"),
    Deed.ACCEPTED: say("accepted"),
    Deed.RETURNED: say("returned for additions"),
    Deed.UNACCEPTED: say("opened again"),
    Deed.PUBLISHED: say("made public"),
    Deed.UNPUBLISHED: say("taken back from public view"),
    Deed.ENTERED: say("typed in from paper"),
    Deed.ENTRY_CONFIRMED: say("found right by its author"),
    Deed.EVIDENCE_ADDED: say("evidence added"),
    Deed.EVIDENCE_REMOVED: say("evidence removed"),
    Deed.MARKED_DELETED: say("a picture deleted for its mark of secrecy"),
}


def report_state(state: ReportState) -> Message:
    return _STATES[state]


def deed_label(deed: Deed) -> Message:
    return _DEEDS[deed] if deed in _DEEDS else PERSON_DEEDS[deed]


def record(here: Here, argument: str) -> Turn:
    """The year; or, named by the argument, one report, one pledge, or who read what."""
    year, what = _read(argument, here.today.year)
    found = my_record(here.uow, here.known, year, here.now)
    report = next((each for each in found.reports if each.period.code == what), None)
    pledge = next((each for each in found.pledges if each.kind.value == what), None)
    if report is not None:
        return Show(tuple(_whole_report(found, report)), (*_report_options(report), *_back(year)))
    if pledge is not None:
        return Show(tuple(_whole_pledge(found, pledge)), (*_pledge_options(pledge), *_back(year)))
    if what == _READERS:
        return Show(tuple(_readers(found)), _back(year))
    return Show(tuple(_year(found, here.now)), tuple(_year_options(found)))


def _read(argument: str, this_year: int) -> tuple[int, str]:
    """ "2026", "2026Q1", "2026-exemplary", "2026-nguoidoc"; anything else is this year."""
    digits, rest = argument[:4], argument[4:]
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        return this_year, ""
    return int(digits), argument if rest.startswith("Q") else rest.removeprefix("-")


def _back(year: int) -> tuple[Option, ...]:
    return (Option(say("All of {year}", year=year), Go(NAME, str(year))), MENU)


def _year(found: MyRecord, now: datetime) -> Iterable[Line]:
    yield heading(say("On record for {year}", year=found.year))
    yield from owed_lines(found.pending, now)
    for pledge in found.pledges:
        title = say("{kind} {year}", kind=kind_label(pledge.kind), year=pledge.year)
        yield Line(say("{title}: {answer}", title=title, answer=pledge_state(pledge.state)))
        if pledge.state is PledgeState.NEEDS_CHANGES:
            yield Line(say("To be added: {reason}", reason=pledge.reason))
    for number, item in enumerate(found.items, 1):
        yield Line(say("{number}. {content}", number=number, content=item.item.content))
        yield Line(say("Year: {progress}", progress=progress_line(item.item, item.total)))
    for report in found.reports:
        yield from _report_line(report)
    if not found.pledges and not found.reports:
        yield Line(say("Nothing is on record for this year yet."))


def _report_line(report: Report) -> Iterable[Line]:
    title = say("Report for {quarter}", quarter=report.period)
    yield Line(say("{title}: {answer}", title=title, answer=report_state(report.state)))
    if report.late:
        yield hint(say("It came after the time for it and is marked as late."))
    if report.state is ReportState.RETURNED and report.returned is not None:
        yield Line(say("To be added: {reason}", reason=report.returned.reason))


def _year_options(found: MyRecord) -> Iterable[Option]:
    for report in found.reports:
        yield Option(say("Report for {quarter}", quarter=report.period), Go(NAME, report.period.code))
    for pledge in found.pledges:
        yield Option(kind_label(pledge.kind), Go(NAME, f"{pledge.year}-{pledge.kind.value}"))
    yield Option(say("Who has read it"), Go(NAME, f"{found.year}-{_READERS}"))
    yield Option(say("The year before"), Go(NAME, str(found.year - 1)))
    yield Option(say("Where you are reached"), Go(ADDRESSES), ("nơi nhận tin", "liên lạc"))
    yield MENU


def _whole_report(found: MyRecord, report: Report) -> Iterable[Line]:
    yield heading(say("Report for {quarter}", quarter=report.period))
    yield from _report_line(report)
    yield Line(say("Receipt code: {code}", code=report.receipt))
    yield Line(say("Handed in: {at}", at=report.sent_at))
    yield from entered_lines(report.entered, found.names.get(report.entered.by) if report.entered else None)
    for number, item in enumerate(report.content.items, 1):
        yield Line(say("{number}. {content}", number=number, content=item.item.content))
        yield Line(target_line(item.item))
        yield Line(whole_item(item.item, item.progress))
        if (count := _photos(found, report.period, item.key)) > 0:
            yield Line(say("Photos: {count}", count=count))
    if report.content.outside_work:
        yield Line(say("Outside the pledge: {text}", text=report.content.outside_work))
    if report.content.next_direction:
        yield Line(say("Next quarter: {text}", text=report.content.next_direction))
    yield from _history(found, report.id)


def _photos(found: MyRecord, period: Quarter, key: str) -> int:
    kept = {PhotoState.NOTED, PhotoState.STORED}
    document = f"report:{period.code}"
    return sum(1 for p in found.photos if p.document == document and p.item == key and p.state in kept)


def _report_options(report: Report) -> Iterable[Option]:
    if report.state in {ReportState.RETURNED, ReportState.WITHDRAWN}:
        yield Option(say("Add and send again"), Go(REPORT, report.period.code))
    if report.state is ReportState.SUBMITTED:
        yield Option(say("Take it back to change it"), Go(WITHDRAW, report.id))


def _whole_pledge(found: MyRecord, pledge: Pledge) -> Iterable[Line]:
    title = say("{kind} {year}", kind=kind_label(pledge.kind), year=pledge.year)
    yield heading(title)
    yield Line(pledge_state(pledge.state))
    yield from entered_lines(pledge.entered, found.names.get(pledge.entered.by) if pledge.entered else None)
    for number, item in enumerate(pledge.items, 1):
        yield Line(say("{number}. {content}", number=number, content=item.content))
        yield Line(target_line(item))
        if item.solution:
            yield Line(say("Solution: {text}", text=item.solution))
        if item.evidence:
            yield Line(say("Planned evidence: {text}", text=item.evidence))
    yield from _history(found, pledge.id)


def _pledge_options(pledge: Pledge) -> Iterable[Option]:
    yield Option(say("Amend it"), Go("dangky", subject_of(pledge.year, pledge.kind)))
    if pledge.confirmed_version is not None:
        yield Option(say("Comments, and making it public"), Go("congkhai", f"p:{pledge.id}:1"))


def _history(found: MyRecord, document: str) -> Iterable[Line]:
    entries = [entry for entry in found.history if entry.document_id == document]
    if entries:
        yield heading(say("What happened to it"))
    for entry in entries:
        yield Line(_happened(found, entry))
        if entry.note:
            yield quote(entry.note)


def in_whose_place(deed: Message, entry: Entry, names: Mapping[str, str]) -> Message:
    """What was done by delegation is told with whose office it was done by."""
    if entry.stands_for is None:
        return deed
    return say("{deed} in place of comrade {giver}", deed=deed, giver=names.get(entry.stands_for, ""))


def _happened(found: MyRecord, entry: Entry) -> Message:
    deed = in_whose_place(deed_label(entry.deed), entry, found.names)
    return say("{at}: {deed}, by {name}", at=entry.at, deed=deed, name=found.names.get(entry.actor, ""))


def _readers(found: MyRecord) -> Iterable[Line]:
    yield heading(say("Who has read your documents"))
    if not found.readings:
        yield Line(say("Nobody yet."))
    for reading in found.readings[:_SHOWN_READINGS]:
        yield Line(say("{at}: comrade {name}", at=reading.at, name=found.names.get(reading.reader, "")))


COMMANDS: Final = (
    Command(
        NAME, ("của tôi", "xem của tôi", "kết quả của tôi"), say("My pledge and reports"), is_member, record
    ),
)
