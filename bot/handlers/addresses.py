"""/lienlac: where the person is reached, where notices go, and taking an address off again.

Pages: `p:{row}` written to there first, `u:{row}` the dialog that takes it off.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.conversation.dialog import Dialog, Go, Line, Option, Receipt, ask, heading, hint
from bot.conversation.here import Here
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.conversation.spec import Command, DialogSpec, Sample, Show, Start, Turn
from core.errors import Over, Refused
from core.message import Message, say
from core.occasion import local_day
from core.speaker import Speaker
from core.talk import Way
from core.usecases.own_addresses import own_way, own_ways, prefer_address, unlink_address

NAME: Final = "lienlac"
TAKE_OFF: Final = "golienlac"
_ROW_DIGITS: Final = 18

_MESSENGERS: Final = {"telegram": say("Telegram"), "text": say("The terminal")}
MENU: Final = Option(say("Menu"), Go("menu"))


def messenger(channel: str) -> Message:
    return say("Zalo") if channel.startswith("zalo") else _MESSENGERS.get(channel, say("Another messenger"))


def addresses(here: Here, argument: str) -> Turn:
    letter, _, row = argument.partition(":")
    if letter == "u":
        return Start(TAKE_OFF, row)
    lines: tuple[Line, ...] = ()
    if letter == "p":
        way = prefer_address(here.uow, here.known, _number(row), here.occasion)
        lines = (Line(say("✅ Notices come to {way} from now on.", way=_named(here, way))),)
    return _page(here, lines)


def _page(here: Here, first: tuple[Line, ...] = ()) -> Show:
    ways = own_ways(here.uow, here.known)
    lines = [*first, heading(say("Where you are reached"))]
    for number, way in enumerate(ways, 1):
        lines.append(Line(say("{number}. {content}", number=number, content=_named(here, way))))
        lines.extend(_about(way, first=number == 1 and len(ways) > 1))
    lines.append(hint(say("A further phone or messenger is linked by a new code from your secretary.")))
    lines.append(hint(say("Where a phone is lost, the secretary can take it off at once.")))
    return Show(tuple(lines), (*_options(here, ways), MENU))


def _about(way: Way, *, first: bool) -> Iterable[Line]:
    if first:
        yield Line(say("Notices come here."))
    if way.shared:
        yield hint(say("Others use this phone too: notices there carry no content."))
    if way.gone is not None:
        yield hint(say("Nothing arrives here now."))


def _options(here: Here, ways: list[Way]) -> Iterable[Option]:
    for way in ways[1:]:
        label = say("Notices to {way}", way=_named(here, way))
        yield Option(label, Go(NAME, f"p:{way.row}"))
    for way in ways:
        yield Option(say("Take off {way}", way=_named(here, way)), Go(NAME, f"u:{way.row}"))


def _named(here: Here, way: Way) -> Message:
    """By its messenger and the day it was linked; the one in the hand is named as such."""
    name = messenger(way.channel)
    if way.row == here.line.row:
        return say("{messenger} on this phone", messenger=name)
    return say("{messenger}, linked {day}", messenger=name, day=local_day(way.linked_at))


def _number(row: str) -> int:
    if not (row.isascii() and row.isdigit() and len(row) <= _ROW_DIGITS):
        raise Refused(say("That address is not linked to you any more."))
    return int(row)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be taken off. `last`: nothing else reaches the person."""

    name: Message
    last: bool


def _sheet(here: Here, subject: str) -> _Asked:
    try:
        way = own_way(here.uow, here.known, _number(subject))
    except Refused as gone:
        raise Over(gone.words) from None
    return _Asked(_named(here, way), last=len(own_ways(here.uow, here.known)) == 1)


def _whether(sheet: _Asked) -> Dialog[bool]:
    lines = [Line(say("Take off {way}?", way=sheet.name))]
    lines.append(Line(say("Nothing comes there any more. What was handed in and the drafts stay.")))
    if sheet.last:
        lines.append(
            Line(say("It is the only place where you are reached: afterwards a new code is needed."))
        )
    question = ChoiceQuestion(
        key="sure",
        words=tuple(lines),
        choices=(
            Choice("no", say("No, leave it"), ("không", "thôi")),
            Choice("yes", say("Yes, take it off"), ("có", "đồng ý", "gỡ")),
        ),
    )
    return (yield from ask(question)) == "yes"


def _take_off(here: Here, subject: str, command: bool) -> Receipt:
    if not command:
        return Receipt((Line(say("It stays as it is.")),), (MENU,))
    way = unlink_address(here.uow, here.known, _number(subject), here.occasion)
    lines = (
        Line(say("✅ It is taken off.")),
        hint(say("To link it again, please ask your secretary for a new code.")),
    )
    return Receipt(
        lines, () if way.row == here.line.row else (Option(say("Where you are reached"), Go(NAME)), MENU)
    )


def _samples() -> Iterable[Sample]:
    for last in (True, False):
        yield Sample(_Asked(say("Telegram"), last=last), {"sure": "yes"})


def _anyone(speaker: Speaker) -> bool:  # noqa: ARG001
    return True


SPECS: Final = (
    DialogSpec(
        name=TAKE_OFF,
        title=lambda _subject: say("Taking an address off"),
        sheet=_sheet,
        script=_whether,
        carry_out=_take_off,
        samples=_samples,
    ),
)
COMMANDS: Final = (
    Command(
        NAME,
        ("liên lạc", "nơi nhận tin", "địa chỉ nhận tin"),
        say("Where you are reached"),
        _anyone,
        addresses,
        in_menu=False,
    ),
)
