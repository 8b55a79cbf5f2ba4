"""One call of a Bot API method: what it may look at, and how it finds the chat and the message it names."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from simulator.telegram.params import Params
from simulator.telegram.platform import Platform
from simulator.telegram.state import Bot, Chat, Message, World
from simulator.telegram.wire import ApiError, Json, bad_request, forbidden


@dataclass(slots=True)
class Call:
    """A bot's call with its parameters."""

    platform: Platform
    bot: Bot
    params: Params

    @property
    def world(self) -> World:
        """Who and what exists."""
        return self.platform.world


@dataclass(frozen=True, slots=True)
class Done:
    """A result with the remark that Telegram sets beside it."""

    result: object
    description: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A result that is JSON already."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Method:
    """A Bot API method: its name, the parameters that it reads, and how many messages the limits count for it."""

    name: str
    run: Callable[[Call], object] | Callable[[Call], Awaitable[object]]
    accepts: tuple[str, ...] = ()
    cost: Callable[[Params], int] | None = None


def find_chat(call: Call, *, write: bool = True) -> Chat:
    """The chat that chat_id names, where the bot may read or (`write`) send.

    :raises ApiError: in Telegram's words, for each reason why not
    """
    raw = call.params.text("chat_id").strip()
    if not raw:
        raise bad_request("chat_id is empty")
    try:
        chat_id = int(raw)
    except ValueError:
        raise bad_request("chat not found") from None
    if chat_id < 0:
        return _group(call, chat_id, write=write)
    return _private(call, chat_id, write=write)


def _private(call: Call, user_id: int, *, write: bool) -> Chat:
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("chat not found")
    chat = call.world.private_chat(call.bot, person)
    if not write:
        if not chat.started:
            raise bad_request("chat not found")
        return chat
    if person.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def _group(call: Call, chat_id: int, *, write: bool) -> Chat:
    chat = call.world.groups.get(chat_id)
    standing = chat.standing.get(call.bot.id) if chat else None
    if chat is None or standing is None:
        raise bad_request("chat not found")
    if write and chat.upgraded_to:
        reason = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, reason, {"migrate_to_chat_id": chat.upgraded_to})
    named = "group chat" if chat.kind == "group" else "supergroup chat"
    if write or chat.kind == "supergroup":
        if standing == "kicked":
            raise forbidden(f"bot was kicked from the {named}")
        if standing == "left":
            raise forbidden(f"bot is not a member of the {named}")
    return chat


def find_message(call: Call, chat: Chat, what: str) -> Message:
    """The message that message_id names; `what` says for which purpose in the error.

    :raises ApiError: 400 `<what> not found`
    """
    message = chat.messages.get(call.params.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request(f"{what} not found")
    return message


def shown(message: Message) -> Json:
    """A message as another one quotes it: whole, but without what it quotes itself."""
    return {key: value for key, value in message.body.items() if key != "reply_to_message"}
