"""Whether a file may still leave, asked at the moment of sending."""

from datetime import timedelta

from bot.wanted import FILE_FOR, StillWanted
from core.people import Standing, StandingPeriod
from tests.files.conftest import MEMBER, linked
from tests.world import World


def wanted(world: World, name: str) -> bool:
    return world.do(lambda uow: StillWanted(world.clock)(uow, name))


def test_it_goes_to_who_asked_where_it_was_asked_and_to_nobody_else(world: World) -> None:
    phone = linked(world, MEMBER)
    row = world.do(lambda uow: uow.talk.line(phone.address).row)
    assert wanted(world, f"{FILE_FOR} {row}:{MEMBER}"), (
        "whether or not there is a consent: the own data is asked for so"
    )
    assert not wanted(world, f"{FILE_FOR} {row}:M08")
    assert not wanted(world, f"{FILE_FOR} {row + 1000}:{MEMBER}")


def test_a_lost_phone_gets_nothing_more(world: World) -> None:
    phone = linked(world, MEMBER)
    row = world.do(lambda uow: uow.talk.line(phone.address).row)
    world.do(lambda uow: uow.talk.unlink(row, MEMBER, world.now))
    assert not wanted(world, f"{FILE_FOR} {row}:{MEMBER}")


def test_nor_does_the_phone_of_who_died(world: World) -> None:
    phone = linked(world, MEMBER)
    row = world.do(lambda uow: uow.talk.line(phone.address).row)
    day = (world.now - timedelta(days=1)).date()
    world.do(lambda uow: uow.people.change_standing(StandingPeriod(MEMBER, Standing.DECEASED, day)))
    assert not wanted(world, f"{FILE_FOR} {row}:{MEMBER}")
