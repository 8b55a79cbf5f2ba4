"""A command about a person: opened by a button with the person's id, or typed with a name behind it."""

import re
from typing import Final

from bot.conversation.dialog import Json
from bot.conversation.spec import Start

_A_NAME: Final = re.compile(r"(?![a-z]+$)[^\W\d_]+(?:[ ,].*)?")
"""A word of letters, whatever follows it (a year, a unit). By its form alone: whether there is such an id tells nobody
anything. One small word without marks may be an id."""


def start_about(
    dialog: str, argument: str, *, subject: str = "", before: tuple[tuple[str, Json], ...] = ()
) -> Start:
    """`subject` goes before the id. `before` was answered already where the question `who` looks for a name."""
    if not argument:
        return Start(dialog)
    if _A_NAME.fullmatch(argument):
        return Start(dialog, "", (*before, ("who0", {"words": argument[:80], "page": 1})))
    return Start(dialog, f"{subject}{argument}")
