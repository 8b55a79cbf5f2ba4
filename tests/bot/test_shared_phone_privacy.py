"""On a phone of two nobody reads the other's: drafts, records, notices, and what was on the screen (M30 and M31)."""

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


def as_hiep(phone: Phone) -> None:
    phone.says("đổi người")
    phone.chooses("Tôi là đồng chí Nguyễn Xuân Hiệp")


def as_yen(phone: Phone) -> None:
    phone.says("/ai")
    phone.chooses("Tôi là đồng chí Đào Thị Yên")


def test_a_button_of_the_others_prompt_answers_nothing(phone: Phone, world: World) -> None:
    as_hiep(phone)
    phone.says("báo cáo quý 1")
    question = phone.bubbles[-1]
    as_yen(phone)
    before = world.do(lambda uow: [c.state for c in uow.talk.open_conversations("p:M30")])
    for option in question.screen.options:
        phone.taps(option.label, question)
        assert "Việc 1/" not in phone.sees
        assert "Đồng chí Hiệp" not in phone.sees
    assert world.do(lambda uow: [c.state for c in uow.talk.open_conversations("p:M30")]) == before


def test_words_said_as_one_are_no_answer_of_the_other(phone: Phone, world: World) -> None:
    as_hiep(phone)
    phone.says("báo cáo quý 1")
    as_yen(phone)
    before = world.do(lambda uow: [c.state for c in uow.talk.open_conversations("p:M30")])
    phone.says("3")
    phone.says("quay lại")
    assert world.do(lambda uow: [c.state for c in uow.talk.open_conversations("p:M30")]) == before


def test_the_others_draft_is_not_gone_on_with_by_its_number(phone: Phone, world: World) -> None:
    as_hiep(phone)
    phone.says("báo cáo quý 1")
    (draft,) = world.do(lambda uow: uow.talk.open_conversations("p:M30"))
    as_yen(phone)
    phone.says(f"/tieptuc {draft.row}")
    assert "Việc 1/" not in phone.sees


def test_the_record_is_that_of_who_is_speaking(phone: Phone) -> None:
    as_hiep(phone)
    phone.says("/cuatoi")
    his = phone.sees
    as_yen(phone)
    phone.says("/cuatoi")
    assert phone.sees.startswith("Đồng chí Yên:")
    assert phone.sees.splitlines()[1:] != his.splitlines()[1:] or "Việc" not in his


def test_a_photo_belongs_to_who_is_speaking(phone: Phone, world: World) -> None:
    as_hiep(phone)
    phone.sends_photo("p1")
    phone.says("/toila M31|menu")
    kept = world.do(lambda uow: [uow.photos.of(each, "report:2026Q1") for each in ("M30", "M31")])
    assert [len(each) for each in kept] == [1, 0]


def test_unlinking_one_leaves_the_other_alone(phone: Phone, world: World) -> None:
    as_hiep(phone)
    phone.says("/lienlac")
    assert "dùng chung" in phone.sees
    phone.chooses("Gỡ Telegram trên máy này")
    phone.chooses("Có, gỡ")
    phone.says("menu")
    assert "Danh mục" in phone.sees
    assert "Đồng chí Hiệp" not in phone.sees
    assert len(world.do(lambda uow: uow.talk.ways_to("M31"))) == 1
    assert world.do(lambda uow: uow.talk.ways_to("M30")) == []
