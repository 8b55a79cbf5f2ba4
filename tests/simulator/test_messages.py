"""Sending and editing: limits, buttons, replies, and the words in which Telegram refuses."""

import pytest

from simulator.telegram import Phone, TelegramServer
from tests.simulator.client import RawBot
from tests.simulator.conftest import NOON


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


async def test_a_person_pastes_more_than_a_message_holds(phone: Phone, raw: RawBot) -> None:
    phone.send("ồ" * 5000)
    assert [len(update["message"]["text"]) for update in await raw.updates()] == [6, 4096, 904]


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
