"""What a member still owes, worded alike in the menu and in what is on record."""

from collections.abc import Iterable
from datetime import datetime

from bot.conversation.dialog import Line
from core.message import say
from core.obligations import Obligation
from core.occasion import local_day


def owed_lines(pending: Iterable[Obligation], now: datetime) -> Iterable[Line]:
    """What can still be met: by when, or kindly that its day has passed."""
    for each in pending:
        if not each.can_be_met(now):
            continue
        what = say("pledge for {year}", year=each.document.year)
        if each.document.quarter is not None:
            what = say("report for {quarter}", quarter=each.document.quarter)
        if each.is_overdue(now):
            yield Line(say("⏰ Still to come: {what}. Does the comrade need help with anything?", what=what))
        else:
            yield Line(say("To do: {what}, by {day}.", what=what, day=local_day(each.due)))
