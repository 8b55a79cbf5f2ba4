"""What is not kept: too large, too many, without consent, and what bears a mark of secrecy (domain.md §6.3)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.inbound import Kind, Media
from core.consent import Consent, Purpose
from core.photos import Photo, PhotoState
from core.settings import MOST_PHOTOS
from tests.handlers.photos.album import arrive, parts, pass_time, photos_of, sent, texts
from tests.world import Phone, World

LARGE = 20 * 1024 * 1024 + 1


def to_fetch(world: World) -> list[Photo]:
    return world.do(lambda uow: uow.photos.to_fetch(100))


class TestTooLarge:
    def test_it_is_refused_before_anything_is_fetched_and_says_why(self, cuong: Phone) -> None:
        media = Media("f", "u", as_photo=False, name="quay phim.mov", size=LARGE)
        arrive(cuong, sent(cuong, media, "500"))
        pass_time(cuong.world, 2.0)
        assert to_fetch(cuong.world) == []
        assert [photo.state for photo in photos_of(cuong.world, "M03")] == [PhotoState.REFUSED]
        assert "“quay phim.mov”: tệp lớn hơn 20 MB." in cuong.sees
        assert "Đã nhận" not in cuong.sees

    def test_nothing_else_of_the_album_is_lost(self, cuong: Phone) -> None:
        said = parts(cuong, 4)
        assert said[2].media
        said[2] = replace(said[2], media=replace(said[2].media, size=LARGE))
        for part in said:
            arrive(cuong, part)
        pass_time(cuong.world, 2.0)
        assert len(cuong.bubbles) == 1
        assert "Đã nhận 3 ảnh" in cuong.sees
        assert "Ảnh thứ 3 trong 4 ảnh: tệp lớn hơn 20 MB." in cuong.sees

    def test_exactly_twenty_megabytes_is_not_too_large(self, cuong: Phone) -> None:
        arrive(cuong, sent(cuong, Media("f", "u", as_photo=False, name="a.pdf", size=LARGE - 1), "500"))
        assert len(to_fetch(cuong.world)) == 1


class TestTooMany:
    def test_more_than_the_unit_allows_are_refused_once_and_kindly(self, world: World, cuong: Phone) -> None:
        world.do(lambda uow: uow.units.set("U0", MOST_PHOTOS, "12"))
        for number in range(2):
            for part in parts(cuong, 10, album=f"a{number}", start=500 + 100 * number):
                arrive(cuong, part)
        pass_time(world, 2.0)
        assert len(photos_of(world, "M03")) == 12
        told = [text for text in texts(cuong) if "đã có 12 ảnh" in text]
        assert len(told) == 1
        assert "/minhchung" in told[0]

    def test_removing_one_makes_room(self, world: World, cuong: Phone) -> None:
        world.do(lambda uow: uow.units.set("U0", MOST_PHOTOS, "1"))
        cuong.sends_photo("p1")
        pass_time(world, 30.0)
        cuong.chooses("Bỏ một ảnh")
        cuong.chooses("Ảnh 1")
        cuong.sends_photo("p2")
        assert len(photos_of(world, "M03")) == 1


def test_without_consent_nothing_is_kept(world: World, cuong: Phone) -> None:
    later = world.now + timedelta(seconds=1)
    refused = Consent(
        "M03", Purpose.PROCESSING, "1", given=False, at=later, channel="telegram", message_id="1"
    )
    world.do(lambda uow: uow.consents.record(refused))
    cuong.bubbles.clear()
    for part in parts(cuong, 4):
        arrive(cuong, part)
    pass_time(world, 2.0)
    assert to_fetch(world) == []
    assert len(cuong.bubbles) == 1
    assert "chưa đồng ý" in cuong.sees


class TestMarkedSecret:
    @pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
    def test_a_caption_speaks_for_the_whole_album(self, cuong: Phone, order: list[int]) -> None:
        """Messengers put the caption under one part alone, and parts arrive in any order."""
        said = parts(cuong, 3, captions=["Công văn đóng dấu MẬT số 12"])
        for number in order:
            arrive(cuong, said[number])
        pass_time(cuong.world, 2.0)
        assert photos_of(cuong.world, "M03") == []
        assert to_fetch(cuong.world) == []
        assert any("xóa" in text for text in texts(cuong))
        assert not any("Đã nhận" in text for text in texts(cuong))

    def test_the_row_that_remembers_it_has_no_content(self, cuong: Phone) -> None:
        said = parts(cuong, 1, captions=["TỐI MẬT: kế hoạch diễn tập"])[0]
        arrive(cuong, said)
        (row,) = cuong.world.do(lambda uow: uow.photos.of_message("M03", "telegram", said.message_id))
        assert (row.state, row.ref, row.name, row.caption) == (PhotoState.MARKED, "", "", "")

    def test_a_file_by_its_name(self, cuong: Phone) -> None:
        cuong.sends_photo("f1", name="Báo cáo (Mật).pdf")
        assert to_fetch(cuong.world) == []

    def test_a_caption_that_is_changed_afterwards(self, cuong: Phone) -> None:
        said = parts(cuong, 3)
        for part in said:
            arrive(cuong, part)
        edited = replace(
            said[0],
            key="edit1",
            kind=Kind.EDITED,
            media=None,
            text="Tài liệu TUYỆT MẬT",
            received_at=cuong.world.now,
        )
        arrive(cuong, edited)
        assert photos_of(cuong.world, "M03") == []
        assert to_fetch(cuong.world) == []

    def test_honey_is_no_secret(self, cuong: Phone) -> None:
        arrive(cuong, parts(cuong, 1, captions=["Mô hình nuôi ong mật ở bản Lầu"])[0])
        assert len(to_fetch(cuong.world)) == 1


def test_old_photos_are_still_known_after_a_month(cuong: Phone) -> None:
    cuong.sends_photo("p1")
    cuong.world.now += timedelta(days=40)
    assert len(photos_of(cuong.world, "M03")) == 1
