"""The menu beside the text field: which commands a chat is offered (setMyCommands with a scope)."""

from collections.abc import Sequence
from typing import Final

from bot.channels.telegram.api import Json, TelegramApi
from bot.channels.telegram.failures import FAILURES

_DESCRIPTION: Final = 256
"""Telegram's limit, in characters."""

MenuEntry = tuple[str, str]
"""A command without its slash (1 to 32 of a–z, 0–9 and _), and what it does, in the person's words."""


async def set_menu(api: TelegramApi, commands: Sequence[MenuEntry], chat: str | None = None) -> bool:
    """Shows these commands in one chat, or, without `chat`, in every private chat that has no menu of its own.

    Best effort: False where Telegram did not take it; the commands work all the same, typed or by button.
    """
    scope: Json = {"type": "all_private_chats"} if chat is None else {"type": "chat", "chat_id": chat}
    listed = [{"command": name, "description": about[:_DESCRIPTION]} for name, about in commands]
    try:
        if listed:
            await api.call("setMyCommands", {"commands": listed, "scope": scope})
        else:
            await api.call("deleteMyCommands", {"scope": scope})
    except FAILURES:
        return False
    return True
