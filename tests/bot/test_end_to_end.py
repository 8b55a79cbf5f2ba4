"""The whole way, over HTTP: an update arrives, is decided and committed, and the reply reaches the phone."""

import asyncio
from pathlib import Path

import pytest

from simulator.telegram import Fault
from tests.bot.living import Living, living


async def _report_of_m16(life: Living) -> None:
    phone = await life.linked("M16")
    phone.send("báo cáo quý 1")
    await phone.wait_for("đã làm xong bao nhiêu")


@pytest.mark.parametrize("receive", ["polling", "webhook"])
async def test_first_contact_and_a_first_answer(tmp_path: Path, receive: str) -> None:
    async with living(tmp_path, receive=receive) as life:
        await _report_of_m16(life)
        phone = life.phone("M16")
        phone.send("hơn 3")
        await phone.wait_for("đang làm dở")


async def test_a_stranger_learns_what_to_do_and_nothing_else(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = life.server.user(99, "Ai đó")
        for words in ("/start", "xin chào", "/baocao", "/duyet", "/chibo U32", "M09"):
            phone.send(words)
            answer = await phone.next()
            assert "xin đồng chí gõ mã" in answer.text
            assert "Hùng" not in answer.text


async def test_the_same_tap_five_times_at_once_is_answered_five_times_and_counts_once(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M16")
        phone.skip()
        tap = phone.tap("Báo cáo quý", repeat=5)
        answers = await tap.answered()
        assert len(answers) == 5
        await phone.wait_for("đã làm xong bao nhiêu")


async def test_an_update_delivered_twice_takes_effect_once(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M16")
        life.server.faults.add(Fault("duplicate", times=1))
        phone.skip()
        phone.send("menu")
        await phone.next()
        await phone.quiet(0.5)


async def test_twenty_messages_at_once_are_taken_in_order(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        await _report_of_m16(life)
        phone = life.phone("M16")
        for number in range(20):
            phone.send(f"/baocao {'2026Q1' if number % 2 else '2026Q2'}")
        await asyncio.sleep(3)
        conversations = await life.system.store.read(lambda uow: uow.talk.open_conversations("p:M16"))
        assert conversations[0].subject == "2026Q1"


async def test_a_malformed_update_is_parked_and_the_next_is_taken(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M16")
        life.server.faults.add(Fault("malformed", times=1))
        phone.skip()
        phone.send("menu")
        phone.send("menu")
        await phone.next()


async def test_in_a_group_the_bot_points_to_the_private_chat_once_and_then_is_silent(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M16")
        group = life.server.group("Chi bộ thôn Pác Khuổi", phone)
        there = phone.in_group(group)
        there.send("/baocao@neuguong_bot")
        answer = await there.next()
        assert "riêng" in answer.text
        there.send("/cuatoi@neuguong_bot")
        await there.quiet(0.7)


async def test_the_command_menu_is_by_role(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        stranger = life.server.user(98, "Ai đó")
        stranger.start()
        await stranger.next()
        member, secretary = await life.linked("M16"), await life.linked("M13")
        await asyncio.sleep(0.3)
        assert {command["command"] for command in stranger.commands} == {"start", "trogiup"}
        own = {command["command"] for command in member.commands}
        assert {"baocao", "dangky", "cuatoi", "menu", "trogiup", "huy"} <= own
        assert "duyet" not in own
        assert "duyet" in {command["command"] for command in secretary.commands}


async def test_a_person_who_blocks_the_bot_and_comes_back_is_reached_again(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M16")
        phone.block_bot()
        await asyncio.sleep(0.3)
        assert await life.system.store.read(lambda uow: uow.talk.addresses_of("M16")) == []
        phone.unblock()
        phone.send("menu")
        await phone.wait_for("Danh mục")
        await asyncio.sleep(0.2)
        assert len(await life.system.store.read(lambda uow: uow.talk.addresses_of("M16"))) == 1
