"""/xacnhan: what somebody typed in from the speaker's paper, and the speaker's word on it."""

from collections.abc import Iterable
from typing import Any, Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import confirm_entry as dialog
from bot.dialogs.confirm_entry import Answer, entry_title
from bot.dialogs.on_behalf_samples import entry_samples
from bot.handlers.member import LEADERS, MENU, READ, is_member
from bot.handlers.namesakes import known_as
from bot.wanted import PLEDGE_WAITS, REPORT_WAITS
from core.message import say
from core.usecases.confirm_entry import (
    Confirmed,
    ConfirmEntry,
    EntrySheet,
    RefuseEntry,
    confirm_entry,
    entry_sheet,
    refuse_entry,
)
from core.usecases.entry_sheets import waiting_entries
from core.usecases.submit_report import Submitted

NAME: Final = "xacnhan"


def paper_offers(here: Here) -> Iterable[Option]:
    """For the menu: what waits for one's word, and the paper that one was named to type in."""
    if waiting_entries(here.uow, here.known):
        yield Option(say("Confirm what was typed in for me"), Go(NAME), ("xác nhận nhập thay",))
    leading = any(role.kind in LEADERS for role in here.known.roles)
    if not leading and here.uow.entries.helped_by(here.known.person.id, here.today):
        yield Option(say("Type in a comrade's paper"), Go("baocaothay"), ("báo cáo thay", "nhập thay"))


def answers(here: Here, argument: str) -> Turn:
    if argument:
        entry_sheet(here.uow, here.known, argument)
        return Start(NAME, argument)
    waiting = waiting_entries(here.uow, here.known)
    if not waiting:
        return Show((Line(say("Nothing that was typed in for you waits for your word.")),), (MENU,))
    options = tuple(Option(entry_title(entry), Go(NAME, entry.code)) for entry in waiting)
    lines = (
        heading(say("Typed in for you")),
        Line(say("Please look at it: until you confirm it, it does not count.")),
    )
    return Show(lines, (*options, MENU))


def _sheet(here: Here, code: str) -> EntrySheet:
    return entry_sheet(here.uow, here.known, code)


def _carry_out(here: Here, subject: str, answer: Answer) -> Receipt:  # noqa: ARG001
    match answer:
        case ConfirmEntry():
            return _confirmed(here, confirm_entry(here.uow, here.known, answer, here.occasion, here.chance))
        case RefuseEntry():
            entry = refuse_entry(here.uow, here.known, answer)
            words = say(
                "Comrade {name} says that what you typed in is not right yet: {note}",
                name=known_as(here, here.known.person),
                note=entry.note,
            )
            opens = Option(say("Open the comrade's paper"), Go("baocaothay", f"n:{entry.person}"))
            here.tell((entry.entered_by,), (Line(words),), (opens,), dedup=f"not right:{here.said.key}")
            return Receipt((Line(say("Sent back to who typed it in. It does not count.")),), (MENU,))
        case None:
            return Receipt((Line(say("Nothing was decided.")),), (MENU,))


def _confirmed(here: Here, done: Confirmed) -> Receipt:
    told = (Option(say("See what waits"), Go("duyet")),)
    if isinstance(done.done, Submitted):
        report = done.done
        here.tell(
            done.tell,
            (Line(say("A quarterly report waits to be looked at.")),),
            told,
            dedup=f"handed in:{report.receipt}",
            wanted=f"{REPORT_WAITS} {report.report}",
        )
        lines = [Line(say("✅ Confirmed. Your report is handed in."))]
        lines.append(Line(say("Receipt code: {code}", code=report.receipt)))
    else:
        pledge = done.done.pledge
        here.tell(
            done.tell,
            (Line(say("A pledge waits to be looked at.")),),
            told,
            dedup=f"pledge:{pledge.id}:{pledge.version}",
            wanted=f"{PLEDGE_WAITS} {pledge.id}",
        )
        lines = [Line(say("✅ Confirmed. Your pledge is handed in."))]
    words = say("Comrade {name} has confirmed what you typed in.", name=known_as(here, here.known.person))
    here.tell((done.helper,), (Line(words),), dedup=f"right:{here.said.key}")
    return Receipt(tuple(lines), (READ, MENU))


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    DialogSpec(
        name=NAME,
        title=lambda _code: say("Typed in for you"),
        sheet=_sheet,
        script=dialog.confirm_entry,
        carry_out=_carry_out,
        samples=entry_samples,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("xác nhận nhập thay", "xác nhận bản nhập thay"),
        say("Confirm what was typed in for me"),
        is_member,
        answers,
        in_menu=False,
    ),
)
