"""/uyquyen: who stands in for whom. An id as argument is the comrade whose office it is; `new` begins for oneself,
`end:{id}` ends one."""

from collections.abc import Iterable
from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import delegation as dialog
from bot.dialogs.delegation import Offices
from bot.dialogs.people_samples import delegation_samples
from bot.dialogs.people_words import OFFICES
from bot.handlers.member import MENU
from bot.handlers.namesakes import known_as
from bot.handlers.people_changes import QUERIES, nothing_done, receipt
from bot.handlers.people_notices import tell_all
from core.delegation import DELEGABLE, Delegation
from core.errors import NotAllowed
from core.message import Message, say
from core.people import Role
from core.speaker import Speaker
from core.usecases.delegate import (
    Delegate,
    EndDelegation,
    delegate,
    end_delegation,
    may_delegate,
    own_offices,
    standing_in,
)
from core.usecases.scope import resident

NAME: Final = "uyquyen"
_NEW: Final = "new"
_END: Final = "end:"


def holds_office(speaker: Speaker) -> bool:
    return any(role.kind in DELEGABLE for role in speaker.roles)


def delegation(here: Here, argument: str) -> Turn:
    if argument.startswith(_END):
        done = end_delegation(
            here.uow, here.known, EndDelegation(argument.removeprefix(_END)), here.occasion, here.chance
        )
        tell_all(here, done)
        told = receipt(here, done)
        return Show(told.lines, told.options)
    if argument == _NEW:
        return Start(NAME)
    mine = argument in {"", here.known.person.id}
    given, held = standing_in(here.uow, argument or here.known.person.id, here.today)
    if not mine and not (given and _sheet(here, argument).held):
        return Start(NAME, argument)
    shown = (*given, *held) if mine else given
    if not shown:
        return Start(NAME)
    lines = [heading(say("Who stands in")), *(Line(_line(here, each)) for each in shown)]
    options = [
        Option(say("End: {what}", what=_short(here, each)), Go(NAME, f"{_END}{each.id}")) for each in shown
    ]
    if mine and any(role.stands_for is None and role.kind in DELEGABLE for role in here.known.roles):
        options.append(Option(say("Have somebody stand in"), Go(NAME, _NEW), ("ủy quyền mới", "thêm")))
    lines.append(hint(say("It ends by itself on the last day.")))
    return Show(tuple(lines), (*options, MENU))


def _line(here: Here, each: Delegation) -> Message:
    return say(
        "{what}, from {day} to {last}.", what=_short(here, each), day=each.valid_from, last=each.valid_to
    )


def _short(here: Here, each: Delegation) -> Message:
    by, giver = here.uow.people.get(each.person), here.uow.people.get(each.giver)
    unit = here.uow.units.get(each.unit, here.today)
    return say(
        "{name} for {giver} ({office}, {unit})",
        name=known_as(here, by) if by else "",
        giver=known_as(here, giver) if giver else "",
        office=OFFICES[each.kind],
        unit=unit.name if unit else each.unit,
    )


def _sheet(here: Here, subject: str) -> Offices:
    giver = subject or here.known.person.id
    who = resident(here.uow, giver, here.today)
    held, mine = tuple(_named(here, giver)), giver == here.known.person.id
    if not held and not mine:
        raise NotAllowed(say("This is outside what you look after."))
    return Offices(who, held, mine)


def _named(here: Here, giver: str) -> Iterable[tuple[Role, str]]:
    for office in own_offices(here.uow, giver, here.today):
        if may_delegate(here.known, office, here.today):
            unit = here.uow.units.get(office.unit, here.today)
            yield office, unit.name if unit else office.unit


def _carry_out(here: Here, subject: str, command: dialog.Deed) -> Receipt:  # noqa: ARG001
    if not isinstance(command, Delegate):
        return nothing_done()
    done = delegate(here.uow, here.known, command, here.occasion, here.chance)
    tell_all(here, done)
    return receipt(here, done)


SPECS: Final = (
    DialogSpec(
        name=NAME,
        title=lambda _person: say("Standing in"),
        sheet=_sheet,
        script=dialog.delegation,
        carry_out=_carry_out,
        samples=delegation_samples,
        queries=QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("ủy quyền", "làm thay", "người làm thay"),
        say("Who stands in"),
        holds_office,
        delegation,
        in_menu=False,
    ),
)
