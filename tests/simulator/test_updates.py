"""Long polling: what waits stays until acknowledged, and only one may listen."""

import asyncio

import pytest
from aiohttp import ClientSession

from simulator.telegram import TelegramServer
from tests.simulator.client import RawBot
from tests.simulator.conftest import NOON

TERMINATED = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_the_offset_passes_them(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    for text in ("một", "hai", "ba"):
        phone.send(text)
    first = await raw.updates()
    assert texts(first) == ["một", "hai", "ba"]
    assert texts(await raw.updates()) == ["một", "hai", "ba"]
    assert texts(await raw.updates(first[0]["update_id"] + 1)) == ["hai", "ba"]
    assert texts(await raw.updates(first[2]["update_id"] + 1)) == []
    assert texts(await raw.updates()) == []


async def test_numbers_rise_by_one(server: TelegramServer, raw: RawBot) -> None:
    for text in "abc":
        server.user(7).send(text)
    numbers = [update["update_id"] for update in await raw.updates()]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


async def test_limit_and_negative_offset(server: TelegramServer, raw: RawBot) -> None:
    for text in "abcde":
        server.user(7).send(text)
    assert texts((await raw.call("getUpdates", limit=2))["result"]) == ["a", "b"]
    assert texts(await raw.updates(-2)) == ["d", "e"]
    assert texts(await raw.updates()) == ["d", "e"], "a negative offset forgets the others"


async def test_a_poll_wakes_at_once(server: TelegramServer, raw: RawBot) -> None:
    poll = asyncio.create_task(raw.updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    server.user(7).send("đây")
    async with asyncio.timeout(2):
        assert texts(await poll) == ["đây"]


async def test_a_poll_ends_empty_after_its_time(raw: RawBot) -> None:
    async with asyncio.timeout(5):
        assert await raw.updates(timeout=1) == []


async def test_a_second_poll_ends_the_first(server: TelegramServer, raw: RawBot) -> None:
    first = asyncio.create_task(raw.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(raw.updates(timeout=30))
    answer = await first
    assert (answer["error_code"], answer["description"]) == (409, TERMINATED)
    server.user(7).send("cho người sau")
    assert texts(await second) == ["cho người sau"]


async def test_a_poll_whose_client_is_gone_does_not_swallow_updates(
    server: TelegramServer, raw: RawBot
) -> None:
    async with ClientSession() as other:
        gone = asyncio.create_task(RawBot(other, server.base_url, server.token).updates(timeout=30))
        await asyncio.sleep(0.05)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
    server.user(7).send("còn đây")
    assert texts(await raw.updates(timeout=5)) == ["còn đây"]


async def test_allowed_updates(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    phone.start()
    await raw.call("getUpdates", allowed_updates=["edited_message"])
    said = phone.send("một")
    phone.edit(said, "hai")
    kinds = [set(update) - {"update_id"} for update in await raw.updates()]
    assert kinds == [{"message"}, {"edited_message"}], "what had come before is still there"
    await raw.call("getUpdates", allowed_updates=[])
    phone.send("ba")
    assert (await raw.updates())[-1]["message"]["text"] == "ba"


async def test_a_snapshot_not_the_message_as_it_became(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    phone.edit(phone.send("12 km"), "12 m")
    first, second = await raw.updates()
    assert first["message"]["text"] == "12 km"
    assert second["edited_message"]["text"] == "12 m"


async def test_bots_do_not_hear_each_other(server: TelegramServer, raw: RawBot) -> None:
    other = server.add_bot("2000:b", "khac_bot")
    server.user(7).send("cho bot thứ nhất")
    server.user(7, bot=other).send("cho bot thứ hai")
    assert texts(await raw.updates()) == ["cho bot thứ nhất"]
    there = RawBot(raw.session, server.base_url, "2000:b")
    assert texts(await there.updates()) == ["cho bot thứ hai"]


async def test_many_tokens_have_their_own_chats(server: TelegramServer, raw: RawBot) -> None:
    other = server.add_bot("2000:b", "khac_bot")
    server.user(7, bot=other).start()
    refusal = await raw.refused("sendMessage", chat_id=7, text="x")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_any_object_can_be_an_update(server: TelegramServer, raw: RawBot) -> None:
    server.platform.delivery.give_raw(server.bot, {"chuyen_la": {"x": [1]}}, 0)
    (update,) = await raw.updates()
    assert update["chuyen_la"] == {"x": [1]}


async def test_stopping_ends_polls(raw: RawBot) -> None:
    other = TelegramServer(lambda: NOON)
    async with other.running() as url:
        poll = asyncio.create_task(RawBot(raw.session, url, other.token).updates(timeout=30))
        await asyncio.sleep(0.05)
    async with asyncio.timeout(2):
        assert await poll == []
