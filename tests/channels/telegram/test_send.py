"""Sending over HTTP: what arrives, and what each way of failing is called."""

from datetime import timedelta
from io import BytesIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image

from bot.channels.telegram.api import TelegramApi
from bot.channels.telegram.send import PHOTO_BYTES, TelegramChannel
from bot.screen import Paragraph, Screen, ScreenFile, ShownOption
from core.outbox import ChatMoved, Gone, Outcome, Rejected, RetryAt, Sent, Unknown
from core.store import StoreUnavailable
from simulator.telegram import Fault
from simulator.telegram.faults import flood
from tests.channels.telegram.conftest import NOON, OFFSET, Desk, ShiftedClock

YES = (ShownOption("Có", "1:0"),)


def jpeg(size: int = 32) -> bytes:
    out = BytesIO()
    Image.new("RGB", (size, size), (200, 30, 30)).save(out, "JPEG")
    return out.getvalue()


async def test_a_message_arrives_and_says_when_on_the_calendar(desk: Desk) -> None:
    phone = desk.started()
    outcome = await desk.show(7, Screen((Paragraph("Nguyễn_Văn <A> & *B*"),), YES))
    assert phone.last.text == "Nguyễn_Văn <A> & *B*"
    assert phone.last.labels == ("Có",)
    assert outcome == Sent(str(phone.last.id), NOON + OFFSET)


async def test_a_long_list_arrives_in_parts_and_the_last_is_the_prompt(desk: Desk) -> None:
    phone = desk.started()
    before = len(phone.messages)
    names = "\n".join(f"{number}. Nguyễn_Văn <A> & *B*: chưa báo cáo quý I" for number in range(300))
    outcome = await desk.show(7, Screen((Paragraph(names),), YES))
    parts = phone.messages[before:]
    assert "\n".join(part.text for part in parts) == names
    assert [part.labels for part in parts] == [()] * (len(parts) - 1) + [("Có",)]
    assert isinstance(outcome, Sent)
    assert outcome.message_id == str(parts[-1].id)


async def test_a_part_that_fails_is_gone_on_with_where_it_stopped(desk: Desk) -> None:
    phone = desk.started()
    before = len(phone.messages)
    words = ("a" * 4000, "b" * 4000, "c" * 4000)
    desk.server.faults.add(Fault("slow", method="sendMessage"))
    desk.server.faults.add(flood(3, method="sendMessage"))
    outcome = await desk.say(7, *words)
    assert outcome == RetryAt(timedelta(seconds=3), reason="flood", done=1)
    assert isinstance(await desk.say(7, *words, done=1), Sent)
    assert [message.text[0] for message in phone.messages[before:]] == ["a", "b", "c"]


async def test_an_edit_changes_the_message_in_place(desk: Desk) -> None:
    phone = desk.started()
    sent = await desk.show(7, Screen((Paragraph("Trang 1"),), YES))
    assert isinstance(sent, Sent)
    count = len(phone.messages)
    changed = await desk.say(7, "Trang 2", edits=sent.message_id)
    assert isinstance(changed, Sent)
    assert changed.message_id == sent.message_id
    assert (phone.last.text, phone.last.labels, len(phone.messages)) == ("Trang 2", (), count)


async def test_an_edit_that_changes_nothing_is_a_success(desk: Desk) -> None:
    desk.started()
    sent = await desk.say(7, "Trang 1")
    assert isinstance(sent, Sent)
    again = await desk.say(7, "Trang 1", edits=sent.message_id)
    assert again == Sent(sent.message_id, ShiftedClock().now())


@pytest.mark.parametrize(
    "message", ["999", "1", "zalo-7"]
)  # not there; the person's own; another messenger's
async def test_what_cannot_be_edited_is_said_anew(desk: Desk, message: str) -> None:
    phone = desk.started()
    outcome = await desk.say(7, "Trang 2", edits=message)
    assert isinstance(outcome, Sent)
    assert phone.last.text == "Trang 2"
    assert outcome.message_id == str(phone.last.id)


