"""The command menu: set for a scope and a language, and looked up from the narrowest scope outwards."""

import re

from simulator.telegram.calls import Call, find_chat
from simulator.telegram.params import Params
from simulator.telegram.state import Bot, Chat, Person
from simulator.telegram.wire import ApiError, Json, bad_request

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST = 100
_DESCRIPTION = 256
_PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_IN_CHAT = ("chat", "chat_administrators", "chat_member")

Scope = tuple[str, ...]


def set_my_commands(call: Call) -> object:
    """setMyCommands."""
    commands = _commands(call.params)
    scope = _scope(call)
    if commands:
        call.bot.commands[scope] = commands
    else:
        call.bot.commands.pop(scope, None)
    _announce(call)
    return True


def get_my_commands(call: Call) -> object:
    """getMyCommands: exactly those of the scope and language, without looking further out."""
    return call.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> object:
    """deleteMyCommands."""
    call.bot.commands.pop(_scope(call), None)
    _announce(call)
    return True


def _announce(call: Call) -> None:
    """Every phone with this bot looks at its menu again."""
    for chat in call.world.private.values():
        if call.bot.id in chat.bots:
            call.world.notice(chat, "commands")


def visible_commands(bot: Bot, chat: Chat, person: Person) -> list[Json]:
    """What the person's menu shows in the chat: the first scope that was set, first in their language."""
    for scope in _outwards(chat, person):
        for language in (person.language_code, ""):
            found = bot.commands.get((*scope, language))
            if found:
                return found
    return []


def _outwards(chat: Chat, person: Person) -> list[Scope]:
    here = str(chat.id)
    if chat.kind == "private":
        return [("chat", here), ("all_private_chats",), ("default",)]
    member = [("chat_member", here, str(person.id))]
    first = next(iter(chat.people), 0)
    if person.id == first:  # the group's owner
        return [
            *member,
            ("chat_administrators", here),
            ("chat", here),
            ("all_chat_administrators",),
            ("all_group_chats",),
            ("default",),
        ]
    return [*member, ("chat", here), ("all_group_chats",), ("default",)]


def _commands(params: Params) -> list[Json]:
    value = params.parsed("commands", "can't parse commands JSON object")
    if not isinstance(value, list):
        raise bad_request("expected an Array of BotCommand")
    if len(value) > _MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(one) for one in value]


def _command(value: object) -> Json:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(value.get(field), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    command, description = value["command"].strip().removeprefix("/"), value["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > _DESCRIPTION:
        raise bad_request(f"command description length must not exceed {_DESCRIPTION}")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _scope(call: Call) -> Scope:
    value = call.params.parsed("scope", "can't parse BotCommandScope JSON object")
    language = call.params.text("language_code")
    if value is None:
        return ("default", language)
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = value.get("type")
    if kind in _PLAIN:
        return (str(kind), language)
    if kind not in _IN_CHAT:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = _chat(call, value)
    if kind != "chat_member":
        return (str(kind), chat, language)
    return ("chat_member", chat, str(value.get("user_id")), language)


def _chat(call: Call, scope: Json) -> str:
    params = Params({"chat_id": scope.get("chat_id")})
    try:
        return str(find_chat(Call(call.platform, call.bot, params), write=False).id)
    except ApiError as error:
        if error.description.endswith("chat_id is empty"):
            raise bad_request("can't parse BotCommandScope: Empty chat_id specified") from error
        raise
