"""What a test can ask of a phone: wait for what the bot says, and be sure that it says nothing."""

import asyncio

import pytest

from simulator.telegram import Phone, TelegramServer
from tests.simulator.client import RawBot


@pytest.fixture
def phone(server: TelegramServer) -> Phone:
    """A person who has started the bot."""
    person = server.user(7, "Lanh")
    person.start()
    return person


async def say(raw: RawBot, *texts: str) -> None:
    for text in texts:
        await raw.result("sendMessage", chat_id=7, text=text)


async def test_next_gives_each_message_once_whoever_asks(
    server: TelegramServer, phone: Phone, raw: RawBot
) -> None:
    await say(raw, "một", "hai", "ba")
    assert (await phone.next()).text == "một"
    assert (await server.user(7).next()).text == "hai"
    assert [one.text for one in await phone.next_messages(1)] == ["ba"]
    with pytest.raises(TimeoutError):
        await phone.next(within=0.05)


async def test_next_waits(phone: Phone, raw: RawBot) -> None:
    waiting = asyncio.create_task(phone.next())
    await asyncio.sleep(0.02)
    await say(raw, "đây")
    assert (await waiting).text == "đây"


async def test_next_change_sees_edits(phone: Phone, raw: RawBot) -> None:
    sent = await raw.result("sendMessage", chat_id=7, text="một")
    await raw.result("editMessageText", chat_id=7, message_id=sent["message_id"], text="hai")
    await phone.next_change()
    assert (await phone.next_change()).edited


async def test_skip_takes_all_as_seen(phone: Phone, raw: RawBot) -> None:
    await say(raw, "cũ")
    phone.skip()
    await say(raw, "mới")
    assert (await phone.next()).text == "mới"


async def test_wait_for_a_text_or_a_condition(phone: Phone, raw: RawBot) -> None:
    waiting = asyncio.create_task(phone.wait_for("3/6"))
    await say(raw, "câu 2/6", "câu 3/6")
    assert (await waiting).text == "câu 3/6"
    assert (await phone.wait_for(lambda screen: len(screen.messages) == 3)).text == "câu 3/6"
    with pytest.raises(TimeoutError, match="câu 3/6"):
        await phone.wait_for("câu 4/6", within=0.05)


async def test_ones_own_words_are_not_the_bots(phone: Phone) -> None:
    phone.send("xong")
    with pytest.raises(TimeoutError):
        await phone.wait_for("xong", within=0.05)
    with pytest.raises(LookupError):
        _ = phone.last


async def test_quiet_notices_a_word(phone: Phone, raw: RawBot) -> None:
    await phone.quiet(0.02)
    watching = asyncio.create_task(phone.quiet(0.6))
    await asyncio.sleep(0.02)
    await say(raw, "này")
    with pytest.raises(AssertionError, match="not quiet"):
        await watching


async def test_a_blocked_bot_cannot_be_written_to(phone: Phone) -> None:
    phone.block_bot()
    with pytest.raises(RuntimeError, match="unblock"):
        phone.send("x")
    phone.unblock()
    phone.send("x")


async def test_an_unanswered_tap_is_noticed(phone: Phone, raw: RawBot) -> None:
    markup = {"inline_keyboard": [[{"text": "Có", "callback_data": "1"}]]}
    await raw.result("sendMessage", chat_id=7, text="Chọn", reply_markup=markup)
    tap = phone.tap("Có")
    with pytest.raises(TimeoutError):
        await tap.answered(within=0.05)
    assert phone.platform.queries.unanswered() == list(tap.queries)


async def test_the_server_can_go_away_and_come_back(server: TelegramServer, raw: RawBot) -> None:
    other = TelegramServer(server.platform.world.clock)
    phone = other.user(7)
    async with other.running() as url:
        phone.send("trước")
        port = int(url.rpartition(":")[2])
    phone.send("trong lúc tắt")
    async with other.running(port) as again:
        assert again == url
        there = RawBot(raw.session, url, other.token)
        assert [u["message"]["text"] for u in await there.updates()] == ["trước", "trong lúc tắt"]
