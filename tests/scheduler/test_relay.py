"""The relay: everything that waits leaves, in its order, whatever goes wrong on the way."""

import asyncio
import logging
from bisect import bisect_right
from datetime import timedelta

import pytest

from core.outbox import Gone, Kind, Priority, RetryAt, Unknown
from scheduler.pace import TELEGRAM
from tests.scheduler.office import RELAY, Office
from tests.scheduler.posts import NOW

AN = "an"


def all_done(office: Office) -> bool:
    return not {"waiting", "attempted"} & set(office.post.states().values())


async def test_notices_leave_by_themselves_and_wake_makes_it_at_once(office: Office) -> None:
    async with office.relaying() as relay:
        await asyncio.sleep(0.1)
        office.post.notice(AN, "nhắc")
        relay.wake()
        await office.until(lambda: all_done(office), within=0.4)
    assert office.mailbox.texts() == ["nhắc"]


async def test_replies_go_before_notices_and_broadcasts(office: Office) -> None:
    for number in range(3):
        office.post.notice(f"dân {number}", f"loan báo {number}", priority=Priority.BROADCAST)
    office.post.notice("bình", "nhắc")
    office.post.prompt(AN, "câu 1", owner=None)
    async with office.relaying():
        await office.until(lambda: all_done(office))
    texts = [text for _, text, _ in office.mailbox.attempts]
    assert texts == ["câu 1", "nhắc", "loan báo 0", "loan báo 1", "loan báo 2"]


async def test_what_is_no_longer_wanted_or_too_late_is_not_sent(office: Office) -> None:
    office.unwanted.add("report_missing 2026Q1")
    office.post.notice(AN, "đã nộp rồi", wanted="report_missing 2026Q1")
    office.post.notice("bình", "vẫn thiếu", wanted="report_missing 2025Q4")
    office.post.notice("chi", "quá hạn", expires_at=NOW)
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert office.mailbox.texts() == ["vẫn thiếu"]
    assert office.post.states() == {"đã nộp rồi": "obsolete", "vẫn thiếu": "sent", "quá hạn": "late"}


async def test_a_thousand_unwanted_do_not_hold_up_the_one_behind_them(office: Office) -> None:
    office.unwanted.add("old")
    for number in range(100):
        office.post.notice(f"dân {number}", f"cũ {number}", wanted="old")
    office.post.notice(AN, "mới", priority=Priority.BROADCAST)
    async with office.relaying():
        await office.until(lambda: "mới" in office.mailbox.texts())
    assert office.mailbox.texts() == ["mới"]


async def test_some_are_gone_and_the_rest_is_delivered_and_each_cause_listed(office: Office) -> None:
    """Complaint 14: one blocked person stopped the whole run."""
    causes = {"blocked": 5, "deactivated": 3, "never_started": 2}
    number = 0
    for cause, count in causes.items():
        for _ in range(count):
            office.mailbox.will[f"dân {number}"].append(Gone(cause))
            number += 1
    for person in range(100):
        office.post.notice(f"dân {person}", f"loan báo {person}", priority=Priority.BROADCAST)
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert len(office.mailbox.arrived) == 90
    listed = office.post.rows("select gone, count(*) from address where gone is not null group by gone")
    assert dict(listed) == causes


async def test_refusals_short_and_long_delay_only_whom_they_concern(office: Office) -> None:
    """Complaint 15: 429 with 5 and 2282 seconds; nobody lost, replies served meanwhile."""
    office.mailbox.will["a"].append(RetryAt(timedelta(seconds=5), reason="flood"))
    office.mailbox.will["b"].append(RetryAt(timedelta(seconds=2282), reason="flood"))
    for chat in ("a", "b", "c"):
        office.post.notice(chat, f"loan báo {chat}", priority=Priority.BROADCAST)
    async with office.relaying():
        await office.until(lambda: office.mailbox.texts() == ["loan báo c"])
        started = asyncio.get_running_loop().time()
        await office.queue_and_answer("c", "câu 1")
        assert asyncio.get_running_loop().time() - started < 2
        held = "select held_until from address where held_until > 0 order by held_until"
        await office.until(lambda: len(office.post.rows(held)) == 2)
        waits = office.post.rows(held)
        assert (waits[1][0] - waits[0][0]) // 1_000_000 in (2276, 2277, 2278)
    office.post.let_holds_pass()
    office.open()
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert sorted(office.mailbox.texts()) == ["câu 1", "loan báo a", "loan báo b", "loan báo c"]


