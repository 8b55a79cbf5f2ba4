"""aiogram, unchanged, holds a conversation with the stand-in and meets Telegram's errors as its own."""

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import TelegramMethod
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Update

from simulator.telegram import Fault, TelegramServer
from simulator.telegram.faults import flood

YES_NO = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Có", callback_data="1:0"),
            InlineKeyboardButton(text="Không", callback_data="1:1"),
        ]
    ]
)
QUESTION = "<b>Đồng chí</b> đã làm xong chưa?"


async def next_update(bot: Bot, offset: int = 0) -> Update:
    (update,) = await bot.get_updates(offset=offset, timeout=5)
    return update


async def test_ask_with_buttons_tap_edit_and_answer(server: TelegramServer, bot: Bot) -> None:
    phone = server.user(77, "Tạ Thị Lanh")
    phone.start("ABC123")
    started = await next_update(bot)
    assert started.message
    assert started.message.text == "/start ABC123"
    asked = await bot.send_message(
        77, "<b>Đồng chí</b> đã làm xong chưa?", parse_mode="HTML", reply_markup=YES_NO
    )
    shown = await phone.next()
    assert shown.text == "Đồng chí đã làm xong chưa?"
    assert shown.buttons == (("Có", "Không"),)
    tap = phone.tap("Có")
    tapped = await next_update(bot, started.update_id + 1)
    assert tapped.callback_query
    assert tapped.callback_query.data == "1:0"
    await bot.edit_message_text("Đã ghi.", chat_id=77, message_id=asked.message_id)
    await bot.answer_callback_query(tapped.callback_query.id, "Cảm ơn đồng chí")
    (answer,) = await tap.answered()
    assert answer.text == "Cảm ơn đồng chí"
    assert phone.last.text == "Đã ghi."
    assert phone.last.labels == ()


async def test_who_is_the_bot(server: TelegramServer, bot: Bot) -> None:
    me = await bot.get_me()
    assert me.is_bot
    assert me.id == server.bot.id


async def test_refusals_become_typed_errors(server: TelegramServer, bot: Bot) -> None:
    server.user(1, "Chưa Bắt Đầu")
    server.user(2).start()
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await bot.send_message(1, "Chào đồng chí")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(404, "Chào đồng chí")
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await bot.send_message(2, "x" * 4097)
    with pytest.raises(TelegramBadRequest, match=r"can't parse entities: Unsupported start tag \"họ\""):
        await bot.send_message(2, "<họ>", parse_mode="HTML")


async def test_faults_become_typed_errors(server: TelegramServer, bot: Bot) -> None:
    server.user(2).start()
    server.faults.add(flood(7))
    with pytest.raises(TelegramRetryAfter) as flooded:
        await bot.send_message(2, "một")
    assert flooded.value.retry_after == 7
    server.faults.add(Fault("error", code=500, description="Internal Server Error"))
    with pytest.raises(TelegramServerError):
        await bot.send_message(2, "hai")


async def test_wrong_token(server: TelegramServer, bot: Bot) -> None:
    stranger = Bot("999:other", session=bot.session)
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    assert server.pace.calls[-1].status == 401


async def test_unknown_method(bot: Bot) -> None:
    class SendTelepathy(TelegramMethod[bool]):
        __returning__ = bool
        __api_method__ = "sendTelepathy"

    with pytest.raises(TelegramNotFound, match="method not found"):
        await bot(SendTelepathy())
