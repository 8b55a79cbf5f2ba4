"""The human side: a phone with one chat open. What it shows is what the person would see now."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from simulator.telegram.platform import Platform
from simulator.telegram.queries import Answer, Query
from simulator.telegram.state import Bot, Chat, Event, Message, Person
from simulator.telegram.wire import Json

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message as it stood when it was looked at."""

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


@dataclass(frozen=True, slots=True)
class Tap:
    """One or more taps on a button, each a query of its own."""

    queries: tuple[Query, ...]

    async def answered(self, within: float = PATIENCE_S) -> list[Answer]:
        """Wait until the bot has answered every tap.

        :raises TimeoutError: a spinner still turns after `within` seconds
        """
        async with asyncio.timeout(within):
            for query in self.queries:
                await query.done.wait()
        return [query.answer for query in self.queries if query.answer]


class Phone:
    """A person's phone, open on the private chat with a bot or (`in_group`) on a group."""

    def __init__(self, platform: Platform, person: Person, bot: Bot, chat: Chat) -> None:
        self.platform = platform
        self.person = person
        self.bot = bot
        self.chat = chat
        self._read = len(chat.log)

    @property
    def messages(self) -> list[Bubble]:
        """What the chat shows now, oldest first, edits applied."""
        return [bubble(message) for message in self.chat.messages.values() if not message.deleted]

    @property
    def last(self) -> Bubble:
        """The bot's latest message."""
        return next(shown for shown in reversed(self.messages) if shown.by_bot)

    def send(self, text: str) -> Bubble:
        """Type a text and send it."""
        return self._say(self.platform.typed(text))

    def start(self, payload: str = "") -> Bubble:
        """Press START, or open t.me/<bot>?start=<payload>."""
        return self.send(f"/start {payload}".strip())

    def reply(self, to: Bubble | int, text: str) -> Bubble:
        """Answer a certain message."""
        target = self._message(to)
        quoted = {key: value for key, value in target.body.items() if key != "reply_to_message"}
        return self._say({"reply_to_message": quoted, **self.platform.typed(text)})

    def edit(self, message: Bubble | int, text: str) -> Bubble:
        """Change a text of one's own."""
        target = self._message(message)
        self.platform.edited(self.chat, target, self.platform.typed(text))
        return bubble(target)

    def tap(self, button: str | int, *, on: Bubble | int | None = None, repeat: int = 1) -> Tap:
        """Tap an inline button by its label, or by its place among all buttons of the message.

        Without `on`, the latest message that has the button. `repeat` taps at once, as impatient fingers do.

        :raises LookupError: nothing on the screen has that button
        """
        target, data = self._button(button, on)
        return Tap(tuple(self.platform.tapped(self.chat, self.person, target, data) for _ in range(repeat)))

    def tap_data(self, data: str, *, on: Bubble | int) -> Tap:
        """Tap a button that is no longer shown, as an old screen still can."""
        return Tap((self.platform.tapped(self.chat, self.person, self._message(on), data),))

    def _say(self, content: Json) -> Bubble:
        return bubble(self.platform.said(self.chat, self.person, content))

    def _message(self, which: Bubble | int) -> Message:
        return self.chat.messages[which if isinstance(which, int) else which.id]

    def _button(self, button: str | int, on: Bubble | int | None) -> tuple[Message, str]:
        messages = list(reversed(self.chat.messages.values())) if on is None else [self._message(on)]
        for message in messages:
            if message.deleted:
                continue
            rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
            buttons = [one for row in rows for one in row if "callback_data" in one]
            chosen = buttons[button : button + 1] if isinstance(button, int) else []
            if isinstance(button, str):
                chosen = [one for one in buttons if one["text"] == button]
            if chosen:
                return message, str(chosen[0]["callback_data"])
        raise LookupError(f"no button {button!r} on the screen: {[shown.labels for shown in self.messages]}")

    async def next(self, within: float = PATIENCE_S) -> Bubble:
        """The next message of the bot that this phone has not yet been asked for.

        :raises TimeoutError: none came within `within` seconds
        """
        message = await self._event(lambda event: event.kind == "message", within)
        return bubble(message)

    async def next_change(self, within: float = PATIENCE_S) -> Bubble:
        """The next message of the bot, or the next one it edited."""
        return bubble(await self._event(lambda event: event.kind in ("message", "edit"), within))

    async def _event(self, wanted: Callable[[Event], bool], within: float) -> Message:
        async with asyncio.timeout(within):
            while True:
                while self._read < len(self.chat.log):
                    event = self.chat.log[self._read]
                    self._read += 1
                    if event.message and event.message.owner and wanted(event):
                        return event.message
                await self._change()

    async def wait_for(self, what: str | Callable[["Phone"], bool], within: float = PATIENCE_S) -> Bubble:
        """Until a text is on the screen in a message of the bot, or a condition holds (then the latest one).

        :raises TimeoutError: with what the phone showed instead
        """
        try:
            async with asyncio.timeout(within):
                while True:
                    found = self._found(what)
                    if found:
                        return found
                    await self._change()
        except TimeoutError:
            shown = [one.text for one in self.messages[-3:]]
            raise TimeoutError(f"waited {within} s for {what!r}; the phone shows {shown}") from None

    def _found(self, what: str | Callable[["Phone"], bool]) -> Bubble | None:
        if callable(what):
            return self.messages[-1] if what(self) and self.messages else None
        return next((one for one in reversed(self.messages) if one.by_bot and what in one.text), None)

    async def _change(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.chat.waiting.append(future)
        await future
