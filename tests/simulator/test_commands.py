"""The command menu: the narrowest scope wins, in one's own language first."""

import pytest

from simulator.telegram import TelegramServer
from tests.simulator.client import Json, RawBot


def menu(*names: str) -> list[Json]:
    return [{"command": name, "description": f"Lệnh {name}"} for name in names]


def names(commands: list[Json]) -> list[str]:
    return [str(one["command"]) for one in commands]


async def test_each_role_sees_its_own_menu(server: TelegramServer, raw: RawBot) -> None:
    member, secretary = server.user(7), server.user(8)
    member.start()
    secretary.start()
    assert names(member.commands) == []
    await raw.done("setMyCommands", commands=menu("menu"))
    assert names(member.commands) == ["menu"]
    await raw.done("setMyCommands", commands=menu("menu", "baocao"), scope={"type": "all_private_chats"})
    await raw.done("setMyCommands", commands=menu("duyet"), scope={"type": "chat", "chat_id": 8})
    assert names(member.commands) == ["menu", "baocao"]
    assert names(secretary.commands) == ["duyet"]
    await raw.done("deleteMyCommands", scope={"type": "chat", "chat_id": 8})
    assert names(secretary.commands) == ["menu", "baocao"]


async def test_language_comes_before_scope_further_out(server: TelegramServer, raw: RawBot) -> None:
    phone = server.user(7)
    phone.start()
    await raw.done("setMyCommands", commands=menu("private"), scope={"type": "all_private_chats"})
    await raw.done("setMyCommands", commands=menu("vi"), language_code="vi")
    assert names(phone.commands) == ["private"]
    await raw.done(
        "setMyCommands", commands=menu("rieng"), scope={"type": "all_private_chats"}, language_code="vi"
    )
    assert names(phone.commands) == ["rieng"]


async def test_in_groups(server: TelegramServer, raw: RawBot) -> None:
    owner, member = server.user(7), server.user(8)
    group = server.group("Chi bộ", owner, member)
    await raw.done("setMyCommands", commands=menu("nhom"), scope={"type": "all_group_chats"})
    await raw.done("setMyCommands", commands=menu("quantri"), scope={"type": "all_chat_administrators"})
    assert names(owner.in_group(group).commands) == ["quantri"]
    assert names(member.in_group(group).commands) == ["nhom"]
    scope = {"type": "chat_member", "chat_id": group.chat.id, "user_id": 8}
    await raw.done("setMyCommands", commands=menu("rieng"), scope=scope)
    assert names(member.in_group(group).commands) == ["rieng"]


async def test_exactly_what_was_set_is_read_back(server: TelegramServer, raw: RawBot) -> None:
    server.user(7).start()
    scope = {"type": "chat", "chat_id": 7}
    await raw.done("setMyCommands", commands=menu("a"), scope=scope)
    assert (await raw.call("getMyCommands", scope=scope))["result"] == menu("a")
    assert (await raw.call("getMyCommands"))["result"] == []
    await raw.done("setMyCommands", commands=[], scope=scope)
    assert (await raw.call("getMyCommands", scope=scope))["result"] == []


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({}, "expected an Array of BotCommand"),
        ({"commands": "{"}, "can't parse commands JSON object"),
        ({"commands": ["a"]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [{"command": "a"}]}, 'can\'t parse BotCommand: Can\'t find field "description"'),
        ({"commands": menu("Báo_cáo")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("/")}, "command must be non-empty"),
        ({"commands": [{"command": "a", "description": " "}]}, "command description must be non-empty"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "command description length must not exceed 256"),
        ({"commands": menu("a") * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": menu("a"), "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
        ({"commands": menu("a"), "scope": {"type": "chat", "chat_id": 9}}, "chat not found"),
        ({"commands": menu("a"), "scope": {"type": "chat"}}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"commands": menu("a"), "scope": {"type": "x"}}, "can't parse BotCommandScope: Unsupported type specified"),
    ],
)  # fmt: skip
async def test_wrong_menus(server: TelegramServer, raw: RawBot, params: Json, refusal: str) -> None:
    server.user(9)  # known, but never started
    assert await raw.refused("setMyCommands", **params) == f"Bad Request: {refusal}"


async def test_the_profile_is_kept(raw: RawBot) -> None:
    assert (await raw.result("getMyName"))["name"] == "Nêu gương"
    await raw.done("setMyDescription", description="Trợ lý", language_code="vi")
    assert (await raw.result("getMyDescription", language_code="vi"))["description"] == "Trợ lý"
    assert (await raw.result("getMyDescription"))["description"] == ""
    refusal = await raw.refused("setMyShortDescription", short_description="x" * 121)
    assert refusal == "Bad Request: bot short description is too long"
