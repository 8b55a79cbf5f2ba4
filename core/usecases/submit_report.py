"""A member hands in the quarter's report, or what was returned of it."""

from dataclasses import dataclass, replace

from core.access import Action
from core.documents import Document
from core.errors import Moved
from core.history import Deed, Entry
from core.occasion import Occasion
from core.on_behalf import Entered
from core.people import Role
from core.ports import Chance, UnitOfWork
from core.report import (
    RECEIPT_ALPHABET,
    RECEIPT_LENGTH,
    ItemProgress,
    Report,
    ReportContent,
    ReportedItem,
    ReportState,
    check_progress,
)
from core.review import resubmit
from core.speaker import Speaker
from core.text.periods import Quarter
from core.usecases.report_sheet import SheetItem, sheet_items
from core.usecases.scope import own_home, require_consent, require_open, to_review, window_for


@dataclass(frozen=True, slots=True)
class SubmitReport:
    """`items` answer every open item of the sheet whose `seen` this is."""

    period: Quarter
    seen: int
    items: tuple[ItemProgress, ...]
    outside_work: str = ""
    next_direction: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """`tell` are those whose turn it is to look at it; nobody's where no level above has anyone."""

    report: str
    receipt: str
    late: bool
    resubmitted: bool
    tell: tuple[str, ...]


def submit_report(
    uow: UnitOfWork,
    speaker: Speaker,
    command: SubmitReport,
    occasion: Occasion,
    chance: Chance,
    *,
    entered: Entered | None = None,
) -> Submitted:
    """Late is accepted and labelled. Raises Moved when the report, or the items asked about, have changed since.

    `entered` says who typed it in from the speaker's paper (core/usecases/enter_for.py has checked that right); paper
    needs no consent to be kept, for it is not from the chat (domain.md §6.3).
    """
    person = speaker.person.id
    home = own_home(speaker, Action.REPORT, occasion.today)
    if entered is None:
        require_consent(uow, person)
    document = Document.report(command.period)
    instants = window_for(uow, speaker, document, home)
    require_open(instants, occasion.judged_at)
    year = uow.reports.of_year(person, command.period.year)
    before = next((each for each in year if each.period == command.period), None)
    if command.seen != (before.revision if before else 0):
        raise Moved
    pledges = uow.pledges.in_force(person, command.period.year)
    asked = sheet_items(tuple(pledges), (), before, command.period)
    content = content_of(asked, command)
    receipt = _receipt(uow, chance)
    late = instants.is_late(occasion.judged_at)
    if before is None:
        report = _first(chance.new_id(), person, home, command.period, content, receipt, occasion, late=late)
        report = replace(report, entered=entered)
        uow.reports.add(report)
    else:
        report = replace(resubmit(before, content, receipt, occasion, late=late), entered=entered)
        uow.reports.save(report, command.seen)
    returned = before is not None and before.state is ReportState.RETURNED
    if not returned:
        uow.obligations.clear(person, document, occasion.judged_at)
    deed = Deed.RESUBMITTED if returned else Deed.SUBMITTED
    by = person
    if entered is not None:
        deed, by = Deed.ENTERED, entered.by
    uow.history.add(Entry(report.id, occasion.now, by, deed, report.version))
    tell = to_review(uow, person, home.path, occasion.today)
    return Submitted(report.id, receipt, report.late, returned, tell)


def content_of(asked: tuple[SheetItem, ...], command: SubmitReport) -> ReportContent:
    """Raises Moved where the command does not answer every open item, or answers another."""
    said = {each.key: each for each in command.items}
    wanted = [each for each in asked if each.is_open]
    if len(said) != len(command.items) or said.keys() != {each.key for each in wanted}:
        raise Moved
    items: list[ReportedItem] = []
    for number, each in enumerate(asked, 1):
        if each.is_open:
            check_progress(each.item, said[each.key], number)
            items.append(ReportedItem(each.pledge, each.pledge_version, each.item, said[each.key]))
        elif each.now is not None:
            items.append(ReportedItem(each.pledge, each.pledge_version, each.item, each.now))
    return ReportContent(tuple(items), command.outside_work.strip(), command.next_direction.strip())


def _receipt(uow: UnitOfWork, chance: Chance) -> str:
    while uow.reports.is_taken(code := chance.code(RECEIPT_ALPHABET, RECEIPT_LENGTH)):
        pass
    return code


def _first(
    report: str,
    person: str,
    home: Role,
    period: Quarter,
    content: ReportContent,
    receipt: str,
    occasion: Occasion,
    *,
    late: bool,
) -> Report:
    return Report(
        id=report,
        person=person,
        period=period,
        unit=home.unit,
        path=home.path,
        state=ReportState.SUBMITTED,
        version=1,
        revision=1,
        receipt=receipt,
        sent_at=occasion.judged_at,
        received_at=occasion.received_at,
        late=late,
        content=content,
    )
