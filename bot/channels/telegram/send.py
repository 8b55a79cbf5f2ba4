"""Sends a screen to a chat, part by part, and says what became of it (scheduler.sending.Channel)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto, Message

from bot.channels.telegram.api import Json, TelegramApi
from bot.channels.telegram.failures import FAILURES, cannot_be_edited, is_not_modified, outcome_of
from bot.channels.telegram.layout import Album, Attachment, Part, Text, lay_out
from bot.screen import Screen
from core.clock import CalendarClock
from core.outbox import ChatMoved, Outcome, Rejected, RetryAt, Sent, Unknown
from core.store import StoreUnavailable
from core.text.lengths import cut

Load = Callable[[str], Awaitable["bytes | None"]]
"""The bytes of a piece of evidence or a document by its key; None where it is no longer there. Raises
StoreUnavailable where it cannot be read now."""

PHOTO_BYTES: Final = 10 * 1024 * 1024
"""Telegram takes no larger photo; a larger picture goes as a document."""

_ANSWER: Final = 200
"""Telegram's limit on what is shown to a tap."""

_PICTURES: Final = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"RIFF", "webp"))


class TelegramChannel:
    """Best effort calls (`answer_tap`, `show_typing`) tell nobody how they went; `send` always says."""

    def __init__(self, api: TelegramApi, clock: CalendarClock, load: Load) -> None:
        self._api = api
        self._clock = clock
        self._load = load

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:
        try:
            shown = Screen.from_json(screen)
            loaded = await self._loaded(shown)
            parts = lay_out(shown, [attachment for attachment, _ in loaded])
        except StoreUnavailable:
            return RetryAt(timedelta(seconds=5), reason="store")
        except (ValueError, KeyError, TypeError):
            return Rejected("unreadable")
        if not parts:
            return Rejected("empty")
        if edits is not None and edits.isdigit() and len(parts) == 1 and isinstance(parts[0], Text):
            edited = await self._edit(chat, int(edits), parts[0])
            if edited is not None:
                return edited
        return await self._send_parts(chat, parts, dict(loaded), min(done, len(parts) - 1))

    async def _send_parts(
        self, chat: str, parts: Sequence[Part], loaded: dict[Attachment, bytes], done: int
    ) -> Outcome:
        outcome: Outcome = Rejected("empty")
        for number, part in enumerate(parts[done:], done):
            if isinstance(part, Text):
                outcome = await self._send_text(chat, part)
            else:
                outcome = await self._send_album(chat, part, loaded)
            if isinstance(outcome, RetryAt | Unknown | ChatMoved):
                return replace(outcome, done=number)
            if not isinstance(outcome, Sent):
                return outcome
        return outcome

    async def _send_text(self, chat: str, text: Text) -> Outcome:
        try:
            return self._sent(await self._api.call("sendMessage", _message(chat, text)))
        except FAILURES as failure:
            return outcome_of(failure)

    async def _edit(self, chat: str, message: int, text: Text) -> Outcome | None:
        """None where the message is not there to be changed."""
        try:
            return self._sent(
                await self._api.call("editMessageText", {**_message(chat, text), "message_id": message})
            )
        except FAILURES as failure:
            if is_not_modified(failure):
                return Sent(str(message), self._clock.now())
            return None if cannot_be_edited(failure) else outcome_of(failure)

    async def _send_album(self, chat: str, album: Album, loaded: dict[Attachment, bytes]) -> Outcome:
        outcome: Outcome
        try:
            outcome = self._typed(await self._upload(chat, album, loaded))
        except FAILURES as failure:
            outcome = outcome_of(failure)
        if outcome == Rejected("picture") and album.items[0].as_photo:
            # A picture that Telegram cannot show can still be handed over.
            files = tuple(replace(item, as_photo=False) for item in album.items)
            data = {file: loaded[item] for file, item in zip(files, album.items, strict=True)}
            return await self._send_album(chat, Album(files), data)
        return outcome

    async def _upload(self, chat: str, album: Album, loaded: dict[Attachment, bytes]) -> Message:
        files = [(item, BufferedInputFile(loaded[item], item.name)) for item in album.items]
        if len(files) == 1:
            ((item, file),) = files
            if item.as_photo:
                return await self._api.bot.send_photo(chat, file)
            return await self._api.bot.send_document(chat, file)
        media: list[Any] = [
            InputMediaPhoto(media=file) if item.as_photo else InputMediaDocument(media=file)
            for item, file in files
        ]
        return (await self._api.bot.send_media_group(chat, media))[-1]

    async def _loaded(self, screen: Screen) -> list[tuple[Attachment, bytes]]:
        """What the screen shows and hands over, as far as it is still there."""
        wanted = [(key, "") for key in screen.photos] + [(each.key, each.name) for each in screen.documents]
        found = [(key, name, await self._load(key)) for key, name in wanted]
        return [
            (_attachment(key, name, data, number), data)
            for number, (key, name, data) in enumerate(found, 1)
            if data is not None
        ]

    def _sent(self, message: object) -> Sent:
        """Of an edit, the time of the change: from then on it could be read. Raises ValueError."""
        match message:
            case {"message_id": int(number), "edit_date": int(seconds)}:
                return Sent(str(number), datetime.fromtimestamp(seconds, UTC) + self._clock.offset())
            case {"message_id": int(number), "date": int(seconds)}:
                return Sent(str(number), datetime.fromtimestamp(seconds, UTC) + self._clock.offset())
        raise ValueError("a message that is none")

    def _typed(self, message: Message) -> Sent:
        return Sent(str(message.message_id), message.date + self._clock.offset())

    async def answer_tap(self, tap_id: str, text: str = "") -> None:
        """Stops the button's spinner. Best effort: Telegram forgets a tap by itself."""
        await self._try("answerCallbackQuery", {"callback_query_id": tap_id, "text": cut(text, _ANSWER)})

    async def show_typing(self, chat: str) -> None:
        await self._try("sendChatAction", {"chat_id": chat, "action": "typing"})

    async def _try(self, method: str, params: Json) -> None:
        try:
            await self._api.call(method, params)
        except FAILURES:
            return


def _message(chat: str, text: Text) -> Json:
    message: Json = {
        "chat_id": chat,
        "text": text.markup,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if text.keyboard:
        message["reply_markup"] = {"inline_keyboard": text.keyboard}
    elif text.below is not None:
        message["reply_markup"] = _below(text.below)
    return message


def _below(rows: tuple[tuple[str, ...], ...]) -> Json:
    """The keyboard below the input line. Its first button hands over the number of the account itself."""
    if not rows:
        return {"remove_keyboard": True}
    keys: list[list[Json]] = [[{"text": label} for label in row] for row in rows]
    keys[0] = [{**key, "request_contact": True} for key in keys[0]]
    return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}


def _attachment(key: str, name: str, data: bytes, number: int) -> Attachment:
    if name:
        return Attachment(key, name, as_photo=False)
    suffix = next((suffix for magic, suffix in _PICTURES if data.startswith(magic)), None)
    if suffix is None:
        return Attachment(
            key, f"minh-chung-{number}{'.pdf' if data.startswith(b'%PDF') else ''}", as_photo=False
        )
    return Attachment(key, f"minh-chung-{number}.{suffix}", as_photo=len(data) <= PHOTO_BYTES)
