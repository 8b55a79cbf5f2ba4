"""The form held by python-telegram-bot as its users write it: an application, its updater, handlers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.channels.telegram.layout import Album, Attachment, Text, lay_out
from bot.screen import Screen
from simulator.telegram import TelegramServer
from tests.clients.form import Form, Heard, attachments

Context = ContextTypes.DEFAULT_TYPE
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class WithPtb:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.form = Form(self)

    async def show(self, chat: int, screen: Screen, *, changes: int = 0) -> bool:
        kept = attachments(screen, self.form.kept)
        data = {one.attachment: one.data for one in kept}
        for part in lay_out(screen, [one.attachment for one in kept]):
            if isinstance(part, Album):
                await self._send_album(chat, part, data)
            elif changes:
                with suppress(BadRequest):  # the same again is "not modified"
                    await self._bot.edit_message_text(
                        part.markup,
                        chat_id=chat,
                        message_id=changes,
                        parse_mode="HTML",
                        reply_markup=_keyboard(part),
                        link_preview_options=_NO_PREVIEW,
                    )
            else:
                await self._bot.send_message(
                    chat,
                    part.markup,
                    parse_mode="HTML",
                    reply_markup=_keyboard(part),
                    link_preview_options=_NO_PREVIEW,
                )
        return True

    async def _send_album(self, chat: int, album: Album, data: dict[Attachment, bytes]) -> None:
        first = album.items[0]
        if len(album.items) > 1:
            media = [InputMediaPhoto(data[item], filename=item.name) for item in album.items]
            await self._bot.send_media_group(chat, media)
        elif first.as_photo:
            await self._bot.send_photo(chat, data[first], filename=first.name)
        else:
            await self._bot.send_document(chat, data[first], filename=first.name)

    async def answer(self, tap: str) -> None:
        await self._bot.answer_callback_query(tap)

    async def fetch(self, file: str, size: int) -> bytes:
        target = await self._bot.get_file(file)
        assert target.file_size == size
        return bytes(await target.download_as_bytearray())

    async def message(self, update: Update, _: Context) -> None:
        assert update.message
        await self.form.hear(_of_message(update.message))

    async def edited(self, update: Update, _: Context) -> None:
        assert update.edited_message
        said = update.edited_message
        await self.form.hear(Heard("edited", said.chat_id, said.message_id, said.text or ""))

    async def tapped(self, update: Update, _: Context) -> None:
        query = update.callback_query
        assert query
        assert query.message
        at = query.message
        await self.form.hear(Heard("tap", at.chat.id, at.message_id, query.data or "", query.id))


def _of_message(message: Message) -> Heard:
    file = message.photo[-1] if message.photo else message.document
    if file is not None:
        return Heard(
            "file",
            message.chat_id,
            message.message_id,
            message.caption or "",
            file=file.file_id,
            size=file.file_size or 0,
            album=message.media_group_id or "",
        )
    reply = message.reply_to_message.message_id if message.reply_to_message else 0
    return Heard("text", message.chat_id, message.message_id, message.text or "", reply_to=reply)


def _keyboard(text: Text) -> InlineKeyboardMarkup | None:
    if not text.keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(key["text"], callback_data=key["callback_data"]) for key in row]
            for row in text.keyboard
        ]
    )


@asynccontextmanager
async def with_ptb(server: TelegramServer) -> AsyncIterator[None]:
    base = server.base_url
    builder = Application.builder().token(server.token).base_url(f"{base}/bot")
    application = builder.base_file_url(f"{base}/file/bot").build()
    client = WithPtb(application.bot)
    application.add_handler(CallbackQueryHandler(client.tapped))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, client.edited))
    application.add_handler(MessageHandler(filters.ALL, client.message))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        try:
            yield
        finally:
            await application.updater.stop()
            await application.stop()
