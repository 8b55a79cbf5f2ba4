"""Sending and editing: limits, buttons, replies, and the words in which Telegram refuses."""

import pytest

from simulator.telegram import Phone, TelegramServer
from tests.simulator.client import RawBot
from tests.simulator.conftest import NOON

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def key(data: str, text: str = "Có") -> dict[str, object]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data}]]}


@pytest.fixture
def phone(server: TelegramServer) -> Phone:
    """A person who has started the bot."""
    person = server.user(7, "Lanh")
    person.start()
    return person


async def test_4096_characters_fit_and_one_more_does_not(phone: Phone, raw: RawBot) -> None:
    await raw.result("sendMessage", chat_id=7, text="ồ" * 4096)
    assert await raw.refused("sendMessage", chat_id=7, text="ồ" * 4097) == "Bad Request: message is too long"
    assert len(phone.last.text) == 4096


async def test_tags_do_not_count_and_emoji_count_twice(phone: Phone, raw: RawBot) -> None:
    bold = "<b>" + "x" * 4096 + "</b>"
    await raw.result("sendMessage", chat_id=7, text=bold, parse_mode="HTML")
    await raw.result("sendMessage", chat_id=7, text="👍" * 2048)
    assert await raw.refused("sendMessage", chat_id=7, text="👍" * 2049) == "Bad Request: message is too long"
    assert phone.last.text == "👍" * 2048


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "message text is empty"),
        ("  \n", "text must be non-empty"),
        ("<b></b>", "text must be non-empty"),
    ],
)
async def test_an_empty_text(phone: Phone, raw: RawBot, text: str, refusal: str) -> None:
    answer = await raw.refused("sendMessage", chat_id=7, text=text, parse_mode="HTML")
    assert answer == f"Bad Request: {refusal}"
    assert [one.by_bot for one in phone.messages] == [False]


