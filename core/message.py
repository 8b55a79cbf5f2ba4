"""What is said to a person, before it is put into their language.

A `Message` is an English id with named arguments; `locales/` holds the words. Code never builds a sentence from
pieces: each sentence is one id, so that a translator sees it whole.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from core.text.periods import Quarter

Argument: TypeAlias = "str | int | Decimal | date | datetime | Quarter | Message | tuple[Message, ...]"


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is looked up in the catalogue; `args` fill its `{names}`.

    A str argument is somebody's text and is shown as typed; numbers, dates, instants, quarters and messages are
    formatted by the wording of the reader's language. A tuple of messages becomes an enumeration.
    """

    id: str
    args: tuple[tuple[str, Argument], ...] = ()


def say(message_id: str, /, **args: Argument) -> Message:
    """The one way to name a sentence; the catalogue is extracted from its calls, so `message_id` is a literal."""
    return Message(message_id, tuple(args.items())) if args else _plain(message_id)


@cache
def _plain(message_id: str) -> Message:
    """Ids are literals, so they are few; most questions say some of them."""
    return Message(message_id)


NOTHING: Final = Message("")
