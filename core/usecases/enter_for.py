"""Paper typed in for somebody else (báo cáo thay): a linked comrade confirms it first; for others it counts at once.

A deadline is judged by the day on which the paper was handed in (decision 0183).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.access import Action, may, require
from core.consent import Purpose, is_given
from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion, local_day
from core.on_behalf import Entered, handed_in_at
from core.paper_entry import PaperEntry, pledge_code, pledge_in, quarter_in, report_code
from core.people import Resident
from core.ports import Chance, UnitOfWork
from core.report import ReportState
from core.review import withdraw
from core.speaker import Speaker
from core.usecases.report_sheet import sheet_items
from core.usecases.scope import resident, target_of
from core.usecases.submit_pledge import Registered, SubmitPledge, pledge_items, submit_pledge
from core.usecases.submit_report import SubmitReport, Submitted, content_of, submit_report


@dataclass(frozen=True, slots=True)
class Written:
    """Whose paper may be typed in. `owner` is that person as if speaking; `leads`: the right comes with an office, not
    from being named as a helper, who sees no more than what he or she types in."""

    who: Resident
    owner: Speaker
    linked: bool
    leads: bool


@dataclass(frozen=True, slots=True)
class EnterReport:
    person: str
    paper_on: date
    report: SubmitReport


@dataclass(frozen=True, slots=True)
class EnterPledge:
    person: str
    paper_on: date
    pledge: SubmitPledge


@dataclass(frozen=True, slots=True)
class EnteredNow:
    """`done` where it counts at once; None where its author has to confirm it, who is then to be told."""

    who: Resident
    code: str
    done: Submitted | Registered | None
    tell: tuple[str, ...]


def whose_paper(uow: UnitOfWork, speaker: Speaker, person: str, now: datetime) -> Written:
    """Raises NotAllowed for a person whose paper this speaker may not type in."""
    on = local_day(now)
    who = resident(uow, person, on)
    named = frozenset(each.helper for each in uow.entries.helpers_of(person, on))
    target = target_of(uow, who, on)
    require(speaker, Action.ENTER_FOR, replace(target, helpers=named), on)
    owner = uow.people.speaker(person, on)
    if owner is None:
        raise NotAllowed(say("This is outside what you look after."))
    return Written(who, owner, is_linked(uow, person), may(speaker, Action.ENTER_FOR, target, on))


def is_linked(uow: UnitOfWork, person: str) -> bool:
    """Can be asked: reached by some messenger, and has agreed to that."""
    agreed = is_given(uow.consents.current(person), Purpose.PROCESSING)
    return agreed and bool(uow.talk.addresses_of(person))


def enter_report(
    uow: UnitOfWork, speaker: Speaker, command: EnterReport, occasion: Occasion, chance: Chance
) -> EnteredNow:
    written = whose_paper(uow, speaker, command.person, occasion.now)
    document, period = Document.report(command.report.period), command.report.period
    _require_possible(uow, written, document, command.paper_on, occasion)
    code = report_code(period)
    own_hand_only(uow, speaker, written, code)
    if written.linked:
        before = uow.reports.find(command.person, period)
        asked = sheet_items(tuple(uow.pledges.in_force(command.person, period.year)), (), before, period)
        if command.report.seen != (before.revision if before else 0):
            raise Moved
        content = content_of(asked, command.report)
        entry = _entry(speaker, command.person, code, command.paper_on, command.report.seen, occasion)
        uow.entries.put(replace(entry, report=content))
        return EnteredNow(written.who, code, None, (command.person,))
    entered = Entered(speaker.person.id, command.paper_on)
    by_paper = replace(occasion, sent_at=handed_in_at(command.paper_on, occasion.now))
    done = submit_report(uow, written.owner, command.report, by_paper, chance, entered=entered)
    uow.entries.drop(command.person, code)
    return EnteredNow(written.who, code, done, _others(done.tell, speaker))


def enter_pledge(
    uow: UnitOfWork, speaker: Speaker, command: EnterPledge, occasion: Occasion, chance: Chance
) -> EnteredNow:
    written = whose_paper(uow, speaker, command.person, occasion.now)
    said = command.pledge
    _require_possible(uow, written, Document.pledge(said.year), command.paper_on, occasion)
    code = pledge_code(said.year, said.kind)
    own_hand_only(uow, speaker, written, code)
    if written.linked:
        before = uow.pledges.find(command.person, said.kind, said.year)
        if said.seen != (before.revision if before else 0):
            raise Moved
        items = pledge_items(uow, written.owner, said)
        entry = _entry(speaker, command.person, code, command.paper_on, said.seen, occasion)
        uow.entries.put(replace(entry, items=items))
        return EnteredNow(written.who, code, None, (command.person,))
    entered = Entered(speaker.person.id, command.paper_on)
    by_paper = replace(occasion, sent_at=handed_in_at(command.paper_on, occasion.now))
    done = submit_pledge(uow, written.owner, said, by_paper, chance, entered=entered)
    uow.entries.drop(command.person, code)
    return EnteredNow(written.who, code, done, _others(done.tell, speaker))


def take_entry_back(uow: UnitOfWork, speaker: Speaker, person: str, code: str, occasion: Occasion) -> bool:
    """By who typed it in: what waits for its author's word is gone; a report that counted already, and that nobody has
    looked at, is taken back as its author would. False where there is nothing (any more) to take back."""
    whose_paper(uow, speaker, person, occasion.now)
    entry = uow.entries.get(person, code)
    if entry is not None and entry.entered_by == speaker.person.id:
        uow.entries.drop(person, code)
        return True
    report = next(
        (
            each
            for each in uow.reports.of_year(person, occasion.today.year)
            if report_code(each.period) == code
        ),
        None,
    )
    if report is None or report.entered is None or report.entered.by != speaker.person.id:
        return False
    if report.state is not ReportState.SUBMITTED or report.entered.confirmed_at is not None:
        return False
    uow.reports.save(withdraw(report), report.revision)
    uow.obligations.clear(person, Document.report(report.period), None)
    uow.history.add(Entry(report.id, occasion.now, speaker.person.id, Deed.WITHDRAWN, report.version))
    return True


def own_hand_only(uow: UnitOfWork, speaker: Speaker, written: Written, code: str) -> None:
    """A named helper goes on only with what he or she typed in; what others wrote is not for the helper to see."""
    if written.leads:
        return
    entry = uow.entries.get(written.who.person.id, code)
    by = entry.entered_by if entry else _typed_by(uow, written.who.person.id, code)
    if by is not None and by != speaker.person.id:
        raise Refused(
            say("This was written by somebody else. Please ask the secretary to enter the changes.")
        )


def _typed_by(uow: UnitOfWork, person: str, code: str) -> str | None:
    """Whose hand the document that is there came from; its author's own too. None where there is none."""
    if (quarter := quarter_in(code)) is not None:
        report = uow.reports.find(person, quarter)
        return None if report is None else (report.entered.by if report.entered else person)
    if (named := pledge_in(code)) is not None:
        year, kind = named
        pledge = uow.pledges.find(person, kind, year)
        return None if pledge is None else (pledge.entered.by if pledge.entered else person)
    return None


def _require_possible(
    uow: UnitOfWork, written: Written, document: Document, paper_on: date, occasion: Occasion
) -> None:
    first = document.first_day - timedelta(days=62 if document.quarter is None else 0)
    if not first <= paper_on <= occasion.today:
        raise Refused(
            say("The paper was handed in between {first} and today. Please check the day.", first=first)
        )
    owed = uow.obligations.get(written.who.person.id, document)
    if owed is not None and occasion.now >= owed.closes:
        raise Refused(say("This period closed on {day}.", day=local_day(owed.closes)))


def _entry(
    speaker: Speaker, person: str, code: str, paper_on: date, seen: int, occasion: Occasion
) -> PaperEntry:
    return PaperEntry(person, code, speaker.person.id, paper_on, occasion.now, seen)


def _others(tell: tuple[str, ...], speaker: Speaker) -> tuple[str, ...]:
    return tuple(person for person in tell if person != speaker.person.id)
