"""Báo cáo thay: paper typed in by the secretary or a named helper; who is linked confirms it, and until then it does
not count."""

from datetime import date, timedelta

import pytest

from core.documents import Document
from core.history import Deed
from core.on_behalf import Entered
from core.people import Membership, MembershipKind
from core.photos import PAPER
from core.ports import UnitOfWork
from core.report import Report, ReportState
from tests.core.field import at
from tests.handlers.secretary.office import Q1, Office, w
from tests.world import Phone


@pytest.fixture(autouse=True)
def _something_owed(office: Office) -> None:
    for person in ("en", "an"):
        office.pledges(person)
    office.owes()


def types_in(phone: Phone, person: str, *, paper: str = "10/3", done: str = "4") -> None:
    """To the summary of the report of the first quarter."""
    phone.says(f"/baocaothay r:{person}:2026Q1")
    phone.says(paper)
    for words in (done, "0", "1", "bỏ qua", "bỏ qua", "1", "0", "1", "bỏ qua", "bỏ qua"):
        phone.says(words)
    phone.says("bỏ qua")
    phone.says("bỏ qua")
    phone.says("1")
    assert w("Send the report") in phone.choices, phone.sees


def cleared(office: Office, person: str) -> bool:
    owed = office.do(lambda uow: uow.obligations.get(person, Document.report(Q1)))
    assert owed is not None
    return owed.cleared_at is not None


def there_is_none(office: Office, person: str) -> bool:
    return office.do(lambda uow: uow.reports.find(person, Q1)) is None


def report_of(office: Office, person: str) -> Report:
    found = office.do(lambda uow: uow.reports.find(person, Q1))
    assert found is not None
    return found


def typed_by(office: Office, person: str) -> Entered:
    entered = report_of(office, person).entered
    assert entered is not None
    return entered


def test_for_who_is_not_linked_it_counts_at_once_and_says_by_whom(office: Office) -> None:
    secretary = office.phone_of("hai")
    types_in(secretary, "an")
    assert "Quàng Ẩn" in secretary.sees
    secretary.chooses(w("Send the report"))
    report = report_of(office, "an")
    assert report.state is ReportState.SUBMITTED
    assert typed_by(office, "an").by == "hai"
    assert cleared(office, "an")
    done = office.do(lambda uow: [(entry.deed, entry.actor) for entry in uow.history.of(report.id)])
    assert done == [(Deed.ENTERED, "hai")]


def test_every_question_says_whose_paper_it_is(office: Office) -> None:
    secretary = office.phone_of("hai")
    types_in(secretary, "an")
    asked = [bubble for bubble in secretary.bubbles if bubble.screen.options]
    assert all("Quàng Ẩn" in "\n".join(p.text for p in bubble.screen.paragraphs) for bubble in asked)


def test_it_is_judged_by_the_day_of_the_paper(office: Office) -> None:
    office.now = at(25, 3)
    secretary = office.phone_of("hai")
    types_in(secretary, "an", paper="18/3")
    secretary.chooses(w("Send the report"))
    assert not report_of(office, "an").late
    types_in(secretary, "en", paper="24/3")
    secretary.chooses(w("Send the report"))
    assert report_of(office, "en").late


@pytest.mark.parametrize("paper", ["11/3", "31/12/2025"])
def test_the_paper_cannot_come_from_the_future_or_before_the_quarter(office: Office, paper: str) -> None:
    secretary = office.phone_of("hai")
    secretary.says("/baocaothay r:an:2026Q1")
    secretary.says(paper)
    assert "nhà" not in secretary.sees


def test_who_is_linked_is_asked_and_until_then_it_does_not_count(office: Office) -> None:
    secretary, deputy, author = office.phone_of("hai"), office.phone_of("phu"), office.phone_of("en")
    types_in(secretary, "en")
    secretary.chooses(w("Send the report"))
    assert there_is_none(office, "en")
    assert not cleared(office, "en")
    assert not deputy.bubbles
    deputy.says("/chibo")
    assert w("Handed in: {done} of {obliged}, {percent}", done=0, obliged=4, percent="0 %") in deputy.sees
    author.taps(w("Look at it"))
    assert "Bế Hải" in author.sees
    author.taps(w("Right, I confirm it"))
    report = report_of(office, "en")
    assert report.state is ReportState.SUBMITTED
    assert typed_by(office, "en").confirmed_at is not None
    assert cleared(office, "en")


