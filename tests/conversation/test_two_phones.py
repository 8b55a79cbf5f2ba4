"""The shown prompt belongs to an address, the answers to the person: a screen may be older than what it shows."""

from core.talk import Address
from tests.conversation.toy import Phone


def two_phones() -> tuple[Phone, Phone]:
    one = Phone()
    other = Phone(one.work)
    other.address = Address("text", "bot", "8")
    other.updates = 1000
    return one, other


def test_a_button_of_a_question_answered_on_the_other_phone_answers_nothing() -> None:
    one, other = two_phones()
    one.says("/survey 2026")
    one.says("Nà Tông")
    other.says("/survey 2026")
    other.taps("Con đường")
    one.taps("Ngôi nhà")
    assert "Something has changed meanwhile" in one.sees
    assert "note?" in one.sees
    assert b'"kind":["road"' in one.work.talk.rows[1].state


def test_words_for_a_question_answered_on_the_other_phone_answer_nothing() -> None:
    one, other = two_phones()
    one.says("/survey 2026")
    other.says("/survey 2026")
    other.says("Nà Tông")
    other.taps("Con đường")
    one.says("Pác Khuổi")
    assert "Something has changed meanwhile" in one.sees
    assert "note?" in one.sees
    assert "Pác Khuổi".encode() not in one.work.talk.rows[1].state


def ended_on_the_other_phone() -> Phone:
    one, other = two_phones()
    one.says("/refusing x")
    other.says("/refusing x")
    other.says("/huy")
    other.taps("Stop and delete the draft")
    return one


def test_a_button_of_what_ended_on_the_other_phone_shows_where_things_stand() -> None:
    one = ended_on_the_other_phone()
    one.taps("Gửi")
    assert "That button is out of date." in one.sees
    assert "Menu" in one.sees


def test_a_number_or_words_for_what_ended_on_the_other_phone_are_answered_too() -> None:
    for words in ("1", "Gửi", "xin chào"):
        one = ended_on_the_other_phone()
        one.says(words)
        assert "Menu" in one.sees, words
