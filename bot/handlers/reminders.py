"""/nhacnho: how often and when a person is reminded, and being reminded again tonight or tomorrow morning.

Pages: `t` again tonight, `m` again tomorrow morning, `r:{rhythm}` and `h:{half-day}` choose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.conversation.dialog import Go, Line, Option, heading, hint
from bot.conversation.here import Here
from bot.conversation.spec import Command, Show, Stay, Turn
from bot.dialogs.reminder_words import REMINDERS, TOMORROW, TONIGHT
from bot.dialogs.rhythm_words import RHYTHMS
from bot.handlers.member import MENU, is_member
from core.errors import Refused
from core.mailing import Choice
from core.message import Message, say
from core.reminders import HalfDay, Rhythm
from core.text.folding import folded
from core.usecases.reminders import allowed, choice_of, choose, remind_again

_HALVES: Final = {TONIGHT: HalfDay.EVENING, TOMORROW: HalfDay.MORNING}
_MEANING: Final[Mapping[Rhythm, Message]] = {
    Rhythm.LIGHT: say("3 days before, on the day, 3 days after"),
    Rhythm.STANDARD: say("7, 3 and 1 days before, on the day, and 1, 3 and 7 days after"),
    Rhythm.ACTIVE: say("from 14 days before until 14 days after, more closely around the day"),
}
_HOURS: Final[Mapping[HalfDay, Message]] = {
    HalfDay.MORNING: say("in the morning, 07:30 to 08:30"),
    HalfDay.EVENING: say("in the evening, 19:00 to 20:00"),
}
_TO_HALF: Final[Mapping[HalfDay, tuple[Message, str]]] = {
    HalfDay.MORNING: (say("Remind me in the morning"), "nhắc buổi sáng"),
    HalfDay.EVENING: (say("Remind me in the evening"), "nhắc buổi tối"),
}


def reminders(here: Here, argument: str) -> Turn:
    asked = _reads(f"nhắc {argument}") or argument
    if asked in _HALVES:
        return _again(here, _HALVES[asked])
    letter, _, value = argument.partition(":")
    if letter in {"r", "h"} and value:
        return _chosen(here, letter, value)
    return _page(here)


def _again(here: Here, half: HalfDay) -> Turn:
    begin = remind_again(here.uow, here.known, here.line.row, half, here.now)
    words = say("✅ The comrade will be reminded again {at}, if it is still to be done.", at=begin)
    return Stay((Line(words),))


def _chosen(here: Here, letter: str, value: str) -> Turn:
    choice = choice_of(here.uow, here.known)
    try:
        chosen = (
            replace(choice, rhythm=Rhythm(value)) if letter == "r" else replace(choice, half=HalfDay(value))
        )
    except ValueError:
        raise Refused(say("Please choose one of those shown.")) from None
    choose(here.uow, here.known, chosen, here.now)
    return _page(here, (Line(say("✅ Noted.")),))


def _page(here: Here, first: tuple[Line, ...] = ()) -> Show:
    choice = choice_of(here.uow, here.known)
    lines = (
        *first,
        heading(say("How often to remind")),
        Line(say("Now: {rhythm}, {hours}.", rhythm=RHYTHMS[choice.rhythm], hours=_HOURS[choice.half])),
        Line(_MEANING[choice.rhythm]),
        hint(say("Only what is still to be done is reminded of, and never at Tết.")),
    )
    return Show(lines, (*_options(here, choice), MENU), in_place=True)


def _options(here: Here, choice: Choice) -> Iterable[Option]:
    offered = allowed(here.uow, here.known)
    for rhythm, label in RHYTHMS.items():
        if rhythm in offered and rhythm is not choice.rhythm:
            words = say("{rhythm}: {meaning}", rhythm=label, meaning=_MEANING[rhythm])
            yield Option(words, Go(REMINDERS, f"r:{rhythm}"), (label,))
    other = HalfDay.EVENING if choice.half is HalfDay.MORNING else HalfDay.MORNING
    label, typed = _TO_HALF[other]
    yield Option(label, Go(REMINDERS, f"h:{other}"), (typed,))


_SPOKEN: Final = {
    "nhac lai toi nay": TONIGHT,
    "nhac toi nay": TONIGHT,
    "nhac lai sang mai": TOMORROW,
    "nhac sang mai": TOMORROW,
}


def _reads(text: str) -> str | None:
    return _SPOKEN.get(folded(text).strip(" .!"))


COMMANDS: Final = (
    Command(
        REMINDERS,
        ("nhịp nhắc", "nhắc nhở"),
        say("How often to remind"),
        is_member,
        reminders,
        in_menu=False,
        reads=_reads,
    ),
)
