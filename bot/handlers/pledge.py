"""/dangky: which pledge of the year, and registering or amending it."""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import pledge as dialog
from bot.dialogs.pledge_samples import pledge_samples
from bot.handlers.member import MENU, READ, is_member
from bot.wanted import PLEDGE_WAITS
from core.message import Message, say
from core.occasion import local_day
from core.pledge import PledgeKind, PledgeState
from core.usecases.pledge_sheet import PledgeSheet, pledge_sheet
from core.usecases.submit_pledge import SubmitPledge, submit_pledge

NAME: Final = "dangky"

_STATES: Final[dict[PledgeState, Message]] = {
    PledgeState.SUBMITTED: say("handed in, waits to be looked at"),
    PledgeState.NEEDS_CHANGES: say("something is to be added"),
    PledgeState.CONFIRMED: say("confirmed"),
    PledgeState.PUBLISHED: say("made public"),
    PledgeState.CLOSED: say("closed"),
    PledgeState.WITHDRAWN: say("taken back"),
    PledgeState.SUPERSEDED: say("replaced"),
    PledgeState.TRANSFERRED: say("moved to another unit"),
}


_WAYS_TO_SAY: Final = {
    PledgeKind.EXEMPLARY: ("nêu gương", "đăng ký nêu gương", "gương"),
    PledgeKind.COMMITMENT: ("cam kết", "bản cam kết", "tu dưỡng"),
    PledgeKind.PERSONAL_PLAN: ("kế hoạch", "kế hoạch cá nhân", "kh"),
}


def pledge_state(state: PledgeState) -> Message:
    return _STATES[state]


def pledge(here: Here, argument: str) -> Turn:
    """Without a kind, the three kinds with how each stands; one is chosen there. Of a year that nobody can mean,
    today's are shown instead."""
    try:
        year, kind = dialog.read_subject(argument)
    except ValueError:
        year = int(argument) if len(argument) == 4 and argument.isascii() and argument.isdigit() else 0
        return _kinds(here, year if _is_at_hand(here, year) else here.today.year)
    if not _is_at_hand(here, year):
        return _kinds(here, here.today.year)
    return Start(NAME, dialog.subject_of(year, kind))


def _is_at_hand(here: Here, year: int) -> bool:
    """Of the coming year it is registered ahead; that of the last is still read."""
    return abs(year - here.today.year) <= 1


def _kinds(here: Here, year: int) -> Show:
    sheet = pledge_sheet(here.uow, here.known, PledgeKind.EXEMPLARY, year, here.now)
    standing = {each.kind: each.state for each in (*sheet.others, *([sheet.pledge] if sheet.pledge else ()))}
    options = [
        Option(_label(kind, standing.get(kind)), Go(NAME, dialog.subject_of(year, kind)), _WAYS_TO_SAY[kind])
        for kind in PledgeKind
    ]
    lines = [
        heading(say("Pledges for {year}", year=year)),
        Line(say("Which one is to be registered or amended?")),
        hint(say("It is due on {day}.", day=local_day(sheet.window.due))),
        hint(say("One that is registered can be amended; the old version is kept.")),
    ]
    return Show(tuple(lines), (*options, MENU))


def _label(kind: PledgeKind, state: PledgeState | None) -> Message:
    label = dialog.kind_label(kind)
    return label if state is None else say("{kind}: {state}", kind=label, state=pledge_state(state))


def _sheet(here: Here, subject: str) -> PledgeSheet:
    year, kind = dialog.read_subject(subject)
    return pledge_sheet(here.uow, here.known, kind, year, here.now)


def _submit(here: Here, subject: str, command: SubmitPledge) -> Receipt:
    done = submit_pledge(here.uow, here.known, command, here.occasion, here.chance)
    words = say(
        "✅ {title} is registered with {count} items.", title=dialog.title(subject), count=len(command.items)
    )
    if done.amended:
        words = say(
            "✅ The amendment of {title} is handed in. The old version is kept.", title=dialog.title(subject)
        )
    lines = [Line(words)]
    if done.pledge.late:
        lines.append(hint(say("It came after the time for it and is marked as late.")))
    lines.append(hint(say("It will be looked at; the result comes here.")))
    here.tell(
        done.tell,
        (Line(say("A pledge waits to be looked at.")),),
        (Option(say("See what waits"), Go("duyet")),),
        dedup=f"pledge:{done.pledge.id}:{done.pledge.version}",
        wanted=f"{PLEDGE_WAITS} {done.pledge.id}",
    )
    return Receipt(tuple(lines), (READ, MENU))


SPECS: Final = (
    DialogSpec(
        name=NAME,
        title=dialog.title,
        sheet=_sheet,
        script=dialog.pledge,
        carry_out=_submit,
        samples=pledge_samples,
    ),
)
COMMANDS: Final = (
    Command(
        NAME, ("đăng ký", "đăng ký nêu gương", "cam kết", "dk"), say("Register the pledge"), is_member, pledge
    ),
)
