"""python-telegram-bot, a second client that did not write the stand-in, holds the same conversations."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from simulator.telegram import Fault, Phone, TelegramServer
from simulator.telegram.faults import flood
from tests.simulator.pictures import picture

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Có", callback_data="1:0"), InlineKeyboardButton("Không", callback_data="1:1")]]
)
Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
async def ptb(server: TelegramServer) -> AsyncIterator[Bot]:
    """A python-telegram-bot client."""
    base = server.base_url
    async with Bot(server.token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as client:
        yield client


@pytest.fixture
def phone(server: TelegramServer) -> Phone:
    """A person who has started the bot."""
    person = server.user(77, "Lanh")
    person.start("ABC")
    return person


async def test_ask_with_buttons_tap_edit_and_answer(phone: Phone, ptb: Bot) -> None:
    (started,) = await ptb.get_updates(timeout=5)
    assert started.message
    assert started.message.text == "/start ABC"
    asked = await ptb.send_message(
        77, "<b>Đồng chí</b> làm xong chưa?", parse_mode="HTML", reply_markup=YES_NO
    )
    assert asked.parse_entities() == {asked.entities[0]: "Đồng chí"}
    tap = phone.tap("Có")
    (tapped,) = await ptb.get_updates(offset=started.update_id + 1, timeout=5)
    query = tapped.callback_query
    assert query
    assert query.data == "1:0"
    await query.edit_message_text("Đã ghi.")
    await query.answer("Cảm ơn đồng chí")
    assert [answer.text for answer in await tap.answered()] == ["Cảm ơn đồng chí"]
    assert (phone.last.text, phone.last.labels) == ("Đã ghi.", ())


async def test_refusals_become_typed_errors(server: TelegramServer, phone: Phone, ptb: Bot) -> None:
    server.user(1)
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await ptb.send_message(1, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(404, "x")
    sent = await ptb.send_message(77, "x")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("x")
    phone.block_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(77, "x")


async def test_faults_become_typed_errors(
    server: TelegramServer, phone: Phone, ptb: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    server.faults.add(flood(7))
    with pytest.raises(RetryAfter) as flooded:
        await ptb.send_message(77, "x")
    assert flooded.value.retry_after == timedelta(seconds=7)
    server.faults.add(Fault("http", status=502))
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await ptb.send_message(77, "x")
    server.faults.add(Fault("drop_after"))
    with pytest.raises(NetworkError):
        await ptb.send_message(77, "đến nơi")
    assert phone.last.text == "đến nơi"


async def test_a_group_that_moved(server: TelegramServer, phone: Phone, ptb: Bot) -> None:
    group = server.group("Chi bộ", phone)
    old = group.chat.id
    new = group.upgrade()
    with pytest.raises(ChatMigrated) as moved:
        await ptb.send_message(old, "x")
    assert moved.value.new_chat_id == new


async def test_files_both_ways(phone: Phone, ptb: Bot) -> None:
    sent = await ptb.send_photo(77, picture(), caption="Ảnh")
    file = await sent.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == picture()
    album = await ptb.send_media_group(
        77, [InputMediaPhoto(picture()), InputMediaPhoto(picture(colour="blue"))]
    )
    assert len({message.media_group_id for message in album}) == 1
    await ptb.send_document(77, io.BytesIO(b"%PDF"), filename="bieu mau.pdf")
    assert phone.last.body["document"]["file_name"] == "bieu mau.pdf"
    phone.send_photo(picture(1000, 800), "của tôi")
    update = (await ptb.get_updates(timeout=5))[-1]
    assert update.message
    got = await update.message.photo[-1].get_file()
    assert bytes(await got.download_as_bytearray()) == picture(1000, 800)


async def test_menus(phone: Phone, ptb: Bot) -> None:
    await ptb.set_my_commands([BotCommand("baocao", "Báo cáo quý")], scope=BotCommandScopeChat(77))
    assert [one["command"] for one in phone.commands] == ["baocao"]
    assert [one.command for one in await ptb.get_my_commands(scope=BotCommandScopeChat(77))] == ["baocao"]


async def test_a_wrong_token(server: TelegramServer) -> None:
    stranger = Bot("999:other", base_url=f"{server.base_url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_two_pollers_conflict(server: TelegramServer, ptb: Bot) -> None:
    first = asyncio.create_task(ptb.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with Bot(server.token, base_url=f"{server.base_url}/bot") as other:
        assert await other.get_updates(timeout=1) == ()
    with pytest.raises(Conflict):
        await first


async def start(update: Update, _: Context) -> None:
    """The application's handlers: a question, a choice, an echo."""
    assert update.message
    await update.message.reply_text("Đã làm xong chưa?", reply_markup=YES_NO)


async def chosen(update: Update, _: Context) -> None:
    """A tap."""
    assert update.callback_query
    await update.callback_query.answer("vâng")
    await update.callback_query.edit_message_text(f"Chọn {update.callback_query.data}")


async def said(update: Update, _: Context) -> None:
    """Any text."""
    assert update.message
    await update.message.reply_text(f"{update.message.text} ạ", do_quote=True)


async def test_a_whole_application_talks(server: TelegramServer, phone: Phone) -> None:
    builder = Application.builder().token(server.token).base_url(f"{server.base_url}/bot").updater(None)
    application = builder.build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(chosen))
    application.add_handler(MessageHandler(filters.TEXT, said))
    steps = (
        (lambda: None, "Đã làm xong"),
        (lambda: phone.tap("Không"), "Chọn 1:1"),
        (lambda: phone.send("chào"), "chào ạ"),
    )
    offset = 0
    async with application:
        for act, expected in steps:
            act()
            for update in await application.bot.get_updates(offset=offset, timeout=5):
                offset = update.update_id + 1
                await application.process_update(update)
            await phone.wait_for(expected)
    assert phone.last.body["reply_to_message"]["text"] == "chào"
