"""Chats and the bot's profile: getChat, leaveChat, names and descriptions."""

from collections.abc import Callable

from simulator.telegram.calls import Call, find_chat
from simulator.telegram.wire import Json, bad_request

_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def get_chat(call: Call) -> object:
    """getChat."""
    chat = find_chat(call, write=False)
    look: Json = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return chat.card() | look


def leave_chat(call: Call) -> object:
    """leaveChat: groups only."""
    chat = find_chat(call)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.standing[call.bot.id] = "left"
    call.world.notice(chat, "member", data={"bot": call.bot.id, "status": "left"})
    return True


def get_chat_member_count(call: Call) -> object:
    """getChatMemberCount."""
    chat = find_chat(call, write=False)
    if chat.kind == "private":
        return 2  # the person and the bot
    return len(chat.people) + sum(status == "member" for status in chat.standing.values())


def profile_setter(name: str, longest: int) -> Callable[[Call], object]:
    """setMyName, setMyDescription, setMyShortDescription: kept for each language."""

    def set_text(call: Call) -> object:
        text = call.params.text(name)
        if len(text) > longest:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        call.bot.profile[f"{name} {call.params.text('language_code')}"] = text
        return True

    return set_text


def profile_getter(name: str) -> Callable[[Call], object]:
    """getMyName, getMyDescription, getMyShortDescription."""

    def get_text(call: Call) -> object:
        default = call.bot.first_name if name == "name" else ""
        language = call.params.text("language_code")
        known = call.bot.profile
        return {name: known.get(f"{name} {language}") or known.get(f"{name} ") or default}

    return get_text


def set_menu_button(call: Call) -> object:
    """setChatMenuButton: taken, and without effect here, where the button always shows the commands."""
    if call.params.text("chat_id"):
        find_chat(call, write=False)
    return True


def get_menu_button(call: Call) -> object:
    """getChatMenuButton."""
    if call.params.text("chat_id"):
        find_chat(call, write=False)
    return {"type": "commands"}
