"""Faults on demand, as a bot meets them on the wire."""

import asyncio
import json

import pytest
from aiohttp import ClientError, ServerDisconnectedError

from simulator.telegram import Fault, Phone, TelegramServer
from simulator.telegram.faults import flood
from tests.simulator.client import RawBot


@pytest.fixture
def phone(server: TelegramServer, raw: RawBot) -> Phone:
    """A person who has started the bot."""
    assert raw.token == server.token
    person = server.user(7, "Lanh")
    person.start()
    server.bot.inbox.waiting.clear()
    return person


async def say(raw: RawBot, text: str = "x", chat: int = 7) -> bool:
    return bool((await raw.call("sendMessage", chat_id=chat, text=text))["ok"])


async def test_too_many_requests_as_telegram_words_it(
    server: TelegramServer, phone: Phone, raw: RawBot
) -> None:
    server.faults.add(flood(5))
    async with raw.session.post(raw.url("sendMessage"), json={"chat_id": 7, "text": "x"}) as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "5"
        assert await answer.text() == (
            '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 5",'
            '"parameters":{"retry_after":5}}'
        )
    assert len(phone.messages) == 1
    assert await say(raw)


async def test_only_the_named_method_and_chat_and_only_so_often(server: TelegramServer, raw: RawBot) -> None:
    server.user(7).start()
    server.user(8).start()
    server.faults.add(
        Fault("error", 2, "sendMessage", 7, code=403, description="Forbidden: bot was blocked by the user")
    )
    assert await say(raw, chat=8)
    assert await raw.done("sendChatAction", chat_id=7, action="typing")
    assert [await say(raw) for _ in range(3)] == [False, False, True]
    assert server.faults.listed() == []


async def test_all_calls_until_cleared(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("error", None, code=500, description="Internal Server Error: restart"))
    assert [await say(raw) for _ in range(3)] == [False] * 3
    server.faults.clear()
    assert await say(raw)
    assert len(phone.messages) == 2


async def test_a_proxy_answers_instead(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("http", status=502))
    async with raw.session.post(raw.url("sendMessage"), json={"chat_id": 7, "text": "x"}) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert "Bad Gateway" in await answer.text()
    assert len(phone.messages) == 1


@pytest.mark.parametrize(("kind", "arrives"), [("drop_before", False), ("drop_after", True)])
async def test_a_dropped_connection(
    server: TelegramServer, phone: Phone, raw: RawBot, kind: str, arrives: bool
) -> None:
    server.faults.add(Fault(kind))  # type: ignore[arg-type]  # the parameter is one of the kinds
    with pytest.raises(ClientError):
        await say(raw)
    assert (len(phone.messages) == 2) is arrives
    assert server.pace.calls[-1].status == 0
    assert await say(raw)


async def test_an_answer_cut_in_the_middle(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("bad_json"))
    with pytest.raises(json.JSONDecodeError):
        await say(raw)
    assert phone.last.text == "x"


async def test_slow_before_and_after_the_effect(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("slow", seconds=0.6))
    task = asyncio.create_task(say(raw, "chậm"))
    await asyncio.sleep(0.1)
    assert len(phone.messages) == 1
    assert await task
    server.faults.add(Fault("late_answer", seconds=0.6))
    task = asyncio.create_task(say(raw, "đáp chậm"))
    await asyncio.sleep(0.1)
    assert phone.last.text == "đáp chậm"
    assert not task.done()
    assert await task


async def test_the_poll_itself_can_fail(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    phone.send("giữ lấy")
    server.faults.add(Fault("drop_after", method="getUpdates"))
    with pytest.raises((ServerDisconnectedError, ClientError)):
        await raw.updates()
    assert [u["message"]["text"] for u in await raw.updates()] == ["giữ lấy"]


async def test_an_update_twice_in_one_batch(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("duplicate", chat=7))
    phone.send("một")
    phone.send("hai")
    came = await raw.updates()
    assert [u["message"]["text"] for u in came] == ["một", "một", "hai"]
    assert came[0] == came[1]
    assert await raw.updates(came[-1]["update_id"] + 1) == []


async def test_an_update_again_after_it_was_acknowledged(
    server: TelegramServer, phone: Phone, raw: RawBot
) -> None:
    server.faults.add(Fault("duplicate", seconds=0.5))
    phone.send("một")
    (first,) = await raw.updates()
    again = await raw.updates(first["update_id"] + 1, timeout=5)
    assert again == [first]
    assert await raw.updates(first["update_id"] + 1) == [], "it does not come for ever"


async def test_updates_in_another_order(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("reorder", count=3))
    for text in ("một", "hai", "ba", "bốn"):
        phone.send(text)
    came = await raw.updates()
    assert [u["message"]["text"] for u in came] == ["ba", "hai", "một", "bốn"]
    numbers = [u["update_id"] for u in came]
    assert numbers == sorted(numbers), "the order of numbers is that of delivery"


async def test_held_updates_can_be_let_go(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("reorder", count=9))
    phone.send("một")
    phone.send("hai")
    assert await raw.updates() == []
    server.platform.delivery.release()
    assert [u["message"]["text"] for u in await raw.updates()] == ["hai", "một"]


async def test_a_late_update(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("delay", seconds=0.5))
    phone.send("muộn")
    phone.send("đúng giờ")
    first = await raw.updates()
    assert [u["message"]["text"] for u in first] == ["đúng giờ"]
    (late,) = await raw.updates(first[0]["update_id"] + 1, timeout=5)
    assert late["message"]["text"] == "muộn"
    assert late["message"]["message_id"] < first[0]["message"]["message_id"]


async def test_an_update_nobody_can_parse(server: TelegramServer, phone: Phone, raw: RawBot) -> None:
    server.faults.add(Fault("malformed"))
    phone.send("hỏng")
    phone.send("lành")
    broken, sound = await raw.updates()
    assert broken["update_id"] == sound["update_id"] - 1
    assert "chat" not in broken["message"]
    assert sound["message"]["text"] == "lành"


def test_a_fault_must_be_known() -> None:
    with pytest.raises(ValueError, match="no such fault"):
        Fault("earthquake")  # type: ignore[arg-type]  # what a page might send
