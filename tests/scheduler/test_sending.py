"""Answering: replies leave at once, in order, and what became of them is known."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from core.outbox import Gone, Kind, Outcome, Rejected, RetryAt, Unknown
from scheduler.pace import TELEGRAM
from tests.scheduler.office import ANSWER, Office

AN = "an"


async def test_a_reply_leaves_at_once_and_costs_one_mark(office: Office) -> None:
    await office.queue_and_answer(AN, "câu 1")
    assert office.mailbox.texts() == ["câu 1"]
    assert office.post.states() == {"câu 1": "sent"}
    assert office.store.runs == 1


async def test_two_replies_of_one_update_leave_in_their_order(office: Office) -> None:
    texts = ["đã nhận", "câu 2"]
    rows = office.post.queue(
        *(office.post.message(AN, text, kind=Kind.RECEIPT) for text in texts), owner=ANSWER
    )
    await office.sender.answer(rows.claimed)
    assert office.mailbox.texts() == texts
    assert set(office.post.states().values()) == {"sent"}


async def test_what_was_queued_during_a_send_follows_it(office: Office) -> None:
    office.mailbox.seconds = 0.05
    first = asyncio.create_task(office.queue_and_answer(AN, "câu 1"))
    await asyncio.sleep(0.02)
    for text in ("câu 2", "câu 3"):
        await office.queue_and_answer(AN, text)
    await first
    assert office.mailbox.texts() == ["câu 1", "câu 3"]
    assert office.post.states() == {"câu 1": "sent", "câu 2": "superseded", "câu 3": "sent"}


async def test_forty_messages_of_one_person_are_not_followed_by_forty_prompts(office: Office) -> None:
    office.mailbox.seconds = 0.02
    answers = []
    for number in range(40):
        answers.append(asyncio.create_task(office.queue_and_answer(AN, f"câu {number}")))
        await asyncio.sleep(0.005)
    await asyncio.gather(*answers)
    assert office.mailbox.texts()[-1] == "câu 39"
    assert len(office.mailbox.texts()) < 40
    assert set(office.post.states().values()) == {"sent", "superseded"}


async def test_replies_beyond_the_burst_wait_for_the_pace(office: Office) -> None:
    office.open(TELEGRAM)
    for number in range(4):
        await office.queue_and_answer(AN, f"câu {number}")
    assert len(office.mailbox.texts()) == 4
    assert sum(nap > 0.5 for nap in office.naps) == 1


async def test_while_a_reply_waits_for_the_pace_a_newer_prompt_takes_its_place(office: Office) -> None:
    office.open(TELEGRAM)
    for number in range(3):
        await office.queue_and_answer(AN, f"câu {number}")
    waiting = asyncio.create_task(office.queue_and_answer(AN, "câu 3"))
    await asyncio.sleep(0.005)
    await office.queue_and_answer(AN, "câu 4")
    await waiting
    assert office.mailbox.texts() == ["câu 0", "câu 1", "câu 2", "câu 4"]


async def test_people_are_answered_side_by_side(office: Office) -> None:
    office.mailbox.seconds = 0.05
    await asyncio.gather(*(office.queue_and_answer(f"dân {number}", "câu 1") for number in range(20)))
    assert office.mailbox.most_at_once > 10


@pytest.mark.parametrize("outcome", [RetryAt(timedelta(seconds=5), reason="flood"), Unknown()])
async def test_nothing_overtakes_a_reply_that_did_not_get_through(office: Office, outcome: Outcome) -> None:
    office.mailbox.will[AN].append(outcome)
    rows = office.post.queue(
        *(office.post.message(AN, f"{n}", kind=Kind.RECEIPT) for n in (1, 2, 3)), owner=ANSWER
    )
    await office.sender.answer(rows.claimed)
    assert office.mailbox.texts() == []
    assert set(office.post.states().values()) == {"waiting"}
    office.post.let_holds_pass()
    office.open()
    async with office.relaying():
        await office.until(lambda: len(office.mailbox.texts()) == 3)
    assert office.mailbox.texts() == ["1", "2", "3"]


async def test_a_rejected_reply_does_not_keep_the_next_one_back(office: Office) -> None:
    office.mailbox.will[AN].append(Rejected("markup"))
    rows = office.post.queue(
        *(office.post.message(AN, f"{n}", kind=Kind.RECEIPT) for n in (1, 2)), owner=ANSWER
    )
    await office.sender.answer(rows.claimed)
    async with office.relaying():
        await office.until(lambda: office.mailbox.texts() == ["2"])
    assert office.post.states() == {"1": "rejected", "2": "sent"}


async def test_who_blocked_the_bot_costs_one_attempt(office: Office) -> None:
    office.mailbox.will[AN].append(Gone("blocked"))
    rows = office.post.queue(
        *(office.post.message(AN, f"{n}", kind=Kind.RECEIPT) for n in (1, 2)), owner=ANSWER
    )
    await office.sender.answer(rows.claimed)
    assert len(office.mailbox.attempts) == 1
    assert set(office.post.states().values()) == {"gone"}


async def test_what_was_sent_while_the_store_was_away_is_marked_when_it_is_back(office: Office) -> None:
    rows = office.post.prompt(AN, "câu 1", owner=ANSWER).claimed
    office.store.away = 4
    await office.sender.answer(rows)
    assert office.mailbox.texts() == ["câu 1"]
    assert office.post.states() == {"câu 1": "sent"}
    assert office.naps[-4:] == [0.2, 0.4, 0.8, 1.6]


async def test_each_failure_to_reach_the_messenger_doubles_the_wait(office: Office) -> None:
    away = RetryAt(timedelta(seconds=2), whole_line=False, reason="unreachable")
    waits: list[int] = []
    for _ in range(4):
        office.mailbox.will[AN].append(away)
        if not waits:
            await office.queue_and_answer(AN, "câu 1")
        else:
            office.post.let_holds_pass()
            (claimed,) = office.post.claim()
            await office.sender.carry(claimed, slot=False)
        ((held,),) = office.post.rows("select held_until from address")
        waits.append(held)
    steps = [late - early for early, late in pairwise(waits)]
    assert [round(step / 1_000_000) for step in steps] == [2, 4, 8]


async def test_a_sender_that_closes_finishes_what_it_has_begun(office: Office) -> None:
    office.mailbox.seconds = 0.05
    first = asyncio.create_task(office.queue_and_answer(AN, "1"))
    await asyncio.sleep(0.02)
    office.post.prompt(AN, "2", kind=Kind.RECEIPT, owner=ANSWER)
    office.sender.close()
    await first
    assert office.post.states() == {"1": "sent", "2": "waiting"}
    assert office.post.texts() == ["2"]  # free for whoever comes next
