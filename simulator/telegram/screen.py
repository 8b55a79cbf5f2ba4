"""What a person sees: the messages of one chat as they stand, and waiting for them to change."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from simulator.telegram.calls import shown
from simulator.telegram.platform import Platform
from simulator.telegram.state import Bot, Chat, Event, Message, Person
from simulator.telegram.wire import Json

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as it stood when it was looked at; `body` is the Bot API's Message."""

    id: int
    text: str
    by_bot: bool
    buttons: tuple[tuple[str, ...], ...]
    body: Json
    silent: bool = False
    keyboard: Json | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """All inline buttons, row after row."""
        return tuple(label for row in self.buttons for label in row)

    @property
    def edited(self) -> bool:
        """Whether it was changed since it was sent."""
        return "edit_date" in self.body

    @property
    def file_id(self) -> str:
        """The photo or document in it, as a person would open it; empty where there is none."""
        sizes = self.body.get("photo")
        return str(sizes[-1]["file_id"] if sizes else self.body.get("document", {}).get("file_id", ""))


def bubble(message: Message) -> Bubble:
    """How a phone shows a message."""
    body = message.body
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return Bubble(
        message.id,
        str(body.get("text", body.get("caption", ""))),
        message.owner is not None,
        tuple(tuple(str(button["text"]) for button in row) for row in rows),
        body,
        message.silent,
        message.keyboard,
    )


class Screen:
    """One chat on one person's phone."""

    def __init__(self, platform: Platform, person: Person, bot: Bot, chat: Chat) -> None:
        self.platform = platform
        self.person = person
        self.bot = bot
        self.chat = chat
        self._read = 0
        self._groups: dict[int, Self] = {}

    def in_chat(self, chat: Chat) -> Self:
        """The same phone, open on another chat; the same object at every call."""
        if chat.id not in self._groups:
            self._groups[chat.id] = type(self)(self.platform, self.person, self.bot, chat)
        return self._groups[chat.id]

    @property
    def messages(self) -> list[Bubble]:
        """What the chat shows now, oldest first, edits applied, deleted ones gone."""
        return [bubble(message) for message in self.chat.messages.values() if not message.deleted]

    @property
    def last(self) -> Bubble:
        """The bot's latest message.

        :raises LookupError: the bot has said nothing
        """
        for message in reversed(self.chat.messages.values()):
            if message.owner and not message.deleted:
                return bubble(message)
        raise LookupError(f"{self.person.first_name} has no message of the bot")

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """The labels of the reply keyboard below the input line; empty where the bot showed none or took it away."""
        return tuple(tuple(str(key["text"]) for key in row) for row in self.keys)

    @property
    def keys(self) -> list[list[Json]]:
        """The same with what each key asks for."""
        for message in reversed(self.chat.messages.values()):
            if message.keyboard is not None:
                rows: list[list[Json]] = message.keyboard.get("keyboard", [])
                return rows
        return []

    def message(self, which: Bubble | int) -> Message:
        """The message itself, deleted or not."""
        return self.chat.messages[which if isinstance(which, int) else which.id]

    def quote(self, which: Bubble | int) -> Json:
        """The message as one that answers it carries it along."""
        return {"reply_to_message": shown(self.message(which))}

    async def next(self, within: float = PATIENCE_S) -> Bubble:
        """The bot's next message that this phone has not been asked for yet.

        :raises TimeoutError: none came within `within` seconds
        """
        return bubble(await self._event(("message",), within))

    async def next_change(self, within: float = PATIENCE_S) -> Bubble:
        """The bot's next message, or the next one that it edited."""
        return bubble(await self._event(("message", "edit"), within))

    async def next_messages(self, count: int, within: float = PATIENCE_S) -> list[Bubble]:
        """The bot's next `count` messages."""
        async with asyncio.timeout(within):
            return [await self.next(within) for _ in range(count)]

    async def _event(self, kinds: tuple[str, ...], within: float) -> Message:
        async with asyncio.timeout(within):
            while True:
                event = self._unread()
                if event is None:
                    await self.change()
                elif event.message and event.message.owner and event.kind in kinds:
                    return event.message

    def _unread(self) -> Event | None:
        if self._read >= len(self.chat.log):
            return None
        self._read += 1
        return self.chat.log[self._read - 1]

    def skip(self) -> None:
        """Take all that is on the screen as seen: `next` waits for what comes from now on."""
        self._read = len(self.chat.log)

    async def wait_for(self, what: str | Callable[["Screen"], bool], within: float = PATIENCE_S) -> Bubble:
        """Until a text stands in a message of the bot, or a condition on the screen holds (then the latest).

        :raises TimeoutError: with what the phone showed instead
        """
        try:
            async with asyncio.timeout(within):
                while True:
                    found = self._found(what)
                    if found:
                        return found
                    await self.change()
        except TimeoutError:
            seen = [one.text for one in self.messages[-3:]]
            raise TimeoutError(f"waited {within} s for {what!r}; the phone shows {seen}") from None

    def _found(self, what: str | Callable[["Screen"], bool]) -> Bubble | None:
        if callable(what):
            return self.messages[-1] if what(self) and self.messages else None
        for message in reversed(self.chat.messages.values()):
            text = str(message.body.get("text", message.body.get("caption", "")))
            if message.owner and not message.deleted and what in text:
                return bubble(message)
        return None

    async def quiet(self, seconds: float) -> None:
        """Watch for `seconds` and make sure that the bot says and changes nothing.

        :raises AssertionError: it did
        """
        seen = len(self.chat.log)
        await asyncio.sleep(seconds)
        stirred = [e for e in self.chat.log[seen:] if e.message and e.message.owner and e.kind != "answer"]
        if stirred:
            raise AssertionError(f"the bot was not quiet: {[(e.kind, e.message) for e in stirred]}")

    async def change(self) -> None:
        """Wait until anything happens in the chat."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.chat.waiting.append(future)
        await future
