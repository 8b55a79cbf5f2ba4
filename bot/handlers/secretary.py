"""The secretary's side: the desk, the queue, and the three dialogs in which something is decided."""

from typing import Any, Final

from bot.conversation.spec import Command, DialogSpec
from bot.handlers.pledge_decisions import PLEDGE_SPECS
from bot.handlers.report_decisions import REPORT_SPECS
from bot.handlers.waiting import QUEUE, queue
from core.message import say
from core.people import REVIEWERS, RoleKind
from core.speaker import Speaker

_LOOK_AFTER: Final = frozenset({*REVIEWERS, RoleKind.STAFF})


def reviews(speaker: Speaker) -> bool:
    """Whether it may ever be this person's turn; whose it is today is asked by the use cases."""
    return any(role.kind in _LOOK_AFTER for role in speaker.roles)


SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (*REPORT_SPECS, *PLEDGE_SPECS)

COMMANDS: Final[tuple[Command, ...]] = (
    Command(QUEUE, ("duyệt", "xem xét", "chờ duyệt"), say("What waits to be looked at"), reviews, queue),
)