@pytest.mark.parametrize(
    ("markup", "refusal"),
    [
        (key("x" * 65), "BUTTON_DATA_INVALID"),
        (key("ồ" * 22), "BUTTON_DATA_INVALID"),
        (key(""), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            {"inline_keyboard": [{"text": "Có"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [["Có"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"inline_keyboard": [[{"callback_data": "1"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ({"keyboard": ["Có"]}, 'field "keyboard" must be an Array of Arrays'),
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
    ],
)
async def test_wrong_buttons(phone: Phone, raw: RawBot, markup: object, refusal: str) -> None:
    answer = await raw.refused("sendMessage", chat_id=7, text="Chọn", reply_markup=markup)
    assert answer == f"Bad Request: {refusal}"
    assert len(phone.messages) == 1


async def test_64_bytes_of_callback_data_fit(phone: Phone, raw: RawBot) -> None:
    await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=key("ồ" * 21 + "x"))
    assert phone.tap("Có").queries[0].data == "ồ" * 21 + "x"


async def test_an_empty_keyboard_is_no_keyboard(phone: Phone, raw: RawBot) -> None:
    message = await raw.result(
        "sendMessage", chat_id=7, text="Chọn", reply_markup={"inline_keyboard": [[], []]}
    )
    assert "reply_markup" not in message
    assert phone.last.labels == ()


async def test_a_row_has_twelve_buttons_at_most(phone: Phone, raw: RawBot) -> None:
    row = [{"text": str(n), "callback_data": str(n)} for n in range(15)]
    await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup={"inline_keyboard": [row]})
    assert len(phone.last.labels) == 12


async def test_a_reply_quotes_what_it_answers(phone: Phone, raw: RawBot) -> None:
    asked = phone.send("Hỏi")
    message = await raw.result(
        "sendMessage", chat_id=7, text="Đáp", reply_parameters={"message_id": asked.id}
    )
    assert message["reply_to_message"]["text"] == "Hỏi"
    refusal = await raw.refused("sendMessage", chat_id=7, text="Đáp", reply_parameters={"message_id": 999})
    assert refusal == "Bad Request: message to be replied not found"
    lenient = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await raw.result(
        "sendMessage", chat_id=7, text="Đáp", reply_parameters=lenient
    )


async def test_the_reply_keyboard_stays_until_removed(phone: Phone, raw: RawBot) -> None:
    keyboard = {"keyboard": [["Báo cáo", {"text": "Trợ giúp"}]], "resize_keyboard": True}
    await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=keyboard)
    await raw.result("sendMessage", chat_id=7, text="Nữa")
    assert phone.keyboard == (("Báo cáo", "Trợ giúp"),)
    assert phone.press("Báo cáo").text == "Báo cáo"
    await raw.result("sendMessage", chat_id=7, text="Thôi", reply_markup={"remove_keyboard": True})
    assert not phone.keyboard
    with pytest.raises(LookupError):
        phone.press("Báo cáo")


async def test_silent_and_protected(phone: Phone, raw: RawBot) -> None:
    sent = await raw.result(
        "sendMessage", chat_id=7, text="x", disable_notification=True, protect_content=True
    )
    assert sent["has_protected_content"] is True
    assert phone.last.silent


async def test_editing_shows_on_the_phone_and_drops_the_buttons(phone: Phone, raw: RawBot) -> None:
    sent = await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=key("1"))
    edited = await raw.result(
        "editMessageText", chat_id=7, message_id=sent["message_id"], text="<b>Xong</b>", parse_mode="HTML"
    )
    assert edited["edit_date"]
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert (phone.last.text, phone.last.labels, phone.last.edited) == ("Xong", (), True)


async def test_the_same_again_is_not_modified(phone: Phone, raw: RawBot) -> None:
    sent = await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=key("1"))
    where = {"chat_id": 7, "message_id": sent["message_id"]}
    assert await raw.refused("editMessageText", **where, text="Chọn ", reply_markup=key("1")) == NOT_MODIFIED
    assert await raw.refused("editMessageReplyMarkup", **where, reply_markup=key("1")) == NOT_MODIFIED
    await raw.result("editMessageReplyMarkup", **where, reply_markup=key("2"))
    await raw.result("editMessageReplyMarkup", **where)
    assert await raw.refused("editMessageReplyMarkup", **where) == NOT_MODIFIED
    assert phone.last.labels == ()


async def test_what_cannot_be_edited(phone: Phone, raw: RawBot) -> None:
    mine = phone.send("của tôi")
    edit = {"chat_id": 7, "text": "khác"}
    assert (
        await raw.refused("editMessageText", **edit, message_id=mine.id)
        == "Bad Request: message can't be edited"
    )
    gone = "Bad Request: message to edit not found"
    assert await raw.refused("editMessageText", **edit, message_id=999) == gone
    assert await raw.refused("editMessageText", **edit) == gone
    sent = await raw.result("sendMessage", chat_id=7, text="x")
    assert await raw.done("deleteMessage", chat_id=7, message_id=sent["message_id"])
    assert await raw.refused("editMessageText", **edit, message_id=sent["message_id"]) == gone
    caption = await raw.refused("editMessageCaption", chat_id=7, message_id=mine.id, caption="x")
    assert caption == "Bad Request: message can't be edited"
    assert not any(one.by_bot for one in phone.messages)


async def test_caption_and_text_are_not_the_same(phone: Phone, raw: RawBot) -> None:
    sent = await raw.result("sendMessage", chat_id=7, text="x")
    refusal = await raw.refused("editMessageCaption", chat_id=7, message_id=sent["message_id"], caption="y")
    assert refusal == "Bad Request: there is no caption in the message to edit"
    assert phone.last.text == "x"


async def test_deleting(phone: Phone, raw: RawBot) -> None:
    mine = phone.send("xóa giúp")
    assert await raw.done("deleteMessage", chat_id=7, message_id=mine.id)
    again = await raw.refused("deleteMessage", chat_id=7, message_id=mine.id)
    assert again == "Bad Request: message to delete not found"
    assert [one.text for one in phone.messages] == ["/start"]


async def test_each_tap_is_answered_once(phone: Phone, raw: RawBot) -> None:
    await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=key("1"))
    tap = phone.tap("Có", repeat=3)
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    for query in tap.queries:
        assert await raw.done("answerCallbackQuery", callback_query_id=query.id, text="Vâng", show_alert=True)
        assert await raw.refused("answerCallbackQuery", callback_query_id=query.id) == too_old
    assert [(one.text, one.alert) for one in await tap.answered()] == [("Vâng", True)] * 3
    assert await raw.refused("answerCallbackQuery", callback_query_id="12") == too_old


async def test_a_tap_that_waited_too_long(raw: RawBot) -> None:
    now = 0.0
    late = TelegramServer(lambda: NOON, monotonic=lambda: now)
    async with late.running() as url:
        there = RawBot(raw.session, url, late.token)
        phone = late.user(7)
        phone.start()
        await there.result("sendMessage", chat_id=7, text="Chọn", reply_markup=key("1"))
        tap = phone.tap(0)
        now = 3600.0
        refusal = await there.refused("answerCallbackQuery", callback_query_id=tap.queries[0].id)
    assert refusal.endswith("query is too old and response timeout expired or query ID is invalid")


async def test_an_old_screen_taps_a_button_that_is_gone(phone: Phone, raw: RawBot) -> None:
    sent = await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=key("1"))
    await raw.result("editMessageText", chat_id=7, message_id=sent["message_id"], text="Xong")
    with pytest.raises(LookupError):
        phone.tap("Có")
    phone.tap_data("1", on=phone.last)
    assert (await raw.updates())[-1]["callback_query"]["data"] == "1"


async def test_who_cannot_be_written_to(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.user(8, "Chưa Bắt Đầu")
    for chat, refusal in (
        (8, "Forbidden: bot can't initiate conversation with a user"),
        (99, "Bad Request: chat not found"),
        ("abc", "Bad Request: chat not found"),
        ("", "Bad Request: chat_id is empty"),
    ):
        assert await raw.refused("sendMessage", chat_id=chat, text="x") == refusal
    phone.block_bot()
    assert await raw.refused("sendMessage", chat_id=7, text="x") == "Forbidden: bot was blocked by the user"
    phone.unblock()
    await raw.result("sendMessage", chat_id=7, text="x")
    phone.deactivate()
    assert await raw.refused("sendMessage", chat_id=7, text="x") == "Forbidden: user is deactivated"
    statuses = [
        u["my_chat_member"]["new_chat_member"]["status"] for u in await raw.updates() if "my_chat_member" in u
    ]
    assert statuses == ["kicked", "member"]


async def test_typing_is_seen(phone: Phone, raw: RawBot) -> None:
    assert await raw.done("sendChatAction", chat_id=7, action="typing")
    assert phone.chat.log[-1].data == {"action": "typing"}
    refusal = await raw.refused("sendChatAction", chat_id=7, action="dancing")
    assert refusal == "Bad Request: wrong parameter action in request"


async def test_every_way_to_call(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    url = raw.url("sendmessage")  # any case
    async with raw.session.get(url, params={"chat_id": "7", "text": "GET"}) as answer:
        assert (await answer.json())["ok"]
    async with raw.session.post(url, data={"chat_id": "7", "text": "form & dấu"}) as answer:
        assert (await answer.json())["ok"]
    async with raw.session.post(url, params={"chat_id": "7"}, json={"text": "cả hai"}) as answer:
        assert (await answer.json())["ok"]
    async with raw.session.post(url, data=b"{", headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 400
    assert [one.text for one in phone.messages if one.by_bot] == ["GET", "form & dấu", "cả hai"]
    assert server.pace.calls[-1].method == "sendMessage"


async def test_wrong_addresses(server: TelegramServer, raw: RawBot) -> None:
    for path, status, text in (
        (f"/bot{server.token}/sendNothing", 404, "Not Found: method not found"),
        ("/bot1:x/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        (f"/file/bot{server.token}/photos/none.jpg", 404, "Not Found"),
    ):
        async with raw.session.get(server.base_url + path) as answer:
            body = await answer.json()
            assert (answer.status, body["ok"], body["description"]) == (status, False, text)


async def test_misspelt_parameters_are_noted(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    await raw.result("sendMessage", chat_id=7, text="x", reply_markup_=key("1"))
    assert server.api.unknown == {("sendMessage", "reply_markup_")}
    assert phone.last.labels == ()


async def test_dates_come_from_the_calendar(raw: RawBot) -> None:
    now = NOON
    moving = TelegramServer(lambda: now)
    async with moving.running():
        phone = moving.user(7)
        first = phone.send("quý I")
        now = NOON.replace(month=7)
        second = phone.send("quý III")
    assert first.body["date"] == int(NOON.timestamp())
    assert second.body["date"] == int(now.timestamp())
    assert raw.token == moving.token
