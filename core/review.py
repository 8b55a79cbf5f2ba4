"""What may become of a report: each step a pure function from the report as it was seen to the report as it is then.

Who may take a step is core/access.py; here is only when a step makes sense. A step that the present state does not
allow raises Moved: the person is shown how it is now.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from core.errors import Moved, Refused
from core.message import Message, say
from core.occasion import Occasion
from core.report import TEXTS, Report, ReportContent, ReportState, Returned

QUICK_REASONS: Final[dict[str, Message]] = {
    "figure": say("The figure needs checking."),
    "unit": say("The unit of measure is not the pledged one."),
    "photo": say("A photo or paper as evidence is missing."),
    "detail": say("Please say in more detail what was done."),
    "other_item": say("This belongs to another item."),
    "secret": say("It contains what must not be sent here."),
}
"""Reasons for a return that are one tap away; free text may follow."""


def resubmit(
    report: Report, content: ReportContent, receipt: str, occasion: Occasion, *, late: bool
) -> Report:
    """A corrected or, after a withdrawal, a new text. What was not returned stays as it was."""
    if report.state not in {ReportState.RETURNED, ReportState.WITHDRAWN}:
        raise Moved
    returned = report.state is ReportState.RETURNED
    return replace(
        report,
        state=ReportState.SUBMITTED,
        version=report.version + 1,
        revision=report.revision + 1,
        receipt=receipt,
        sent_at=occasion.judged_at,
        received_at=occasion.received_at,
        late=report.late if returned else late,
        content=_only_reopened(report, content) if returned else content,
        returned=report.returned if returned else None,
        decided_by=None,
        decided_at=None,
    )


def _only_reopened(report: Report, content: ReportContent) -> ReportContent:
    opened = report.open_keys
    kept = tuple(
        item if item.key in opened else report.content.find(item.key) or item
        for item in content.items
        if item.key in opened or report.content.find(item.key)
    )
    missing = tuple(item for item in report.content.items if content.find(item.key) is None)
    texts = content if TEXTS in opened else report.content
    return ReportContent(kept + missing, texts.outside_work, texts.next_direction)


def accept(report: Report, by: str, at: datetime) -> Report:
    """Locked from here on."""
    if report.state is not ReportState.SUBMITTED:
        raise Moved
    return _decided(report, ReportState.ACCEPTED, by, at)


def return_items(report: Report, by: str, at: datetime, keys: frozenset[str], reason: str) -> Report:
    """A reason is compulsory: it is the first line that the author sees. At least one thing is opened."""
    if report.state is not ReportState.SUBMITTED:
        raise Moved
    if not reason.strip():
        raise Refused(say("Please give the reason, so that the comrade knows what to add."))
    known = {item.key for item in report.content.items} | {TEXTS}
    if not keys or not keys <= known:
        raise Refused(say("Please choose which items to return."))
    returned = Returned(by, at, reason.strip(), keys)
    return replace(_decided(report, ReportState.RETURNED, by, at), returned=returned)


def unaccept(report: Report, by: str, at: datetime, reason: str) -> Report:
    """The level above opens an accepted report again for its reviewer, who sees it as waiting."""
    if report.state is not ReportState.ACCEPTED:
        raise Moved
    if not reason.strip():
        raise Refused(say("Please give the reason, so that the comrade knows what to add."))
    reopened = _decided(report, ReportState.SUBMITTED, by, at)
    return replace(reopened, decided_by=None, decided_at=None)


def withdraw(report: Report) -> Report:
    """By its author, while nobody has decided on it."""
    if report.state is not ReportState.SUBMITTED:
        raise Moved
    return replace(report, state=ReportState.WITHDRAWN, revision=report.revision + 1)


def _decided(report: Report, state: ReportState, by: str, at: datetime) -> Report:
    return replace(report, state=state, revision=report.revision + 1, decided_by=by, decided_at=at)
