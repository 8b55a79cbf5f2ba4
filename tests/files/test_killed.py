"""Killed anywhere, a file arrives once, or is made anew and arrives once: never half, never twice."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from core.files_out import KEPT_FOR, FileOrder
from core.making import Maker
from core.ports import UnitOfWork
from tests.files.conftest import MEMBER, Desk, linked
from tests.world import Drawer, World, living


class Killed(BaseException):
    """No code of ours sees it: as far as it goes, the process is gone."""


class DyingDrawer(Drawer):
    """Is killed at its first put, before or after the bytes are down."""

    def __init__(self, *, after: bool) -> None:
        super().__init__()
        self._after = after
        self.lives = 1

    def put_file(self, key: str, data: bytes) -> None:
        if self.lives and not self._after:
            self.lives -= 1
            raise Killed
        super().put_file(key, data)
        if self.lives:
            self.lives -= 1
            raise Killed


def _in_collect(world: World, desk: Desk, die: Callable[[], None]) -> None:
    def collect(uow: UnitOfWork, order: FileOrder, now: object, chance: object) -> str:
        del uow, order, now, chance
        die()
        return "facts: kính gửi"

    world.makers["letter"] = Maker(collect, desk.draw)


def _in_settle(world: World, desk: Desk, die: Callable[[], None]) -> None:
    """Within the transaction that records the file: all of it is undone."""

    def settle(uow: UnitOfWork, order: FileOrder, facts: str, now: object) -> None:
        del uow, order, facts, now
        die()

    world.makers["letter"] = Maker(desk.collect, desk.draw, settle=settle)


def _before_the_bytes(world: World, desk: Desk, die: Callable[[], None]) -> None:
    del desk, die
    world.drawer = DyingDrawer(after=False)


def _after_the_bytes(world: World, desk: Desk, die: Callable[[], None]) -> None:
    del desk, die
    world.drawer = DyingDrawer(after=True)


@pytest.mark.parametrize("where", [_in_collect, _before_the_bytes, _after_the_bytes, _in_settle])
def test_killed_there_it_is_made_by_the_next_start(
    world: World, desk: Desk, where: Callable[[World, Desk, Callable[[], None]], None]
) -> None:
    phone = linked(world, MEMBER)
    deaths = [Killed()]

    def die() -> None:
        if deaths:
            raise deaths.pop()

    where(world, desk, die)
    desk.order(phone, "kính gửi")
    with pytest.raises(Killed):
        asyncio.run(world.file_worker("here/1").make_all())
    world.deliver()
    assert not phone.bubbles
    world.make_files()
    assert not phone.bubbles, "it is still leased to the process that died"
    world.do(lambda uow: uow.files.take_over("here/2", "here"))
    asyncio.run(world.file_worker("here/2").make_all())
    world.deliver()
    assert len(phone.bubbles) == 1
    assert phone.bubbles[0].files["Thư riêng.txt"].endswith("kính gửi".encode())
    asyncio.run(world.file_worker("here/3").make_all())
    world.deliver()
    assert len(phone.bubbles) == 1
    world.now += KEPT_FOR + timedelta(minutes=1)
    asyncio.run(world.file_worker("here/3").forget())
    assert world.drawer.files == {}, "what the dead attempt left is gone too"


def test_on_each_database_it_is_made_sent_linked_and_forgotten(database_url: str) -> None:
    with living(database_url) as world:
        desk = Desk(world)
        world.makers["letter"] = Maker(desk.collect, desk.draw)
        phones = [linked(world, MEMBER, "text"), linked(world, "M08")]
        for number, phone in enumerate(phones):
            desk.order(phone, f"thư {number}", number)
        assert len(world.do(lambda uow: uow.files.of_person(MEMBER))) == 1
        (first,) = world.do(lambda uow: uow.files.claim("here/1", 1, timedelta(minutes=5)))
        (second,) = world.do(lambda uow: uow.files.claim("here/1", 5, timedelta(minutes=5)))
        assert {first.person, second.person} == {MEMBER, "M08"}
        world.do(lambda uow: uow.files.take_over("here/2", "here"))
        world.make_files()
        assert phones[1].bubbles[-1].files
        token = phones[0].sees.partition("/f/")[2].split()[0]
        assert world.do(lambda uow: uow.files.take_link(token, world.now)) is not None
        world.now += KEPT_FOR + timedelta(minutes=1)
        assert world.do(lambda uow: uow.files.take_link(token, world.now)) is None
        asyncio.run(world.file_worker().forget())
        assert world.drawer.files == {}
        assert world.do(lambda uow: uow.files.of_person(MEMBER)) == []
