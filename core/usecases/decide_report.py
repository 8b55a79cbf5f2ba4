"""The reviewer's decisions on a report, and the level above's to open one again.

All name the revision that was on the screen and raise Moved where the report is no longer so. `tell` are the people to
be told; in what words is not decided here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.access import Action
from core.delegation import whom_for
from core.documents import Document
from core.errors import Moved, NotAllowed
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.ports import UnitOfWork
from core.report import Report
from core.review import accept, return_items, unaccept
from core.speaker import Speaker
from core.usecases.scope import require_on, resident, second_pair_of_eyes, to_review


@dataclass(frozen=True, slots=True)
class AcceptReport:
    report: str
    seen: int


@dataclass(frozen=True, slots=True)
class ReturnReport:
    """`items` are keys of items; core.report.TEXTS among them opens the texts. `reason` is what the author reads."""

    report: str
    seen: int
    items: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class UnacceptReport:
    report: str
    seen: int
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    report: Report
    tell: tuple[str, ...]


def accept_report(uow: UnitOfWork, speaker: Speaker, command: AcceptReport, occasion: Occasion) -> Decided:
    by = speaker.person.id

    def step(report: Report) -> Report:
        second_pair_of_eyes(uow, by, report.entered, report.person, Document.report(report.period))
        return accept(report, by, occasion.now)

    return _decide(
        uow,
        speaker,
        Action.REVIEW_REPORT,
        command,
        occasion,
        step,
        Deed.ACCEPTED,
    )


def return_report(uow: UnitOfWork, speaker: Speaker, command: ReturnReport, occasion: Occasion) -> Decided:
    by = speaker.person.id
    return _decide(
        uow,
        speaker,
        Action.REVIEW_REPORT,
        command,
        occasion,
        lambda report: return_items(report, by, occasion.now, command.items, command.reason),
        Deed.RETURNED,
        command.reason,
    )


def unaccept_report(
    uow: UnitOfWork, speaker: Speaker, command: UnacceptReport, occasion: Occasion
) -> Decided:
    """The reviewers of the level below are told too: it waits for them again."""
    by = speaker.person.id
    decided = _decide(
        uow,
        speaker,
        Action.UNACCEPT_REPORT,
        command,
        occasion,
        lambda report: unaccept(report, by, occasion.now, command.reason),
        Deed.UNACCEPTED,
        command.reason,
    )
    owner = resident(uow, decided.report.person, occasion.today)
    below = to_review(uow, owner.person.id, owner.path, occasion.today)
    return Decided(decided.report, (*decided.tell, *below))


def _decide(
    uow: UnitOfWork,
    speaker: Speaker,
    action: Action,
    command: AcceptReport | ReturnReport | UnacceptReport,
    occasion: Occasion,
    step: Callable[[Report], Report],
    deed: Deed,
    note: str = "",
) -> Decided:
    report = uow.reports.get(command.report)
    if report is None:
        raise NotAllowed(say("This is outside what you look after."))
    owner = resident(uow, report.person, occasion.today)
    require_on(uow, speaker, action, owner, occasion.today)
    if report.revision != command.seen:
        raise Moved
    decided = step(report)
    uow.reports.save(decided, command.seen)
    giver = whom_for(speaker, owner.path, occasion.today)
    by = speaker.person.id
    uow.history.add(Entry(report.id, occasion.now, by, deed, report.version, note.strip(), giver))
    return Decided(decided, (report.person,))
