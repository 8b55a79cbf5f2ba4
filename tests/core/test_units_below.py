"""Counts of a unit and of those below it agree with the rows that they are summed from."""

from datetime import datetime, timedelta

import pytest

from core.documents import Document
from core.errors import NotAllowed
from core.obligations import Tally
from core.usecases.cell_desk import tally_of
from core.usecases.units_below import Subtree, units_below
from storage.work import Repositories
from tests.core.field import DAY, PATHS, Q1, Field, at

REPORT = Document.report(Q1)


def seen_by(field: Field, who: str, unit: str) -> Subtree:
    speaker = field.speaker(who, at(1, 3))
    return field.do(lambda uow: units_below(uow, speaker, unit, REPORT, at(1, 3)))


def summed(field: Field, path: str, when: datetime) -> Tally:
    return field.do(lambda uow: uow.obligations.tally(path, REPORT, when))


def counted(field: Field, path: str, when: datetime) -> Tally:
    return field.do(lambda uow: tally_of(uow.obligations.of_unit(path, REPORT), when))


@pytest.mark.parametrize("when", [at(1, 3), at(20, 3), at(30, 3)])
def test_the_sum_is_that_of_the_rows_in_every_unit_and_at_any_time(field: Field, when: datetime) -> None:
    field.owe(REPORT)
    field.do(lambda uow: uow.obligations.clear("en", REPORT, at(10, 3)))
    field.do(lambda uow: uow.obligations.clear("xuan", REPORT, at(29, 3)))

    def both(uow: Repositories) -> None:
        for path in PATHS.values():
            rows = uow.obligations.of_unit(path, REPORT)
            assert uow.obligations.tally(path, REPORT, when) == tally_of(rows, when)

    field.do(both)


def test_nothing_owed_is_a_tally_of_nothing(field: Field) -> None:
    tally = summed(field, "/P/", at(1, 3))
    assert (tally.obliged, tally.handed_in, tally.late, tally.overdue, tally.left_out) == (0, 0, 0, 0, ())


def test_a_level_above_sees_its_units_and_those_right_below(field: Field) -> None:
    field.owe(REPORT)
    found = seen_by(field, "tich", "C")
    assert found.whole.unit.id == "C"
    assert found.above is None
    assert [each.unit.id for each in found.below] == ["A", "B"]
    assert found.whole.tally.obliged >= sum(each.tally.obliged for each in found.below)


def test_the_way_up_is_open_only_as_far_as_the_office_reaches(field: Field) -> None:
    field.owe(REPORT)
    of_staff = seen_by(field, "pa", "A")
    assert of_staff.above is not None
    assert of_staff.above.id == "C"
    own = seen_by(field, "hai", "A")
    assert own.above is None


@pytest.mark.parametrize(
    ("who", "unit"), [("hai", "B"), ("hai", "C"), ("en", "A"), ("tich", "D"), ("pa", "none")]
)
def test_outside_the_office_nothing_is_counted(field: Field, who: str, unit: str) -> None:
    with pytest.raises(NotAllowed):
        seen_by(field, who, unit)


def test_a_unit_that_has_ended_is_not_found(field: Field) -> None:
    before = at(1, 7, year=2025) - DAY - timedelta(hours=1)
    speaker = field.speaker("pa", at(1, 3))
    with pytest.raises(NotAllowed):
        field.do(lambda uow: units_below(uow, speaker, "C", REPORT, before))


def test_only_the_units_of_the_page_are_summed_and_all_are_counted(field: Field) -> None:
    speaker = field.speaker("tich", at(1, 3))
    found = field.do(lambda uow: units_below(uow, speaker, "C", REPORT, at(1, 3), slice(1, 2)))
    assert [each.unit.id for each in found.below] == ["B"]
    assert found.below_count == 2
