"""/chuyensinhhoat: to another cell, as a guest, away from here, a comrade's death.

Without a person it shows who is on the way to or from the speaker's cells; `tim` looks for anyone, an id opens one.
"""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, Receipt, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, DialogSpec, Show, Start, Turn
from bot.dialogs import transfer as dialog
from bot.dialogs.people_samples import transfer_samples
from bot.handlers.about_person import start_about
from bot.handlers.member import MENU
from bot.handlers.people_changes import QUERIES, nothing_done, receipt, records, sheet_of
from bot.handlers.people_notices import tell_all
from core.message import Message, say
from core.people import MembershipKind
from core.people_history import PersonChange
from core.usecases import change_standing, end_membership, transfer_person
from core.usecases.on_the_way import Traveller, on_the_way

NAME: Final = "chuyensinhhoat"
_LOOK: Final = "tim"
_MOST: Final = 8
_GUESTS: Final = {
    MembershipKind.TEMPORARY: say("Temporary party life here"),
    MembershipKind.RESIDENCE: say("Live here, party life elsewhere (213)"),
}


def transfer(here: Here, argument: str) -> Turn:
    if argument:
        return start_about(NAME, "" if argument == _LOOK else argument)
    found = on_the_way(here.uow, here.known, here.today)
    if found.is_empty:
        return Start(NAME)
    lines: list[Line] = []
    if found.coming or found.going:
        lines.append(heading(say("On the way between two cells")))
        lines += [Line(_line(each, coming=True)) for each in found.coming]
        lines += [Line(_line(each, coming=False)) for each in found.going]
        lines.append(hint(say("On the way, neither cell counts the comrade and nobody asks for anything.")))
    lines += _guests(found.guests)
    options = [
        Option(say("Comrade {name}", name=each.person.full_name), Go(NAME, each.person.id))
        for each in (*found.coming, *found.going)
    ]
    other = Option(say("Another comrade"), Go(NAME, _LOOK), ("đồng chí khác", "tìm"))
    return Show(tuple(lines), (*options[:_MOST], other, MENU))


def _guests(guests: tuple[Traveller, ...]) -> list[Line]:
    """By name while they are few; the comrades who live there are often more than the cell's own."""
    lines: list[Line] = []
    for kind, title in _GUESTS.items():
        found = [each for each in guests if each.kind is kind]
        if found:
            lines.append(heading(say("{title}: {count}", title=title, count=len(found))))
        if len(found) <= _MOST:
            lines += [Line(_guest(each)) for each in found]
    return lines


def _guest(each: Traveller) -> Message:
    words = say("{name}, {unit}", name=each.person.full_name, unit=each.unit_name)
    return words if each.last is None else say("{words}, until {day}", words=words, day=each.last)


def _line(each: Traveller, *, coming: bool) -> Message:
    name, unit, day = each.person.full_name, each.unit_name, each.since
    if coming:
        return say(
            "Comrade {name} comes from {unit}, since {day}; not yet arrived.", name=name, unit=unit, day=day
        )
    return say(
        "Comrade {name} has left for {unit}, since {day}; not yet arrived.", name=name, unit=unit, day=day
    )


def _carry_out(here: Here, subject: str, command: dialog.Deed) -> Receipt:  # noqa: ARG001
    done = _do(here, command)
    if done is None:
        return nothing_done()
    tell_all(here, done)
    return receipt(here, done)


def _do(here: Here, command: dialog.Deed) -> PersonChange | None:
    given = (here.uow, here.known)
    when = (here.occasion, here.chance)
    match command:
        case transfer_person.TransferPerson():
            return transfer_person.transfer_person(*given, command, *when)
        case transfer_person.ArrivePerson():
            return transfer_person.arrive_person(*given, command, *when)
        case transfer_person.TurnBack():
            return transfer_person.turn_back(*given, command, *when)
        case transfer_person.HostPerson():
            return transfer_person.host_person(*given, command, *when)
        case transfer_person.EndStay():
            return transfer_person.end_stay(*given, command, *when)
        case change_standing.BecomeOfficial():
            return change_standing.become_official(*given, command, *when)
        case end_membership.RecordLeaving():
            return end_membership.record_leaving(*given, command, *when)
        case end_membership.RecordDeath():
            return end_membership.record_death(*given, command, *when)
    return None


SPECS: Final = (
    DialogSpec(
        name=NAME,
        title=lambda _person: say("Where a comrade belongs"),
        sheet=sheet_of,
        script=dialog.transfer,
        carry_out=_carry_out,
        samples=transfer_samples,
        queries=QUERIES,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("chuyển sinh hoạt", "chuyển sinh hoạt đảng", "tiếp nhận đảng viên"),
        say("Transfer, leaving"),
        records,
        transfer,
        in_menu=False,
    ),
)
