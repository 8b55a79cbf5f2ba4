"""Reading updates: what the stand-in sends, what the Bot API allows, and what nobody should have sent."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.receive import MOVED, Malformed, Reading, key_of, read
from bot.inbound import OTHERS_CONTACT, OWN_CONTACT, Inbound, Kind
from core.talk import Address
from simulator.telegram.params import Upload
from tests.channels.telegram.conftest import NOON, Desk

NOW = datetime(2026, 6, 28, 5, 0, 3, tzinfo=UTC)
READING = Reading("main", NOW, timedelta(days=100))
SENT_AT = NOON + timedelta(days=100)
CHAT = {"id": 7, "type": "private"}
SENDER = {"id": 7, "is_bot": False, "first_name": "An"}
JPEG = b"\xff\xd8\xff" + bytes(100)


def message(**content: object) -> dict[str, Any]:
    return {
        "update_id": 5,
        "message": {"message_id": 9, "date": int(NOON.timestamp()), "chat": CHAT, "from": SENDER, **content},
    }


async def received(desk: Desk, count: int = 1) -> list[Inbound | None]:
    """What the stand-in's phones did after START, as the channel reads it."""
    updates = await desk.api.call("getUpdates", {"timeout": 0, "limit": 100})
    return [read(update, READING) for update in updates[-count:]]


async def test_a_text_with_its_place_its_time_and_what_it_replies_to(desk: Desk) -> None:
    phone = desk.started()
    first = phone.send("12 km")
    second = phone.reply(first, "à, 11 km")
    one, two = await received(desk, 2)
    assert one is not None
    assert two is not None
    assert (one.kind, one.text, one.address) == (Kind.TEXT, "12 km", Address("telegram", "main", "7"))
    assert (one.sent_at, one.received_at, one.message_id) == (SENT_AT, NOW, str(first.id))
    assert (two.reply_to, two.message_id, two.in_order) == (str(first.id), str(second.id), True)
    assert one.key != two.key


async def test_photos_of_an_album_with_their_caption(desk: Desk) -> None:
    desk.started().send_album([JPEG, JPEG + b"2"], "Trồng cây")
    one, two = await received(desk, 2)
    assert one is not None
    assert two is not None
    assert one.media is not None
    assert two.media is not None
    assert one.kind is Kind.MEDIA
    assert one.media.album
    assert one.media.album == two.media.album
    assert (one.text, two.text) == ("Trồng cây", "")
    assert one.media.as_photo


async def test_the_largest_size_of_a_photo_is_taken(desk: Desk) -> None:
    desk.started().send_photo(JPEG, size=123456)
    (photo,) = await received(desk)
    assert photo is not None
    assert photo.media is not None
    assert photo.media.size == 123456


async def test_a_document_keeps_its_name_kind_and_size(desk: Desk) -> None:
    desk.started().send_document(b"%PDF-1.4", "Biên bản.pdf", "application/pdf", "họp quý I", size=999)
    (file,) = await received(desk)
    assert file is not None
    assert file.media is not None
    assert (file.text, file.media.name, file.media.mime) == ("họp quý I", "Biên bản.pdf", "application/pdf")
    assert (file.media.size, file.media.as_photo) == (999, False)


async def test_documents_of_an_album_belong_together(desk: Desk) -> None:
    desk.started().send_album([Upload("a.heic", "image/heic", JPEG), Upload("b.heic", "image/heic", JPEG)])
    one, two = await received(desk, 2)
    assert one is not None
    assert two is not None
    assert one.media is not None
    assert two.media is not None
    assert one.media.album == two.media.album
    assert not one.media.as_photo


async def test_what_cannot_be_an_answer_is_named(desk: Desk) -> None:
    phone = desk.started()
    phone.send_voice()
    phone.send_video(caption="xem này")
    phone.send_sticker()
    phone.send_location(22.8, 104.9)
    read_them = await received(desk, 4)
    assert [one.what if one else "" for one in read_them] == ["voice", "video", "sticker", "location"]
    assert {one.kind if one else None for one in read_them} == {Kind.UNREADABLE}


async def test_only_ones_own_number_counts_as_own(desk: Desk) -> None:
    phone = desk.started()
    phone.send_contact("+84900000001")
    phone.send_contact("+84900000002", of=8)
    own, others = await received(desk, 2)
    assert own is not None
    assert others is not None
    assert (own.kind, own.what, own.text) == (Kind.CONTACT, OWN_CONTACT, "+84900000001")
    assert (others.kind, others.what) == (Kind.CONTACT, OTHERS_CONTACT)


def test_a_contact_without_an_account_is_not_ones_own() -> None:
    found = read(message(contact={"phone_number": "1", "first_name": "A"}), READING)
    assert found is not None
    assert found.what == OTHERS_CONTACT