def test_what_is_not_right_goes_back_with_what_is_wrong_and_is_typed_in_anew(office: Office) -> None:
    secretary, author = office.phone_of("hai"), office.phone_of("en")
    types_in(secretary, "en")
    secretary.chooses(w("Send the report"))
    author.taps(w("Look at it"))
    first = author.bubbles[-1]
    author.taps(w("Not right yet"))
    author.says("Việc 1 đúng ra là 5 nhà")
    author.taps(w("Send"))
    assert "5 nhà" in secretary.sees
    assert not cleared(office, "en")
    secretary.says("/baocaothay r:en:2026Q1")
    assert "5 nhà" in secretary.sees
    types_in(secretary, "en", done="5")
    secretary.chooses(w("Send the report"))
    author.taps(w("Right, I confirm it"), first)
    assert there_is_none(office, "en")  # the button was of what had been typed in before
    author.says("/xacnhan report:2026Q1")
    author.taps(w("Right, I confirm it"))
    assert report_of(office, "en").content.items[0].progress.done == 5


def test_nobody_confirms_for_another(office: Office) -> None:
    secretary, author, other = office.phone_of("hai"), office.phone_of("en"), office.phone_of("phu")
    types_in(secretary, "en")
    secretary.chooses(w("Send the report"))
    other.says("/xacnhan report:2026Q1")
    secretary.says("/xacnhan report:2026Q1")
    for phone in (other, secretary):
        assert w("Nothing of this kind waits for your word now.") in phone.sees
    assert author.bubbles


def test_it_is_taken_back_while_nobody_has_looked_at_it(office: Office) -> None:
    secretary = office.phone_of("hai")
    types_in(secretary, "an")
    secretary.chooses(w("Send the report"))
    secretary.taps(w("Take back what I typed in"))
    assert report_of(office, "an").state is ReportState.WITHDRAWN
    assert not cleared(office, "an")
    deputy = office.phone_of("phu")
    deputy.says("/baocaothay t:an:report:2026Q1")
    assert (
        w("It cannot be taken back: it has been confirmed or looked at, or was taken back already.")
        in deputy.sees
    )


def test_who_typed_it_in_accepts_it_alone_only_with_the_paper_at_hand(office: Office) -> None:
    secretary = office.phone_of("hai")
    types_in(secretary, "an")
    secretary.chooses(w("Send the report"))
    secretary.says(f"/duyet r:{report_of(office, 'an').id}")
    secretary.taps(w("Accept"))
    assert report_of(office, "an").state is ReportState.SUBMITTED
    deputy = office.phone_of("phu")
    deputy.says(f"/duyet r:{report_of(office, 'an').id}")
    deputy.taps(w("Accept"))
    assert report_of(office, "an").state is ReportState.ACCEPTED


def test_a_photo_of_the_paper_is_the_comrades_and_marked_as_the_original(office: Office) -> None:
    secretary = office.phone_of("hai")
    secretary.says("/baocaothay r:an:2026Q1")
    secretary.says("10/3")
    secretary.sends_photo("trang-1")
    photos = office.do(lambda uow: uow.photos.of("an", "report:2026Q1"))
    assert [(photo.person, photo.item) for photo in photos] == [("an", PAPER)]
    assert office.do(lambda uow: uow.photos.of("hai", "report:2026Q1")) == []
    types_in(secretary, "an")
    secretary.chooses(w("Send the report"))
    secretary.says(f"/duyet r:{report_of(office, 'an').id}")
    secretary.taps(w("Accept"))
    assert report_of(office, "an").state is ReportState.ACCEPTED


def test_a_photo_of_the_paper_with_a_mark_of_secrecy_is_not_kept(office: Office) -> None:
    secretary = office.phone_of("hai")
    secretary.says("/baocaothay r:an:2026Q1")
    secretary.says("10/3")
    secretary.sends_photo("trang-1", album="tap")
    secretary.sends_photo("trang-2", album="tap", caption="Tài liệu MẬT")
    photos = office.do(lambda uow: uow.photos.of("an", "report:2026Q1"))
    assert [photo.ref for photo in photos if photo.ref] == []


def helps(office: Office) -> Phone:
    """Én is named to help Ẩn, by the conversation for it."""
    helper, secretary = office.phone_of("en"), office.phone_of("hai")
    secretary.says("/baocaothay h:an")
    secretary.says("Én")
    secretary.taps("Đèo Thị Én")
    secretary.says("31/12")
    secretary.taps(w("Yes, name the comrade"))
    return helper


def test_a_named_helper_types_in_that_persons_paper_and_no_one_elses(office: Office) -> None:
    helper = helps(office)
    helper.taps(w("Open the comrade's paper"))
    types_in(helper, "an")
    helper.chooses(w("Send the report"))
    assert typed_by(office, "an").by == "en"
    for person in ("phu", "xuan", "nobody"):
        helper.says(f"/baocaothay r:{person}:2026Q1")
        assert w("This is outside what you look after.") in helper.sees
    helper.says("/baocaothay h:an")
    assert w("This is outside what you look after.") in helper.sees