FAILED = RetryAt(timedelta(seconds=2), reason="unwell", perhaps=True)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (flood(5), RetryAt(timedelta(seconds=5), reason="flood")),
        (flood(2282), RetryAt(timedelta(seconds=2282), reason="flood")),
        (Fault("http", status=502), FAILED),
        (Fault("http", status=503), FAILED),
        (Fault("http", status=504), Unknown()),
        (Fault("http", status=403), RetryAt(timedelta(seconds=2), whole_line=True, reason="unreachable")),
        (Fault("error", code=500, description="Internal Server Error"), FAILED),
        (Fault("error", code=504, description="Gateway Timeout"), Unknown()),
        (Fault("drop_after"), Unknown()),
        (Fault("drop_before"), Unknown()),
        (Fault("bad_json"), Unknown()),
        (
            Fault("error", code=403, description="Forbidden: bot was blocked by the user"),
            Gone("blocked"),
        ),
        (Fault("error", code=403, description="Forbidden: user is deactivated"), Gone("deactivated")),
        (
            Fault("error", code=403, description="Forbidden: bot can't initiate conversation with a user"),
            Gone("never_started"),
        ),
        (
            Fault("error", code=403, description="Forbidden: bot was kicked from the group chat"),
            Gone("kicked"),
        ),
        (Fault("error", code=403, description="Forbidden: something new"), Gone("forbidden")),
        (Fault("error", code=400, description="Bad Request: chat not found"), Gone("not_found")),
        (Fault("error", code=400, description="Bad Request: PEER_ID_INVALID"), Gone("not_found")),
        (
            Fault(
                "error",
                code=400,
                description='Bad Request: can\'t parse entities: Unsupported start tag "Bí mật"',
            ),
            Rejected("markup"),
        ),
        (
            Fault("error", code=400, description="Bad Request: something with content"),
            Rejected("bad_request"),
        ),
        (
            Fault(
                "error",
                code=400,
                description="Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": -100123},
            ),
            ChatMoved("-100123"),
        ),
        (
            Fault("error", code=401, description="Unauthorized"),
            RetryAt(timedelta(minutes=1), whole_line=True, reason="token_refused"),
        ),
        (
            Fault("error", code=404, description="Not Found"),
            RetryAt(timedelta(minutes=1), whole_line=True, reason="token_refused"),
        ),
        (
            Fault("error", code=429, description="Too Many Requests"),
            RetryAt(timedelta(seconds=1), reason="flood"),
        ),
        (Fault("error", code=500), FAILED),
        (Fault("error", code=400), Rejected("bad_request")),
        (Fault("error", code=403), Gone("forbidden")),
        (Fault("error", code=418, description="I'm a teapot"), Rejected("refused")),
    ],
    ids=lambda value: getattr(value, "kind", "") + str(getattr(value, "description", "")[:40]),
)
async def test_every_failure_has_one_name(desk: Desk, fault: Fault, expected: Outcome) -> None:
    desk.started()
    desk.server.faults.add(fault)
    assert await desk.say(7, "chào") == expected


@pytest.mark.parametrize(
    "answer",
    [
        "[]",
        "null",
        "{}",
        '{"ok":true}',
        '{"ok":true,"result":true}',
        '{"ok":true,"result":{"message_id":"7"}}',
    ],
)
async def test_an_answer_that_is_none_leaves_it_unknown(answer: str) -> None:
    async def nothing(_: str) -> None: ...

    async def reply(_: web.Request) -> web.Response:
        return web.Response(text=answer, content_type="application/json")

    app = web.Application()
    app.add_routes([web.post("/{any:.*}", reply)])
    async with TestServer(app) as server:
        api = TelegramApi("1000000001:token", str(server.make_url("")))
        outcome = await TelegramChannel(api, ShiftedClock(), nothing).send(
            "7", Screen((Paragraph("chào"),)).to_json()
        )
        await api.close()
    assert outcome == Unknown()


async def test_evidence_that_cannot_be_read_now_is_waited_for(desk: Desk) -> None:
    async def away(_: str) -> bytes | None:
        raise StoreUnavailable

    channel = TelegramChannel(desk.api, ShiftedClock(), away)
    outcome = await channel.send("7", Screen((Paragraph("Minh chứng"),), photos=("a",)).to_json())
    assert outcome == RetryAt(timedelta(seconds=5), reason="store")


async def test_the_three_ways_of_not_being_reached_are_told_apart(desk: Desk) -> None:
    blocked, gone = desk.started(1), desk.started(2)
    blocked.block_bot()
    gone.deactivate()
    desk.server.user(3)
    assert await desk.say(1, "chào") == Gone("blocked")
    assert await desk.say(2, "chào") == Gone("deactivated")
    assert await desk.say(3, "chào") in (Gone("never_started"), Gone("not_found"))
    blocked.unblock()
    assert isinstance(await desk.say(1, "chào"), Sent)


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async def nothing(_: str) -> None: ...

    api = TelegramApi("1000000001:token", "http://127.0.0.1:1")
    outcome = await TelegramChannel(api, ShiftedClock(), nothing).send(
        "7", Screen((Paragraph("chào"),)).to_json()
    )
    await api.close()
    assert outcome == RetryAt(timedelta(seconds=2), whole_line=True, reason="unreachable")


