"""Every answer and every update of the stand-in has the shape that Telegram's own description gives it."""

import json
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest

from simulator.telegram import TelegramServer
from simulator.telegram.methods import METHODS
from simulator.telegram.params import Upload
from tests.simulator.client import RawBot
from tests.simulator.pictures import picture
from tests.simulator.spec import method_fields, method_returns, problems

Json = dict[str, Any]

BUTTONS = {
    "inline_keyboard": [
        [{"text": "Có", "callback_data": "1:0"}, {"text": "Xem", "url": "https://example.org/a"}],
        [{"text": "Chép mã", "copy_text": {"text": "AB12"}, "style": "success"}],
    ]
}
RICH = (
    '<b>Đậm <i>nghiêng</i></b> <a href="tg://user?id=7">đồng chí</a> <code>1</code> @neuguong_bot #quy1 /menu'
)
LOUD = {"text": RICH, "parse_mode": "HTML", "reply_markup": BUTTONS, "protect_content": True}

# What each method is called with; the first message in the chat is 1, and the bot's first question is 2.
SAMPLES: dict[str, list[Json]] = {
    "getMe": [{}],
    "getUpdates": [{"allowed_updates": []}],
    "setWebhook": [{"url": "http://127.0.0.1:9/hook", "secret_token": "s", "allowed_updates": ["message"]}],
    "getWebhookInfo": [{}],
    "deleteWebhook": [{"drop_pending_updates": True}],
    "logOut": [{}],
    "close": [{}],
    "sendMessage": [
        {"chat_id": 7, **LOUD},
        {"chat_id": 7, "text": "Trả lời", "reply_parameters": {"message_id": 1}},
        {"chat_id": 7, "text": "Chọn", "reply_markup": {"keyboard": [["Có", {"text": "Không"}]]}},
        {"chat_id": 7, "text": "Bỏ", "reply_markup": {"remove_keyboard": True}},
        {"chat_id": 7, "text": "Gõ", "reply_markup": {"force_reply": True}},
        {"chat_id": "GROUP", "text": "Chào chi bộ"},
    ],
    "sendPhoto": [{"chat_id": 7, "photo": "PHOTO", "caption": "<b>Ảnh</b>", "parse_mode": "HTML"}],
    "sendDocument": [{"chat_id": 7, "document": "DOCUMENT", "caption": "Tệp"}],
    "sendMediaGroup": [
        {"chat_id": 7, "media": [{"type": "photo", "media": "PHOTO", "caption": "Hai ảnh"}] * 2},
        {"chat_id": 7, "media": [{"type": "document", "media": "DOCUMENT"}] * 2},
    ],
    "editMessageText": [{"chat_id": 7, "message_id": 2, "text": "Đã ghi", "reply_markup": BUTTONS}],
    "editMessageReplyMarkup": [{"chat_id": 7, "message_id": 2}],
    "editMessageCaption": [{"chat_id": 7, "message_id": 3, "caption": "Ảnh mới"}],
    "sendChatAction": [{"chat_id": 7, "action": "typing"}],
    "answerCallbackQuery": [{"callback_query_id": "QUERY", "text": "Vâng", "show_alert": True}],
    "getFile": [{"file_id": "PHOTO"}],
    "setMyCommands": [
        {
            "commands": [{"command": "menu", "description": "Bảng chọn"}],
            "scope": {"type": "chat", "chat_id": 7},
        }
    ],
    "getMyCommands": [{"scope": {"type": "chat", "chat_id": 7}}],
    "deleteMyCommands": [{"language_code": "vi"}],
    "getChat": [{"chat_id": 7}, {"chat_id": "GROUP"}],
    "getChatMemberCount": [{"chat_id": 7}, {"chat_id": "GROUP"}],
    "setChatMenuButton": [{"menu_button": {"type": "commands"}}],
    "getChatMenuButton": [{"chat_id": 7}],
    "setMyName": [{"name": "Nêu gương"}],
    "getMyName": [{}],
    "setMyDescription": [{"description": "Trợ lý"}],
    "getMyDescription": [{}],
    "setMyShortDescription": [{"short_description": "Trợ lý"}],
    "getMyShortDescription": [{}],
    "leaveChat": [{"chat_id": "GROUP"}],
    "deleteMessages": [{"chat_id": 7, "message_ids": [3, 99]}],
    "deleteMessage": [{"chat_id": 7, "message_id": 2}],
}


