"""The author takes a report back before anyone has decided on it."""

from dataclasses import dataclass

from core.access import Action
from core.documents import Document
from core.errors import Moved, NotAllowed
from core.history import Deed, Entry
from core.message import say
from core.occasion import Occasion
from core.ports import UnitOfWork
from core.review import withdraw
from core.speaker import Speaker
from core.usecases.scope import own_home


@dataclass(frozen=True, slots=True)
class WithdrawReport:
    report: str
    seen: int


def withdraw_report(uow: UnitOfWork, speaker: Speaker, command: WithdrawReport, occasion: Occasion) -> None:
    """The document is owed again. Raises Moved once it was decided on, or changed since it was shown."""
    own_home(speaker, Action.REPORT, occasion.today)
    report = uow.reports.get(command.report)
    if report is None or report.person != speaker.person.id:
        raise NotAllowed(say("This is outside what you look after."))
    if report.revision != command.seen:
        raise Moved
    uow.reports.save(withdraw(report), command.seen)
    uow.obligations.clear(report.person, Document.report(report.period), None)
    uow.history.add(Entry(report.id, occasion.now, speaker.person.id, Deed.WITHDRAWN, report.version))
