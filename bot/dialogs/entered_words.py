"""How a report or pledge says that somebody else typed it in from paper."""

from collections.abc import Iterable

from bot.conversation.dialog import Line, hint
from core.message import say
from core.on_behalf import Entered


def entered_lines(entered: Entered | None, name: str | None) -> Iterable[Line]:
    """`name` is that of who typed it in, as far as the reader may know it."""
    if entered is None:
        return
    words = say("Typed in by comrade {name} from the paper of {day}.", name=name or "…", day=entered.paper_on)
    if entered.confirmed_at is not None:
        words = say(
            "Typed in by comrade {name} from the paper of {day}, and confirmed by its author.",
            name=name or "…",
            day=entered.paper_on,
        )
    yield hint(words)
