"""The outbox on both backends: what leaves, in which order, and what is known of it after anything dies."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from core.outbox import ChatMoved, Gone, Kind, Late, Obsolete, Priority, Rejected, RetryAt, Sent, Unknown
from core.talk import Address
from tests.scheduler.posts import ME, NOW, OTHER, Post, SendingWork, open_post

AN = "an"
BINH = "bình"
SENT = Sent("71", NOW)


@pytest.fixture
def post(database_url: str) -> Iterator[Post]:
    with open_post(database_url) as opened:
        yield opened


def test_a_reply_to_a_free_address_is_claimed_by_the_commit_that_queues_it(post: Post) -> None:
    (claimed,) = post.prompt(AN, "câu 1").claimed
    assert (claimed.chat, claimed.payload.decode(), claimed.owner) == (AN, "câu 1", ME)
    assert post.states() == {"câu 1": "attempted"}
    assert not post.record(claimed, SENT)
    assert post.states() == {"câu 1": "sent"}


def test_queueing_the_same_again_adds_nothing(post: Post) -> None:
    first = post.prompt(AN, "câu 1", dedup="re:1:0")
    again = post.prompt(AN, "câu 1", dedup="re:1:0")
    assert (len(first.claimed), again.rows, again.claimed) == (1, (), ())


def test_a_duplicate_alone_leaves_the_address_free(post: Post) -> None:
    post.record(post.prompt(AN, "câu 1", dedup="re:1:0").claimed[0], SENT)
    post.prompt(AN, "câu 1", dedup="re:1:0")
    assert post.prompt(AN, "câu 2", owner=OTHER).claimed


def test_a_sent_prompt_is_known_to_the_address_by_the_same_commit(post: Post) -> None:
    post.record(post.prompt(AN, "câu 1").claimed[0], SENT)
    assert post.front_of(AN) == ("71", int(NOW.timestamp() * 1_000_000), 0, None)


def test_a_receipt_is_no_prompt(post: Post) -> None:
    post.record(post.prompt(AN, "đã nhận", kind=Kind.RECEIPT).claimed[0], SENT)
    assert post.front_of(AN)[0] is None


def test_while_an_address_is_sent_to_further_replies_wait_and_follow_in_order(post: Post) -> None:
    (first,) = post.prompt(AN, "1", kind=Kind.RECEIPT).claimed
    assert not post.prompt(AN, "2", kind=Kind.RECEIPT).claimed
    assert not post.prompt(AN, "3", kind=Kind.RECEIPT, owner=OTHER).claimed
    assert post.claim() == []
    assert post.record(first, SENT)
    second = post.next_reply(AN)
    assert second is not None
    assert second.payload == b"2"
    assert post.record(second, SENT)
    third = post.next_reply(AN)
    assert third is not None
    assert third.payload == b"3"
    assert not post.record(third, SENT)
    assert post.next_reply(AN) is None


def test_several_replies_of_one_update_are_claimed_together(post: Post) -> None:
    replies = [post.message(AN, text, kind=Kind.RECEIPT) for text in ("1", "2")]
    one, two = post.queue(*replies).claimed
    assert post.record(one, SENT)  # still ours: the second is on its way
    assert post.claim() == []
    assert not post.record(two, SENT)


def test_a_newer_prompt_supersedes_those_that_wait_and_no_receipt(post: Post) -> None:
    (first,) = post.prompt(AN, "câu 1").claimed
    post.prompt(AN, "câu 2")
    post.prompt(AN, "đã ghi", kind=Kind.RECEIPT)
    post.prompt(AN, "câu 3")
    assert post.states() == {
        "câu 1": "attempted",
        "câu 2": "superseded",
        "đã ghi": "waiting",
        "câu 3": "waiting",
    }
    assert post.record(first, SENT)


def test_a_newer_edit_supersedes_an_unsent_one_of_the_same_message(post: Post) -> None:
    (first,) = post.prompt(AN, "trang 1", kind=Kind.EDIT, edits="9").claimed
    post.prompt(AN, "trang 2", kind=Kind.EDIT, edits="9")
    post.prompt(AN, "trang 3", kind=Kind.EDIT, edits="9")
    assert post.states()["trang 2"] == "superseded"
    post.record(first, SENT)
    last = post.next_reply(AN)
    assert last is not None
    assert (last.payload.decode(), last.edits) == ("trang 3", "9")


def test_a_prompt_to_one_address_supersedes_none_at_another(post: Post) -> None:
    post.prompt(AN, "câu 1", owner=None)
    post.prompt(BINH, "câu 2", owner=None)
    assert set(post.states().values()) == {"waiting"}


def test_a_failed_send_hands_the_whole_address_back_in_its_order(post: Post) -> None:
    one, _ = post.queue(
        post.message(AN, "1", kind=Kind.RECEIPT), post.message(AN, "2", kind=Kind.RECEIPT)
    ).claimed
    post.prompt(AN, "3", kind=Kind.RECEIPT)
    assert not post.record(one, RetryAt(timedelta(seconds=5)))
    assert set(post.states().values()) == {"waiting"}
    assert post.texts() == []  # nothing overtakes what was refused
    assert not post.prompt(AN, "4", kind=Kind.RECEIPT).claimed
    post.let_holds_pass()
    for expected in ("1", "2", "3", "4"):
        (row,) = post.claim(owner=ME)
        assert row.payload.decode() == expected
        post.record(row, SENT)
        post.let_leases_lapse()


def test_a_prompt_that_failed_gives_way_to_a_newer_one(post: Post) -> None:
    (first,) = post.prompt(AN, "câu 1").claimed
    post.prompt(AN, "câu 2")
    post.record(first, RetryAt(timedelta(seconds=5)))
    assert post.states() == {"câu 1": "superseded", "câu 2": "waiting"}


def test_parts_that_arrived_are_not_sent_again(post: Post) -> None:
    (long,) = post.prompt(AN, "dài").claimed
    post.record(long, RetryAt(timedelta(seconds=1), done=2))
    post.let_holds_pass()
    assert [row.done for row in post.claim()] == [2]


def test_replies_leave_before_notices_and_broadcasts_last(post: Post) -> None:
    post.notice(AN, "loan báo", priority=Priority.BROADCAST)
    post.notice(BINH, "nhắc")
    post.prompt("chi", "câu 1", owner=None)
    assert post.texts(2) == ["câu 1", "nhắc"]
    assert post.texts(2, owner=ME) == ["loan báo"]


def test_only_one_row_of_an_address_is_claimed_at_a_time(post: Post) -> None:
    for text in ("1", "2", "3"):
        post.notice(AN, text)
    assert post.texts() == ["1"]
    assert post.texts() == []


def test_a_reply_overtakes_the_notices_of_its_address(post: Post) -> None:
    post.notice(AN, "nhắc")
    (claimed,) = post.prompt(AN, "câu 1").claimed
    assert claimed.payload.decode() == "câu 1"


def test_the_queue_of_one_line_hides_no_other(post: Post) -> None:
    for number in range(30):
        post.notice(f"dân {number}", "loan báo")
    row = post.address("bot hai", ("telegram", "second"))
    post.queue(post.message("bot hai", "câu 1", address=row), owner=None)
    found = post.store.run_sync(lambda work: work.outbox.claim(("telegram", "second"), ME, 5, NOW))
    assert [claimed.payload.decode() for claimed in found] == ["câu 1"]


def test_skipped_addresses_hide_nobody_behind_them(post: Post) -> None:
    for number in range(20):
        post.notice(AN, f"nhắc {number}")
    post.notice(BINH, "nhắc Bình")
    assert post.texts(1, skip=[post.address(AN)]) == ["nhắc Bình"]


def test_nothing_leaves_before_its_time(post: Post) -> None:
    post.notice(AN, "sáng mai", not_before=NOW + timedelta(hours=10))
    assert post.texts() == []
    post.now = NOW + timedelta(hours=10)
    assert post.texts() == ["sáng mai"]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Rejected("too_long"), "rejected"),
        (Obsolete(), "obsolete"),
        (Late(), "late"),
        (Gone("blocked"), "gone"),
    ],
)
def test_an_outcome_that_is_final_is_kept(post: Post, outcome: Rejected, state: str) -> None:
    post.notice(AN, "nhắc")
    (row,) = post.claim()
    post.record(row, outcome)
    assert post.states() == {"nhắc": state}
    assert post.texts() == []


def test_who_is_gone_gets_nothing_more_until_they_write(post: Post) -> None:
    for text in ("1", "2"):
        post.notice(AN, text)
    post.record(post.claim()[0], Gone("deactivated"))
    assert post.states() == {"1": "gone", "2": "gone"}
    assert post.front_of(AN)[3] == "deactivated"
    line = post.store.run_sync(lambda work: work.talk.line(Address("telegram", "main", AN)))
    post.store.run_sync(lambda work: work.talk.keep_line(line, front=None, state=b"", heard_at=NOW))
    assert post.front_of(AN)[3] is None
    assert post.prompt(AN, "chào").claimed


def test_a_chat_that_moved_is_followed(post: Post) -> None:
    post.notice(AN, "nhắc")
    post.record(post.claim()[0], ChatMoved("-100123"))
    (row,) = post.claim()
    assert (row.chat, row.payload.decode()) == ("-100123", "nhắc")


def test_a_chat_that_moved_to_where_we_already_talk_joins_it(post: Post) -> None:
    there = post.address("-100123")
    post.notice(AN, "nhắc")
    post.record(post.claim()[0], ChatMoved("-100123"))
    (row,) = post.claim()
    assert (row.address_row, row.chat) == (there, "-100123")


def test_a_reply_whose_answer_never_came_is_sent_once_more_and_no_oftener(post: Post) -> None:
    (row,) = post.prompt(AN, "câu 1").claimed
    post.record(row, Unknown())
    assert post.states() == {"câu 1": "waiting"}
    assert post.front_of(AN)[2] == 1
    post.let_holds_pass()
    (again,) = post.claim()
    assert again.again
    post.record(again, Unknown())
    assert post.states() == {"câu 1": "unknown"}


def test_after_a_resend_the_address_still_says_that_an_earlier_copy_may_be_there(post: Post) -> None:
    post.record(post.prompt(AN, "câu 1").claimed[0], Unknown())
    post.let_holds_pass()
    post.record(post.claim()[0], SENT)
    assert post.front_of(AN)[:3:2] == ("71", 1)
    post.record(post.prompt(AN, "câu 2").claimed[0], Sent("72", NOW))
    assert post.front_of(AN)[:3:2] == ("72", 0)


def test_an_unknown_prompt_that_the_conversation_has_left_is_not_sent_again(post: Post) -> None:
    (first,) = post.prompt(AN, "câu 1").claimed
    post.prompt(AN, "câu 2")
    post.record(first, Unknown())
    assert post.states() == {"câu 1": "unknown", "câu 2": "waiting"}


def test_nor_one_of_a_conversation_that_is_no_longer_in_front(post: Post) -> None:
    (first,) = post.prompt(AN, "câu 1", conversation=5).claimed
    post.change("update address set front_id = 6")
    post.record(first, Unknown())
    assert post.states() == {"câu 1": "unknown"}


def test_an_unknown_notice_is_never_sent_again(post: Post) -> None:
    post.notice(AN, "nhắc")
    post.record(post.claim()[0], Unknown())
    post.let_holds_pass()
    assert post.states() == {"nhắc": "unknown"}
    assert post.texts() == []


def test_on_zalo_nothing_unknown_is_sent_again(post: Post) -> None:
    row = post.address("z", ("zalo_bot", "xa"))
    (claimed,) = post.queue(post.message("z", "câu 1", address=row)).claimed
    post.record(claimed, Unknown())
    assert post.states() == {"câu 1": "unknown"}
    assert post.front_of("z")[2] == 1


def test_what_a_dead_owner_attempted_is_unknown_and_what_it_only_had_queued_is_not(post: Post) -> None:
    post.prompt(AN, "đã thử", kind=Kind.RECEIPT)
    post.prompt(AN, "chưa thử", kind=Kind.RECEIPT)
    post.notice(BINH, "nhắc đã thử")
    post.claim(owner=ME)
    assert post.take_over() == 0  # it may be alive
    post.let_leases_lapse()
    assert post.take_over() == 2
    assert post.states() == {"đã thử": "waiting", "chưa thử": "waiting", "nhắc đã thử": "unknown"}
    assert post.take_over() == 0
    assert post.texts(1) == ["đã thử"]
    unknowns = post.rows("select unknowns from outbox order by id")
    assert unknowns == [(1,), (0,), (1,)]


def test_a_restarted_process_takes_over_at_once_from_the_one_before_it(post: Post) -> None:
    post.prompt(AN, "câu 1", owner="here/1")
    post.prompt(BINH, "câu 2", owner="elsewhere/1")
    post.store.run_sync(lambda work: work.outbox.lead(("telegram", "main"), "here/1", timedelta(minutes=1)))
    assert post.take_over("here/2", dead="here") == 1
    assert post.states() == {"câu 1": "waiting", "câu 2": "attempted"}
    assert post.store.run_sync(
        lambda work: work.outbox.lead(("telegram", "main"), "here/2", timedelta(minutes=1))
    )


def test_a_name_that_begins_alike_is_another_process(post: Post) -> None:
    post.prompt(AN, "câu 1", owner="here2/1")
    post.prompt(BINH, "câu 2", owner="her%/1")
    assert post.take_over("here/2", dead="here") == 0


def test_a_slow_owner_that_was_taken_for_dead_still_says_what_it_sent(post: Post) -> None:
    (row,) = post.prompt(AN, "câu 1").claimed
    post.let_leases_lapse()
    post.take_over()
    post.record(row, SENT)
    assert post.states() == {"câu 1": "sent"}
    assert post.texts() == []


def test_a_slow_owner_that_failed_does_not_disturb_who_took_over(post: Post) -> None:
    (row,) = post.prompt(AN, "câu 1").claimed
    post.let_leases_lapse()
    post.take_over()
    (taken,) = post.claim(owner=OTHER)
    for outcome in (RetryAt(timedelta(hours=1)), Gone("blocked"), Rejected("too_long"), Unknown()):
        assert not post.record(row, outcome)
    assert post.states() == {"câu 1": "attempted"}
    assert post.front_of(AN)[3] is None
    post.record(taken, SENT)
    assert post.states() == {"câu 1": "sent"}


def test_what_was_claimed_and_not_sent_is_handed_back_untried(post: Post) -> None:
    post.prompt(AN, "câu 1")
    post.store.run_sync(lambda work: work.outbox.hand_back(post.address(AN), ME, NOW))
    (row,) = post.claim()
    assert (row.attempts, row.again) == (1, False)


def test_rows_handed_back_to_wait_for_the_pace_can_be_superseded(post: Post) -> None:
    post.prompt(AN, "câu 1")
    post.store.run_sync(lambda work: work.outbox.hand_back(post.address(AN), ME, NOW, keep=True))
    assert not post.prompt(AN, "câu 2").claimed
    assert post.claim() == []
    last = post.next_reply(AN)
    assert last is not None
    assert last.payload.decode() == "câu 2"


def test_one_process_leads_a_line_until_its_lease_ends(post: Post) -> None:
    def lead(owner: str) -> bool:
        return post.store.run_sync(
            lambda work: work.outbox.lead(("telegram", "main"), owner, timedelta(seconds=15))
        )

    assert lead(ME)
    assert not lead(OTHER)
    assert lead(ME)
    post.let_leases_lapse()
    assert lead(OTHER)
    post.store.run_sync(lambda work: work.outbox.step_down(("telegram", "main"), OTHER))
    assert lead(ME)


def test_the_receipt_of_an_album_is_moved_on_while_it_waits_then_edited(post: Post) -> None:
    def receipt(text: str, seconds: float) -> None:
        at = post.now + timedelta(seconds=seconds)
        post.prompt(AN, text, kind=Kind.RECEIPT, dedup="album:9", not_before=at, replace=True)

    receipt("1 ảnh", 1.5)
    post.now += timedelta(seconds=1)
    receipt("2 ảnh", 1.5)
    post.now += timedelta(seconds=1)
    assert post.texts() == []
    post.now += timedelta(seconds=1)
    (row,) = post.claim()
    assert (row.payload.decode(), row.edits) == ("2 ảnh", None)
    receipt("3 ảnh", 0)  # while it is being sent
    assert post.record(row, SENT)
    edit = post.next_reply(AN, OTHER)
    assert edit is not None
    assert (edit.payload.decode(), edit.edits) == ("3 ảnh", "71")
    post.record(edit, SENT)
    receipt("4 ảnh", 0)
    (edit,) = post.claim()
    assert (edit.payload.decode(), edit.edits) == ("4 ảnh", "71")


def test_at_a_start_what_waited_for_more_leaves_and_what_waits_for_the_morning_does_not(post: Post) -> None:
    """The clock of a trial starts anew with the process: what it was put off by may be far behind."""
    at = post.now + timedelta(seconds=1.5)
    post.prompt(AN, "2 ảnh", kind=Kind.RECEIPT, dedup="album:9", not_before=at, replace=True)
    post.notice(BINH, "sáng mai", not_before=at)
    post.now -= timedelta(hours=1)
    assert post.texts() == []
    post.take_over("here/2", dead="here")
    assert post.texts() == ["2 ảnh"]


def test_two_people_who_notify_each_other_at_once_do_not_wait_for_each_other(post: Post) -> None:
    """On PostgreSQL each has its own address locked while it queues to the other's."""
    both = Barrier(2)
    tries: list[str] = []

    def decide(own: str, other: str) -> None:
        def work(work: SendingWork) -> None:
            tries.append(own)
            work.talk.line(Address("telegram", "main", own))
            if work.connection.backend == "postgresql":
                both.wait(5)
            work.outbox.queue([post.message(other, f"nhắc {other}", kind=Kind.NOTICE)], None, NOW)

        post.store.run_sync(work)

    post.address(AN)
    post.address(BINH)
    threads = [Thread(target=decide, args=pair) for pair in ((AN, BINH), (BINH, AN))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(tries) == [AN, BINH]
    assert set(post.states().values()) == {"waiting"}


def test_payloads_and_chats_are_sealed_at_rest(post: Post) -> None:
    post.notice("0912345678", "nội dung riêng")
    ((payload, chat),) = post.rows(
        "select payload_sealed, chat_sealed from outbox join address a on a.id = address_id"
    )
    assert "nội dung riêng".encode() not in payload
    assert b"0912345678" not in chat
