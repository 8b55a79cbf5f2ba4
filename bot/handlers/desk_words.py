"""How a desk says what it counts, and how its pages are named in buttons."""

from typing import Final

from bot.conversation.dialog import Go, Line, hint
from bot.dialogs.pledge import kind_label
from bot.handlers.waiting import DESK
from core.documents import Document
from core.errors import Refused
from core.message import Message, say
from core.obligations import LeftOut, Tally
from core.pledge import Pledge, PledgeState
from core.report import Report, ReportState
from core.text.figures import percent
from core.text.periods import Quarter

_LEFT_OUT: Final[dict[LeftOut, Message]] = {
    LeftOut.EXEMPT: say("exempt from party life"),
    LeftOut.SUSPENDED: say("suspended"),
    LeftOut.ABSENT: say("absent"),
    LeftOut.IN_TRANSIT: say("moving between two cells"),
    LeftOut.LEFT: say("left"),
    LeftOut.DECEASED: say("deceased"),
}


def code_of(document: Document) -> str:
    return document.quarter.code if document.quarter else str(document.year)


def document_of(code: str) -> Document:
    """2026Q1 or 2026; anything else, which only a forged button says, is refused."""
    try:
        if len(code) == 4 and code.isascii() and code.isdigit():
            return Document.pledge(int(code))
        return Document.report(Quarter.from_code(code))
    except ValueError:
        raise not_known() from None


def not_known() -> Refused:
    return Refused(say("This page is not known. Please begin from the desk."))


def go(*parts: object) -> Go:
    return Go(DESK, ":".join(str(part) for part in parts))


def document_label(document: Document) -> Message:
    if document.quarter is not None:
        return say("Report for {quarter}", quarter=document.quarter)
    return say("Pledge for {year}", year=document.year)


def counts(tally: Tally) -> list[Line]:
    """Handed in of those who must, with the formula beside the figure (design.md §9.6)."""
    done, obliged = tally.handed_in, tally.obliged
    if obliged:
        share = percent(done, obliged)
        lines = [
            Line(say("Handed in: {done} of {obliged}, {percent}", done=done, obliged=obliged, percent=share))
        ]
    else:
        lines = [Line(say("Nobody has to hand it in here."))]
    if tally.late:
        lines.append(Line(say("Of these after the time for it: {count}", count=tally.late)))
    left = sum(count for _, count in tally.left_out)
    if left:
        reasons = tuple(
            say("{reason} {count}", reason=_LEFT_OUT[why], count=count) for why, count in tally.left_out
        )
        listed = obliged + left
        lines.append(
            hint(
                say(
                    "{obliged} = {listed} on the list less {left} not counted ({reasons}).",
                    obliged=obliged,
                    listed=listed,
                    left=left,
                    reasons=reasons,
                )
            )
        )
    return lines


def report_state(report: Report) -> Message:
    state = {
        ReportState.SUBMITTED: say("waits to be looked at"),
        ReportState.RETURNED: say("returned for additions"),
        ReportState.ACCEPTED: say("accepted"),
        ReportState.WITHDRAWN: say("taken back by its author"),
    }[report.state]
    if report.is_resubmission:
        state = say("came again, waits to be looked at")
    return say("{state}, late", state=state) if report.late else state


def pledge_line(pledge: Pledge) -> Message:
    state = {
        PledgeState.SUBMITTED: say("waits to be looked at"),
        PledgeState.NEEDS_CHANGES: say("changes asked for"),
        PledgeState.CONFIRMED: say("confirmed"),
        PledgeState.PUBLISHED: say("confirmed and made public"),
        PledgeState.CLOSED: say("summed up"),
        PledgeState.WITHDRAWN: say("taken back by its author"),
        PledgeState.SUPERSEDED: say("replaced"),
        PledgeState.TRANSFERRED: say("gone with the comrade to another unit"),
    }[pledge.state]
    return say(
        "{kind} {year}: {count} items, {state}",
        kind=kind_label(pledge.kind),
        year=pledge.year,
        count=len(pledge.items),
        state=state,
    )


def left_out(why: LeftOut) -> Message:
    return _LEFT_OUT[why]
