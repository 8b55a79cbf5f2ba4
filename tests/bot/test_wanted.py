"""An unasked message that is no longer wanted when its turn comes is not sent."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.wanted import StillWanted
from core.consent import Purpose
from core.life_changes import ended
from core.occasion import Occasion
from core.people import Standing, StandingPeriod
from core.ports import UnitOfWork
from core.usecases.consent import DecideConsent, decide_consent
from tests.scripts.quarters import register_two_items
from tests.world import World, living


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/x.db") as found:
        yield found


class _At:
    def __init__(self, world: World) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.now

    def offset(self) -> timedelta:
        return timedelta()


def _wanted(world: World, name: str) -> bool:
    return world.do(lambda uow: StillWanted(_At(world))(uow, name))


def test_who_died_meanwhile_is_not_written_to(world: World) -> None:
    world.phone("M07")
    assert _wanted(world, "to M07")
    world.do(
        lambda uow: uow.people.change_standing(StandingPeriod("M07", Standing.DECEASED, date(2026, 3, 1)))
    )
    assert not _wanted(world, "to M07")


def test_who_took_the_consent_back_is_not_written_to(world: World) -> None:
    world.phone("M07")
    withdrawn = DecideConsent((Purpose.PROCESSING,), "2026-11", given=False)

    def withdraw(uow: UnitOfWork) -> None:
        speaker = uow.people.speaker("M07", date(2026, 3, 10))
        assert speaker is not None
        decide_consent(uow, speaker, withdrawn, Occasion(world.now, world.now))

    world.now += timedelta(minutes=1)
    world.do(withdraw)
    assert not _wanted(world, "to M07")


def test_nobody_is_called_to_a_pledge_that_does_not_wait(world: World) -> None:
    world.phone("M07")
    register_two_items(world.phone("M10"))
    pledge = world.do(lambda uow: uow.pledges.of_year("M10", 2026)[0])
    assert _wanted(world, f"to M07 pledge_waits {pledge.id}")
    assert not _wanted(world, "to M07 pledge_waits nothing")
    assert not _wanted(world, "to M07 report_waits nothing")


def test_nobody_is_called_to_what_one_wrote_who_has_died_since(world: World) -> None:
    world.phone("M07")
    register_two_items(world.phone("M10"))
    pledge = world.do(lambda uow: uow.pledges.of_year("M10", 2026)[0])

    def died(uow: UnitOfWork) -> None:
        life = uow.lives.get("M10")
        assert life is not None
        uow.lives.put(ended(life, Standing.DECEASED, date(2026, 3, 9)))

    world.do(died)
    assert not _wanted(world, f"to M07 pledge_waits {pledge.id}")


def test_a_check_that_nobody_knows_sends_nothing(world: World) -> None:
    world.phone("M07")
    assert not _wanted(world, "to M07 moon full")
    assert not _wanted(world, "to M07 moon")
