"""The secretary's side: the desk, the queue, and the three dialogs in which something is decided."""

from typing import Any, Final

from bot.conversation.spec import Command, DialogSpec
from bot.handlers.desk import desk, has_desk
from bot.handlers.pledge_decisions import PLEDGE_SPECS
from bot.handlers.report_decisions import REPORT_SPECS
from bot.handlers.waiting import DESK, QUEUE, queue
from core.message import say
from core.people import REVIEWERS, RoleKind
from core.speaker import Speaker
from core.text.folding import folded

_LOOK_AFTER: Final = frozenset({*REVIEWERS, RoleKind.STAFF})


def reviews(speaker: Speaker) -> bool:
    """Whether it may ever be this person's turn; whose it is today is asked by the use cases."""
    return any(role.kind in _LOOK_AFTER for role in speaker.roles)


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (*REPORT_SPECS, *PLEDGE_SPECS)


def _reads_desk(text: str) -> str | None:
    """ "chi bộ quý 1" → the quarter's words as typed."""
    key = folded(text)
    opening = "chi bo "
    return key.removeprefix(opening) if key.startswith(opening) and len(key) < 40 else None


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        DESK,
        ("chi bộ", "tình hình chi bộ"),
        say("The desk"),
        has_desk,
        desk,
        reads=_reads_desk,
    ),
    Command(QUEUE, ("duyệt", "xem xét", "chờ duyệt"), say("What waits to be looked at"), reviews, queue),
)
