"""A pledge from registration to confirmation and amendment, on both databases."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from core.criteria import CriterionGroup
from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.history import Deed
from core.pledge import Measure, PledgeItem, PledgeKind, PledgeState
from core.report import ItemProgress, ItemState
from core.text.periods import Quarter
from core.usecases.decide_pledge import (
    CommentPledge,
    ConfirmPledge,
    PledgeDecided,
    RequestChanges,
    comment_pledge,
    confirm_pledge,
    request_pledge_changes,
)
from core.usecases.my_record import MyRecord, my_record
from core.usecases.pledge_review_sheet import PledgeReviewSheet, pledge_review_sheet
from core.usecases.pledge_sheet import PledgeSheet, pledge_sheet
from core.usecases.report_sheet import ReportSheet, report_sheet
from core.usecases.review_queue import review_queue
from core.usecases.submit_pledge import Registered, SubmitPledge, submit_pledge
from core.usecases.submit_report import SubmitReport, submit_report
from core.usecases.withdraw_pledge import WithdrawPledge, withdraw_pledge
from storage.work import Repositories
from tests.core.field import Q1, Q2, Field, at, item, occasion

FEBRUARY, MARCH = at(10, 2), at(10, 3)
EXEMPLARY = PledgeKind.EXEMPLARY


@pytest.fixture(autouse=True)
def criteria(field: Field) -> None:
    def add(uow: Repositories) -> None:
        for code in ("1.1", "1.2", "2.1", "2.2"):
            uow.criteria.add_group(CriterionGroup(code, f"Nhóm {code}", invented=True))

    field.do(add)


def sheet(field: Field, person: str = "en", kind: PledgeKind = EXEMPLARY) -> PledgeSheet:
    speaker = field.speaker(person, FEBRUARY)
    return field.do(lambda uow: pledge_sheet(uow, speaker, kind, 2026, FEBRUARY))


def register(
    field: Field,
    *items: PledgeItem,
    person: str = "en",
    kind: PledgeKind = EXEMPLARY,
    now: datetime = FEBRUARY,
    seen: int | None = None,
) -> Registered:
    shown = sheet(field, person, kind).seen if seen is None else seen
    speaker = field.speaker(person, now)
    command = SubmitPledge(kind, 2026, shown, items)
    return field.do(lambda uow: submit_pledge(uow, speaker, command, occasion(now), field.chance))


def look(field: Field, person: str, pledge: str, now: datetime = FEBRUARY) -> PledgeReviewSheet:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: pledge_review_sheet(uow, speaker, pledge, now))


def confirm(field: Field, person: str, pledge: str, seen: int) -> PledgeDecided:
    speaker = field.speaker(person, FEBRUARY)
    return field.do(lambda uow: confirm_pledge(uow, speaker, ConfirmPledge(pledge, seen), occasion(FEBRUARY)))


def ask_changes(field: Field, person: str, pledge: str, seen: int, reason: str = "chưa rõ") -> PledgeDecided:
    speaker = field.speaker(person, FEBRUARY)
    command = RequestChanges(pledge, seen, reason)
    return field.do(lambda uow: request_pledge_changes(uow, speaker, command, occasion(FEBRUARY)))


def comment(field: Field, person: str, pledge: str, text: str) -> PledgeDecided:
    speaker = field.speaker(person, FEBRUARY)
    return field.do(lambda uow: comment_pledge(uow, speaker, CommentPledge(pledge, text), occasion(FEBRUARY)))


def withdraw(field: Field, pledge: str, seen: int) -> None:
    speaker = field.speaker("en", FEBRUARY)
    field.do(lambda uow: withdraw_pledge(uow, speaker, WithdrawPledge(pledge, seen), occasion(FEBRUARY)))


def report_on(field: Field, period: Quarter = Q1, now: datetime = MARCH) -> ReportSheet:
    speaker = field.speaker("en", now)
    return field.do(lambda uow: report_sheet(uow, speaker, period, now))


def record(field: Field, person: str = "en", now: datetime = FEBRUARY) -> MyRecord:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: my_record(uow, speaker, 2026, now))


def test_the_groups_of_criteria_are_the_persons_own_and_never_asked(field: Field) -> None:
    assert [each.code for each in sheet(field, "en").criteria] == ["2.1", "2.2"]
    assert [each.code for each in sheet(field, "hai").criteria] == ["1.1", "1.2"]
    assert [each.code for each in sheet(field, "ut").criteria] == ["2.1", "2.2"]
    with pytest.raises(Refused):
        register(field, item(criterion="1.1"))


def test_registering_clears_what_was_owed_and_reaches_the_reviewer(field: Field) -> None:
    field.owe(Document.pledge(2026))
    done = register(field, item("16"), item("4", "bài", criterion="2.2"))
    assert [each.key for each in done.pledge.items] == ["e1", "e2"]
    assert set(done.tell) == {"hai", "phu"}
    owed = field.do(lambda uow: uow.obligations.get("en", Document.pledge(2026)))
    assert owed is not None
    assert owed.cleared_at == FEBRUARY
    speaker = field.speaker("hai", FEBRUARY)
    (waiting,) = field.do(lambda uow: review_queue(uow, speaker, FEBRUARY).rows)
    assert (waiting.id, waiting.resubmitted, waiting.pledge_kind) == (done.pledge.id, False, EXEMPLARY)
    assert confirm(field, "hai", done.pledge.id, 1).tell == ("en",)
    mine = record(field)
    assert mine.pledges[0].state is PledgeState.CONFIRMED
    assert mine.pledges[0].decided_by == "hai"
    assert mine.names["hai"] == "Bế Hải"


def test_changes_are_asked_with_a_reason_and_the_correction_is_marked(field: Field) -> None:
    done = register(field, item("16"))
    with pytest.raises(Refused):
        ask_changes(field, "hai", done.pledge.id, 1, reason=" ")
    ask_changes(field, "hai", done.pledge.id, 1, reason="chỉ tiêu thấp")
    shown = sheet(field)
    assert shown.pledge is not None
    assert (shown.pledge.state, shown.pledge.reason) == (PledgeState.NEEDS_CHANGES, "chỉ tiêu thấp")
    register(field, replace(shown.pledge.items[0], target=Decimal(20)))
    looked = look(field, "phu", done.pledge.id)
    (change,) = looked.changes
    assert change.old is not None
    assert change.new is not None
    assert (change.old.target, change.new.target) == (Decimal(16), Decimal(20))
    assert looked.can_decide


def test_an_amendment_keeps_the_old_in_force_until_it_is_confirmed(field: Field) -> None:
    done = register(field, item("16"), item("4", "bài"))
    confirm(field, "hai", done.pledge.id, 1)
    before = report_on(field)
    speaker = field.speaker("en", at(10, 3))
    said = tuple(ItemProgress(each.key, ItemState.IN_PROGRESS, Decimal(2)) for each in before.items)
    field.do(
        lambda uow: submit_report(uow, speaker, SubmitReport(Q1, 0, said), occasion(at(10, 3)), field.chance)
    )
    kept = before.items[0].item
    amended = register(field, replace(kept, target=Decimal(32)), item("7", "buổi"))
    assert amended.amended
    assert [each.key for each in amended.pledge.items] == ["e1", "e3"]
    assert [each.key for each in report_on(field, Q2, at(10, 6)).items] == ["e1", "e2"]
    confirm(field, "hai", done.pledge.id, amended.pledge.revision)
    after = report_on(field, Q2, at(10, 6))
    assert [(each.key, each.item.target, each.before) for each in after.items] == [
        ("e1", Decimal(32), Decimal(2)),
        ("e3", Decimal(7), None),
    ]
    (old,) = field.do(lambda uow: uow.reports.of_year("en", 2026))
    assert [each.item.target for each in old.content.items] == [Decimal(16), Decimal(4)]
    first = field.do(lambda uow: uow.pledges.version(done.pledge.id, 1))
    assert first is not None
    assert [each.key for each in first.items] == ["e1", "e2"]


def test_a_key_is_never_used_again(field: Field) -> None:
    done = register(field, item("1"), item("2"))
    register(field, replace(item("1"), key="e1"))
    again = register(field, replace(item("1"), key="e1"), item("9"))
    assert [each.key for each in again.pledge.items] == ["e1", "e3"]
    for forged in ("e2", "e99", "c1"):
        with pytest.raises(Refused):
            register(field, replace(item("1"), key=forged))
    with pytest.raises(Refused):
        register(field, replace(item("1"), key="e1"), replace(item("2"), key="e1"))
    assert look(field, "en", done.pledge.id).pledge.version == 3


def test_one_pledge_of_a_kind_a_year_whatever_is_tapped(field: Field) -> None:
    register(field, item(), seen=0)
    with pytest.raises(Moved):
        register(field, item(), seen=0)
    register(field, item(), kind=PledgeKind.COMMITMENT)
    keys = {each.key for each in report_on(field).items}
    assert keys == {"e1", "c1"}


def test_ten_items_at_most_and_one_at_least(field: Field) -> None:
    for count in (0, 11):
        with pytest.raises(Refused):
            register(field, *(item(content=f"việc {n}") for n in range(count)))


@pytest.mark.parametrize(
    "wrong",
    [
        item("0"),
        item("-1"),
        item(None),
        item("NaN"),
        item("Infinity"),
        item(content="  "),
        item(criterion="9.9"),
    ],
)
def test_an_item_that_cannot_stand_is_refused_with_words(field: Field, wrong: PledgeItem) -> None:
    with pytest.raises(Refused) as refused:
        register(field, item(), wrong)
    assert refused.value.words.id


def test_at_most_zero_and_yes_or_no_are_targets(field: Field) -> None:
    done = register(field, item("0", "lần vi phạm", Measure.AT_MOST), item(None, "", Measure.YES_NO))
    assert [each.adds_up for each in done.pledge.items] == [True, False]


def test_comrades_of_the_cell_read_only_what_was_confirmed(field: Field) -> None:
    done = register(field, item("16"))
    for comrade in ("an", "xuan"):
        with pytest.raises(NotAllowed):
            look(field, comrade, done.pledge.id)
    confirm(field, "hai", done.pledge.id, 1)
    assert look(field, "an", done.pledge.id).can_comment
    with pytest.raises(NotAllowed):
        look(field, "xuan", done.pledge.id)
    register(field, replace(done.pledge.items[0], target=Decimal(99)))
    ask_changes(field, "hai", done.pledge.id, 3, reason="chuyện riêng của tác giả và bí thư")
    seen = look(field, "an", done.pledge.id)
    assert seen.pledge.items[0].target == Decimal(16)
    assert "chuyện riêng" not in repr(seen)
    assert seen.changes == ()
    assert look(field, "hai", done.pledge.id).pledge.items[0].target == Decimal(99)
    assert {each.reader for each in record(field).readings} == {"an", "hai"}


def test_a_comment_carries_its_authors_name(field: Field) -> None:
    done = register(field, item())
    with pytest.raises(NotAllowed):
        comment(field, "an", done.pledge.id, "nên làm sớm")
    with pytest.raises(Refused):
        comment(field, "hai", done.pledge.id, "  ")
    assert comment(field, "hai", done.pledge.id, "nên làm sớm").tell == ("en",)
    (entry,) = look(field, "en", done.pledge.id).comments
    assert (entry.actor, entry.note, entry.deed) == ("hai", "nên làm sớm", Deed.COMMENTED)


def test_a_withdrawn_amendment_leaves_what_was_confirmed(field: Field) -> None:
    field.owe(Document.pledge(2026))
    done = register(field, item("16"))
    confirm(field, "hai", done.pledge.id, 1)
    amended = register(field, replace(done.pledge.items[0], target=Decimal(99)))
    withdraw(field, done.pledge.id, amended.pledge.revision)
    assert [each.item.target for each in report_on(field).items] == [Decimal(16)]
    owed = field.do(lambda uow: uow.obligations.get("en", Document.pledge(2026)))
    assert owed is not None
    assert owed.cleared_at is not None


def test_after_a_withdrawal_it_is_owed_again_and_nobody_confirms_it(field: Field) -> None:
    field.owe(Document.pledge(2026))
    done = register(field, item("16"))
    withdraw(field, done.pledge.id, 1)
    with pytest.raises(Moved):
        confirm(field, "hai", done.pledge.id, 1)
    assert report_on(field).items == ()
    assert [each.document.code for each in record(field).pending] == ["pledge:2026"]
    with pytest.raises(NotAllowed):
        look(field, "hai", done.pledge.id)
    register(field, item("20"))
    assert record(field).pending == ()
