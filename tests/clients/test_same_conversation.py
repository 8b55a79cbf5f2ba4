"""One conversation, held by the bot's own channel, by aiogram and by python-telegram-bot: the phone sees the same.

So the stand-in treats a client that did not write it as it treats ours, and our channel does by raw JSON what the
libraries do by their typed methods.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from simulator.telegram import Phone, TelegramServer
from simulator.telegram.params import Upload
from tests.clients.ours import ours
from tests.clients.with_aiogram import with_aiogram
from tests.clients.with_ptb import with_ptb
from tests.simulator.pictures import picture

Holding = Callable[[TelegramServer], AbstractAsyncContextManager[None]]
CLIENTS: Final[dict[str, Holding]] = {
    "our own channel": ours,
    "aiogram": with_aiogram,
    "python-telegram-bot": with_ptb,
}
NOON: Final = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)
PDF: Final = Upload("biên bản.pdf", "application/pdf", b"%PDF-1.7 ...")


async def converse(phone: Phone) -> list[str]:
    """Everything that a person does; returns how taps were answered."""
    phone.start("ABC")
    await phone.wait_for("Đã xong bao nhiêu nhà")
    tap = phone.tap("17 nhà", repeat=2)
    answers = [str(answer.text) for answer in await tap.answered()]
    await phone.wait_for("Chọn một dòng")
    stale = phone.tap_data("1:0", on=phone.messages[1])
    answers += [str(answer.text) for answer in await stale.answered()]
    await phone.wait_for("Nút 1:0")
    phone.tap("2")
    await phone.wait_for("Nút 2:1")
    said = phone.send("<b>&_* 🙏 nhà thứ 17")
    await phone.wait_for("Đã ghi: <b>&_* 🙏 nhà thứ 17")
    phone.edit(said, "17 nhà ạ")
    await phone.wait_for("Đã sửa tin True: 17 nhà ạ")
    phone.reply(said, "đúng thế")
    await phone.wait_for("Trả lời tin có số: True, đúng thế")
    phone.send_album([picture(colour=colour) for colour in ("red", "green", "blue")], "Ba ảnh")
    await phone.wait_for(lambda screen: _received(screen) == 3)
    phone.send_photo(picture(90, 1200), "Ảnh dài")
    phone.send_document(PDF.data, PDF.name, PDF.mime)
    await phone.wait_for(lambda screen: _received(screen) == 5)
    phone.send("gửi lại")
    await phone.wait_for("Các tệp đã nhận")
    phone.send("dài")
    await phone.wait_for(lambda screen: screen.messages[-1].text.rstrip().endswith("việc."))
    phone.send("xong")
    await phone.wait_for("Đã ghi: xong")
    return answers


def _received(screen: Any) -> int:  # noqa: ANN401  # the phone itself
    return sum(message.text.startswith("Đã nhận") for message in screen.messages)


def transcript(phone: Phone) -> list[tuple[Any, ...]]:
    """What the bot said and changed, as the phone shows it: without the numbers that differ from run to run."""
    seen: list[tuple[Any, ...]] = []
    places: dict[int, int] = {}
    albums: dict[str, int] = {}
    for event in phone.chat.log:
        message = event.message
        if message is None or not message.owner or event.kind not in ("message", "edit"):
            continue
        body = message.body
        place = places.setdefault(message.id, len(places))
        group = body.get("media_group_id")
        seen.append(
            (
                event.kind,
                place,
                body.get("text", body.get("caption", "")),
                [(e["type"], e["offset"], e["length"]) for e in body.get("entities", ())],
                body.get("reply_markup", {}).get("inline_keyboard", []),
                [(size["width"], size["height"]) for size in body.get("photo", ())],
                body.get("document", {}).get("file_name"),
                None if group is None else albums.setdefault(group, len(albums)),
                body.get("link_preview_options"),
            )
        )
    return seen


async def test_the_conversation_is_a_whole_one() -> None:
    """Texts and buttons, a change in place, an album, a file, a text in several messages."""
    answers, seen = await _held(ours)
    assert answers == ["", "", ""]
    kinds = [entry[0] for entry in seen]
    assert kinds.count("edit") == 1, "the same again changes nothing"
    assert kinds.count("message") >= 18
    assert sum(bool(entry[5]) for entry in seen) == 4, "three in an album, one apart"
    assert [entry[6] for entry in seen if entry[6]] == ["minh-chung-5.pdf"]
    assert sum(entry[2].startswith("Đồng chí Sùng A Dính") for entry in seen) == 2


async def _held(holding: Holding) -> tuple[list[str], list[tuple[Any, ...]]]:
    server = TelegramServer(lambda: NOON)
    async with server.running():
        phone = server.user(77, "Dính")
        async with holding(server):
            answers = await converse(phone)
        return answers, transcript(phone)


@pytest.mark.parametrize("name", [name for name in CLIENTS if name != "our own channel"])
async def test_the_phone_sees_the_same_whoever_holds_the_conversation(name: str) -> None:
    answers, seen = await _held(CLIENTS["our own channel"])
    others_answers, others_seen = await _held(CLIENTS[name])
    assert answers == others_answers
    for one, other in zip(seen, others_seen, strict=True):
        assert one == other
