"""/minhchung: what there is, item by item, and what may be done about it until the report is accepted."""

import pytest

from core.history import Deed
from tests.handlers.photos.album import arrive, parts, pass_time, photos_of
from tests.handlers.photos.reporting import accept, hand_in, report_of
from tests.world import Phone, World


@pytest.fixture
def with_photos(cuong: Phone) -> Phone:
    """Two photos of the first item, one of the second."""
    for count, album, words in ((2, "a1", "cho việc 1"), (1, "a2", "cho việc 2")):
        for part in parts(cuong, count, album=album, start=500 if count == 2 else 600):
            arrive(cuong, part, after=10.0)
        pass_time(cuong.world, 2.0)
        cuong.says(words)
    return cuong


def items(phone: Phone) -> list[str | None]:
    return [photo.item for photo in photos_of(phone.world, "M03")]


@pytest.mark.parametrize(
    "words", ["/minhchung", "minh chứng", "minh chung", "/minhchung quý 1", "minh chứng q1/26"]
)
def test_it_shows_how_much_each_item_has(with_photos: Phone, words: str) -> None:
    with_photos.says(words)
    assert "Minh chứng Quý I/2026" in with_photos.sees
    assert "khó khăn: 2 ảnh đã nhận" in with_photos.sees
    assert "cho hộ…: 1 ảnh đã nhận" in with_photos.sees
    assert "3. Tiếp xúc, đối thoại trực tiếp với Nhân dân ở các…: chưa có" in with_photos.sees


def test_photos_are_added_to_an_item(with_photos: Phone) -> None:
    with_photos.says("/minhchung")
    with_photos.chooses("Gửi thêm ảnh")
    with_photos.chooses("Việc 3")
    for part in parts(with_photos, 2, album="a3", start=900):
        arrive(with_photos, part)
    pass_time(with_photos.world, 2.0)
    assert with_photos.sees == "Đã nhận 2 ảnh cho việc 3."
    with_photos.chooses("Xong, 2 ảnh")
    assert items(with_photos) == ["e1", "e1", "e2", "e3", "e3"]


def test_one_is_removed(with_photos: Phone) -> None:
    with_photos.says("/minhchung")
    with_photos.chooses("Bỏ một ảnh")
    with_photos.chooses("Ảnh 2")
    assert "Đã bỏ ảnh" in with_photos.sees
    assert items(with_photos) == ["e1", "e2"]


def test_one_is_moved_to_another_item_or_to_none(with_photos: Phone) -> None:
    for answer in ("Việc 3", "Chưa gắn"):
        with_photos.says("/minhchung")
        with_photos.chooses("Chuyển một ảnh")
        with_photos.chooses("Ảnh 1")
        with_photos.chooses(answer)
        with_photos.says("/menu")
        if answer == "Việc 3":
            assert items(with_photos) == ["e3", "e1", "e2"]
    assert items(with_photos) == [None, "e1", "e2"]


def test_among_many_the_item_is_asked_first(cuong: Phone) -> None:
    for part in parts(cuong, 10):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.says("cho việc 1")
    for part in parts(cuong, 3, album="a2", start=800):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.says("cho việc 2")
    cuong.says("/minhchung")
    cuong.chooses("Bỏ một ảnh")
    assert "Ảnh đang ở việc nào?" in cuong.sees
    cuong.chooses("Việc 2")
    assert len(cuong.choices) == 3
    cuong.chooses("Ảnh 1")
    assert items(cuong) == ["e1"] * 10 + ["e2"] * 2


def test_it_stays_open_after_the_report_was_handed_in_and_the_reviewer_can_see_that(cuong: Phone) -> None:
    hand_in(cuong)
    for part in parts(cuong, 3):
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    cuong.says("cho việc 1")
    cuong.says("/minhchung")
    cuong.chooses("Bỏ một ảnh")
    cuong.chooses("Ảnh 3")
    report = report_of(cuong.world, "M03")
    deeds = [entry.deed for entry in cuong.world.do(lambda uow: uow.history.of(report.id))]
    assert deeds == [Deed.SUBMITTED, Deed.EVIDENCE_ADDED, Deed.EVIDENCE_REMOVED]


class TestOnceTheReportIsAccepted:
    def test_it_is_closed_with_a_kind_sentence(self, world: World, cuong: Phone) -> None:
        hand_in(cuong)
        accept(world, "M03")
        cuong.says("/minhchung quý 1")
        assert "đã khóa. Cảm ơn đồng chí." in cuong.sees

    def test_what_was_open_then_changes_nothing(self, world: World, with_photos: Phone) -> None:
        with_photos.says("/huy")
        hand_in(with_photos)
        with_photos.says("/minhchung quý 1")
        with_photos.chooses("Bỏ một ảnh")
        accept(world, "M03")
        with_photos.chooses("Ảnh 1")
        assert "đã khóa" in with_photos.sees
        assert items(with_photos) == ["e1", "e1", "e2"]

    def test_a_part_that_comes_too_late_is_refused_kindly(self, world: World, cuong: Phone) -> None:
        hand_in(cuong)
        cuong.says("/minhchung")
        cuong.chooses("Gửi thêm ảnh")
        cuong.chooses("Việc 1")
        accept(world, "M03")
        for part in parts(cuong, 3):
            arrive(cuong, part)
        pass_time(world, 2.0)
        told = [
            text
            for text in (b.screen.paragraphs[0].text for b in cuong.bubbles)
            if "không thêm, bớt ảnh" in text
        ]
        assert len(told) <= 1
        assert photos_of(world, "M03", "report:2026Q1") == []


def test_nobody_elses_photos_are_shown(world: World, with_photos: Phone) -> None:
    assert "2 ảnh" in with_photos.everything
    other = world.phone("M13")
    other.says("/minhchung")
    assert "2 ảnh" not in other.everything


def test_who_has_no_pledge_is_shown_where_to_begin(world: World) -> None:
    phone = world.phone("M07")
    phone.says("/minhchung")
    assert "Chưa" in phone.sees or "chưa" in phone.sees
    phone.sends_photo("p1")
    pass_time(world, 2.0)
    assert "Đã nhận 1 ảnh" in phone.sees


@pytest.mark.parametrize("words", ["/minhchung tháng 13", "minh chứng quý 9"])
def test_a_quarter_that_cannot_be_read_is_asked_back(cuong: Phone, words: str) -> None:
    cuong.says(words)
    assert "quý nào" in cuong.sees
