"""Photos come at any step of a report: never the answer, never lost, and no question is asked again for each."""

from dataclasses import replace
from functools import partial

import pytest

from bot.handlers.photo_receipts import PhotoReceipts
from core.photos import Photo, PhotoState
from core.ports import UnitOfWork
from core.report import ReportState, Returned
from tests.handlers.photos.album import arrive, parts, pass_time, photos_of, text_of
from tests.handlers.photos.reporting import hand_in, report_of, to_photos_of_first_item, to_summary
from tests.world import Phone, World, can_edit


def test_an_album_at_the_question_for_photos_has_one_receipt_with_the_count_on_its_button(
    cuong: Phone,
) -> None:
    to_photos_of_first_item(cuong)
    before = len(cuong.bubbles)
    for part in parts(cuong, 10):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    assert len(cuong.bubbles) == before + 1
    assert cuong.sees == "Đã nhận 10 ảnh cho việc 1."
    assert cuong.choices == ["Xong, 10 ảnh"]
    assert {photo.item for photo in photos_of(cuong.world, "M03")} == {"e1"}
    cuong.taps("Xong, 10 ảnh")
    assert "Việc 2/3" in cuong.sees


def test_the_button_of_the_question_itself_stays_good(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    question = cuong.bubbles[-1]
    arrive(cuong, parts(cuong, 1)[0])
    pass_time(cuong.world, 2.0)
    cuong.taps("Không có ảnh", question)
    assert "Việc 2/3" in cuong.sees


def test_the_count_grows_with_what_comes_later(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    for batch in ("a1", "a2"):
        for part in parts(cuong, 2, album=batch, start=500 if batch == "a1" else 600):
            arrive(cuong, part)
        pass_time(cuong.world, 30.0)
    assert [text_of(bubble) for bubble in cuong.bubbles[-2:]] == ["Đã nhận 2 ảnh cho việc 1."] * 2
    assert cuong.choices == ["Xong, 4 ảnh"]


def test_a_photo_amid_the_words_belongs_to_the_item_and_is_no_answer(cuong: Phone) -> None:
    cuong.says("/baocao")
    cuong.says("3")
    cuong.sends_photo("p1")
    pass_time(cuong.world, 2.0)
    assert "Đã nhận 1 ảnh cho việc 1." in cuong.sees
    assert cuong.choices == []
    assert [photo.item for photo in photos_of(cuong.world, "M03")] == ["e1"]
    cuong.says("2")
    assert "thế nào" in cuong.sees


def test_without_an_item_it_is_kept_aside_and_offered_to_be_put_somewhere(cuong: Phone) -> None:
    to_summary(cuong)
    cuong.sends_photo("p1")
    pass_time(cuong.world, 2.0)
    assert "chưa gắn với việc nào" in cuong.sees
    cuong.taps("Gắn ảnh vào việc")
    assert "Ảnh này cho việc nào?" in cuong.sees
    cuong.chooses("Việc 2")
    assert "Đã gắn 1 ảnh" in cuong.sees
    cuong.taps("Làm tiếp")
    assert "Ảnh: 1" in cuong.sees
    cuong.taps("Gửi báo cáo")
    assert "Mã biên nhận" in cuong.sees
    assert [photo.item for photo in photos_of(cuong.world, "M03")] == ["e2"]


def test_a_late_part_lands_with_its_album_though_the_question_has_moved_on(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    *early, late = parts(cuong, 4)
    for part in early:
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.taps("Xong, 3 ảnh")
    arrive(cuong, late, after=40.0)
    pass_time(cuong.world, 2.0)
    assert {photo.item for photo in photos_of(cuong.world, "M03")} == {"e1"}
    assert any("Đã nhận 4 ảnh cho việc 1." in text_of(bubble) for bubble in cuong.bubbles)
    assert sum("Đã nhận" in text_of(bubble) for bubble in cuong.bubbles) == 1


def test_a_report_goes_off_while_photos_are_being_fetched(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    for part in parts(cuong, 3):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.says("/huy")
    cuong.chooses("Dừng và xóa bản nháp")
    hand_in(cuong)
    assert [photo.state for photo in photos_of(cuong.world, "M03")] == [PhotoState.NOTED] * 3


def test_voice_and_stickers_among_photos_break_nothing(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    cuong.sends_photo("p1", album="a1")
    cuong.sends("sticker")
    cuong.sends_photo("p2", album="a1")
    cuong.sends("voice")
    pass_time(cuong.world, 2.0)
    assert len(photos_of(cuong.world, "M03")) == 2
    cuong.says("xong")
    assert "Việc 2/3" in cuong.sees


class TestInPlainText:
    def test_the_receipt_repeats_the_one_choice(self, on_text: Phone) -> None:
        to_photos_of_first_item(on_text)
        arrive(on_text, parts(on_text, 1, album=None)[0])
        pass_time(on_text.world, 21.0)
        assert on_text.sees.startswith("Đã nhận 1 ảnh cho việc 1.\n\n1. Xong, 1 ảnh")
        on_text.says("1")
        assert "Việc 2/3" in on_text.sees

    def test_who_goes_on_before_the_receipt_gets_it_without_numbers_that_would_mislead(
        self, on_text: Phone
    ) -> None:
        to_photos_of_first_item(on_text)
        arrive(on_text, parts(on_text, 1, album=None)[0])
        on_text.says("xong")
        pass_time(on_text.world, 21.0)
        receipts = [bubble for bubble in on_text.bubbles if "Đã nhận 1 ảnh" in text_of(bubble)]
        assert len(receipts) == 1
        assert receipts[0].screen.options == ()
        on_text.says("2")
        assert "Ngoài số đó" in on_text.sees


@pytest.mark.parametrize("words", ["xong", "Xong, 2 ảnh", "1", "xong rồi"])
def test_done_is_read_however_it_is_typed(cuong: Phone, words: str) -> None:
    to_photos_of_first_item(cuong)
    for part in parts(cuong, 2):
        arrive(cuong, part)
    pass_time(cuong.world, 10.0)
    cuong.says(words)
    assert "Việc 2/3" in cuong.sees


def test_the_summary_says_what_is_of_no_item_yet(cuong: Phone) -> None:
    for part in parts(cuong, 2):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.chooses("Để nguyên")
    to_summary(cuong)
    assert "Ảnh chưa gắn với việc nào: 2." in cuong.sees


def test_an_offer_on_the_screen_is_not_taken_away_by_a_photo(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    cuong.says("huỷ")
    cuong.sends_photo("p1")
    pass_time(cuong.world, 2.0)
    assert cuong.sees.startswith("Đã nhận 1 ảnh cho việc 1.")
    assert cuong.choices == []
    cuong.says("1")
    assert "ảnh hoặc tệp" in cuong.sees


def test_a_broken_part_of_an_album_counts_no_more_on_the_button(cuong: Phone) -> None:
    world = cuong.world
    to_photos_of_first_item(cuong)
    for part in parts(cuong, 3):
        arrive(cuong, part)
    pass_time(world, 2.0)
    assert cuong.choices == ["Xong, 3 ảnh"]
    receipts = PhotoReceipts(world.words, can_edit, lambda _now: None)
    broken = photos_of(world, "M03")[1]

    def refuse(uow: UnitOfWork) -> None:
        refused = replace(broken, state=PhotoState.REFUSED, reason="broken")
        uow.photos.save(refused)
        uow.outbox.queue(receipts(uow, refused, world.now), None, world.now)

    world.do(refuse)
    for photo in (photos_of(world, "M03")[0], photos_of(world, "M03")[2]):
        world.do(partial(_stored, photo=photo, receipts=receipts, world=world))
    world.deliver()
    asked = next(each for each in reversed(cuong.bubbles) if each.screen.options)
    assert [option.label for option in asked.screen.options][:1] == ["Xong, 2 ảnh"]


def _stored(uow: UnitOfWork, photo: Photo, receipts: PhotoReceipts, world: World) -> None:
    stored = replace(photo, state=PhotoState.STORED, sha256=photo.id.ljust(64, "0"), kind="jpeg")
    uow.photos.save(stored)
    uow.outbox.queue(receipts(uow, stored, world.now), None, world.now)


def test_in_a_returned_report_the_question_and_the_receipt_name_the_same_item(cuong: Phone) -> None:
    world = cuong.world
    hand_in(cuong)
    found = report_of(world, "M03")
    returned = replace(
        found,
        state=ReportState.RETURNED,
        returned=Returned("M01", world.now, "Thiếu ảnh", frozenset({"e3"})),
        revision=found.revision + 1,
    )
    world.do(lambda uow: uow.reports.save(returned, found.revision))
    cuong.says("/baocao")
    assert "Việc 3/3" in cuong.sees
    assert "Thiếu ảnh" in cuong.sees
    cuong.sends_photo("p9")
    pass_time(world, 2.0)
    assert "cho việc 3" in cuong.everything
