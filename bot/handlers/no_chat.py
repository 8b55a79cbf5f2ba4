"""Who belongs to a branch without chat is shown where to turn to, and nothing that he or she sends is kept."""

from typing import Final

from bot.conversation.barred import Barred
from bot.conversation.dialog import Go, Line, Option, hint
from bot.conversation.here import Here
from bot.conversation.spec import Show
from bot.conversation.voice import WHO_SPEAKS
from bot.handlers import consent
from core.message import say
from core.usecases.no_chat import is_out_of_chat

_COMMANDS: Final = frozenset(
    {WHO_SPEAKS, consent.OWN_DATA, consent.WITHDRAW, "suadulieu", "xoadulieu", "huy"}
)
_DIALOGS: Final = frozenset({consent.WITHDRAW, "suadulieu", "xoadulieu", "batdau"})


def bar(here: Here) -> Barred | None:
    """Before anything else that may have to be settled."""
    if not is_out_of_chat(here.uow, here.known, here.today):
        return consent.bar(here)
    lines = (
        Line(say("Your unit does not use this chat. Nothing that you write here is kept.")),
        Line(say("Please ask your cell: it takes your pledge and reports on paper.")),
        hint(say("Your own data can still be seen here.")),
    )
    options = (Option(say("My own data"), Go(consent.OWN_DATA), ("dữ liệu của tôi",)),)
    return Barred(Show(lines, options), _COMMANDS, _DIALOGS)
