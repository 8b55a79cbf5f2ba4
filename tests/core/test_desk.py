"""The cell's desk: who is where, counted with its denominator, and shown only to whom and where names may be."""

from datetime import date, datetime

import pytest

from core.documents import Document
from core.errors import NotAllowed
from core.obligations import LeftOut
from core.occasion import Occasion
from core.people import RoleKind, Standing, StandingPeriod
from core.report import TEXTS
from core.settings import NAMES_ON_TELEGRAM
from core.usecases.cell_desk import Desk, cell_desk
from core.usecases.decide_report import ReturnReport, return_report
from core.usecases.open_period import correct_obligations
from core.usecases.submit_report import SubmitReport, submit_report
from storage.work import Repositories
from tests.core.field import Q1, Field, at, occasion

DOCUMENT = Document.report(Q1)


def desk(field: Field, person: str, unit: str, now: datetime, channel: str = "zalo_bot") -> Desk:
    speaker = field.speaker(person, now)
    return field.do(lambda uow: cell_desk(uow, speaker, unit, DOCUMENT, now, channel))


def hand_in(field: Field, person: str, moment: Occasion) -> str:
    speaker = field.speaker(person, moment.now)
    command = SubmitReport(Q1, 0, ())
    return field.do(lambda uow: submit_report(uow, speaker, command, moment, field.chance)).report


def names(rows: object) -> list[str]:
    return [row.who.person.id for row in rows]  # type: ignore[attr-defined]


@pytest.fixture
def cell(field: Field) -> Field:
    field.owe(DOCUMENT)

    def exempt(uow: Repositories) -> None:
        uow.people.change_standing(StandingPeriod("an", Standing.EXEMPT, date(2026, 1, 5)))
        correct_obligations(uow, "an", date(2026, 1, 5))

    field.do(exempt)
    return field


def test_the_cell_at_a_glance(cell: Field) -> None:
    hand_in(cell, "hai", occasion(at(10, 3)))
    report = hand_in(cell, "en", occasion(at(11, 3)))
    secretary = cell.speaker("hai", at(12, 3))
    command = ReturnReport(report, 1, frozenset({TEXTS}), "thiếu")
    cell.do(lambda uow: return_report(uow, secretary, command, occasion(at(12, 3))))
    shown = desk(cell, "hai", "A", at(13, 3))
    assert (names(shown.handed_in), names(shown.returned), names(shown.missing), names(shown.overdue)) == (
        ["hai"],
        ["en"],
        ["phu"],
        [],
    )
    assert (shown.tally.obliged, shown.tally.handed_in, shown.tally.left_out) == (
        3,
        2,
        ((LeftOut.EXEMPT, 1),),
    )
    late = desk(cell, "hai", "A", at(30, 3))
    assert (names(late.missing), names(late.overdue), late.tally.overdue) == ([], ["phu"], 1)


def test_late_is_counted_as_handed_in_and_late(cell: Field) -> None:
    hand_in(cell, "phu", occasion(at(30, 3)))
    shown = desk(cell, "hai", "A", at(31, 3))
    assert (shown.tally.handed_in, shown.tally.late) == (1, 1)
    assert shown.handed_in[0].report is not None
    assert shown.handed_in[0].report.late


def test_names_stand_in_vietnamese_order(cell: Field) -> None:
    shown = desk(cell, "tich", "C", at(10, 3))
    people = [row.who.person.full_name for row in shown.missing]
    assert people == [
        "Đèo Thị Én",
        "Bế Hải",
        "Hà Ngân",
        "Vừ Thị Pa",
        "Mùa A Phủ",
        "Lường Văn Tích",
        "Khoàng Xuân",
    ]


def test_over_telegram_only_counts_unless_the_unit_says_otherwise(cell: Field) -> None:
    shown = desk(cell, "hai", "A", at(10, 3), "telegram")
    assert not shown.names_shown
    assert shown.missing == ()
    assert shown.tally.obliged == 3
    cell.do(lambda uow: uow.units.set("C", NAMES_ON_TELEGRAM, "on"))
    assert names(desk(cell, "hai", "A", at(10, 3), "telegram").missing) == ["en", "hai", "phu"]


def test_an_administrator_gets_counts_without_names(cell: Field) -> None:
    shown = desk(cell, "sa", "A", at(10, 3))
    assert (shown.names_shown, shown.missing, shown.tally.obliged) == (False, (), 3)


@pytest.mark.parametrize(
    ("who", "unit"), [("en", "A"), ("hai", "B"), ("hai", "C"), ("to", "A"), ("hai", "nothing")]
)
def test_nobody_sees_a_desk_outside_what_they_look_after(cell: Field, who: str, unit: str) -> None:
    with pytest.raises(NotAllowed):
        desk(cell, who, unit, at(10, 3))


def test_a_comrade_of_the_cell_committee_sees_the_desk_and_not_the_reports(cell: Field) -> None:
    cell.do(
        lambda uow: uow.people.add_role("en", "A", RoleKind.CELL_COMMITTEE_MEMBER.value, date(2026, 1, 1))
    )
    assert names(desk(cell, "en", "A", at(10, 3)).missing) == ["en", "hai", "phu"]


def test_who_died_is_in_no_list(cell: Field) -> None:
    cell.do(
        lambda uow: uow.people.change_standing(StandingPeriod("phu", Standing.DECEASED, date(2026, 4, 1)))
    )
    shown = desk(cell, "hai", "A", at(2, 4))
    assert "phu" not in names((*shown.missing, *shown.overdue, *shown.handed_in, *shown.returned))
    assert shown.tally.obliged == 3
