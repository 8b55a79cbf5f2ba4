from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scheduler.darkroom import Darkroom, darkroom
from tests.scheduler.office import Office
from tests.scheduler.posts import open_post
from tests.world import Phone, World, living


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """On each backend in turn."""
    with open_post(database_url) as post:
        yield Office(post)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/world.db") as world:
        yield world


@pytest.fixture
def room(world: World, tmp_path: Path) -> Darkroom:
    return darkroom(world, tmp_path / "evidence")


@pytest.fixture
def cuong(world: World) -> Phone:
    """A member with a pledge of three items."""
    phone = world.phone("M03")
    phone.bubbles.clear()
    return phone
