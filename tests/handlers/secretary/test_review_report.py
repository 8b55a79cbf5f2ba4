"""A report before its reviewer: accepted, returned with a reason, taken back meanwhile, looked at by two."""

from datetime import timedelta

import pytest

from bot.screen import CALLBACK_BYTES
from core.report import TEXTS, ReportState
from core.usecases.withdraw_report import WithdrawReport, withdraw_report
from tests.core.field import at, item, occasion
from tests.handlers.secretary.office import Office, w
from tests.world import Phone

READY = "The figure needs checking."


@pytest.fixture
def report(office: Office) -> str:
    office.pledges("en")
    office.owes()
    return office.reports("en", "4", "2")


@pytest.fixture
def secretary(office: Office, report: str) -> Phone:  # noqa: ARG001  # it waits in the queue
    phone = office.phone_of("hai")
    phone.says("/duyet")
    assert "Đèo Thị Én" in phone.choices[0]
    phone.taps(phone.choices[0])
    return phone


def withdrawn(office: Office, report: str, seen: int = 1) -> None:
    speaker = office.field.speaker("en", office.now)
    command = WithdrawReport(report, seen)
    office.do(lambda uow: withdraw_report(uow, speaker, command, occasion(office.now)))


# reading and accepting


def test_the_whole_report_is_read_item_by_item_with_its_figures(secretary: Phone) -> None:
    for words in (
        "Xóa nhà tạm",
        "4/16 nhà, 25 %",
        "2/4 buổi, 50 %",
        "đã làm",
        "Giúp hộ neo đơn",
        "Làm tiếp",
        "1991",
    ):
        assert words in secretary.sees


def test_the_author_is_told_who_accepted_it_and_when(office: Office, secretary: Phone, report: str) -> None:
    author = office.phone_of("en")
    secretary.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED
    assert "Bế Hải" in author.sees
    assert "10/03/2026" in author.sees
    secretary.says("/duyet")
    assert secretary.sees.startswith(w("Nothing waits to be looked at now."))


def test_the_same_tap_five_times_accepts_once_and_tells_once(office: Office, secretary: Phone) -> None:
    author = office.phone_of("en")
    secretary.taps(w("Accept"))
    for _ in range(4):
        secretary.again()
    assert len(author.bubbles) == 1


