"""Two people on one phone (M30 and M31 of the demo)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import Phone, World, living


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/x.db") as found:
        yield found


@pytest.fixture
def phone(world: World) -> Phone:
    shared = world.phone("M30")
    shared.says(f"/start {world.codes['M31']}")
    shared.chooses("Đúng")
    shared.agrees()
    return shared


def test_every_prompt_names_whom_it_is_for(phone: Phone) -> None:
    phone.says("menu")
    assert phone.sees.startswith("Đồng chí Yên:")


def test_who_is_speaking_is_chosen_and_shown(phone: Phone) -> None:
    phone.says("menu")
    phone.chooses("Đổi người dùng máy")
    phone.chooses("Tôi là đồng chí Nguyễn Xuân Hiệp")
    assert phone.sees.startswith("Đồng chí Hiệp:")


def test_each_has_a_draft_of_his_own(phone: Phone, world: World) -> None:
    phone.says("đổi người")
    phone.chooses("Tôi là đồng chí Nguyễn Xuân Hiệp")
    phone.says("báo cáo quý 1")
    assert "Việc 1/" in phone.sees
    phone.says("đổi người")
    phone.says("/ai")
    phone.chooses("Tôi là đồng chí Đào Thị Yên")
    assert "Làm tiếp" not in " ".join(phone.choices)
    owners = world.do(
        lambda uow: [c.owner for p in ("M30", "M31") for c in uow.talk.open_conversations(f"p:{p}")]
    )
    assert owners == ["p:M30"]


def test_nobody_becomes_someone_who_is_not_linked_there(phone: Phone) -> None:
    phone.says("/toila M29|menu")
    assert phone.sees.startswith("Đồng chí Yên:")
    assert "Hương" not in phone.sees


def test_a_phone_of_one_names_nobody_and_offers_no_change(world: World) -> None:
    alone = world.phone("M10")
    alone.says("menu")
    assert "Đồng chí Dính:" not in alone.sees
    assert "Đổi người dùng máy" not in alone.choices
