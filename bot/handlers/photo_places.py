"""Which quarter's report a photo belongs to, and the names that its handlers share."""

from typing import Final

from bot.conversation.here import Here
from core.errors import Refused
from core.message import say
from core.report import ReportState
from core.text.periods import Quarter, parse_quarter

EVIDENCE: Final = "minhchung"
FETCH: Final = "fetch"
"""Set going after the commit: there are photos to be fetched."""
FORGET: Final = "forget"
"""Set going after the commit: these bytes are held by one row less."""


def named_quarter(here: Here, argument: str) -> Quarter:
    try:
        return parse_quarter(argument, here.today) or Quarter.from_code(argument)
    except ValueError:
        raise Refused(say("Which quarter is meant? For example: “minh chứng quý 1”.")) from None


def open_quarter(here: Here) -> Quarter:
    """The one that was returned; else the first that is owed and still open; else the current one; and where that is
    accepted already, what is sent now is of the next."""
    person, current = here.known.person.id, Quarter.of(here.today)
    states = {}
    for quarter in (current.previous(), current):
        report = here.uow.reports.find(person, quarter)
        states[quarter] = report.state if report else None
        if states[quarter] is ReportState.RETURNED:
            return quarter
    for owed in here.uow.obligations.pending(person):
        of = owed.document.quarter
        if of is not None and owed.can_be_met(here.now):
            return of
    return current.next() if states[current] is ReportState.ACCEPTED else current
