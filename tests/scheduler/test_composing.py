"""What waits without words gets them when it leaves, and says nothing that is not true by then."""

from datetime import timedelta

import pytest

from core.composing import ToCompose, to_compose
from core.outbox import Priority, RetryAt, Unknown
from tests.scheduler.office import FAULTY, Office

AN, BINH = "an", "bình"
ASKED = ToCompose("remind", "morning")
WAITING = ASKED.to_json().decode()


@pytest.mark.parametrize("asked", [ASKED, ToCompose("b"), ToCompose("thông báo", 'a "b" {c}')])
def test_it_is_told_from_a_screen_and_read_back(asked: ToCompose) -> None:
    assert to_compose(asked.to_json()) == asked
    assert to_compose(b'{"p":[["b","{\\"c\\":"]]}') is None


async def test_it_leaves_in_the_words_of_the_moment(office: Office) -> None:
    office.words[WAITING] = "còn hai việc"
    office.post.notice(AN, WAITING)
    office.words[WAITING] = "còn một việc"
    async with office.relaying():
        await office.until(lambda: bool(office.mailbox.arrived))
    assert office.mailbox.arrived == [(AN, "còn một việc")]
    assert office.post.states() == {WAITING: "sent"}


async def test_nothing_left_to_say_is_obsolete_and_what_is_behind_it_leaves(office: Office) -> None:
    office.post.notice(AN, WAITING)
    office.post.notice(AN, "tin khác")
    async with office.relaying():
        await office.until(lambda: bool(office.mailbox.arrived))
    assert office.post.states() == {WAITING: "obsolete", "tin khác": "sent"}


async def test_a_send_that_has_to_be_repeated_is_put_into_words_again(office: Office) -> None:
    office.words[WAITING] = "còn hai việc"
    office.mailbox.will[AN].append(RetryAt(timedelta(milliseconds=10)))
    office.post.notice(AN, WAITING)
    async with office.relaying():
        await office.until(lambda: bool(office.mailbox.attempts))
        office.words[WAITING] = "còn một việc"
        await office.until(lambda: bool(office.mailbox.arrived))
    assert [text for _, text, _ in office.mailbox.attempts] == ["còn hai việc", "còn một việc"]


async def test_handed_in_before_the_repetition_it_is_not_repeated(office: Office) -> None:
    office.words[WAITING] = "còn hai việc"
    office.mailbox.will[AN].append(RetryAt(timedelta(milliseconds=10)))
    office.post.notice(AN, WAITING)
    async with office.relaying():
        await office.until(lambda: bool(office.mailbox.attempts))
        del office.words[WAITING]
        await office.until(lambda: office.post.states()[WAITING] == "obsolete")
    assert not office.mailbox.arrived


async def test_a_send_without_an_answer_is_never_repeated(office: Office) -> None:
    office.words[WAITING] = "còn hai việc"
    office.mailbox.will[AN].append(Unknown())
    office.post.notice(AN, WAITING)
    office.post.notice(BINH, "tin khác")
    async with office.relaying():
        await office.until(lambda: set(office.post.states().values()) == {"unknown", "sent"})
    assert len(office.mailbox.attempts) == 2


async def test_as_a_reply_that_waited_it_gets_its_words_too(office: Office) -> None:
    """None is queued so; a row of another release may be."""
    office.words[WAITING] = "còn hai việc"
    office.post.prompt(AN, WAITING, owner=None, priority=Priority.REPLY)
    async with office.relaying():
        await office.until(lambda: bool(office.mailbox.arrived))
    assert office.mailbox.texts() == ["còn hai việc"]


async def test_one_that_cannot_be_composed_stops_nothing_behind_it(office: Office) -> None:
    office.words[WAITING] = FAULTY
    office.post.notice(AN, WAITING)
    office.post.notice(AN, '{"c":broken')
    office.post.notice(BINH, "tin khác")
    async with office.relaying():
        await office.until(lambda: set(office.post.states().values()) == {"rejected", "sent"})
    assert office.mailbox.texts() == ["tin khác"]
