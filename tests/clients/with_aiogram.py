"""The form held by aiogram as its users write it: a dispatcher, handlers, typed methods."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from io import BytesIO

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
)

from bot.channels.telegram.layout import Album, Attachment, Text, lay_out
from bot.screen import Screen
from simulator.telegram import TelegramServer
from tests.clients.form import Form, Heard, attachments

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class WithAiogram:
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
                with suppress(TelegramBadRequest):  # the same again is "not modified"
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
        files = [BufferedInputFile(data[item], item.name) for item in album.items]
        if len(files) > 1:
            await self._bot.send_media_group(chat, [InputMediaPhoto(media=file) for file in files])
        elif album.items[0].as_photo:
            await self._bot.send_photo(chat, files[0])
        else:
            await self._bot.send_document(chat, files[0])

    async def answer(self, tap: str) -> None:
        await self._bot.answer_callback_query(tap)

    async def fetch(self, file: str, size: int) -> bytes:
        target = await self._bot.get_file(file)
        assert target.file_path
        assert target.file_size == size
        into = BytesIO()
        await self._bot.download_file(target.file_path, into)
        return into.getvalue()

    async def message(self, message: Message) -> None:
        reply = message.reply_to_message
        heard = Heard("text", message.chat.id, message.message_id, message.text or message.caption or "")
        file = message.photo[-1] if message.photo else message.document
        if file is not None:
            heard = Heard(
                "file",
                message.chat.id,
                message.message_id,
                message.caption or "",
                file=file.file_id,
                size=file.file_size or 0,
                album=message.media_group_id or "",
            )
        elif reply is not None:
            heard = Heard(
                "text", message.chat.id, message.message_id, message.text or "", reply_to=reply.message_id
            )
        await self.form.hear(heard)

    async def edited(self, message: Message) -> None:
        await self.form.hear(Heard("edited", message.chat.id, message.message_id, message.text or ""))

    async def tapped(self, query: CallbackQuery) -> None:
        assert query.message
        at = query.message
        await self.form.hear(Heard("tap", at.chat.id, at.message_id, query.data or "", query.id))


def _keyboard(text: Text) -> InlineKeyboardMarkup | None:
    if not text.keyboard:
        return None
    rows = [
        [InlineKeyboardButton(text=key["text"], callback_data=key["callback_data"]) for key in row]
        for row in text.keyboard
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


@asynccontextmanager
async def with_aiogram(server: TelegramServer) -> AsyncIterator[None]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.base_url))
    bot, dispatcher = Bot(server.token, session=session), Dispatcher()
    client = WithAiogram(bot)
    dispatcher.message.register(client.message)
    dispatcher.edited_message.register(client.edited)
    dispatcher.callback_query.register(client.tapped)
    polling = asyncio.create_task(
        dispatcher.start_polling(
            bot, handle_signals=False, tasks_concurrency_limit=1, close_bot_session=False
        )
    )
    try:
        yield
    finally:
        await dispatcher.stop_polling()
        await polling
        await session.close()
