"""Who and what exists: bots, people, chats and their messages. All in memory, as plain dictionaries.

A message's `body` is the Bot API's Message object; what a phone shows is read from the same dictionary.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Literal

from simulator.telegram.updates import Inbox
from simulator.telegram.wire import Json

ChatKind = Literal["private", "group", "supergroup"]
EventKind = Literal["message", "edit", "delete", "answer", "action", "commands", "member"]


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account. With `privacy` on, in groups it sees only commands, mentions and replies to it."""

    token: str
    id: int
    first_name: str
    username: str
    inbox: Inbox
    privacy: bool = True
    commands: dict[tuple[str, ...], list[Json]] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=dict)
    message_ids: Iterator[int] = field(default_factory=lambda: count(1))

    def card(self) -> Json:
        """The bot as a User object."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(slots=True, eq=False)
class Person:
    """A human account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "vi"
    deactivated: bool = False

    def names(self) -> Json:
        """The name fields that User and Chat share."""
        given = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in given.items() if value}

    def card(self) -> Json:
        """The person as a User object."""
        return {"id": self.id, "is_bot": False, **self.names(), "language_code": self.language_code}


@dataclass(slots=True, eq=False)
class Message:
    """A message in a chat. `owner` is the bot that sent it, or None where a person did."""

    body: Json
    owner: Bot | None
    silent: bool = False
    keyboard: Json | None = None  # reply keyboard, its removal, or a forced reply
    deleted: bool = False

    @property
    def id(self) -> int:
        """Its number in the chat."""
        return int(self.body["message_id"])


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person looking at the chat can notice, numbered from 1 in its chat."""

    number: int
    kind: EventKind
    at: float
    message: Message | None = None
    data: Json = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (one person, one bot) or a group. `bots` maps each bot to member, left or kicked."""

    id: int
    kind: ChatKind
    title: str = ""
    people: dict[int, Person] = field(default_factory=dict)
    bots: dict[int, Bot] = field(default_factory=dict)
    standing: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    log: list[Event] = field(default_factory=list)
    started: bool = False
    blocked: bool = False
    upgraded_to: int = 0
    message_ids: Iterator[int] = field(default_factory=lambda: count(1))
    waiting: list[asyncio.Future[None]] = field(default_factory=list)

    def card(self) -> Json:
        """The chat as a Chat object."""
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.title}
        (person,) = self.people.values()
        return {"id": self.id, "type": "private", **person.names()}

    def next_id(self) -> int:
        """A bot's private chats share one numbering, as its account does; a group has its own."""
        if self.kind == "private":
            (bot,) = self.bots.values()
            return next(bot.message_ids)
        return next(self.message_ids)


Listener = Callable[[Chat, Event], None]


class World:
    """Everything that exists. Dates come from `clock`, waiting and pacing from `monotonic` (seconds)."""

    def __init__(self, clock: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self.clock = clock
        self.monotonic = monotonic
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.listeners: list[Listener] = []

    def now(self) -> int:
        """The calendar's Unix time, whole seconds as in Message.date."""
        return int(self.clock().timestamp())

    def card_of(self, user_id: int) -> Json | None:
        """The User object of a person or bot, or None for a stranger."""
        person = self.people.get(user_id)
        if person:
            return person.card()
        return next((bot.card() for bot in self.bots.values() if bot.id == user_id), None)

    def private_chat(self, bot: Bot, person: Person) -> Chat:
        """The chat of a person with a bot; made at first sight, not yet started."""
        chat = self.private.get((bot.id, person.id))
        if chat is None:
            chat = Chat(person.id, "private", people={person.id: person}, bots={bot.id: bot})
            self.private[bot.id, person.id] = chat
        return chat

    def notice(
        self, chat: Chat, kind: EventKind, message: Message | None = None, data: Json | None = None
    ) -> None:
        """Write the chat's log, wake who waits on it, tell the listeners."""
        event = Event(len(chat.log) + 1, kind, self.monotonic(), message, data or {})
        chat.log.append(event)
        if chat.waiting:
            waiting, chat.waiting = chat.waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)
        for listener in self.listeners:
            listener(chat, event)

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        owner: Bot | None = None,
        *,
        silent: bool = False,
        keyboard: Json | None = None,
    ) -> Message:
        """Put a message into a chat and show it on the phones; a bot is not told by this."""
        body: Json = {
            "message_id": chat.next_id(),
            "from": sender,
            "chat": chat.card(),
            "date": self.now(),
            **content,
        }
        message = Message(body, owner, silent, keyboard)
        chat.messages[body["message_id"]] = message
        self.notice(chat, "message", message)
        return message
