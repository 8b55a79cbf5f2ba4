"""An administrator opens one person's documents: with a reason, for an hour, told to its owner, logged."""

from datetime import timedelta

import pytest

from core.people import RoleKind
from tests.core.field import START
from tests.handlers.secretary.office import Office, w
from tests.world import Phone

WHY = "Đồng chí báo không mở được báo cáo quý I"


@pytest.fixture(autouse=True)
def _something_owed(office: Office) -> None:
    office.pledges("en")
    office.owes()


def opens(phone: Phone, name: str = "Đèo Thị Én", why: str = WHY) -> None:
    phone.says("/moniemphong")
    phone.says(name)
    phone.taps(name)
    phone.says(why)
    phone.taps(w("Open them"))


def test_the_owner_and_who_manages_the_owner_are_told_at_once_with_the_reason(office: Office) -> None:
    owner, secretary, admin = (office.phone_of(person) for person in ("en", "hai", "sa"))
    other = office.phone_of("to")
    opens(admin)
    for told in (owner, secretary):
        assert WHY in told.sees
        assert "Sa Quản" in told.sees
    assert not other.bubbles


def test_what_was_read_is_logged_and_the_owner_sees_who(office: Office) -> None:
    report = office.reports("en", "4", "2", what="vét mương ở Khuổi Tát")
    owner, admin = office.phone_of("en"), office.phone_of("sa")
    admin.says(f"/moniemphong r:{report}:1")
    assert "Khuổi Tát" not in admin.sees
    opens(admin)
    admin.taps(w("See them"))
    admin.taps("Đọc báo cáo")
    assert "Khuổi Tát" in admin.sees
    owner.says("/cuatoi 2026-nguoidoc")
    assert "Sa Quản" in owner.sees


def test_it_ends_after_an_hour_whatever_is_still_on_the_screen(office: Office) -> None:
    report = office.reports("en", "4", "2", what="vét mương ở Khuổi Tát")
    admin = office.phone_of("sa")
    opens(admin)
    admin.taps(w("See them"))
    listing = admin.bubbles[-1]
    office.now += timedelta(minutes=61)
    admin.taps("Đọc báo cáo", listing)
    assert "Khuổi Tát" not in admin.everything
    admin.says(f"/chibo r:{report}:1")
    assert "Khuổi Tát" not in admin.everything


def test_it_can_be_closed_again_before(office: Office) -> None:
    report = office.reports("en", "4", "2", what="vét mương ở Khuổi Tát")
    admin = office.phone_of("sa")
    opens(admin)
    admin.taps(w("See them"))
    admin.taps(w("Close them again"))
    for way in ("l:en", f"r:{report}:1"):
        admin.says(f"/moniemphong {way}")
        assert w("This is outside what you look after.") in admin.sees
    assert "Khuổi Tát" not in admin.everything


def test_nothing_can_be_decided_or_written_with_it(office: Office) -> None:
    report = office.reports("en", "4", "2")
    admin = office.phone_of("sa")
    opens(admin)
    admin.says(f"/duyet r:{report}")
    assert w("Accept") not in admin.choices


def test_a_few_words_are_no_reason_and_no_is_no(office: Office) -> None:
    admin = office.phone_of("sa")
    opens(admin, why="kiểm tra")
    assert w("Please give the reason in a sentence: the comrade will read it.") in admin.sees
    admin.says("/moniemphong w:en")
    owner = office.phone_of("en")
    assert not owner.bubbles


def test_only_within_the_administrators_own_units(office: Office) -> None:
    office.do(lambda uow: uow.people.add_role("ut", "D", RoleKind.ADMINISTRATOR.value, START))
    office.do(lambda uow: uow.people.add_role("tich", "D", RoleKind.ADMINISTRATOR.value, START))
    below = office.phone_of("ut")
    below.says("/moniemphong")
    below.says("Đèo Thị Én")
    assert "(1991)" not in below.sees
    below.says("/moniemphong w:en")
    unknown = office.phone_of("tich")
    unknown.says("/moniemphong w:nobody")
    assert below.sees.split("\n")[0] == unknown.sees.split("\n")[0]


def test_nobody_else_may_and_it_is_offered_to_nobody_else(office: Office) -> None:
    for person in ("en", "hai", "tich", "pa"):
        phone = office.phone_of(person)
        phone.says("/moniemphong")
        assert w("This is outside what you look after.") in phone.sees
        phone.says("/moniemphong w:xuan")
        assert w("This is outside what you look after.") in phone.sees
        phone.says("menu")
        assert w("Open a comrade's documents") not in phone.choices
