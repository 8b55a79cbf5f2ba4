"""The human side: a phone with one chat open. Everything a person can do to a bot, as plain calls."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from simulator.telegram import attachments
from simulator.telegram.commands import visible_commands
from simulator.telegram.groups import Group
from simulator.telegram.params import Upload
from simulator.telegram.queries import Answer, Query
from simulator.telegram.screen import PATIENCE_S, Bubble, Screen, bubble
from simulator.telegram.state import Message
from simulator.telegram.text import TEXT_LIMIT
from simulator.telegram.wire import Json


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


class Phone(Screen):
    """A person's phone, open on the private chat with a bot or, by `in_group`, on a group."""

    def send(self, text: str) -> Bubble:
        """Type a text and send it; one too long for a message goes as several, of which the last is given."""
        parts = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)] or [text]
        return [self._say(self.platform.typed(part)) for part in parts][-1]

    def start(self, payload: str = "") -> Bubble:
        """Press START, or open t.me/<bot>?start=<payload>."""
        return self.send(f"/start {payload}".strip())

    def reply(self, to: Bubble | int, text: str) -> Bubble:
        """Answer a certain message."""
        return self._say({**self.quote(to), **self.platform.typed(text)})

    def forward(self, text: str, sender_name: str) -> Bubble:
        """Pass on a text of somebody who hides their account."""
        origin = {"type": "hidden_user", "sender_user_name": sender_name, "date": self.platform.world.now()}
        return self._say({"forward_origin": origin, **self.platform.typed(text)})

    def edit(self, message: Bubble | int, text: str) -> Bubble:
        """Change a text or caption of one's own."""
        target = self.message(message)
        content = self.platform.typed(text) if "text" in target.body else self._caption(text)
        self.platform.edited(self.chat, target, content)
        return bubble(target)

    def send_photo(self, data: bytes, caption: str = "", *, size: int | None = None) -> Bubble:
        """Send a picture as a photo; `size` claims another length than the bytes have."""
        return self._say(attachments.photo(self.platform.files, data, size=size) | self._caption(caption))

    def send_document(
        self, data: bytes, name: str, mime: str = "", caption: str = "", *, size: int | None = None
    ) -> Bubble:
        """Send a file as a file."""
        file = attachments.document(self.platform.files, Upload(name, mime, data), size=size)
        return self._say(file | self._caption(caption))

    def send_album(self, items: Sequence[bytes | Upload], caption: str = "") -> list[Bubble]:
        """Send several at once, photos (bytes) or files; the caption stands under the first alone."""
        group = {"media_group_id": str(secrets.randbits(53))}
        files = self.platform.files
        contents = [
            attachments.photo(files, item) if isinstance(item, bytes) else attachments.document(files, item)
            for item in items
        ]
        captions = [self._caption(caption), *[{}] * len(contents)]
        return [self._say(group | content | text) for content, text in zip(contents, captions, strict=False)]

    def send_voice(self, data: bytes = b"OggS", seconds: int = 3) -> Bubble:
        """Send a voice message."""
        return self._say(attachments.voice(self.platform.files, data, seconds))

    def send_video(self, data: bytes = b"ftyp", seconds: int = 5, caption: str = "") -> Bubble:
        """Send a video."""
        return self._say(attachments.video(self.platform.files, data, seconds) | self._caption(caption))

    def send_sticker(self, emoji: str = "👍") -> Bubble:
        """Send a sticker."""
        return self._say(attachments.sticker(self.platform.files, emoji))

    def send_contact(self, phone_number: str, *, of: int | None = None, name: str = "") -> Bubble:
        """Send a contact card: `of` is whose account it claims to be, by default one's own."""
        owner = self.person.id if of is None else of
        return self._say(attachments.contact(phone_number, name or self.person.first_name, owner))

    def send_location(self, latitude: float, longitude: float) -> Bubble:
        """Send where one is."""
        return self._say(attachments.location(latitude, longitude))

    def press(self, label: str, phone_number: str = "") -> Bubble:
        """Press a button of the reply keyboard, which sends its label, or one's own contact where it asks for that.

        :raises LookupError: the keyboard has no such button
        """
        key = next((key for row in self.keys for key in row if key["text"] == label), None)
        if key is None:
            raise LookupError(f"no key {label!r} below the input line: {self.keyboard}")
        if key.get("request_contact"):
            return self.send_contact(phone_number or f"849{self.person.id % 10**8:08}")
        return self.send(label)

    def tap(self, button: str | int, *, on: Bubble | int | None = None, repeat: int = 1) -> Tap:
        """Tap an inline button by its label, or by its place among all buttons of the message.

        Without `on`, on the latest message that has the button. `repeat` taps at once, as impatient fingers do.

        :raises LookupError: nothing on the screen has that button
        """
        target, data = self._button(button, on)
        return self._tapped(target, data, repeat)

    def tap_data(self, data: str, *, on: Bubble | int) -> Tap:
        """Tap a button that is no longer there, as a phone that has not caught up still can."""
        return self._tapped(self.message(on), data, 1)

    def _tapped(self, target: Message, data: str, repeat: int) -> Tap:
        queries = [self.platform.tapped(self.chat, self.person, target, data) for _ in range(repeat)]
        return Tap(tuple(queries))

    def block_bot(self) -> None:
        """Stop and block the bot."""
        self.chat.blocked = True
        self.platform.standing(self.chat, self.bot, self.person, "member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        self.chat.blocked = False
        self.platform.standing(self.chat, self.bot, self.person, "kicked", "member")

    def deactivate(self) -> None:
        """Delete the account."""
        self.person.deactivated = True

    def in_group(self, group: Group) -> "Phone":
        """The same phone, open on a group as it is now: after an upgrade, on the new chat."""
        return self.in_chat(group.chat)

    @property
    def commands(self) -> list[Json]:
        """The command menu as this person sees it in this chat."""
        return visible_commands(self.bot, self.chat, self.person)

    def _caption(self, text: str) -> Json:
        typed = self.platform.typed(text)
        names = {"text": "caption", "entities": "caption_entities"}
        return {names[key]: value for key, value in typed.items()} if text else {}

    def _say(self, content: Json) -> Bubble:
        if self.chat.blocked:
            raise RuntimeError("the phone offers no input line while the bot is blocked: unblock it first")
        return bubble(self.platform.said(self.chat, self.person, content))

    def _button(self, button: str | int, on: Bubble | int | None) -> tuple[Message, str]:
        newest = reversed(self.chat.messages.values())
        for message in newest if on is None else [self.message(on)]:
            rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
            keys = [key for row in rows for key in row if "callback_data" in key and not message.deleted]
            if isinstance(button, int):
                chosen = keys[button : button + 1]
            else:
                chosen = [key for key in keys if key["text"] == button]
            if chosen:
                return message, str(chosen[0]["callback_data"])
        raise LookupError(f"no button {button!r} on the screen: {[one.labels for one in self.messages]}")
