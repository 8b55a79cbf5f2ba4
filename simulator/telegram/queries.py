"""Taps on inline buttons: each is a query that the bot must answer, once and in time."""

import asyncio
import secrets
from dataclasses import dataclass, field

from simulator.telegram.state import Bot, Chat, Message, Person

LIFETIME_S = 900.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person sees after a tap: a line or an alert, or nothing but the end of the spinner."""

    text: str
    alert: bool
    url: str
    at: float


@dataclass(slots=True, eq=False)
class Query:
    """One tap, from the finger to the bot's answer. Times are monotonic seconds."""

    id: str
    bot: Bot
    chat: Chat
    person: Person
    message: Message
    data: str
    at: float
    answer: Answer | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Queries:
    """The taps of all chats by id."""

    def __init__(self) -> None:
        self.by_id: dict[str, Query] = {}

    def open(self, bot: Bot, chat: Chat, person: Person, message: Message, data: str, at: float) -> Query:
        """A new tap."""
        query = Query(str(secrets.randbits(62)), bot, chat, person, message, data, at)
        self.by_id[query.id] = query
        return query

    def unanswered(self) -> list[Query]:
        """Taps whose spinner still turns."""
        return [query for query in self.by_id.values() if query.answer is None]
