"""Groups: what a bot sees of them, and what happens when they change."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat

from simulator.telegram import Phone, TelegramServer
from simulator.telegram.groups import Group
from tests.simulator.client import Json, RawBot


@pytest.fixture
def lanh(server: TelegramServer) -> Phone:
    """A member who made the group."""
    return server.user(7, "Lanh")


@pytest.fixture
async def group(server: TelegramServer, lanh: Phone, raw: RawBot) -> Group:
    """A group of two people with the bot."""
    made = server.group("Chi bộ Bản Mới", lanh, server.user(8, "Hoàn"))
    updates = await raw.updates()
    await raw.updates(updates[-1]["update_id"] + 1)
    return made


def texts(updates: list[Json]) -> list[str]:
    return [str(update["message"].get("text")) for update in updates]


async def test_the_bot_is_told_when_it_is_taken_in(server: TelegramServer, lanh: Phone, raw: RawBot) -> None:
    server.group("Chi bộ", lanh)
    standing, service = await raw.updates()
    assert standing["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert service["message"]["new_chat_members"][0]["id"] == server.bot.id
    assert service["message"]["chat"]["type"] == "group"


async def test_with_privacy_it_hears_only_what_is_meant_for_it(
    group: Group, lanh: Phone, raw: RawBot
) -> None:
    asked = await raw.result("sendMessage", chat_id=group.chat.id, text="Mời nhắn riêng")
    here = lanh.in_group(group)
    here.send("chào cả nhà")
    here.send("/baocao")
    here.send("/baocao@khac_bot")
    here.send("@neuguong_bot giúp với")
    here.reply(asked["message_id"], "vâng")
    here.send_photo(b"")
    assert texts(await raw.updates()) == ["/baocao", "@neuguong_bot giúp với", "vâng"]


async def test_without_privacy_it_hears_everything(server: TelegramServer, raw: RawBot) -> None:
    open_bot = server.add_bot("3000:c", "mo_bot", privacy=False)
    lanh = server.user(7)
    group = server.group("Chi bộ", lanh, bot=open_bot)
    lanh.in_group(group).send("chào cả nhà")
    there = RawBot(raw.session, server.base_url, "3000:c")
    assert (await there.updates())[-1]["message"]["text"] == "chào cả nhà"
    assert (await there.result("getMe"))["can_read_all_group_messages"] is True


async def test_a_member_taps_in_the_group(group: Group, lanh: Phone, raw: RawBot) -> None:
    buttons = {"inline_keyboard": [[{"text": "Nhắn riêng", "callback_data": "p"}]]}
    await raw.result("sendMessage", chat_id=group.chat.id, text="Mời", reply_markup=buttons)
    lanh.in_group(group).tap("Nhắn riêng")
    (update,) = await raw.updates()
    assert update["callback_query"]["from"]["id"] == 7
    assert update["callback_query"]["message"]["chat"]["id"] == group.chat.id


async def test_an_upgrade_changes_the_id(group: Group, lanh: Phone, raw: RawBot) -> None:
    old = group.chat.id
    new = group.upgrade()
    answer = await raw.call("sendMessage", chat_id=old, text="x")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    assert str(new).startswith("-100")
    await raw.result("sendMessage", chat_id=new, text="Chào chi bộ")
    assert lanh.in_group(group).last.text == "Chào chi bộ"
    told = [update["message"] for update in await raw.updates()]
    assert told[0]["migrate_to_chat_id"] == new
    assert told[1]["migrate_from_chat_id"] == old


async def test_aiogram_knows_an_upgrade(group: Group, bot: Bot) -> None:
    old, new = group.chat.id, group.upgrade()
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(old, "x")
    assert moved.value.migrate_to_chat_id == new


async def test_kicked_and_left(server: TelegramServer, group: Group, raw: RawBot) -> None:
    where = group.chat.id
    group.kick(server.bot)
    refusal = await raw.refused("sendMessage", chat_id=where, text="x")
    assert refusal == "Forbidden: bot was kicked from the group chat"
    group.add(server.bot)
    assert await raw.done("leaveChat", chat_id=where)
    refusal = await raw.refused("sendMessage", chat_id=where, text="x")
    assert refusal == "Forbidden: bot is not a member of the group chat"
    assert await raw.refused("sendMessage", chat_id=-1, text="x") == "Bad Request: chat not found"


async def test_after_being_kicked_it_hears_nothing(
    server: TelegramServer, group: Group, lanh: Phone, raw: RawBot
) -> None:
    group.kick(server.bot)
    lanh.in_group(group).send("/baocao")
    (update,) = await raw.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_supergroup_is_closed_to_those_outside(
    server: TelegramServer, group: Group, raw: RawBot
) -> None:
    new = group.upgrade()
    group.kick(server.bot)
    assert await raw.refused("getChat", chat_id=new) == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_private_chat_cannot_be_left(lanh: Phone, raw: RawBot) -> None:
    lanh.start()
    refusal = await raw.refused("leaveChat", chat_id=7)
    assert refusal == "Bad Request: chat member status can't be changed in private chats"


async def test_others_messages_are_not_the_bots_to_delete(group: Group, lanh: Phone, raw: RawBot) -> None:
    said = lanh.in_group(group).send("/x")
    refusal = await raw.refused("deleteMessage", chat_id=group.chat.id, message_id=said.id)
    assert refusal == "Bad Request: message can't be deleted"
