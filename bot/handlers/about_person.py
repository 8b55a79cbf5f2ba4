"""A command about a person: opened by a button with the person's id, or typed with a name behind it."""

import re
from typing import Final

from bot.conversation.dialog import Json
from bot.conversation.here import Here
from bot.conversation.spec import Start

_NAME_FIRST: Final = re.compile(r"[^\W\d_]+(?:[ ,].*)?")
"""Made ids have figures in them; a name begins with a word of letters, whatever follows (a year, a unit)."""


def start_about(
    here: Here, dialog: str, argument: str, *, subject: str = "", before: tuple[tuple[str, Json], ...] = ()
) -> Start:
    """`subject` goes before the id. `before` was answered already where the question `who` looks for a name."""
    if not argument:
        return Start(dialog)
    if _NAME_FIRST.fullmatch(argument) and here.uow.people.resident(argument, here.today) is None:
        return Start(dialog, "", (*before, ("who0", {"words": argument[:80], "page": 1})))
    return Start(dialog, f"{subject}{argument}")
