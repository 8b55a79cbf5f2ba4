"""An album arrives as many updates: each is a row, and all have one receipt (peers.md, complaints 4 and 6)."""

import random

from tests.handlers.photos.album import after_a_crash, arrive, parts, pass_time, photos_of, text_of, texts
from tests.world import Phone, World


def test_ten_photos_shuffled_late_and_doubled_are_ten_rows_and_one_receipt(cuong: Phone) -> None:
    said = parts(cuong, 10)
    random.Random(5).shuffle(said)
    *early, late = said
    for part in early:
        arrive(cuong, part)
    arrive(cuong, early[4])
    arrive(cuong, late, after=3.0)
    pass_time(cuong.world, 2.0)
    assert len(photos_of(cuong.world, "M03")) == 10
    assert len(cuong.bubbles) == 1
    assert "Đã nhận 10 ảnh" in cuong.sees


def test_the_receipt_waits_for_quiet_and_comes_within_three_seconds(cuong: Phone) -> None:
    first, second, third = parts(cuong, 3)
    arrive(cuong, first)
    arrive(cuong, second, after=1.4)
    assert cuong.bubbles == []
    arrive(cuong, third, after=1.4)
    assert cuong.bubbles == []
    pass_time(cuong.world, 1.5)
    assert "Đã nhận 3 ảnh" in cuong.sees


def test_a_crash_amid_the_album_changes_nothing(cuong: Phone) -> None:
    said = parts(cuong, 10)
    for part in said[:4]:
        arrive(cuong, part)
    after_a_crash(cuong)
    for part in [*said[2:7], *said[5:]]:
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    assert len(photos_of(cuong.world, "M03")) == 10
    assert len(cuong.bubbles) == 1
    assert "Đã nhận 10 ảnh" in cuong.sees


def test_a_part_that_comes_after_the_receipt_changes_it_in_place(cuong: Phone) -> None:
    said = parts(cuong, 4)
    for part in said[:3]:
        arrive(cuong, part)
    pass_time(cuong.world, 2.0)
    assert "Đã nhận 3 ảnh" in cuong.sees
    arrive(cuong, said[3], after=30.0)
    pass_time(cuong.world, 2.0)
    assert [text.splitlines()[0] for text in texts(cuong)] == [
        "Đã nhận 4 ảnh của Quý I/2026, chưa gắn với việc nào."
    ]


def test_where_nothing_can_be_edited_one_receipt_comes_after_twenty_seconds_of_quiet(on_text: Phone) -> None:
    for number, part in enumerate(parts(on_text, 4, album=None)):
        arrive(on_text, part, after=0.1 if number == 0 else 15.0)
        assert on_text.bubbles == []
    pass_time(on_text.world, 19.0)
    assert on_text.bubbles == []
    pass_time(on_text.world, 2.0)
    assert len(on_text.bubbles) == 1
    assert "Đã nhận 4 ảnh" in on_text.sees
    pass_time(on_text.world, 60.0)
    assert len(on_text.bubbles) == 1


def test_photos_sent_one_by_one_in_a_hurry_have_one_receipt(cuong: Phone) -> None:
    for part in parts(cuong, 3, album=None):
        arrive(cuong, part, after=2.5)
    pass_time(cuong.world, 2.0)
    assert len(cuong.bubbles) == 1
    assert "Đã nhận 3 ảnh" in cuong.sees


def test_files_are_counted_as_files(cuong: Phone) -> None:
    cuong.sends_photo("p1", album="a2")
    cuong.sends_photo("f1", album="a2", name="Biên bản họp thôn.pdf")
    pass_time(cuong.world, 2.0)
    assert "Đã nhận 2 ảnh và tệp" in cuong.sees
    cuong.sends_photo("f2", album="a3", name="Giấy khen.pdf")
    pass_time(cuong.world, 2.0)
    assert "Đã nhận 1 tệp" in cuong.sees


def test_two_people_send_albums_at_once(world: World, cuong: Phone) -> None:
    dinh = world.phone("M07")
    dinh.bubbles.clear()
    cuong.bubbles.clear()
    both = [(cuong, part) for part in parts(cuong, 5)] + [(dinh, part) for part in parts(dinh, 3)]
    random.Random(2).shuffle(both)
    for phone, part in both:
        arrive(phone, part)
    pass_time(world, 2.0)
    assert (len(photos_of(world, "M03")), len(photos_of(world, "M07"))) == (5, 3)
    assert [len(cuong.bubbles), len(dinh.bubbles)] == [1, 1]
    assert "Đã nhận 5 ảnh" in cuong.sees
    assert "Đã nhận 3 ảnh" in dinh.sees


def test_a_shared_phone_says_whose_photos_they_are(world: World) -> None:
    phone = world.phone("M30")
    phone.says(f"/start {world.codes['M31']}")
    phone.chooses("Đúng")
    phone.agrees()
    phone.bubbles.clear()
    phone.sends_photo("p1")
    pass_time(world, 2.0)
    assert text_of(phone.bubbles[-1]).startswith("Đồng chí ")
