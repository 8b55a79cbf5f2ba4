"""/nhatky: the auditor reads who saw and did what, without content."""

from typing import Final

from bot.conversation.dialog import Go, Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, Show, Turn
from bot.handlers.own_data_words import ACTS
from core.message import Message, say
from core.people import RoleKind
from core.speaker import Speaker
from core.trail import Access
from core.usecases.see_trail import see_trail

TRAIL: Final = "nhatky"
_PAGE: Final = 12


def trail(here: Here, argument: str) -> Turn:
    before = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 18 else 0
    page = see_trail(here.uow, here.known, before, _PAGE, here.occasion)
    lines = [heading(say("The log"))]
    lines += [Line(_line(each, page.names)) for each in page.lines]
    if not page.lines:
        lines.append(Line(say("Nothing has been recorded yet.")))
    lines.append(hint(say("Times, people and documents only; nothing of what they say.")))
    options = [Option(say("Menu"), Go("menu"))]
    if page.more is not None:
        options.insert(0, Option(say("Earlier"), Go(TRAIL, str(page.more)), ("tiếp", "xem tiếp")))
    return Show(tuple(lines), tuple(options), in_place=True)


def _line(access: Access, names: dict[str, str]) -> Message:
    who = names.get(access.actor) or access.actor
    if access.owner is None or access.owner == access.actor:
        return say("{at}: {name} – {what}", at=access.at, name=who, what=ACTS[access.act])
    whose = names.get(access.owner) or access.owner
    return say(
        "{at}: {name} – {what}, of comrade {owner}",
        at=access.at,
        name=who,
        what=ACTS[access.act],
        owner=whose,
    )


def audits(speaker: Speaker) -> bool:
    return any(role.kind is RoleKind.AUDITOR for role in speaker.roles)


COMMANDS: Final = (Command(TRAIL, ("nhật ký", "nhật ký xem"), say("The log"), audits, trail, in_menu=False),)