def test_a_helper_does_not_see_what_others_wrote(office: Office) -> None:
    office.reports("an", "4", "2", what="vét mương ở Khuổi Tát")
    helper = helps(office)
    helper.says("/baocaothay n:an")
    helper.says("/baocaothay r:an:2026Q1")
    report = report_of(office, "an")
    helper.says(f"/chibo r:{report.id}:1")
    helper.says(f"/duyet r:{report.id}")
    assert "Khuổi Tát" not in helper.everything


def test_a_helper_is_one_until_the_day_and_while_in_the_cell(office: Office) -> None:
    helper = helps(office)
    office.now += timedelta(days=300)
    helper.says("/baocaothay n:an")
    assert w("This is outside what you look after.") in helper.sees


def test_a_helper_who_leaves_the_cell_helps_no_more(office: Office) -> None:
    helper = helps(office)

    def move(uow: UnitOfWork) -> None:
        uow.people.end_membership("en", date(2026, 3, 9))
        uow.people.add_membership(Membership("en", "B", MembershipKind.OFFICIAL, date(2026, 3, 10)))

    office.do(move)
    helper.says("/baocaothay n:an")
    assert w("This is outside what you look after.") in helper.sees


def test_the_help_is_ended_by_a_button(office: Office) -> None:
    helper, secretary = helps(office), office.phone_of("hai", "text")
    secretary.says("/baocaothay e:an:en")
    helper.says("/baocaothay n:an")
    assert w("This is outside what you look after.") in helper.sees


def test_a_pledge_is_typed_in_too(office: Office) -> None:
    office.joins("cu", "Nông Cụ")
    secretary = office.phone_of("hai")
    secretary.says("/baocaothay p:cu:2026-exemplary")
    assert "Nông Cụ" in secretary.sees
    secretary.says("9/3")
    assert "Nông Cụ" in secretary.sees
    assert office.do(lambda uow: uow.pledges.of_year("cu", 2026)) == []


def test_who_links_later_finds_what_was_typed_in(office: Office) -> None:
    secretary = office.phone_of("hai")
    types_in(secretary, "an")
    secretary.chooses(w("Send the report"))
    author = office.phone_of("an")
    author.says("/cuatoi 2026Q1")
    assert "Bế Hải" in author.sees
    assert "10/03/2026" in author.sees


def test_the_menu_says_what_waits_and_what_one_was_named_for(office: Office) -> None:
    secretary, author = office.phone_of("hai"), office.phone_of("en")
    author.says("menu")
    before = author.choices
    types_in(secretary, "en")
    secretary.chooses(w("Send the report"))
    helps(office)
    author.says("menu")
    added = [choice for choice in author.choices if choice not in before]
    assert added == [w("Confirm what was typed in for me"), w("Type in a comrade's paper")]


def test_photos_of_the_paper_can_be_added_afterwards(office: Office) -> None:
    secretary = office.phone_of("hai")
    types_in(secretary, "an")
    secretary.chooses(w("Send the report"))
    secretary.says("/baocaothay n:an")
    secretary.taps("Gửi ảnh bản giấy")
    secretary.sends_photo("trang-1")
    secretary.says("xong")
    photos = office.do(lambda uow: uow.photos.of("an", "report:2026Q1"))
    assert [photo.item for photo in photos] == [PAPER]
    secretary.says(f"/duyet r:{report_of(office, 'an').id}")
    secretary.taps(w("Accept"))
    assert report_of(office, "an").state is ReportState.ACCEPTED


def test_nobody_else_adds_photos_to_it(office: Office) -> None:
    secretary, other = office.phone_of("hai"), office.phone_of("to")
    types_in(secretary, "an")
    secretary.chooses(w("Send the report"))
    for code in ("report:2026Q1", "report:2026Q9", "nothing", ""):
        other.says(f"/baocaothay a:an:{code}")
        other.sends_photo(f"trang-{code}")
    assert office.do(lambda uow: uow.photos.of("an", "report:2026Q1")) == []


def test_who_typed_it_in_is_told_what_has_to_be_added(office: Office) -> None:
    helper = helps(office)
    types_in(helper, "an")
    helper.chooses(w("Send the report"))
    deputy = office.phone_of("phu")
    deputy.says(f"/duyet r:{report_of(office, 'an').id}")
    deputy.taps(w("Return item {number}", number=2))
    deputy.taps(w("The figure needs checking."))
    deputy.taps(w("Send"))
    assert w("The figure needs checking.") in helper.sees
    helper.taps(w("Open the comrade's paper"))
    helper.taps("Nhập báo cáo")
    assert "Quàng Ẩn" in helper.sees
