"""Words typed where something else stood on the screen: each found by somebody who tried to break it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.photos.album import pass_time
from tests.handlers.photos.reporting import to_photos_of_first_item, to_summary
from tests.scripts.quarters import register_two_items
from tests.world import Phone, World, living


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/x.db") as found:
        yield found


@pytest.fixture
def cuong(world: World) -> Phone:
    """With a pledge of three items."""
    return world.phone("M03")


@pytest.mark.parametrize("channel", ["telegram", "text"])
def test_the_list_of_lines_stays_until_one_is_named(world: World, channel: str) -> None:
    phone = world.phone("M03", channel)
    to_summary(phone)
    phone.chooses("Sửa việc 1")
    lines = phone.choices
    for miss in ("dòng đầu", "99", "xong"):
        phone.says(miss)
        assert "Không có dòng nào như vậy" in phone.sees
        assert phone.choices == lines
    phone.says("1")
    assert "làm xong bao nhiêu" in phone.sees


def test_a_command_leaves_the_list_of_lines(cuong: Phone) -> None:
    to_summary(cuong)
    cuong.chooses("Sửa việc 1")
    cuong.says("của tôi")
    assert "2026" in cuong.sees
    assert "dòng nào như vậy" not in cuong.sees


def test_help_after_a_page_is_about_that_page(cuong: Phone) -> None:
    cuong.says("đăng ký")
    choices = cuong.choices
    for words in ("trợ giúp", "help", "/trogiup"):
        cuong.says(words)
        assert "Hướng dẫn" in cuong.sees
        assert cuong.choices[: len(choices)] == choices
    cuong.says("cam kết")
    assert "Cam kết" in cuong.sees


@pytest.mark.parametrize(
    ("words", "title"),
    [("nêu gương", "nêu gương"), ("cam kết", "Cam kết"), ("ke hoach", "Kế hoạch"), ("2", "Cam kết")],
)
def test_a_kind_of_pledge_is_chosen_by_its_words(world: World, words: str, title: str) -> None:
    phone = world.phone("M10")
    phone.says("/dangky")
    phone.says(words)
    assert title in phone.sees
    assert "Việc 1" in phone.sees


def test_a_suggestion_that_was_taken_is_read_back_and_can_be_changed(world: World) -> None:
    phone = world.phone("M10")
    phone.says("/dangky")
    phone.says("nêu gương")
    taken = phone.choices[1]
    phone.says("2")
    assert taken in phone.sees
    assert "Đã ghi việc 1" in phone.sees
    assert "Chỉ tiêu" in phone.sees or "hạn" in phone.sees
    phone.says("sửa")
    assert "Sửa dòng nào" in phone.sees or "dòng nào" in phone.sees


@pytest.mark.parametrize("words", ["bỏ qua", "bo qua", "không có ảnh", "xong"])
def test_a_photo_question_is_passed_by_any_plain_word(cuong: Phone, words: str) -> None:
    to_photos_of_first_item(cuong)
    cuong.says(words)
    assert "Việc 2/3" in cuong.sees


def test_what_the_photo_question_says_is_what_its_button_reads(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    cuong.says("ảnh đây ạ")
    assert cuong.choices[0] in cuong.sees
    cuong.sends_photo("p1")
    cuong.says("ảnh đây ạ")
    asked = next(each for each in reversed(cuong.bubbles) if each.screen.options)
    assert asked.screen.options[0].label == "Xong, 1 ảnh"
    assert "Xong, 1 ảnh" in asked.screen.paragraphs[0].text


def test_a_stroke_in_what_is_still_being_done_is_asked_back(world: World) -> None:
    phone = world.phone("M10")
    register_two_items(phone)
    phone.says("báo cáo quý 1")
    phone.says("100")
    asked = phone.sees.splitlines()[-1]
    for words in ("17/10", "17/300"):
        phone.says(words)
        assert "nhiều cách" in phone.sees
        assert len(phone.choices) == 1
    phone.says("20")
    assert asked not in phone.sees


def test_done_of_the_target_is_understood_and_of_another_number_asked_back(world: World) -> None:
    phone = world.phone("M10")
    register_two_items(phone)
    phone.says("báo cáo quý 1")
    phone.says("17/16")
    assert "chỉ tiêu" in phone.sees.lower()
    phone.says("310/500")
    assert "làm dở" in phone.sees


@pytest.mark.parametrize("form", ["{code}", "mã {code}", "mã của tôi là {lower}", "{spaced}"])
def test_a_second_persons_bare_code_is_understood_on_a_linked_phone(world: World, form: str) -> None:
    phone = world.phone("M30")
    code = world.codes["M31"]
    phone.says(form.format(code=code, lower=code.lower(), spaced=f"{code[:4]} {code[4:]}"))
    assert "Nguyễn Xuân Hiệp" in phone.sees or "Đào Thị Yên" in phone.sees


def test_a_code_at_a_question_with_choices_is_understood_and_the_draft_waits(world: World) -> None:
    phone = world.phone("M30")
    phone.says("đăng ký")
    phone.chooses("Đăng ký nêu gương")
    phone.says(world.codes["M31"])
    assert "Chi bộ" in phone.sees


def test_a_code_in_free_words_is_an_answer(world: World) -> None:
    phone = world.phone("M30")
    phone.says("đăng ký")
    phone.chooses("Cam kết")
    phone.chooses("Tự viết")
    phone.says(world.codes["M31"])
    assert "nhóm tiêu chí" in phone.sees


def test_wrong_used_and_future_codes_look_alike_on_a_linked_phone(world: World) -> None:
    phone = world.phone("M30")
    answers = []
    for code in ("CCCC3333", world.codes["M30"], world.codes["M11"]):
        phone.says(code)
        answers.append(phone.sees)
        phone.says("/huy")
        phone.taps("Dừng và xóa")
    assert len(set(answers)) == 1


@pytest.mark.parametrize("words", ["chua lam", "12345678", "danh de", "Nà Tàu", "tham mưu"])
def test_words_that_merely_have_its_letters_are_no_code(world: World, words: str) -> None:
    phone = world.phone("M30")
    phone.says("menu")
    phone.says(words)
    assert "không đúng" not in phone.sees
    assert "mã" not in phone.sees.lower() or "menu" in phone.sees.lower()


def test_what_is_owed_reads_the_same_in_the_menu_and_on_record(cuong: Phone) -> None:
    cuong.world.now = cuong.world.now.replace(month=4, day=28)
    cuong.says("menu")
    owed = [line for line in cuong.sees.splitlines() if "⏰" in line]
    assert owed
    cuong.says("/cuatoi")
    assert set(owed) <= set(cuong.sees.splitlines())


@pytest.mark.parametrize(("choice", "kept"), [("Bỏ số đó", False), ("Giữ nguyên", True)])
def test_a_number_of_an_identity_card_is_left_out_by_one_tap(
    cuong: Phone, *, choice: str, kept: bool
) -> None:
    cuong.says("/baocao")
    for words in ("3", "0", "1"):
        cuong.says(words)
    cuong.says("Làm hồ sơ cho bà Én, CCCD 014204001234")
    assert "giấy tờ tùy thân" in cuong.sees
    cuong.chooses(choice)
    drafts = cuong.world.do(lambda uow: uow.talk.open_conversations("p:M03"))
    assert ("014204001234" in drafts[0].state.decode()) is kept


def test_a_caption_that_names_a_day_is_read_back(cuong: Phone) -> None:
    to_photos_of_first_item(cuong)
    cuong.sends_photo("p1", caption="chụp ngày 5/3, căn cước của hộ")
    pass_time(cuong.world, 3.0)
    assert "chụp ngày 05/03/2026" in cuong.sees
    assert "bỏ ảnh đi: /minhchung" in cuong.sees
