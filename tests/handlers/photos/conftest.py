from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import Phone, World, living


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/world.db") as world:
        yield world


@pytest.fixture
def cuong(world: World) -> Phone:
    """A member on Telegram with a pledge of three items, whose report for the first quarter is owed."""
    return _fresh(world.phone("M03"))


@pytest.fixture
def on_text(world: World) -> Phone:
    """The same on a channel without buttons, edits and albums."""
    return _fresh(world.phone("M03", "text"))


def _fresh(phone: Phone) -> Phone:
    phone.bubbles.clear()
    return phone
