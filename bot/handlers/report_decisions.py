"""Reviewing a report and opening an accepted one again: what the dialogs show, and what their commands do."""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, hint
from bot.conversation.here import Here
from bot.conversation.spec import DialogSpec
from bot.dialogs.review_questions import Gone
from bot.dialogs.review_report import Decision, Later, MarkedSecret, review_report
from bot.dialogs.review_samples import review_samples, unaccept_samples
from bot.dialogs.reviewed_report import Review
from bot.dialogs.unaccept_report import Left, unaccept_report
from bot.handlers import decision_notices
from bot.handlers.waiting import REVIEW_REPORT, TO_QUEUE, what_next
from core.access import Action, Target, may
from core.errors import Refused
from core.message import say
from core.people import Person
from core.usecases import decide_report
from core.usecases.decide_report import AcceptReport, ReturnReport, UnacceptReport
from core.usecases.mark_secret import mark_secret
from core.usecases.review_sheet import ReviewSheet, review_sheet

UNACCEPT: Final = "unaccept_report"
FORGET: Final = "forget"
"""Set going after the commit: the bytes with this SHA-256 are deleted at once, not only at the next round."""


def review_of(here: Here, report: str) -> Review:
    """Raises Refused for what the speaker may not read."""
    sheet = review_sheet(here.uow, here.known, report, here.now)
    return Review(sheet, _nameable(here, sheet))


def review_or_gone(here: Here, report: str) -> Review | Gone:
    """For a conversation that was begun: what was taken back, or is out of scope by now, is said and left."""
    try:
        return review_of(here, report)
    except Refused as refused:
        return Gone(refused.words)


def _nameable(here: Here, sheet: ReviewSheet) -> dict[str, Person]:
    """Who handled this report; of the authors of look-alikes only whom the speaker looks after."""
    ids = {entry.actor for entry in sheet.history} | {entry.stands_for or "" for entry in sheet.history}
    ids.add(sheet.stands_for or "")
    if sheet.report.returned is not None:
        ids.add(sheet.report.returned.by)
    for other in {found.other_person for found in sheet.resemblances}:
        resident = here.uow.people.resident(other, here.today)
        target = Target(resident.path, other) if resident else None
        if target is not None and may(here.known, Action.READ_REPORT, target, here.today):
            ids.add(other)
    found = {person: here.uow.people.get(person) for person in ids}
    return {person: known for person, known in found.items() if known is not None}


def _decide(here: Here, subject: str, decision: Decision) -> Receipt:
    match decision:
        case AcceptReport():
            return _accept(here, decision)
        case ReturnReport():
            return _return(here, decision)
        case MarkedSecret(photo):
            return _delete(here, subject, photo)
        case Later():
            return Receipt((Line(say("Nothing was decided.")),), what_next(here))


def _accept(here: Here, command: AcceptReport) -> Receipt:
    done = decide_report.accept_report(here.uow, here.known, command, here.occasion)
    decision_notices.tell_accepted(here, done.report, done.tell)
    name = _author(here, done.report.person)
    words = say(
        "✅ Accepted: the report for {quarter} of comrade {name}.", quarter=done.report.period, name=name
    )
    told = decision_notices.told(here, done.report.person, name)
    return Receipt((Line(words), told), what_next(here))


def _return(here: Here, command: ReturnReport) -> Receipt:
    done = decide_report.return_report(here.uow, here.known, command, here.occasion)
    decision_notices.tell_returned(here, done.report, done.tell)
    decision_notices.tell_who_typed_it_in(here, done.report)
    name = _author(here, done.report.person)
    words = say(
        "Returned for additions: the report for {quarter} of comrade {name}.",
        quarter=done.report.period,
        name=name,
    )
    told = decision_notices.told(here, done.report.person, name)
    return Receipt((Line(words), told), what_next(here))


def _delete(here: Here, report: str, photo: str) -> Receipt:
    for gone in mark_secret(here.uow, here.known, photo, here.occasion):
        if gone.sha256 is not None:
            here.after.append((FORGET, gone.sha256))
        decision_notices.tell_deleted(here, gone)
    again = Option(say("Back to the report"), Go("duyet", f"r:{report}"), ("báo cáo", "quay về"))
    lines = (
        Line(say("The photo is deleted.")),
        hint(
            say("The comrade is told to delete it in the chat as well. Please follow the rules on secrets.")
        ),
    )
    return Receipt(lines, (again, TO_QUEUE))


def _author(here: Here, person: str) -> str:
    found = here.uow.people.get(person)
    return found.given_name if found else ""


def _unaccept(here: Here, subject: str, decision: UnacceptReport | Left) -> Receipt:  # noqa: ARG001
    if isinstance(decision, Left):
        return Receipt((Line(say("It stays as it is.")),), what_next(here))
    done = decide_report.unaccept_report(here.uow, here.known, decision, here.occasion)
    author, reviewers = done.tell[0], done.tell[1:]
    decision_notices.tell_unaccepted(here, done.report, author, reviewers, decision.reason)
    words = say(
        "The report for {quarter} of comrade {name} is open again and waits for the level below.",
        quarter=done.report.period,
        name=_author(here, author),
    )
    return Receipt((Line(words),), what_next(here))


REPORT_SPECS: Final[
    tuple[DialogSpec[Review | Gone, Decision] | DialogSpec[Review | Gone, UnacceptReport | Left], ...]
] = (
    DialogSpec(
        name=REVIEW_REPORT,
        title=lambda _report: say("Looking at a report"),
        sheet=review_or_gone,
        script=review_report,
        carry_out=_decide,
        samples=review_samples,
    ),
    DialogSpec(
        name=UNACCEPT,
        title=lambda _report: say("Opening an accepted report again"),
        sheet=review_or_gone,
        script=unaccept_report,
        carry_out=_unaccept,
        samples=unaccept_samples,
    ),
)
