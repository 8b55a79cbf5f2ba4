"""/viecvualam: what was recorded about people lately, and taking it back (/hoantac with the change's id)."""

from collections.abc import Sequence
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import undo_change as dialog
from bot.dialogs.change_words import change_line
from bot.dialogs.people_samples import undo_samples
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.people_changes import RECENT, UNDO, nothing_done, records
from bot.handlers.people_notices import tell_all
from core.message import Message, say
from core.usecases.recent_changes import Told, about_person, by_speaker, one_change
from core.usecases.undo_change import undo_change


def recent(here: Here, person: str) -> Turn:
    if person:
        found = about_person(here.uow, here.known, person, here.now)
    else:
        found = by_speaker(here.uow, here.known, here.now)
    if not found:
        return Show((Line(say("Nothing was recorded lately.")),), (MENU,))
    lines = [heading(say("What was done lately")), *(Line(_line(here, each)) for each in found)]
    options = [
        Option(say("Take back: {what}", what=_short(here, each)), Go(UNDO, each.change.id))
        for each in found
        if each.why_not is None
    ]
    if options:
        lines.append(hint(say("It can be taken back within a day, or before the day from which it holds.")))
    return Show(tuple(lines), (*_few(options), MENU))


def _few(options: Sequence[Option]) -> tuple[Option, ...]:
    return tuple(options[:6])


def _line(here: Here, each: Told) -> Message:
    words = _what(each)
    return say(
        "{at}: comrade {name}, {what} (recorded by {by})",
        at=each.change.at,
        name=known_as(here, each.person),
        what=words,
        by=each.actor,
    )


def _what(each: Told) -> Message:
    return change_line(each.change, each.unit, each.other)


def _short(here: Here, each: Told) -> Message:
    return say("{name}, {what}", name=known_as(here, each.person), what=_what(each))


def undo(here: Here, change: str) -> Turn:
    return Start(UNDO, change) if change else recent(here, "")


def _sheet(here: Here, change: str) -> Told:
    return one_change(here.uow, here.known, change, here.now)


def _carry_out(here: Here, subject: str, agreed: bool) -> Receipt:
    if not agreed:
        return nothing_done()
    done = undo_change(here.uow, here.known, subject, here.occasion, here.chance)
    tell_all(here, done, taken_back=True)
    known = one_change(here.uow, here.known, subject, here.now)
    words = say(
        "Taken back: comrade {name}, {what}.",
        name=known_as(here, known.person),
        what=change_line(done, known.unit, known.other),
    )
    return Receipt((Line(words),), (Option(say("What was done lately"), Go(RECENT), ("việc vừa làm",)), MENU))


SPECS: Final = (
    DialogSpec(
        name=UNDO,
        title=lambda _change: say("Taking back"),
        sheet=_sheet,
        script=dialog.undo_change,
        carry_out=_carry_out,
        samples=undo_samples,
    ),
)
COMMANDS: Final = (
    Command(
        RECENT,
        ("việc vừa làm", "các việc vừa làm"),
        say("What was done lately"),
        records,
        recent,
        in_menu=False,
    ),
    Command(UNDO, ("hoàn tác việc",), say("Taking back"), records, undo, in_menu=False),
)
