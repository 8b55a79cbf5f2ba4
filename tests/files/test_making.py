"""A file that was ordered arrives whole, under the rights of the moment it is made; what goes wrong is told."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from bot import file_messages
from core.errors import Refused
from core.evidence import EvidenceUnavailable
from core.files_out import KEPT_FOR, MOST_ATTEMPTS, MOST_WAITING, USES, Drawn, FileOrder
from core.making import Maker, Words
from core.ports import UnitOfWork
from core.settings import NAMES_ON_TELEGRAM
from tests.files.conftest import MEMBER, Desk, linked
from tests.world import PUBLIC_URL, World


def test_what_was_ordered_arrives_under_its_name(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone, "kính gửi")
    world.make_files()
    assert {name: data.decode().split(": ")[1] for name, data in phone.bubbles[-1].files.items()} == {
        "Thư riêng.txt": "kính gửi"
    }
    assert "Tệp đồng chí cần" in phone.sees


def test_the_same_order_twice_is_one_file(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    assert desk.order(phone, number=1) == desk.order(phone, number=2) == "order1"
    world.make_files()
    assert desk.drawn == 1
    assert desk.order(phone, number=3) == "order3", "a file that was made can be asked for again"


def test_one_person_cannot_keep_everyone_waiting(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    for number in range(MOST_WAITING):
        desk.order(phone, f"thư {number}", number)
    with pytest.raises(Refused):
        desk.order(phone, "một thư nữa", 99)


def test_rights_are_those_of_the_moment_it_is_made(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    desk.forbidden.add(MEMBER)
    world.make_files()
    assert not phone.bubbles[-1].files
    assert "ngoài phạm vi" in phone.sees


def test_a_drawing_that_fails_is_tried_again(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    desk.will = [ZeroDivisionError()]
    world.make_files()
    assert not phone.bubbles
    hurry(world)
    world.make_files()
    assert phone.bubbles[-1].files


def test_what_cannot_be_made_is_told_with_an_id(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    desk.will = [ZeroDivisionError() for _ in range(MOST_ATTEMPTS)]
    for _ in range(MOST_ATTEMPTS):
        world.make_files()
        hurry(world)
    assert "E-WORLD" in phone.sees
    assert world.do(lambda uow: uow.files.claim("x/1", 9, timedelta(seconds=1))) == []


def test_a_kind_that_nobody_makes_any_more_is_told(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    del world.makers["letter"]
    world.make_files()
    assert "E-WORLD" in phone.sees


def test_a_process_that_dies_over_and_over_does_not_take_the_same_order_for_ever(
    world: World, desk: Desk
) -> None:
    """An order that kills whoever makes it (memory) is given up like one that fails."""
    phone = linked(world, MEMBER)
    desk.order(phone)
    for boot in range(MOST_ATTEMPTS):
        world.do(partial(_claim_and_die, boot=boot))
    world.make_files()
    assert "E-WORLD" in phone.sees
    assert desk.drawn == 0


def test_while_the_evidence_store_is_away_the_order_waits(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    for _ in range(MOST_ATTEMPTS + 1):
        desk.will = [EvidenceUnavailable("put failed")]
        world.make_files()
        hurry(world)
    world.make_files()
    assert phone.bubbles[-1].files


def test_who_was_overtaken_leaves_nothing_behind(world: World, desk: Desk) -> None:
    """A slow process whose lease lapsed finds that another has delivered: its bytes go, nothing is sent twice."""
    phone = linked(world, MEMBER)
    desk.order(phone)

    def draw_slowly(facts: str, words: Words) -> Sequence[Drawn]:
        hurry(world)  # meanwhile the lease has lapsed
        world.makers["letter"] = Maker(desk.collect, desk.draw)
        asyncio.run(world.file_worker("elsewhere/1").make_all())
        return desk.draw(facts, words)

    world.makers["letter"] = Maker(desk.collect, draw_slowly)
    world.make_files()
    assert desk.drawn == 2
    assert len(phone.bubbles) == 1
    assert list(world.drawer.files) == ["file:order1:2:0"]


def test_what_is_settled_goes_with_the_file_or_not_at_all(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    settled: list[str] = []

    def settle(uow: UnitOfWork, order: FileOrder, facts: str, now: object) -> None:
        del uow, facts, now
        settled.append(order.id)

    world.makers["letter"] = Maker(desk.collect, desk.draw, settle=settle)
    desk.order(phone)
    desk.will = [ZeroDivisionError()]
    world.make_files()
    assert settled == []
    hurry(world)
    world.make_files()
    assert settled == ["order1"]


def test_bytes_are_forgotten_a_day_after_they_left(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    order = desk.order(phone)
    world.make_files()
    assert world.drawer.files
    world.now += KEPT_FOR - timedelta(minutes=1)
    asyncio.run(world.file_worker().forget())
    assert world.drawer.files
    world.now += timedelta(minutes=2)
    asyncio.run(world.file_worker().forget())
    assert not world.drawer.files
    assert world.do(lambda uow: uow.files.get(order)) is None


def test_bytes_stay_while_the_message_still_has_to_leave(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    asyncio.run(world.file_worker().make_all())
    world.now += timedelta(days=3)
    asyncio.run(world.file_worker().forget())
    world.deliver()
    assert phone.bubbles[-1].files


def test_where_no_files_are_taken_a_link_brings_it_for_a_day_and_a_few_times(
    world: World, desk: Desk
) -> None:
    phone = linked(world, MEMBER, "text")
    desk.order(phone)
    world.make_files()
    token = token_in(phone.sees)
    for _ in range(USES):
        taken = world.do(lambda uow: uow.files.take_link(token, world.now))
        assert taken is not None
        assert taken.name == "Thư riêng.txt"
        assert world.drawer.files[taken.key]
    assert world.do(lambda uow: uow.files.take_link(token, world.now)) is None


def test_a_link_ends_with_its_day(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER, "text")
    desk.order(phone)
    world.make_files()
    token = token_in(phone.sees)
    world.now += KEPT_FOR + timedelta(minutes=1)
    assert world.do(lambda uow: uow.files.take_link(token, world.now)) is None
    assert world.do(lambda uow: uow.files.take_link("no-such-token", world.now)) is None


def test_an_hour_later_it_is_a_notice_for_who_may_be_written_to(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER)
    desk.order(phone)
    world.now += timedelta(hours=2)
    world.make_files()
    assert phone.bubbles[-1].files


def _claim_and_die(uow: UnitOfWork, boot: int) -> None:
    assert uow.files.claim(f"here/{boot}", 1, timedelta(minutes=5))
    uow.files.take_over(f"here/{boot + 1}", "here")


def hurry(world: World) -> None:
    """The database's clock has gone on: every lease and every wait is over."""
    world.do(_expire)


