"""What a message answers: the rules of design.md §3, each as a person would meet it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.talk import Line as AddressLine
from tests.conversation.toy import Phone


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def at_kind(phone: Phone) -> Phone:
    phone.says("/survey 2026")
    phone.says("Nà Tông")
    assert "kind?" in phone.sees
    return phone


def test_a_conversation_from_the_first_word_to_the_command(phone: Phone) -> None:
    phone.says("/survey 2026")
    assert "Question 1 of 5" in phone.sees
    phone.says("Nà Tông")
    phone.taps("Con đường")
    phone.taps("Skip")
    phone.taps("No photos, go on")
    phone.taps("Gửi")
    assert phone.sees == "Done Nà Tông"
    assert phone.work.done == [{"name": "Nà Tông", "kind": "road", "note": None, "subject": "2026"}]
    assert phone.work.talk.rows == {}


@pytest.mark.parametrize("words", ["1", "số 1", "con đường", "Con duong", "CON ĐƯỜNG ạ"])
def test_a_choice_is_taken_by_number_label_or_without_diacritics(at_kind: Phone, words: str) -> None:
    at_kind.says(words)
    assert "note?" in at_kind.sees


def test_what_is_no_option_is_asked_again_kindly(at_kind: Phone) -> None:
    at_kind.says("cây cầu")
    assert "Please choose one of the lines below" in at_kind.sees
    assert "kind?" in at_kind.sees


def test_the_same_update_twice_takes_effect_once(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Nà Tông")
    shown = len(phone.screens)
    phone.hear(phone.said[-1])
    assert len(phone.screens) == shown


def test_a_tap_delivered_five_times_is_answered_five_times_and_done_once(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Nà Tông")
    first = phone.taps("Ngôi nhà")
    again = [phone.hear(phone.said[-1]) for _ in range(4)]
    assert all(decision.taps == first.taps for decision in again)
    assert "note?" in phone.sees


def test_a_button_of_an_older_prompt_changes_nothing_and_shows_where_things_stand(at_kind: Phone) -> None:
    old = at_kind.screens[-1]
    at_kind.taps("Con đường")
    at_kind.taps("Ngôi nhà", old)
    assert "That button is out of date" in at_kind.sees
    assert "note?" in at_kind.sees


def test_the_same_question_shown_again_keeps_its_older_buttons_valid(at_kind: Phone) -> None:
    first = at_kind.screens[-1]
    at_kind.says("không rõ")
    at_kind.taps("Ngôi nhà", first)
    assert "note?" in at_kind.sees


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "1:",
        "9:0",
        "1:-1",
        "x:y",
        "1:99",
        "go:nothing:",
        "go:",
        "1:0:0",
        "٣:٠",
        "go:tieptuc:" + "9" * 40,
        "go:tieptuc:٣",
    ],
)
def test_forged_buttons_do_nothing(at_kind: Phone, data: str) -> None:
    before = at_kind.work.talk.rows[1].state
    at_kind._send(at_kind.said[-1].kind.TAP, data=data, tap_id="forged")
    assert at_kind.work.talk.rows[1].state == before


def test_words_typed_twice_before_the_next_question_came_are_noted_once(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Nà Tông", message_id="200")
    phone.work.talk.lines[phone.address] = _prompt_at(phone, "202")
    phone.says("Nà Tông", message_id="201", after=timedelta(seconds=1))
    assert "noted already" in phone.sees
    assert "kind" not in str(phone.work.talk.rows[1].state[: phone.work.talk.rows[1].state.find(b'"s"')])


def test_other_words_typed_too_early_are_offered_as_a_correction(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Na Tong", message_id="200")
    phone.work.talk.lines[phone.address] = _prompt_at(phone, "202")
    phone.says("Nà Tông", message_id="201", after=timedelta(seconds=1))
    assert "meant to correct" in phone.sees
    phone.taps("Yes, correct it")
    assert "kind?" in phone.sees
    assert "Nà Tông".encode() in phone.work.talk.rows[1].state


def test_a_bare_number_faster_than_anyone_reads_is_asked_again(at_kind: Phone) -> None:
    at_kind.says("2", after=timedelta(seconds=1))
    assert "before the question could be read" in at_kind.sees
    at_kind.says("2")
    assert "note?" in at_kind.sees


def test_a_number_that_is_an_answer_and_not_a_choice_is_taken_at_once(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("17", after=timedelta(seconds=1))
    assert "kind?" in phone.sees


def test_back_skip_and_help_are_understood_as_words(at_kind: Phone) -> None:
    at_kind.says("quay lai")
    assert "name?" in at_kind.sees
    assert "Nà Tông" in at_kind.sees
    at_kind.taps("Keep this answer")
    at_kind.says("trợ giúp")
    assert "Typed words work too" in at_kind.sees
    at_kind.says("bỏ qua")
    assert "cannot be skipped" in at_kind.sees


@pytest.mark.parametrize("words", ["huỷ", "hủy", "huy", "/huy", "dừng"])
def test_cancel_asks_once_and_offers_to_keep_the_draft(at_kind: Phone, words: str) -> None:
    at_kind.says(words)
    assert "Stop here?" in at_kind.sees
    at_kind.taps("Stop and keep the draft")
    assert "The draft is kept" in at_kind.sees
    assert at_kind.work.talk.rows
    at_kind.taps("Go on: survey 2026")
    assert "kind?" in at_kind.sees


def test_a_deleted_draft_is_gone(at_kind: Phone) -> None:
    at_kind.says("huỷ")
    at_kind.says("3")
    assert "The draft is deleted" in at_kind.sees
    assert at_kind.work.talk.rows == {}


def test_dung_is_not_taken_for_stop(at_kind: Phone) -> None:
    """đúng, dừng and dùng look the same without marks."""
    at_kind.says("dung")
    assert "Stop here?" not in at_kind.sees
    assert "kind?" in at_kind.sees


def test_a_dialog_that_raises_traps_nobody(phone: Phone) -> None:
    phone.says("/broken x")
    with pytest.raises(KeyError):
        phone.says("answer")
    phone.says("/huy")
    phone.taps("Stop and delete the draft")
    assert phone.work.talk.rows == {}


def test_after_a_month_of_silence_the_first_words_are_held_and_offered(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("xin chào", after=timedelta(days=40))
    assert "Shall this be taken as the answer?" in phone.sees
    assert "Question 1 of 5" in phone.sees
    phone.taps("No, ask again")
    phone.says("Nà Tông")
    assert "kind?" in phone.sees


def test_a_sticker_does_not_break_the_silence(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Nà Tông", after=timedelta(days=40))
    phone.now += timedelta(days=40)
    phone.sends("sticker")
    phone.says("xin chào")
    assert "Shall this be taken as the answer?" in phone.sees


def test_held_words_are_taken_when_the_person_says_so(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Pác Khuổi", after=timedelta(hours=13))
    phone.says("1")
    assert "kind?" in phone.sees


def test_a_sticker_or_voice_changes_nothing_and_is_answered(at_kind: Phone) -> None:
    before = at_kind.work.talk.rows[1].state
    at_kind.sends("sticker")
    assert "kind?" in at_kind.sees
    at_kind.sends("voice")
    assert "voice" in at_kind.sees
    assert at_kind.work.talk.rows[1].state == before


def test_an_edited_message_corrects_the_answer_that_it_gave(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("Na Tong", message_id="150")
    phone.edits("150", "Nà Tông")
    assert "kind?" in phone.sees
    assert "Nà Tông".encode() in phone.work.talk.rows[1].state


def test_a_reply_to_an_earlier_prompt_means_that_question(phone: Phone) -> None:
    phone.says("/survey 2026")
    first_prompt = phone.prompt_id
    phone.says("Na Tong")
    phone.says("Nà Tông", reply_to=first_prompt)
    assert "kind?" in phone.sees
    assert "Nà Tông".encode() in phone.work.talk.rows[1].state


def test_photos_come_at_any_step_and_are_never_the_answer(at_kind: Phone) -> None:
    at_kind.sends_photo()
    assert "Đã nhận 1 ảnh" in at_kind.sees
    assert "kind?" in at_kind.sees
    assert at_kind.work.photos == [("2026", "")]


def test_one_conversation_in_front_and_the_others_offered_again(at_kind: Phone) -> None:
    at_kind.says("/other 2027")
    assert "name?" in at_kind.sees
    at_kind.says("Bản Lầu")
    at_kind.says("1")
    at_kind.says("bỏ qua")
    at_kind.taps("No photos, go on")
    at_kind.taps("Gửi")
    assert "Go on: survey 2026" in at_kind.labels
    at_kind.taps("Go on: survey 2026")
    assert "kind?" in at_kind.sees


def test_what_the_rules_refuse_is_said_and_nothing_is_lost(phone: Phone) -> None:
    phone.says("/refusing 2026")
    phone.taps("Gửi")
    assert "It is closed." in phone.sees
    assert "send?" in phone.sees
    assert phone.work.talk.rows


def test_commands_are_understood_by_their_words(phone: Phone) -> None:
    phone.says("khao sat")
    assert "name?" in phone.sees


def test_a_command_whose_slash_was_forgotten_is_the_command(phone: Phone) -> None:
    phone.says("Survey")
    assert "Question 1 of 5" in phone.sees


def test_words_of_a_command_are_an_answer_where_words_are_asked_for(phone: Phone) -> None:
    phone.says("/survey 2026")
    phone.says("khảo sát")
    assert "kind?" in phone.sees


def test_what_is_not_understood_leads_to_the_menu(phone: Phone) -> None:
    phone.says("thời tiết hôm nay")
    assert "has not understood" in phone.sees
    assert phone.labels == ["Khảo sát", "Khác"]


def test_a_stranger_is_told_what_to_do_and_nothing_else() -> None:
    phone = Phone(linked=False)
    phone.says("/survey 2026")
    assert phone.sees.startswith("Stranger said")
    phone.sends_photo()
    assert phone.work.photos == []


def _prompt_at(phone: Phone, message_id: str) -> AddressLine:
    return replace(phone.work.talk.lines[phone.address], prompt_message=message_id)