def test_every_method_and_parameter_exists_in_the_bot_api() -> None:
    for method in METHODS.values():
        assert set(method.accepts) <= method_fields(method.name), method.name


def test_every_method_is_sampled() -> None:
    assert set(SAMPLES) == {method.name for method in METHODS.values()}


async def test_every_answer_fits_its_type(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7, "Lanh", last_name="Tạ Thị", username="lanh")
    group = server.group("Chi bộ Bản Mới", phone)
    phone.start()
    await raw.result("sendMessage", chat_id=7, **LOUD)
    photo = await upload(raw, "sendPhoto", "photo", picture(1600, 1200))
    document = await upload(raw, "sendDocument", "document", b"%PDF-1.7")
    names = {
        "GROUP": group.chat.id,
        "PHOTO": photo["photo"][-1]["file_id"],
        "DOCUMENT": document["document"]["file_id"],
        "QUERY": phone.tap("Có").queries[0].id,
    }
    for method, samples in SAMPLES.items():
        for sample in samples:
            answer = await raw.call(method, **_filled(sample, names))
            assert answer["ok"], (method, answer)
            assert problems(answer["result"], method_returns(method), method) == []
    assert server.api.unknown == set()


async def upload(raw: RawBot, method: str, field: str, data: bytes) -> Json:
    form = aiohttp.FormData({"chat_id": "7"})
    form.add_field(field, data, filename=f"{field}.bin")
    async with raw.session.post(raw.url(method), data=form) as response:
        message: Json = (await response.json())["result"]
    return message


def _filled(sample: Json, names: dict[str, object]) -> Json:
    text = json.dumps(sample)
    for name, value in names.items():
        text = text.replace(f'"{name}"', json.dumps(value))
    filled: Json = json.loads(text)
    return filled


def everything(server: TelegramServer) -> None:
    """All that a person and a group can do to a bot."""
    phone = server.user(7, "Lanh")
    phone.start("X1")
    question = server.platform.world.post(phone.chat, server.bot.card(), {"text": "Chọn"}, server.bot)
    question.body["reply_markup"] = BUTTONS
    said = phone.send("Xem https://example.org và #quy1 @neuguong_bot")
    phone.edit(said, "Sửa lại")
    phone.edit(phone.send_photo(picture(), "chú thích"), "chú thích khác")
    phone.reply(question.id, "Trả lời")
    phone.forward("Chuyển tiếp", "Ai đó")
    phone.send_album([picture(), picture(colour="blue")], "Hai ảnh /menu")
    phone.send_album([Upload("a.pdf", "application/pdf", b"%PDF"), Upload("b.txt", "", b"b")])
    phone.send_document(b"x", "to-khai.docx")
    phone.send_voice()
    phone.send_video(caption="Phim")
    phone.send_sticker()
    phone.send_contact("+84900000000")
    phone.send_location(21.0, 105.8)
    phone.tap("Có", repeat=2)
    phone.block_bot()
    phone.unblock()
    group = server.group("Chi bộ", phone)
    phone.in_group(group).send("/start@neuguong_bot")
    group.upgrade()
    group.kick(server.bot)


async def test_every_update_fits_its_type(server: TelegramServer, raw: RawBot) -> None:
    everything(server)
    updates = await raw.updates()
    kinds = {kind for update in updates for kind in update if kind != "update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    for update in updates:
        assert problems(update, ["Update"], "update") == []


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda m: m.update(date="hôm nay"), "no Integer"),
        (lambda m: m.pop("chat"), "missing from Message"),
        (lambda m: m.update(mood="vui"), "unknown to Message"),
        (lambda m: m["from"].update(is_bot=1), "no Boolean"),
        (lambda m: m.update(photo=[{"file_id": "x"}]), "missing from PhotoSize"),
    ],
)
async def test_the_check_itself_finds_faults(
    server: TelegramServer, raw: RawBot, spoil: Callable[[Json], object], complaint: str
) -> None:
    server.user(7).start()
    (update,) = await raw.updates()
    spoil(update["message"])
    assert any(complaint in one for one in problems(update, ["Update"], "update"))
