"""A survey team reads its sample within its dates, and every reading is logged (domain.md §1.4)."""

from datetime import date, timedelta

import pytest

from core.people import RoleKind
from tests.core.field import START
from tests.handlers.secretary.office import Office, w
from tests.world import Phone


@pytest.fixture
def team(office: Office) -> Phone:
    office.pledges("en")
    office.owes()
    office.do(lambda uow: uow.people.add_role("sa", "A", RoleKind.SURVEYOR.value, START, date(2026, 3, 20)))
    return office.phone_of("sa")


def reads(team: Phone) -> None:
    team.says("/chibo u:A:2026Q1")
    team.taps(w("Handed in"))
    team.taps("Đèo Thị Én")
    team.taps("Đọc báo cáo")


def test_it_reads_a_report_and_the_author_sees_that_it_did(office: Office, team: Phone) -> None:
    office.reports("en", "4", "2", what="vét mương ở Khuổi Tát")
    author = office.phone_of("en")
    reads(team)
    assert "Khuổi Tát" in team.sees
    author.says("/cuatoi 2026-nguoidoc")
    assert "Sa Quản" in author.sees


def test_it_decides_nothing(office: Office, team: Phone) -> None:
    report = office.reports("en", "4", "2")
    team.says(f"/duyet r:{report}")
    assert w("Accept") not in team.choices


def test_the_day_after_its_last_day_it_reads_nothing(office: Office, team: Phone) -> None:
    report = office.reports("en", "4", "2", what="vét mương ở Khuổi Tát")
    office.now += timedelta(days=11)
    team.says(f"/chibo r:{report}:1")
    assert "Khuổi Tát" not in team.sees
    team.says("/chibo p:en:2026")
    assert "Én" not in team.sees