def test_left_for_later_it_stays_in_the_queue(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Leave it for later"))
    assert office.report(report).state is ReportState.SUBMITTED
    secretary.says("/duyet")
    assert "Đèo Thị Én" in secretary.choices[0]


def test_after_each_decision_the_next_one_is_a_tap_away(office: Office, secretary: Phone) -> None:
    office.pledges("an")
    office.reports("an", "1", "1")
    secretary.taps(w("Accept"))
    assert "Quàng Ẩn" in secretary.choices[0]
    secretary.taps(secretary.choices[0])
    assert "Quàng Ẩn" in secretary.sees


# sent back


def test_one_item_with_a_ready_reason_is_returned_in_three_taps(
    office: Office, secretary: Phone, report: str
) -> None:
    author = office.phone_of("en")
    secretary.taps(w("Return item {number}", number=2))
    secretary.taps(w(READY))
    secretary.taps(w("Send"))
    returned = office.report(report).returned
    assert returned is not None
    assert returned.keys == {"e2"}
    assert returned.reason == w(READY)
    assert author.sees.splitlines()[0] == w("To be added: {reason}", reason=w(READY))
    assert "Bế Hải" in author.sees
    assert "đã làm" not in author.sees, "nothing of a report is in a notice"


def test_the_notice_opens_the_report_and_the_reason_is_its_first_line(
    office: Office, secretary: Phone
) -> None:
    author = office.phone_of("en")
    secretary.taps(w("Return item {number}", number=2))
    secretary.says("Ghi rõ ngày nào, ở đâu")
    secretary.taps(w("Send"))
    author.taps(w("Open the report"))
    assert "Ghi rõ ngày nào, ở đâu" in author.sees
    assert "Dự sinh hoạt thôn" in author.sees
    assert "Xóa nhà tạm" not in author.sees, "only what was returned opens again"


def test_a_resubmission_is_marked_and_shows_old_and_new_side_by_side(
    office: Office, secretary: Phone, report: str
) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.taps(w(READY))
    secretary.taps(w("Send"))
    office.now += timedelta(hours=1)
    assert office.reports("en", "3", what="nói rõ hơn") == report
    secretary.says("/duyet")
    assert w("came again") in secretary.choices[0]
    secretary.taps(secretary.choices[0])
    lines = secretary.sees.splitlines()
    assert w("To be added: {reason}", reason=w(READY)) in lines[:4]
    changed = [line for line in lines if "4 nhà" in line or "3 nhà" in line]
    assert len(changed) == 2
    assert "đã làm" in lines
    assert "nói rõ hơn" in lines


def test_a_reason_is_compulsory(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Return item {number}", number=1))
    for empty in ("…", "99", "???"):
        secretary.says(empty)
        assert w("Please write the reason in words, or choose one from the list.") in secretary.sees
    assert office.report(report).state is ReportState.SUBMITTED


def test_a_ready_reason_is_chosen_by_its_number_where_there_are_no_buttons(
    office: Office, report: str
) -> None:
    phone = office.phone_of("hai", "text")
    phone.says("duyet")
    phone.says("1")
    phone.says("bo sung viec 1")
    phone.says("1")
    phone.says("gui")
    returned = office.report(report).returned
    assert returned is not None
    assert returned.keys == {"e1"}
    assert returned.reason == w(READY)


def test_words_may_follow_a_ready_reason(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.taps(w(READY))
    secretary.taps(w("Write more"))
    secretary.says("Biên bản ghi 3 nhà")
    assert "Biên bản ghi 3 nhà" in secretary.sees
    secretary.taps(w("Send"))
    returned = office.report(report).returned
    assert returned is not None
    assert returned.reason == f"{w(READY)}\nBiên bản ghi 3 nhà"


def test_several_items_are_toggled_one_at_a_time(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Return several items"))
    assert w("Done, go on") not in secretary.choices, "nothing is chosen yet"
    secretary.taps(w("Add: item {number}", number=1))
    secretary.taps(w("Add: item {number}", number=2))
    secretary.taps(w("Take off: item {number}", number=1))
    secretary.taps(w("Add: what stands beside the items"))
    secretary.taps(w("Done, go on"))
    secretary.taps(w(READY))
    secretary.taps(w("Send"))
    assert office.report(report).open_keys == {"e2", TEXTS}


def test_all_of_it_is_one_tap(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Return several items"))
    secretary.taps(w("All of it"))
    secretary.taps(w(READY))
    secretary.taps(w("Send"))
    assert office.report(report).open_keys == {"e1", "e2", TEXTS}


def test_from_the_summary_any_line_is_changed(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.taps(w(READY))
    secretary.taps(w("Change the items"))
    secretary.taps(w("Add: item {number}", number=2))
    secretary.taps(w("Done, go on"))
    secretary.taps(w("Change the reason"))
    secretary.says("Cần ảnh chụp hiện trường")
    secretary.taps(w("Send"))
    returned = office.report(report).returned
    assert returned is not None
    assert returned.keys == {"e1", "e2"}
    assert returned.reason == "Cần ảnh chụp hiện trường"


def test_a_report_of_one_item_is_returned_without_asking_which(office: Office) -> None:
    office.pledges("an", item())
    office.owes()
    report = office.reports("an", "1")
    phone = office.phone_of("hai")
    phone.says(f"/duyet r:{report}")
    phone.taps(w("Return item {number}", number=1))
    phone.taps(w(READY))
    phone.taps(w("Send"))
    assert office.report(report).open_keys == {"e1"}


def test_who_cannot_be_reached_is_not_passed_over_in_silence(secretary: Phone) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.taps(w(READY))
    secretary.taps(w("Send"))
    assert "⏰" in secretary.sees
    assert "Én" in secretary.sees


def test_the_draft_of_a_return_outlives_another_conversation(
    office: Office, secretary: Phone, report: str
) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.taps(w(READY))
    secretary.says("/menu")
    secretary.says(f"/duyet r:{report}")
    assert w(READY) in secretary.sees
    secretary.taps(w("Send"))
    assert office.report(report).state is ReportState.RETURNED


# what moves meanwhile


def test_a_report_taken_back_meanwhile_is_not_accepted(office: Office, secretary: Phone, report: str) -> None:
    withdrawn(office, report)
    secretary.taps(w("Accept"))
    assert office.report(report).state is ReportState.WITHDRAWN
    assert w("The author has taken this report back.") in secretary.sees


def test_a_report_that_came_anew_meanwhile_is_shown_instead_of_accepted(
    office: Office, secretary: Phone, report: str
) -> None:
    withdrawn(office, report)
    office.now += timedelta(minutes=1)
    office.reports("en", "9", "2")
    secretary.taps(w("Accept"))
    assert office.report(report).state is ReportState.SUBMITTED
    assert "9/16 nhà" in secretary.sees
    secretary.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED


def test_a_summary_made_for_another_version_is_not_sent(
    office: Office, secretary: Phone, report: str
) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.taps(w(READY))
    withdrawn(office, report)
    office.now += timedelta(minutes=1)
    office.reports("en", "9", "2")
    secretary.taps(w("Send"))
    assert office.report(report).state is ReportState.SUBMITTED
    assert "9/16 nhà" in secretary.sees


def test_two_reviewers_and_one_decision(office: Office, secretary: Phone, report: str) -> None:
    deputy = office.phone_of("phu")
    deputy.says(f"/duyet r:{report}")
    secretary.taps(w("Accept"))
    deputy.taps(w("Return item {number}", number=1))
    assert w("This report has been accepted and is closed.") in deputy.sees
    deputy.taps(w("Understood"))
    assert office.report(report).state is ReportState.ACCEPTED


def test_an_office_that_ended_meanwhile_decides_nothing(
    office: Office, secretary: Phone, report: str
) -> None:
    office.do(lambda uow: uow.people.end_roles("hai", at(9, 3).date()))
    secretary.taps(w("Accept"))
    assert office.report(report).state is ReportState.SUBMITTED
    assert "Xóa nhà tạm" not in secretary.sees


def test_the_history_says_who_did_what_when_and_why(office: Office, secretary: Phone, report: str) -> None:
    secretary.taps(w("Return item {number}", number=1))
    secretary.says("Cần ảnh hiện trường")
    secretary.taps(w("Send"))
    secretary.says(f"/chibo r:{report}:1")
    secretary.taps(w("History"))
    assert office.report(report).period.label in secretary.sees
    lines = secretary.sees.splitlines()
    assert "Đèo Thị Én" in lines[1]
    assert "Bế Hải" in lines[2]
    assert "10/03/2026" in lines[2]
    assert lines[3] == "Cần ảnh hiện trường"


# whose turn it is


def test_a_secretarys_own_report_waits_for_the_level_above(office: Office) -> None:
    office.pledges("hai")
    office.owes()
    report = office.reports("hai", "1", "1")
    own = office.phone_of("hai")
    own.says("/duyet")
    assert own.sees.startswith(w("Nothing waits to be looked at now."))
    own.says(f"/duyet r:{report}")
    assert w("Accept") not in own.choices
    above = office.phone_of("tich")
    above.says("/duyet")
    above.taps("Bế Hải")
    above.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED


@pytest.mark.parametrize("who", ["en", "an", "to", "ut"])
def test_who_does_not_look_after_it_reads_nothing_of_it(office: Office, report: str, who: str) -> None:
    phone = office.phone_of(who)
    phone.says(f"/duyet r:{report}")
    phone.says(f"/chibo r:{report}:1")
    if who != "en":
        assert "4/16" not in phone.everything
    assert office.report(report).state is ReportState.SUBMITTED


@pytest.mark.parametrize(
    "argument",
    [
        "r:",
        "r:none",
        "p:none",
        "x:none",
        "0",
        "-1",
        "999999999999",
        "٣",
        "r:%00",
        "r::",
        "p:' or 1=1",
        "r:" + "é" * 300,
    ],
)
def test_forged_arguments_are_answered_kindly_and_do_nothing(
    office: Office, report: str, argument: str
) -> None:
    phone = office.phone_of("hai")
    phone.says(f"/duyet {argument}")
    assert phone.bubbles
    assert office.report(report).state is ReportState.SUBMITTED


@pytest.mark.usefixtures("report")
def test_names_stay_off_the_list_where_the_unit_keeps_them_off_this_messenger(office: Office) -> None:
    office.set("A", "names_on_telegram", "off")
    phone = office.phone_of("hai")
    phone.says("/duyet")
    assert "Én" not in phone.sees + "".join(phone.choices)
    elsewhere = office.phone_of("hai", "text")
    elsewhere.says("duyet")
    assert "Đèo Thị Én" in elsewhere.sees


# long ones


def test_a_long_report_is_read_on_leaves_that_keep_their_items_whole(office: Office) -> None:
    items = [item(content=f"Việc lớn số {number}") for number in range(1, 11)]
    office.pledges("en", *items)
    office.owes()
    report = office.reports("en", *(["1"] * 10), what="Đã đổ bê tông đường trục thôn. " * 30)
    phone = office.phone_of("hai")
    phone.says(f"/duyet r:{report}")
    seen = phone.sees
    assert len(seen) < 4096
    offered = list(phone.choices)
    while any(choice.startswith("Xem tiếp") for choice in phone.choices):
        assert all(len(option.data.encode()) <= CALLBACK_BYTES for option in phone.shown.options)
        phone.taps(phone.choices[0])
        seen += phone.sees
        offered += phone.choices
        assert len(phone.sees) < 4096
    for number in range(1, 11):
        assert seen.count(f"Việc lớn số {number}\n") == 1
        assert w("Return item {number}", number=number) in offered
    phone.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED


def test_an_item_of_an_earlier_leaf_stays_chosen(office: Office) -> None:
    office.pledges("en", *(item(content=f"Việc lớn số {number}") for number in range(1, 6)))
    office.owes()
    report = office.reports("en", *(["1"] * 5), what="Đã đổ bê tông. " * 60)
    phone = office.phone_of("hai")
    phone.says(f"/duyet r:{report}")
    phone.taps(phone.choices[0])
    phone.taps(w("Return item {number}", number=2))
    phone.taps(w(READY))
    assert "Việc lớn số 2" in phone.sees
    phone.taps(w("Send"))
    assert office.report(report).open_keys == {"e2"}


def test_late_is_labelled(office: Office) -> None:
    office.pledges("en")
    office.owes()
    office.now = at(30, 3)
    report = office.reports("en", "4", "2")
    phone = office.phone_of("hai")
    phone.says("/duyet")
    assert w("late") in phone.choices[0]
    phone.says(f"/duyet r:{report}")
    assert w("⏰ Handed in after the time for it.") in phone.sees