def _expire(uow: UnitOfWork) -> None:
    from storage.engine.statements import Statement

    uow.connection.execute(  # type: ignore[attr-defined]  # of the rows themselves
        Statement("update file_order set lease_until = 0")
    )


def token_in(words: str) -> str:
    return words.partition(f"{PUBLIC_URL}/f/")[2].split()[0]


def test_a_file_that_names_comrades_keeps_off_telegram_where_their_unit_does(
    world: World, desk: Desk
) -> None:
    """It is fetched by a link of our own instead; a unit that lets names pass gets the file itself."""
    phone = linked(world, MEMBER)
    home = world.do(lambda uow: uow.people.resident(MEMBER, world.now.date()))
    assert home is not None
    world.makers["letter"] = Maker(desk.collect, desk.draw, names_of=lambda _facts: home.path)
    world.do(lambda uow: uow.units.set(home.unit, NAMES_ON_TELEGRAM, "off"))
    desk.order(phone, number=1)
    world.make_files()
    assert not phone.bubbles[-1].files
    taken = world.do(lambda uow: uow.files.take_link(token_in(phone.sees), world.now))
    assert taken is not None
    assert taken.key in world.drawer.files
    world.do(lambda uow: uow.units.set(home.unit, NAMES_ON_TELEGRAM, "on"))
    desk.order(phone, number=2)
    world.make_files()
    assert phone.bubbles[-1].files


@pytest.mark.parametrize("channel", ["telegram", "text"])
def test_without_an_address_of_our_own_one_is_told_where_else(world: World, desk: Desk, channel: str) -> None:
    phone = linked(world, MEMBER, channel)
    world.public_url = None
    world.makers["letter"] = Maker(desk.collect, desk.draw, names_of=lambda _facts: "/")
    desk.order(phone)
    world.make_files()
    assert "Chưa làm được tệp" in phone.sees
    assert "địa chỉ web" in phone.sees
    asyncio.run(world.file_worker().forget())
    assert not world.drawer.files


def test_the_same_order_from_another_phone_goes_there_too(world: World, desk: Desk) -> None:
    phones = [linked(world, MEMBER), linked(world, MEMBER, "text")]
    assert [desk.order(phone, number=number) for number, phone in enumerate(phones)] == ["order0", "order1"]


def test_what_was_sealed_with_a_key_that_is_gone_is_told_and_stops_nobody(world: World, desk: Desk) -> None:
    lost, other = linked(world, MEMBER), linked(world, "M08")
    desk.order(lost, number=1)
    desk.order(other, number=2)
    world.do(_spoil)
    world.make_files()
    assert "E-WORLD" in lost.sees
    assert other.bubbles[-1].files


def _spoil(uow: UnitOfWork) -> None:
    from storage.engine.statements import Statement

    spoil = Statement("update file_order set argument_sealed = :raw where id = 'order1'")
    uow.connection.execute(spoil, raw=b"\x01other-key")  # type: ignore[attr-defined]  # of the rows themselves


def test_a_link_in_a_lost_phones_chat_opens_nothing(world: World, desk: Desk) -> None:
    phone = linked(world, MEMBER, "text")
    desk.order(phone, number=1)
    world.make_files()
    desk.order(phone, "còn đang làm", number=2)
    token = token_in(phone.sees)
    world.do(lambda uow: uow.files.end_all(MEMBER, world.now))
    assert world.do(lambda uow: uow.files.take_link(token, world.now)) is None
    world.make_files()
    assert desk.drawn == 1
    asyncio.run(world.file_worker().forget())
    assert world.drawer.files == {}


def test_what_is_too_large_for_the_messenger_is_fetched_by_a_link(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_messages, "MOST_BYTES", 10)
    phone = linked(world, MEMBER)
    desk.order(phone, number=1)
    world.make_files()
    assert not phone.bubbles[-1].files
    assert token_in(phone.sees)
    world.public_url = None
    desk.order(phone, number=2)
    world.make_files()
    assert "lớn quá" in phone.sees