async def test_an_edit_has_the_time_of_the_change(desk: Desk) -> None:
    phone = desk.started()
    first = phone.send("12 km")
    phone.edit(first, "13 km")
    (edited,) = await received(desk)
    assert edited is not None
    assert (edited.kind, edited.text, edited.message_id) == (Kind.EDITED, "13 km", str(first.id))


async def test_a_tap_has_its_data_and_no_time(desk: Desk) -> None:
    phone = desk.started()
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "3:0"}]]}
    await desk.api.call("sendMessage", {"chat_id": 7, "text": "?", "reply_markup": keyboard})
    tap = phone.tap("Có")
    (said,) = await received(desk)
    assert said is not None
    assert (said.kind, said.data, said.tap_id) == (Kind.TAP, "3:0", tap.queries[0].id)
    assert (said.sent_at, said.message_id) == (None, str(phone.last.id))


def test_a_tap_on_a_message_that_is_no_more_is_still_its_persons() -> None:
    update = {"update_id": 5, "callback_query": {"id": "q", "from": SENDER, "data": "3:0"}}
    said = read(update, READING)
    assert said is not None
    assert (said.kind, said.address.id, said.message_id) == (Kind.TAP, "7", "")
    old = {"chat": CHAT, "message_id": 4, "date": 0}
    said = read({"update_id": 5, "callback_query": {"id": "q", "from": SENDER, "message": old}}, READING)
    assert said is not None
    assert (said.kind, said.data, said.message_id) == (Kind.TAP, "", "4")


async def test_blocking_and_coming_back(desk: Desk) -> None:
    phone = desk.started()
    phone.block_bot()
    phone.unblock()
    assert [one.kind if one else None for one in await received(desk, 2)] == [Kind.BLOCKED, Kind.UNBLOCKED]


async def test_a_group_is_a_group_and_its_new_id_is_followed(desk: Desk) -> None:
    phone = desk.started()
    group = desk.server.group("Chi bộ 3", phone)
    group.add(desk.server.bot)
    phone.in_group(group).send("/baocao@neuguong_bot")
    moved = group.upgrade()
    found = [one for one in await received(desk, 5) if one is not None]
    assert {one.kind for one in found} <= {Kind.GROUP, Kind.TEXT}
    assert [one.data for one in found if one.what == MOVED] == [str(moved)]
    assert any(one.kind is Kind.GROUP and one.what == "member" for one in found)


def test_a_forwarded_text_says_so() -> None:
    found = read(message(text="x", forward_origin={"type": "hidden_user"}), READING)
    assert found is not None
    assert found.forwarded


@pytest.mark.parametrize(
    "update",
    [
        message(pinned_message={"message_id": 3}),
        message(new_chat_photo=[]),
        {"update_id": 5, "poll": {}},
        {"update_id": 5},
        {"update_id": 5, "message": {**message(text="x")["message"], "chat": {"id": -1, "type": "channel"}}},
        message(text="x", **{"from": {**SENDER, "is_bot": True}}),
    ],
)
def test_what_concerns_no_conversation_is_passed_over(update: dict[str, Any]) -> None:
    assert read(update, READING) is None


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"update_id": "5", "message": {}},
        {"update_id": True},
        {"update_id": 5, "message": None},
        {"update_id": 5, "message": "x"},
        {"update_id": 5, "message": {"text": "x"}},
        message(text="x", chat={"id": "7", "type": "private"}),
        message(text="x", date="hôm nay"),
        message(text="x", date=10**30),
        message(photo=[]),
        message(photo=[1]),
        message(photo=[{"width": 1, "height": 1}]),
        message(document={"file_id": 3}),
        message(contact={}),
        message(text="x", reply_to_message={"message_id": None}),
        {"update_id": 5, "callback_query": {"from": SENDER}},
        {"update_id": 5, "callback_query": {"id": "q"}},
        {"update_id": 5, "my_chat_member": {"chat": CHAT}},
    ],
)
def test_what_is_malformed_is_said_to_be_without_saying_what_it_held(update: dict[str, Any]) -> None:
    with pytest.raises(Malformed) as raised:
        read(update, READING)
    assert "hôm nay" not in str(raised.value)


def test_the_key_is_the_lines_own() -> None:
    assert key_of({"update_id": 5}, "main") == "telegram:main:5"
    assert key_of({"update_id": 5}, "second") != key_of({"update_id": 5}, "main")


_SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "chat", "from", "date", "photo", "text", "message_id", "status", "width"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), _SHAPES)
def test_nothing_else_is_ever_raised(kind: str, content: object) -> None:
    with suppress(Malformed):
        read({"update_id": 1, kind: content}, READING)
