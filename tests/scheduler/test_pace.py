"""Pacing on a clock moved by hand: never over the limit, and near it."""

from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import SEVERAL, TELEGRAM, BulkSlots, Pace


class HandClock:
    def __init__(self) -> None:
        self.at = 1000.0

    def seconds(self) -> float:
        return self.at


def most_in_a_second(times: list[float]) -> int:
    return max((n - bisect_left(times, at - 1.0 + 1e-9) + 1 for n, at in enumerate(times)), default=0)


def granted(
    clock: HandClock, slots: BulkSlots, seconds: float, blocked: "list[tuple[float, float]]"
) -> list[float]:
    """When slots were taken by a sender that asks as soon as it may, on a loop blocked from one instant to another."""
    times = []
    end = clock.at + seconds
    while clock.at < end:
        if slots.take():
            times.append(clock.at)
        clock.at += max(slots.wait(), 1e-4)
        for begin, until in blocked:
            if begin <= clock.at < until:
                clock.at = until
    return times


def test_a_free_loop_uses_almost_all_of_the_limit_and_never_more() -> None:
    clock = HandClock()
    times = granted(clock, BulkSlots(TELEGRAM, clock), 60, [])
    assert len(times) >= 0.96 * 30 * 60
    assert most_in_a_second(times) <= 30


def test_a_loop_blocked_twenty_of_every_250_milliseconds_loses_nothing() -> None:
    clock = HandClock()
    blocked = [(1000 + 0.25 * n, 1000 + 0.25 * n + 0.02) for n in range(300)]
    times = granted(clock, BulkSlots(TELEGRAM, clock), 60, blocked)
    assert len(times) >= 0.96 * 30 * 60
    assert most_in_a_second(times) <= 30


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0.001, 3)), max_size=30))
def test_however_the_loop_is_blocked_no_second_is_over_the_limit(stalls: list[tuple[float, float]]) -> None:
    clock = HandClock()
    blocked = [(1000 + begin, 1000 + begin + length) for begin, length in stalls]
    assert most_in_a_second(granted(clock, BulkSlots(TELEGRAM, clock), 20, blocked)) <= 30


@given(st.lists(st.floats(0, 19.9), max_size=60))
def test_the_bulk_makes_room_for_replies(replies: list[float]) -> None:
    """One reply finds room in any second; a crowd of them goes over, as replies may, and the bulk holds back."""
    clock = HandClock()
    slots = BulkSlots(TELEGRAM, clock)
    bulk, waiting = [], sorted(1000 + at for at in replies)
    beside = []
    while clock.at < 1020:
        if waiting and waiting[0] <= clock.at:
            beside.append(waiting.pop(0))
            slots.beside()
        elif slots.take():
            bulk.append(clock.at)
        following = [clock.at + max(slots.wait(), 1e-4), *waiting[:1]]
        clock.at = max(min(following), clock.at)
    crowd = most_in_a_second(beside)
    assert most_in_a_second(sorted(bulk + beside)) <= 29 + crowd


def test_after_a_rest_there_is_no_burst() -> None:
    clock = HandClock()
    slots = BulkSlots(TELEGRAM, clock)
    granted(clock, slots, 2, [])
    clock.at += 100
    assert len(granted(clock, slots, 0.2, [])) <= 7


def test_the_first_replies_to_a_chat_leave_at_once_then_one_a_second() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    times = []
    for _ in range(8):
        clock.at += pace.before_reply(7)
        times.append(clock.at - 1000)
        pace.sent(7, bulk=False)
    assert times[:3] == [0.0, 0.0, 0.0]
    gaps = [late - early for early, late in pairwise(times[3:])]
    assert all(0.99 <= gap <= 1.1 for gap in gaps)
    assert pace.before_reply(8) == 0


def test_unasked_messages_keep_a_second_a_chat_without_any_burst() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    pace.sent(7, bulk=True)
    assert pace.crowded(bulk=True) == [7]
    assert pace.crowded(bulk=False) == []
    clock.at += 1.1
    assert pace.crowded(bulk=True) == []


@pytest.mark.parametrize("seconds", [5, 2282])
def test_a_refusal_stops_that_chat_for_as_long_as_was_said_and_no_other(seconds: int) -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    pace.refused(7, seconds, whole_line=False)
    assert pace.before_reply(7) >= seconds
    assert pace.before_reply(8) == 0
    assert pace.bulk.take()
    clock.at += seconds + 0.1
    assert pace.before_reply(7) == 0
    assert pace.crowded(bulk=True) == []


def test_one_flooder_refused_again_and_again_does_not_stop_the_line() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    for _ in range(20):
        pace.refused(7, 5, whole_line=False)
    assert pace.bulk.take()


def test_several_chats_refused_together_stop_what_is_unasked_but_not_replies() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    for chat in range(SEVERAL):
        pace.refused(chat, 5 + chat, whole_line=False)
    assert not pace.bulk.take()
    assert pace.bulk.wait() == pytest.approx(5)
    assert pace.before_reply(99) == 0
    clock.at += 5
    assert pace.bulk.take()


def test_chats_refused_far_apart_do_not_stop_the_line() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    for chat in range(SEVERAL):
        pace.refused(chat, 60, whole_line=False)
        clock.at += 11
    assert pace.bulk.take()


def test_a_line_that_was_refused_goes_slower_and_recovers() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    pace.refused(7, 10, whole_line=True)
    clock.at += 10
    assert pace.bulk.rate == pytest.approx(29 * 0.8)
    assert len(granted(clock, pace.bulk, 10, [])) <= 10 * 29 * 0.8 + 2
    clock.at += 60
    assert pace.bulk.rate == 29


def test_a_messenger_that_could_not_be_reached_is_not_sent_to_more_slowly_afterwards() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    for _ in range(50):
        pace.unreachable(2)
        assert not pace.bulk.take()
        clock.at += 2
    assert pace.bulk.take()
    assert pace.bulk.rate == 29


def test_a_messenger_that_never_stops_refusing_still_gets_a_message_a_second() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    for _ in range(50):
        pace.refused(7, 1, whole_line=True)
        clock.at += 1.1
    assert pace.bulk.rate >= 1


def test_memory_is_kept_only_of_chats_that_have_to_wait() -> None:
    clock = HandClock()
    pace = Pace(TELEGRAM, clock)
    for chat in range(1000):
        pace.sent(chat, bulk=True)
        clock.at += 0.04
    assert len(pace.crowded(bulk=True)) <= 30
    assert len(pace._even) <= 30
