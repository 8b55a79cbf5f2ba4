"""What stands at one address: the shown prompt with its number and options, and what the engine is waiting for.

The shown prompt belongs to the address, the answers to the person (design.md §3).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

import orjson

from bot.conversation.dialog import Action, Do, Edit, Go, Lines, Put, Take
from bot.remembered import Remembered
from bot.screen import CALLBACK_BYTES


class Mode(StrEnum):
    HOME = "h"  # nothing is open here: a menu, a list, a receipt
    QUESTION = "q"  # the open question of the conversation in front
    OFFER = "o"  # a side question of the engine's own: cancel? take this as the answer?


@dataclass(frozen=True, slots=True)
class Shown:
    """An option as it was shown: a number or a label that is typed is read against these, never against others."""

    label: str
    action: Action
    keywords: tuple[str, ...] = ()
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Front:
    """`number` counts the prompts of this address. `key` is the question shown. `offer` holds words until the person
    says what they are. `last` is the newest answer given here: its key and words. `late` is the dedup key of a receipt
    that shows these options too, perhaps later; `unseen`, that they were shown nowhere else before. `pictured` are the
    pictures that stand above the prompt already; `asks_number`, that a button for the telephone number stands below."""

    number: int = 0
    mode: Mode = Mode.HOME
    shown: tuple[Shown, ...] = ()
    key: str = ""
    numbers_choose: bool = True
    offer: dict[str, str] = field(default_factory=dict)
    last: tuple[str, str] = ("", "")
    group_told: bool = False
    late: str = ""
    unseen: bool = False
    pictured: tuple[str, ...] = ()
    asks_number: bool = False

    def asking(self, *, numbers_choose: bool) -> "Front":
        """The same with nothing held; whether a bare number is that of an option."""
        return Front(
            self.number,
            self.mode,
            self.shown,
            self.key,
            numbers_choose,
            {},
            self.last,
            self.group_told,
            self.late,
            self.unseen,
            self.pictured,
            self.asks_number,
        )

    def tapped(self, data: str) -> Action | None:
        """What a tap means: a shown option by number and index, or None for a button that is out of date."""
        number, _, index = data.partition(":")
        if (
            number != str(self.number)
            or not index.isascii()
            or not index.isdigit()
            or int(index) >= len(self.shown)
        ):
            return None
        return self.shown[int(index)].action


FRESH: Final = Front()
_GO: Final = "go:"


def data_of(action: Action, number: int, index: int) -> str:
    """Callback data: a command stays good for ever, everything else belongs to the prompt that showed it."""
    if isinstance(action, Go):
        lasting = f"{_GO}{action.command}:{action.argument}"
        if len(lasting.encode()) <= CALLBACK_BYTES:
            return lasting
    return f"{number}:{index}"


def lasting_command(data: str) -> Go | None:
    if not data.startswith(_GO):
        return None
    command, _, argument = data.removeprefix(_GO).partition(":")
    return Go(command, argument)


_ADDED: Final[tuple[Any, ...]] = ("", False, (), False)
"""What came to a front after its first form, as it is where it is not written yet."""
_REMEMBERED: Final = Remembered[Front]()


def to_json(front: Front) -> bytes:
    written = orjson.dumps(
        [
            front.number,
            front.mode,
            [[s.label, _action_out(s.action), s.keywords, s.verb] for s in front.shown],
            front.key,
            front.numbers_choose,
            front.offer,
            front.last,
            front.group_told,
            front.late,
            front.unseen,
            front.pictured,
            front.asks_number,
        ]
    )
    _REMEMBERED.keep(written, front)
    return written


def from_json(raw: bytes) -> Front:
    if not raw:
        return FRESH
    if (written := _REMEMBERED.read(raw)) is not None:
        return written
    number, mode, shown, key, numbers_choose, offer, last, group_told, *added = orjson.loads(raw)
    options = tuple(
        Shown(label, _action_in(action), tuple(words), verb) for label, action, words, verb in shown
    )
    late, unseen, pictured, asks_number = tuple(added) + _ADDED[len(added) :]
    whole = (number, Mode(mode), options, key, numbers_choose, offer, tuple(last), group_told, late, unseen)
    return Front(*whole, tuple(pictured), asks_number)


def _action_out(action: Action) -> list[Any]:
    match action:
        case Take(value):
            return ["t", value]
        case Edit(key):
            return ["e", key]
        case Put(key, value):
            return ["p", key, value]
        case Lines(prefix):
            return ["l", prefix]
        case Go(command, argument):
            return ["g", command, argument]
        case Do(verb, argument):
            return ["d", verb, argument]


_ACTIONS: Final = {"t": Take, "e": Edit, "p": Put, "l": Lines, "g": Go, "d": Do}


def _action_in(stored: list[Any]) -> Action:
    action: Action = _ACTIONS[stored[0]](*stored[1:])
    return action
