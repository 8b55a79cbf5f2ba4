"""A quarter's report from the sheet to the reviewer and back, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import partial

import pytest

from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.history import Deed
from core.people import Standing as PersonStanding
from core.people import StandingPeriod
from core.pledge import Measure, Pledge, PledgeItem, PledgeKind, PledgeState
from core.progress import Standing
from core.report import TEXTS, ItemProgress, ItemState, ReportState
from core.text.periods import Quarter
from core.usecases.decide_report import (
    AcceptReport,
    Decided,
    ReturnReport,
    UnacceptReport,
    accept_report,
    return_report,
    unaccept_report,
)
from core.usecases.report_sheet import ReportSheet, report_sheet
from core.usecases.review_queue import review_queue
from core.usecases.review_sheet import ReviewSheet, review_sheet
from core.usecases.submit_report import SubmitReport, Submitted, submit_report
from core.usecases.withdraw_report import WithdrawReport, withdraw_report
from storage.work import Repositories
from tests.core.field import PATHS, Q1, Q2, Field, at, item, occasion

MARCH = at(10, 3)


def pledge(field: Field, person: str, unit: str, *items: PledgeItem) -> None:
    keyed = tuple(replace(each, key=f"e{number}") for number, each in enumerate(items, 1))
    made = Pledge(
        id=f"pledge-{person}",
        person=person,
        kind=PledgeKind.EXEMPLARY,
        year=2026,
        unit=unit,
        path=PATHS[unit],
        state=PledgeState.CONFIRMED,
        version=1,
        revision=2,
        confirmed_version=1,
        last_item=len(keyed),
        sent_at=at(1, 2),
        received_at=at(1, 2),
        late=False,
        items=keyed,
    )
    field.do(lambda uow: uow.pledges.add(made))


def said(
    key: str = "e1", done: str | None = "4", state: ItemState = ItemState.IN_PROGRESS, reason: str = ""
) -> ItemProgress:
    return ItemProgress(key, state, None if done is None else Decimal(done), what="đã làm", reason=reason)


def sheet(field: Field, person: str, now: datetime, period: Quarter = Q1) -> ReportSheet:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: report_sheet(uow, speaker, period, now))


def submit(
    field: Field,
    person: str,
    *items: ItemProgress,
    now: datetime = MARCH,
    period: Quarter = Q1,
    seen: int | None = None,
    outside: str = "",
) -> Submitted:
    shown = sheet(field, person, now, period).seen if seen is None else seen
    command = SubmitReport(period, shown, items, outside, "quý sau làm tiếp")
    speaker = field.speaker(person, now)
    return field.do(lambda uow: submit_report(uow, speaker, command, occasion(now), field.chance))


def review(field: Field, person: str, report: str, now: datetime) -> ReviewSheet:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: review_sheet(uow, speaker, report, now))


def queue(field: Field, person: str, now: datetime) -> list[tuple[str, bool]]:
    speaker = field.speaker(person, now)
    return [
        (each.owner.person.id, each.resubmitted)
        for each in field.do(lambda uow: review_queue(uow, speaker, now).rows)
    ]


def accept(field: Field, person: str, report: str, seen: int, now: datetime) -> Decided:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: accept_report(uow, speaker, AcceptReport(report, seen), occasion(now)))


def send_back(
    field: Field, person: str, report: str, seen: int, *keys: str, reason: str = "thiếu ảnh"
) -> Decided:
    now = at(12, 3)
    speaker = field.speaker(person, now)
    command = ReturnReport(report, seen, frozenset(keys), reason)
    return field.do(lambda uow: return_report(uow, speaker, command, occasion(now)))


def unaccept(field: Field, person: str, command: UnacceptReport) -> Decided:
    speaker = field.speaker(person, at(12, 3))
    return field.do(lambda uow: unaccept_report(uow, speaker, command, occasion(at(12, 3))))


def test_the_report_reaches_the_secretary_and_is_accepted(field: Field) -> None:
    pledge(field, "en", "A", item("16"), item("3,2".replace(",", "."), "km"))
    field.owe(Document.report(Q1))
    done = submit(field, "en", said("e1", "17", ItemState.EXCEEDED), said("e2", "0"))
    assert not done.late
    assert not done.resubmitted
    assert set(done.tell) == {"hai", "phu"}
    assert queue(field, "hai", at(11, 3)) == [("en", False)]
    shown = review(field, "hai", done.report, at(11, 3))
    assert shown.can_decide
    assert shown.items[0].progress.share == Fraction(17, 16)
    assert shown.items[0].progress.standing is Standing.EXCEEDED
    decided = accept(field, "hai", done.report, shown.seen, at(11, 3))
    assert decided.tell == ("en",)
    assert queue(field, "hai", at(11, 3)) == []
    owed = field.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert owed is not None
    assert owed.cleared_at == at(10, 3)


def test_handing_in_twice_makes_one_report(field: Field) -> None:
    pledge(field, "en", "A", item())
    submit(field, "en", said(), seen=0)
    with pytest.raises(Moved):
        submit(field, "en", said(), seen=0)
    with pytest.raises(Moved):
        submit(field, "en", said())


def test_a_return_reopens_only_what_was_chosen_and_the_rest_stays(field: Field) -> None:
    pledge(field, "en", "A", item("16"), item("5", "buổi"))
    first = submit(field, "en", said("e1", "4"), said("e2", "1"))
    seen = review(field, "hai", first.report, at(11, 3)).seen
    send_back(field, "hai", first.report, seen, "e1")
    asked = sheet(field, "en", at(13, 3))
    assert [each.is_open for each in asked.items] == [True, False]
    assert asked.report is not None
    assert asked.report.returned is not None
    assert asked.report.returned.reason == "thiếu ảnh"
    assert not asked.texts_open
    with pytest.raises(Moved):
        submit(field, "en", said("e1", "3"), said("e2", "2"), now=at(13, 3))
    again = submit(field, "en", said("e1", "3"), now=at(13, 3), outside="thêm")
    assert again.resubmitted
    assert again.receipt != first.receipt
    assert queue(field, "hai", at(13, 3)) == [("en", True)]
    shown = review(field, "hai", first.report, at(13, 3))
    assert [(each.reported.key, each.reported.progress.done) for each in shown.items] == [
        ("e1", Decimal(3)),
        ("e2", Decimal(1)),
    ]
    assert shown.report.content.outside_work == ""
    (change,) = shown.changes
    assert change.key == "e1"
    assert shown.previous is not None
    old = shown.previous.content.find("e1")
    assert old is not None
    assert old.progress.done == Decimal(4)


def test_texts_can_be_returned_too(field: Field) -> None:
    pledge(field, "en", "A", item())
    first = submit(field, "en", said())
    send_back(field, "hai", first.report, 1, TEXTS)
    again = submit(field, "en", now=at(13, 3), outside="giúp dân sau lũ")
    shown = review(field, "hai", again.report, at(13, 3))
    assert shown.report.content.outside_work == "giúp dân sau lũ"
    assert [each.key for each in shown.changes] == ["outside_work"]


def test_a_return_needs_a_reason_and_something_to_open(field: Field) -> None:
    pledge(field, "en", "A", item())
    done = submit(field, "en", said())
    for keys, reason in ((("e1",), "  "), ((), "thiếu"), (("e9",), "thiếu")):
        with pytest.raises(Refused):
            send_back(field, "hai", done.report, 1, *keys, reason=reason)
    assert review(field, "hai", done.report, at(12, 3)).report.state is ReportState.SUBMITTED


def test_what_was_withdrawn_meanwhile_is_not_accepted(field: Field) -> None:
    pledge(field, "en", "A", item())
    field.owe(Document.report(Q1))
    done = submit(field, "en", said())
    seen = review(field, "hai", done.report, at(10, 3)).seen
    speaker = field.speaker("en", at(10, 3))
    field.do(lambda uow: withdraw_report(uow, speaker, WithdrawReport(done.report, 1), occasion(at(10, 3))))
    with pytest.raises(Moved):
        accept(field, "hai", done.report, seen, at(11, 3))
    owed = field.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert owed is not None
    assert owed.is_pending
    again = submit(field, "en", said("e1", "5"), now=at(12, 3))
    assert not again.resubmitted
    assert again.report == done.report


def test_the_second_of_two_reviewers_is_shown_what_the_first_decided(field: Field) -> None:
    pledge(field, "en", "A", item())
    done = submit(field, "en", said())
    accept(field, "phu", done.report, 1, at(11, 3))
    with pytest.raises(Moved):
        send_back(field, "hai", done.report, 1, "e1")
    assert not review(field, "hai", done.report, at(12, 3)).can_decide


def test_nobody_reviews_his_own_and_a_secretarys_goes_above(field: Field) -> None:
    pledge(field, "hai", "A", item(criterion="1.1"))
    pledge(field, "phu", "A", item(criterion="1.1"))
    of_secretary = submit(field, "hai", said())
    of_deputy = submit(field, "phu", said())
    assert set(of_secretary.tell) == {"tich", "ngan"}
    assert set(of_deputy.tell) == {"hai"}
    for reviewer, report in (
        ("hai", of_secretary),
        ("phu", of_secretary),
        ("phu", of_deputy),
        ("tich", of_deputy),
    ):
        with pytest.raises(NotAllowed):
            accept(field, reviewer, report.report, 1, at(11, 3))
    assert queue(field, "tich", at(11, 3)) == [("hai", False)]
    assert queue(field, "hai", at(11, 3)) == [("phu", False)]


def test_a_cell_without_a_secretary_is_reviewed_above(field: Field) -> None:
    done = submit(field, "xuan")
    assert set(done.tell) == {"tich", "ngan"}
    assert queue(field, "ngan", at(11, 3)) == [("xuan", False)]
    assert queue(field, "to", at(11, 3)) == []


@pytest.mark.parametrize("standing", [PersonStanding.DECEASED, PersonStanding.LEFT, PersonStanding.SUSPENDED])
def test_a_cell_whose_leaders_cannot_act_is_reviewed_above(field: Field, standing: PersonStanding) -> None:
    done = submit(field, "en")
    for person in ("hai", "phu"):
        gone = StandingPeriod(person, standing, at(11, 3).date())
        field.do(partial(_stand, period=gone))
    assert queue(field, "hai", at(12, 3)) == []
    assert queue(field, "tich", at(12, 3)) == [("en", False)]
    assert accept(field, "tich", done.report, 1, at(12, 3)).tell == ("en",)


def _stand(uow: Repositories, period: StandingPeriod) -> None:
    uow.people.change_standing(period)


def test_a_commune_secretary_is_reviewed_by_the_province(field: Field) -> None:
    assert submit(field, "tich").tell == ("pa",)
    assert submit(field, "ngan").tell == ("tich",)


def test_others_neither_read_nor_decide(field: Field) -> None:
    done = submit(field, "en")
    for stranger in ("to", "an", "ut", "sa", "xuan"):
        with pytest.raises(NotAllowed):
            review(field, stranger, done.report, at(11, 3))
        with pytest.raises(NotAllowed):
            accept(field, stranger, done.report, 1, at(11, 3))
    with pytest.raises(NotAllowed):
        review(field, "hai", "no-such-report", at(11, 3))


def test_the_level_above_opens_an_accepted_report_again(field: Field) -> None:
    done = submit(field, "en")
    accept(field, "hai", done.report, 1, at(11, 3))
    command = UnacceptReport(done.report, 2, "số liệu không khớp")
    for person in ("hai", "phu", "en"):
        with pytest.raises(NotAllowed):
            unaccept(field, person, command)
    decided = unaccept(field, "tich", command)
    assert set(decided.tell) == {"en", "hai", "phu"}
    assert queue(field, "hai", at(12, 3)) == [("en", False)]
    history = review(field, "hai", done.report, at(12, 3)).history
    assert [(each.actor, each.deed) for each in history] == [
        ("en", Deed.SUBMITTED),
        ("hai", Deed.ACCEPTED),
        ("tich", Deed.UNACCEPTED),
    ]
    assert history[-1].note == "số liệu không khớp"


def test_reading_anothers_report_is_seen_by_its_author(field: Field) -> None:
    done = submit(field, "en")
    for moment in (at(11, 3), at(11, 3, 10), at(12, 3)):
        review(field, "hai", done.report, moment)
    review(field, "en", done.report, at(11, 3))
    readings = field.do(lambda uow: uow.history.readings_of("en"))
    assert [(each.reader, each.at) for each in readings] == [("hai", at(12, 3)), ("hai", at(11, 3))]


@pytest.mark.parametrize(
    ("sent", "late"),
    [(at(20, 3, 23, 58), False), (at(21, 3, 23, 59), False), (at(22, 3, 0, 0), True), (at(1, 6), True)],
)
def test_on_time_is_judged_by_when_it_was_sent_with_the_grace(
    field: Field, sent: datetime, late: bool
) -> None:
    field.owe(Document.report(Q1))
    speaker = field.speaker("en", sent)
    moment = replace(occasion(sent), received_at=sent + timedelta(hours=6), now=sent + timedelta(hours=6))
    command = SubmitReport(Q1, 0, ())
    done = field.do(lambda uow: submit_report(uow, speaker, command, moment, field.chance))
    assert done.late is late


def test_a_tap_made_while_the_line_was_down_is_on_time(field: Field) -> None:
    received = at(23, 3)
    moment = replace(occasion(received), sent_at=None, deaf_since=at(21, 3, 20))
    speaker = field.speaker("en", received)
    done = field.do(lambda uow: submit_report(uow, speaker, SubmitReport(Q1, 0, ()), moment, field.chance))
    assert not done.late


def test_correcting_what_was_returned_is_never_late(field: Field) -> None:
    pledge(field, "en", "A", item())
    done = submit(field, "en", said(), now=at(20, 3))
    send_back(field, "hai", done.report, 1, "e1")
    assert not submit(field, "en", said(), now=at(20, 4)).late


def test_before_it_opens_and_after_it_closes_nothing_is_taken(field: Field) -> None:
    for moment in (at(31, 12, 23, 59, 2025), at(1, 8)):
        with pytest.raises(Refused):
            submit(field, "en", now=moment)


def test_without_consent_nothing_is_stored(field: Field) -> None:
    field.do(lambda uow: uow.connection.core.exec_driver_sql("delete from consent"))
    with pytest.raises(Refused):
        submit(field, "en")
    assert field.do(lambda uow: uow.reports.of_year("en", 2026)) == []


def test_the_next_quarter_shows_the_last_answer_and_what_the_year_has_come_to(field: Field) -> None:
    pledge(
        field,
        "en",
        "A",
        item("16"),
        item("10", "ngày", Measure.AT_MOST),
        item("98", "%", Measure.ALREADY_PERCENT),
    )
    submit(field, "en", said("e1", "10"), said("e2", "11.2"), said("e3", "97.5"))
    asked = sheet(field, "en", at(10, 6), Q2)
    assert [each.before for each in asked.items] == [Decimal(10), Decimal("11.2"), Decimal("97.5")]
    assert asked.items[0].last is not None
    assert asked.items[0].last.done == Decimal(10)
    assert asked.items[0].progress_with(Decimal(7)).share == Fraction(17, 16)
    assert asked.items[0].pace is not None
    assert Decimal(7) < asked.items[0].pace < Decimal(9)


def test_an_item_that_could_not_be_done_needs_its_reason(field: Field) -> None:
    pledge(field, "en", "A", item())
    with pytest.raises(Refused):
        submit(field, "en", said("e1", None, ItemState.COULD_NOT))
    submit(field, "en", said("e1", None, ItemState.COULD_NOT, reason="mưa lũ"))