async def test_an_answer_that_does_not_come_in_time_leaves_it_unknown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = desk.started()
    monkeypatch.setattr("bot.channels.telegram.api.TelegramApi.call.__kwdefaults__", {"seconds": 0.2})
    desk.server.faults.add(Fault("late_answer", seconds=0.6))
    assert await desk.say(7, "chào") == Unknown()
    assert phone.last.text == "chào"


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"p":[["?","x"]]}', b'{"p":1}', b'{"o":[]}'])
async def test_a_payload_that_cannot_be_read_is_rejected(desk: Desk, payload: bytes) -> None:
    assert await desk.channel.send("7", payload) == Rejected("unreadable")


async def test_photos_come_before_the_words(desk: Desk) -> None:
    phone = desk.started()
    desk.files = {"a": jpeg(), "b": jpeg(40)}
    outcome = await desk.show(
        7, Screen((Paragraph("Minh chứng của mục 1"),), YES, photos=("a", "b", "bị xoá"))
    )
    first, second, words = phone.messages[-3:]
    assert first.body["media_group_id"] == second.body["media_group_id"]
    assert isinstance(outcome, Sent)
    assert outcome.message_id == str(words.id)


async def test_one_photo_is_no_album_and_a_pdf_is_a_file(desk: Desk) -> None:
    phone = desk.started()
    desk.files = {"a": jpeg(), "b": b"%PDF-1.4 ..."}
    await desk.show(7, Screen((Paragraph("Minh chứng"),), photos=("a", "b")))
    photo, file, _ = phone.messages[-3:]
    assert "photo" in photo.body
    assert file.body["document"]["file_name"].endswith(".pdf")


async def test_a_document_is_handed_over_under_its_name(desk: Desk) -> None:
    phone = desk.started()
    desk.files = {"d": b"PK..."}
    await desk.show(
        7, Screen((Paragraph("Bản tổng hợp"),), documents=(ScreenFile("d", "Tổng hợp quý I.docx"),))
    )
    assert phone.messages[-2].body["document"]["file_name"] == "Tổng hợp quý I.docx"


async def test_a_picture_too_large_for_a_photo_goes_as_a_file(desk: Desk) -> None:
    phone = desk.started()
    desk.files = {"a": jpeg() + bytes(PHOTO_BYTES)}
    await desk.show(7, Screen((), photos=("a",)))
    assert "document" in phone.last.body


async def test_a_picture_that_telegram_cannot_show_goes_as_a_file(desk: Desk) -> None:
    phone = desk.started()
    desk.files = {"a": jpeg()}
    desk.server.faults.add(
        Fault("error", method="sendPhoto", code=400, description="Bad Request: IMAGE_PROCESS_FAILED")
    )
    assert isinstance(await desk.show(7, Screen((), photos=("a",))), Sent)
    assert "document" in phone.last.body


async def test_a_failed_album_is_not_followed_by_the_words(desk: Desk) -> None:
    phone = desk.started()
    count = len(phone.messages)
    desk.files = {"a": jpeg(), "b": jpeg()}
    desk.server.faults.add(flood(7, method="sendMediaGroup"))
    outcome = await desk.show(7, Screen((Paragraph("Minh chứng"),), photos=("a", "b")))
    assert outcome == RetryAt(timedelta(seconds=7), reason="flood")
    assert len(phone.messages) == count


async def test_taps_are_answered_and_typing_shown_and_neither_ever_fails(desk: Desk) -> None:
    phone = desk.started()
    await desk.show(7, Screen((Paragraph("?"),), YES))
    tap = phone.tap("Có")
    await desk.channel.answer_tap(tap.queries[0].id, "Đã ghi " * 100)
    (answer,) = await tap.answered(1)
    assert answer.text.startswith("Đã ghi")
    await desk.channel.show_typing("7")
    await desk.channel.answer_tap("no such tap")
    desk.server.faults.add(Fault("drop_before"))
    await desk.channel.show_typing("7")
