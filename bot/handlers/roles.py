"""/phanquyen: dated offices, given and ended."""

from typing import Final

from bot.conversation.dialog import Receipt
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Turn
from bot.dialogs import roles as dialog
from bot.dialogs.people_samples import roles_samples
from bot.handlers.about_person import start_about
from bot.handlers.people_changes import QUERIES, nothing_done, receipt, sheet_of
from bot.handlers.people_notices import tell_all
from core.appointing import TABLE, appoints
from core.errors import NotAllowed
from core.message import say
from core.speaker import Speaker
from core.usecases.give_role import EndRole, GiveRole, end_role, give_role
from core.usecases.person_state import PersonState

NAME: Final = "phanquyen"
_APPOINTING: Final = frozenset(row.by for row in TABLE)


def _offered(speaker: Speaker) -> bool:
    return any(role.kind in _APPOINTING and role.stands_for is None for role in speaker.roles)


def roles(here: Here, argument: str) -> Turn:  # noqa: ARG001
    return start_about(NAME, argument)


def _sheet(here: Here, person: str) -> PersonState | None:
    """Only for who appoints by an office of his or her own."""
    if not appoints(here.known, here.today):
        raise NotAllowed(say("This is outside what you look after."))
    return sheet_of(here, person)


def _carry_out(here: Here, subject: str, command: dialog.Deed) -> Receipt:  # noqa: ARG001
    match command:
        case GiveRole():
            done = give_role(here.uow, here.known, command, here.occasion, here.chance)
        case EndRole():
            done = end_role(here.uow, here.known, command, here.occasion, here.chance)
        case _:
            return nothing_done()
    tell_all(here, done)
    return receipt(here, done)


SPECS: Final = (
    DialogSpec(
        name=NAME,
        title=lambda _person: say("Offices"),
        sheet=_sheet,
        script=dialog.roles,
        carry_out=_carry_out,
        samples=roles_samples,
        queries=QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("phân quyền", "phân công", "giao vai trò"),
        say("Offices and rights"),
        _offered,
        roles,
        in_menu=False,
    ),
)
