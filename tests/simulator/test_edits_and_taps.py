"""Editing, deleting, tapping: what Telegram lets a bot do to what it has sent."""

from datetime import timedelta

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


async def test_deleting_several(phone: Phone, raw: RawBot) -> None:
    numbers = [phone.send(text).id for text in "abc"]
    assert await raw.done("deleteMessages", chat_id=7, message_ids=[*numbers[:2], 999])
    assert [one.text for one in phone.messages] == ["/start", "c"]
    refusal = await raw.refused("deleteMessages", chat_id=7, message_ids=[])
    assert refusal == "Bad Request: message identifiers are not specified"


async def test_what_is_older_than_48_hours_stays(raw: RawBot) -> None:
    now = NOON
    moving = TelegramServer(lambda: now)
    async with moving.running() as url:
        there = RawBot(raw.session, url, moving.token)
        old = moving.user(7).send("cũ")
        now = NOON + timedelta(hours=49)
        refusal = await there.refused("deleteMessage", chat_id=7, message_id=old.id)
    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_a_person_edits_away_what_was_marked(phone: Phone, raw: RawBot) -> None:
    before = phone.send("xem #quy1")
    after = phone.edit(before, "thôi")
    assert before.text == before.body["text"] == "xem #quy1"
    assert "entities" not in after.body
    (_, _, edited) = await raw.updates()
    assert edited["edited_message"]["text"] == "thôi"


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