async def test_a_line_told_to_wait_hands_its_rows_back_and_still_replies(office: Office) -> None:
    office.mailbox.will["a"].append(RetryAt(timedelta(minutes=1), whole_line=True, reason="flood"))
    for chat in "abcdefgh":
        office.post.notice(chat, f"loan báo {chat}")
    async with office.relaying():
        await office.until(lambda: len(office.mailbox.attempts) >= 1)
        await asyncio.sleep(0.2)
        office.post.prompt("x", "câu 1", owner=None)
        await office.until(lambda: "câu 1" in office.mailbox.texts())
        sent = len(office.mailbox.texts())
        await asyncio.sleep(0.3)
        assert len(office.mailbox.texts()) == sent
    assert "unknown" not in office.post.states().values()
    assert "attempted" not in office.post.states().values()


async def test_a_reply_that_comes_while_a_notice_is_being_sent_follows_it(office: Office) -> None:
    office.mailbox.seconds = 0.1
    office.post.notice(AN, "nhắc")
    async with office.relaying():
        await office.until(lambda: len(office.mailbox.attempts) == 1)
        await office.queue_and_answer(AN, "câu 1")
        await office.until(lambda: all_done(office), within=1)
    assert office.mailbox.texts() == ["nhắc", "câu 1"]


async def test_the_store_goes_away_and_comes_back(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.post.notice(AN, "nhắc")
    office.store.away = 2
    with caplog.at_level(logging.WARNING):
        async with office.relaying():
            await office.until(lambda: all_done(office))
    assert office.mailbox.texts() == ["nhắc"]
    assert "unavailable" in caplog.text


async def test_a_fault_of_ours_stops_nothing_and_is_logged_without_words(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.mailbox.will["a"].append(RuntimeError("Đồng chí An đã …"))
    for chat in ("a", "b", "c"):
        office.post.notice(chat, f"nhắc {chat}")
    async with office.relaying():
        await office.until(lambda: len(office.mailbox.texts()) == 2)
    assert "E1" in caplog.text
    assert "Đồng chí" not in caplog.text
    assert office.post.states()["nhắc a"] == "attempted"
    office.post.let_leases_lapse()
    office.post.take_over()
    assert office.post.states()["nhắc a"] == "unknown"


async def test_of_two_relays_one_leads_and_nobody_gets_a_second_copy(office: Office) -> None:
    for number in range(50):
        office.post.notice(f"dân {number}", f"loan báo {number}")
    async with office.relaying(RELAY, "there/relay"):
        await office.until(lambda: all_done(office))
    assert len(office.mailbox.texts()) == len(set(office.mailbox.texts())) == 50


async def test_replies_left_behind_in_numbers_are_no_flood(office: Office) -> None:
    office.open(TELEGRAM)
    for number in range(60):
        office.post.prompt(f"dân {number}", "câu 1", owner=None)
    async with office.relaying():
        await office.until(lambda: all_done(office))
    times = sorted(at for _, _, at in office.mailbox.attempts)
    assert max(bisect_right(times, at + 1.0) - n for n, at in enumerate(times)) <= 31
    assert times[-1] - times[0] < 3


async def test_what_was_sealed_with_a_lost_key_stops_nothing(office: Office) -> None:
    office.post.notice("a", "nhắc a")
    office.post.prompt("b", "câu b", owner=None)
    office.post.change("update outbox set payload_sealed = (select max(chat_sealed) from address)")
    office.post.notice("c", "nhắc c")
    async with office.relaying():
        await office.until(lambda: office.mailbox.texts() == ["nhắc c"])
    assert office.post.rows("select state, reason from outbox order by id") == [
        ("rejected", "sealed"),
        ("rejected", "sealed"),
        ("sent", None),
    ]


async def test_another_relay_takes_the_lead_as_soon_as_the_first_stops(office: Office) -> None:
    async with office.relaying():
        await asyncio.sleep(0.1)
    office.post.notice(AN, "nhắc")
    async with office.relaying("there/relay"):
        await office.until(lambda: all_done(office), within=1)


async def test_what_a_dead_process_left_is_finished(office: Office) -> None:
    """Complaint 16: nobody skipped, no recorded send repeated, what was in flight not blindly resent."""
    office.post.notice("a", "nhắc đang gửi")
    office.post.claim(owner="dead/relay")
    office.post.prompt("b", "câu đang gửi", owner="dead/answers")
    office.post.prompt("b", "đã nhận", kind=Kind.RECEIPT, owner="dead/answers")
    office.post.notice("c", "nhắc còn chờ")
    office.post.let_leases_lapse()
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert sorted(office.mailbox.texts()) == ["câu đang gửi", "nhắc còn chờ", "đã nhận"]
    assert office.post.states("a") == {"nhắc đang gửi": "unknown"}
    assert office.post.front_of("b")[2] == 1


async def test_an_unknown_reply_is_repeated_once_by_the_relay(office: Office) -> None:
    office.mailbox.will[AN].extend([Unknown(), Unknown()])
    await office.queue_and_answer(AN, "câu 1")
    office.post.let_holds_pass()
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert len(office.mailbox.attempts) == 2
    assert office.post.states() == {"câu 1": "unknown"}


FAILED = RetryAt(timedelta(seconds=2), reason="unwell", perhaps=True)


def all_done_without_waiting(office: Office) -> bool:
    office.post.let_holds_pass()
    return all_done(office)


async def test_while_the_messenger_fails_a_reply_waits_and_arrives_in_the_end(office: Office) -> None:
    office.mailbox.will[AN].extend([FAILED, FAILED, FAILED])
    await office.queue_and_answer(AN, "câu 1")
    async with office.relaying():
        await office.until(lambda: all_done_without_waiting(office))
    assert len(office.mailbox.attempts) == 4
    assert office.mailbox.texts() == ["câu 1"]
    assert office.post.states() == {"câu 1": "sent"}
    assert office.post.front_of(AN)[2] == 1  # an answer to a copy that arrived after all is none too early


async def test_a_reply_that_the_conversation_has_left_is_not_repeated(office: Office) -> None:
    office.mailbox.will[AN].append(FAILED)
    await office.queue_and_answer(AN, "câu 1")
    await office.queue_and_answer(AN, "câu 2")
    office.post.let_holds_pass()
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert office.mailbox.texts() == ["câu 2"]


async def test_a_message_on_which_the_messenger_always_fails_does_not_block_the_rest(office: Office) -> None:
    office.mailbox.will[AN].append(FAILED)
    office.post.notice(AN, "nhắc 1")
    office.post.change("update outbox set attempts = 29")
    office.post.notice(AN, "nhắc 2")
    async with office.relaying():
        await office.until(lambda: all_done_without_waiting(office))
    assert office.post.states() == {"nhắc 1": "unknown", "nhắc 2": "sent"}


async def test_stopping_finishes_what_is_in_flight(office: Office) -> None:
    office.mailbox.seconds = 0.2
    for number in range(5):
        office.post.notice(f"dân {number}", f"nhắc {number}")
    async with office.relaying():
        await office.until(lambda: len(office.mailbox.attempts) >= 1)
    assert "attempted" not in office.post.states().values()
    assert len(office.mailbox.arrived) == len(office.mailbox.attempts)


async def test_a_message_for_tomorrow_waits_without_being_looked_at(office: Office) -> None:
    office.post.notice(AN, "sáng mai", not_before=NOW + timedelta(hours=12))
    async with office.relaying():
        await asyncio.sleep(0.1)
        assert office.mailbox.attempts == []
        office.post.now = NOW + timedelta(hours=12)
        await office.until(lambda: office.mailbox.texts() == ["sáng mai"])


async def test_several_notices_to_one_person_leave_one_after_the_other(office: Office) -> None:
    for number in range(5):
        office.post.notice(AN, f"nhắc {number}")
    async with office.relaying():
        await office.until(lambda: all_done(office))
    assert office.mailbox.texts() == [f"nhắc {number}" for number in range(5)]


async def test_a_reply_left_over_by_another_process_does_not_wait_for_a_slot(office: Office) -> None:
    office.pace.unreachable(60)
    office.post.prompt(AN, "câu 1", owner=None)
    async with office.relaying():
        await office.until(lambda: all_done(office), within=1)
