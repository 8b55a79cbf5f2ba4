"""/quantri: one page with the commands for managing people, units and the system, for whoever is offered any of them.

They are not in /menu, which stays short: `ENTRIES` names them in the order of the page. A name that is not registered,
or not offered to the speaker, is not shown.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.conversation.dialog import Go, Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, Show, Turn
from core.errors import Refused
from core.message import say
from core.speaker import Speaker

ADMINISTRATION: Final = "quantri"

ENTRIES: Final = (
    "timkiem",
    "donvi",
    "nhapdanhsach",
    "malienket",
    "chuyensinhhoat",
    "miensinhhoat",
    "phanquyen",
    "uyquyen",
    "viecvualam",
    "moniemphong",
    "yeucau",
    "nhatky",
    "luugiu",
)
"""In the order of the page. Each of these commands has `in_menu=False`."""

Commands = Mapping[str, Command]


def offered_to(speaker: Speaker, commands: Commands) -> Iterable[Command]:
    """The entries that exist and that this speaker is offered."""
    for name in ENTRIES:
        command = commands.get(name)
        if command is not None and command.offered(speaker):
            yield command


def listed_to(speaker: Speaker, commands: Commands) -> Iterable[Command]:
    """For a messenger's own list of commands, which has room: those of the menu, then the entries of the page."""
    yield from (each for each in commands.values() if each.in_menu and each.offered(speaker))
    yield from offered_to(speaker, commands)


def way_to(here: Here, name: str, argument: str = "") -> Iterable[Option]:
    """A button to this command with this argument, or nothing where it is not registered or not offered."""
    command = here.commands.get(name)
    if command is not None and here.speaker is not None and command.offered(here.speaker):
        yield Option(command.label, Go(name, argument), command.words)


def administration_of(commands: Callable[[], Commands]) -> Command:
    """The command, given all that are registered: who is offered none of the entries is not offered the page."""

    def offered(speaker: Speaker) -> bool:
        return any(True for _ in offered_to(speaker, commands()))

    def page(here: Here, argument: str) -> Turn:
        del argument
        entries = tuple(offered_to(here.known, commands()))
        if not entries:
            raise Refused(say("There is nothing for you to manage today."))
        here.after.append(("menu", here.known.person.id))
        options = tuple(Option(each.label, Go(each.name), each.words) for each in entries)
        return Show((heading(say("Administration")), *_words()), options, in_place=True)

    return Command(ADMINISTRATION, ("quản trị", "quản lý"), say("Administration"), offered, page)


def _words() -> Iterable[Line]:
    yield Line(say("Please choose what to do."))
    yield hint(say("Nothing changes before you have seen a summary and agreed to it."))
