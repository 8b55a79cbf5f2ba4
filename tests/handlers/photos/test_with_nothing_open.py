"""Photos sent with no command: noted, and once it is quiet asked about once (domain.md §5.7)."""

from datetime import timedelta

import pytest

from tests.handlers.photos.album import arrive, parts, pass_time, photos_of, texts
from tests.handlers.photos.reporting import accept, hand_in
from tests.world import Phone, World


@pytest.fixture
def asked(cuong: Phone) -> Phone:
    for part in parts(cuong, 4):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    return cuong


def items(phone: Phone) -> list[str | None]:
    return [photo.item for photo in photos_of(phone.world, "M03")]


def test_it_is_asked_once_which_item_they_are_for(asked: Phone) -> None:
    assert len(asked.bubbles) == 1
    assert "Đã nhận 4 ảnh của Quý I/2026" in asked.sees
    assert asked.sees.endswith("Ảnh này cho việc nào?")
    assert [choice.split(":")[0] for choice in asked.choices[:3]] == ["Việc 1", "Việc 2", "Việc 3"]


@pytest.mark.parametrize(
    "words",
    [
        "2",
        "việc 2",
        "viec 2",
        "cho việc 2",
        "tất cả cho việc 2",
        "Tat ca cho viec 2",
        "ảnh này cho việc 2 nhé",
    ],
)
def test_all_of_them_are_put_to_one_item_by_words(asked: Phone, words: str) -> None:
    asked.says(words)
    assert "Đã gắn 4 ảnh" in asked.sees
    assert items(asked) == ["e2"] * 4


def test_all_of_them_are_put_to_one_item_by_a_tap(asked: Phone) -> None:
    asked.taps("Việc 3")
    assert items(asked) == ["e3"] * 4


def test_one_by_one(asked: Phone) -> None:
    asked.taps("Gắn từng ảnh")
    for number, answer in enumerate(("việc 1", "việc 1", "2", "để sau"), 1):
        assert f"Ảnh {number}/4" in asked.sees
        asked.says(answer)
    assert "Đã gắn 3 ảnh" in asked.sees
    assert items(asked) == ["e1", "e1", "e2", None]


def test_they_may_be_left_without_an_item(asked: Phone) -> None:
    asked.taps("Để nguyên")
    assert items(asked) == [None] * 4


def test_a_part_that_is_late_lands_with_the_others(cuong: Phone) -> None:
    *early, late = parts(cuong, 4)
    for part in early:
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.says("tất cả cho việc 2")
    arrive(cuong, late, after=60.0)
    pass_time(cuong.world, 2.0)
    assert items(cuong) == ["e2"] * 4
    assert any("Đã nhận 4 ảnh cho việc 2." in text for text in texts(cuong))
    assert not any("Đã nhận 1 ảnh" in text for text in texts(cuong))


def test_a_second_album_is_asked_about_together_with_the_first(asked: Phone) -> None:
    for part in parts(asked, 2, album="a2", start=700):
        arrive(asked, part, after=20.0)
    pass_time(asked.world, 2.0)
    assert "Đã nhận 2 ảnh" in asked.sees
    assert "Tất cả có 6 ảnh" in asked.sees
    asked.says("1")
    assert items(asked) == ["e1"] * 6


def test_an_old_button_of_the_question_changes_nothing(asked: Phone) -> None:
    question = asked.bubbles[-1]
    asked.taps("Việc 2", question)
    asked.sends_photo("later")
    asked.taps("Việc 3", question)
    assert sorted(map(str, items(asked))) == ["None", "e2", "e2", "e2", "e2"]


def test_typed_words_put_photos_where_they_belong_later_too(asked: Phone) -> None:
    asked.says("/menu")
    asked.says("tất cả cho việc 2")
    assert items(asked) == ["e2"] * 4
    asked.says("/menu")
    asked.says("cho việc 9")
    assert "Không có việc 9; đồng chí có 3 việc." in asked.sees


def test_a_number_typed_before_the_question_could_be_read_is_not_its_answer(on_text: Phone) -> None:
    on_text.says("/menu")
    arrive(on_text, parts(on_text, 1, album=None)[0])
    on_text.says("2")
    assert items(on_text) == [None]
    pass_time(on_text.world, 21.0)
    receipts = [text for text in texts(on_text) if "Đã nhận 1 ảnh" in text]
    assert len(receipts) == 1


def test_words_typed_before_the_question_could_be_read_are(on_text: Phone) -> None:
    for part in parts(on_text, 3, album=None):
        arrive(on_text, part)
    on_text.says("tất cả cho việc 2")
    assert items(on_text) == ["e2"] * 3
    assert "Đã gắn 3 ảnh" in on_text.sees


def test_a_stranger_is_shown_the_way_in_and_nothing_is_kept(world: World) -> None:
    stranger = world.stranger()
    stranger.sends_photo("p1")
    assert world.do(lambda uow: uow.photos.to_fetch(10)) == []
    assert stranger.bubbles


class TestWhichReportTheyBelongTo:
    def test_the_one_that_is_owed(self, world: World, cuong: Phone) -> None:
        """In April the first quarter's report may still be owed."""
        world.now += timedelta(days=30)
        cuong.sends_photo("p1")
        assert len(photos_of(world, "M03", "report:2026Q1")) == 1

    def test_once_that_is_handed_in_still_the_same_quarter(self, world: World, cuong: Phone) -> None:
        hand_in(cuong)
        cuong.sends_photo("p1")
        assert len(photos_of(world, "M03", "report:2026Q1")) == 1

    def test_once_it_is_accepted_the_next(self, world: World, cuong: Phone) -> None:
        hand_in(cuong)
        accept(world, "M03")
        cuong.sends_photo("p1")
        pass_time(world, 2.0)
        assert photos_of(world, "M03", "report:2026Q1") == []
        assert len(photos_of(world, "M03", "report:2026Q2")) == 1
        assert "Đã nhận 1 ảnh của Quý II/2026" in cuong.sees


def test_a_question_left_half_way_is_not_answered_by_what_is_said_next(asked: Phone) -> None:
    asked.taps("Gắn từng ảnh")
    asked.says("/menu")
    asked.sends_photo("later")
    pass_time(asked.world, 2.0)
    assert "Đã nhận 1 ảnh" in asked.sees
    asked.says("việc 1")
    assert items(asked) == [None] * 5
    asked.says("/minhchung")
    assert "Ảnh 1/5" in asked.sees
