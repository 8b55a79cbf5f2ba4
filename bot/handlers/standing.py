"""/miensinhhoat: exempt, suspended, absent, and back again."""

from typing import Final

from bot.conversation.dialog import Receipt
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Turn
from bot.dialogs import standing as dialog
from bot.dialogs.people_samples import standing_samples
from bot.handlers.about_person import start_about
from bot.handlers.people_changes import QUERIES, nothing_done, receipt, records, sheet_of
from bot.handlers.people_notices import tell_all
from core.message import say
from core.usecases.change_standing import ChangeStanding, Resume, change_standing, resume

NAME: Final = "miensinhhoat"


def standing(here: Here, argument: str) -> Turn:  # noqa: ARG001
    return start_about(NAME, argument)


def _carry_out(here: Here, subject: str, command: dialog.Deed) -> Receipt:  # noqa: ARG001
    match command:
        case ChangeStanding():
            done = change_standing(here.uow, here.known, command, here.occasion, here.chance)
        case Resume():
            done = resume(here.uow, here.known, command, here.occasion, here.chance)
        case _:
            return nothing_done()
    tell_all(here, done)
    return receipt(here, done)


SPECS: Final = (
    DialogSpec(
        name=NAME,
        title=lambda _person: say("Exemption, suspension, absence"),
        sheet=sheet_of,
        script=dialog.standing,
        carry_out=_carry_out,
        samples=standing_samples,
        queries=QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("miễn sinh hoạt", "miễn công tác và sinh hoạt", "vắng sinh hoạt", "đình chỉ sinh hoạt"),
        say("Exemption, suspension, absence"),
        records,
        standing,
        in_menu=False,
    ),
)
