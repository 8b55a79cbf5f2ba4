"""What bears a mark of secrecy: nothing of it is kept, not even for this conversation (domain.md §6.3)."""

from typing import Final

from bot.conversation.dialog import Line
from bot.inbound import Inbound
from core.message import say
from core.text.secrecy import marking_in
from core.text.secret_files import marking_in_file_name

_KEPT_NOTHING: Final = say(
    "This seems to bear a mark of secrecy or of limited circulation. The system has kept nothing of it."
)
WITHHELD: Final = (
    Line(_KEPT_NOTHING),
    Line(say("Please delete the message here at once, and tell your secretary.")),
)


def marked_secret(said: Inbound) -> bool:
    """By its words, its caption or the name of its file."""
    name = said.media.name if said.media else None
    return marking_in(said.text) is not None or (name is not None and marking_in_file_name(name) is not None)
