from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.periods import Quarter, parse_quarter
from tests.core.text.strategies import anything

APRIL = date(2026, 4, 7)
quarters = st.builds(Quarter, st.integers(2000, 2099), st.integers(1, 4))


@pytest.mark.parametrize(
    "typed", ["bao cao quy 1", "Báo cáo quý I", "bc q1", "Bao cáo Quí 1/2026", "báo cáo quỹ 1"]
)
def test_report_of_the_first_quarter(typed: str) -> None:
    assert parse_quarter(typed, APRIL) == Quarter(2026, 1)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Quý I/2024",
            "quý 1 năm 2024",
            "Q1/24",
            "quý l/2024",
            "QUÝ 1-2024",
            "q.1 2024",
            "quý một năm 2024",
        ),
        *(
            "quý đầu năm 2024",
            "quý thứ nhất năm 2024",
            "I/2024",
            "2024Q1",
            "quí I . 2024",
            "quy 1'24",
            "quý I, năm 2024",
            "quý I (2024)",
            "Q-1/2024",
            "quý Ⅰ – 2024",
        ),
    ],
)
def test_first_quarter_of_2024(typed: str) -> None:
    assert parse_quarter(typed, APRIL) == Quarter(2024, 1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(
            ("quý một", 1),
            ("quý l", 1),
            ("quý ll", 2),
            ("quý lll", 3),
            ("quý lV", 4),
            ("quý tư", 4),
            ("quý hai", 2),
        ),
        *(
            ("q3", 3),
            ("quý  4", 4),
            ("Quý IV", 4),
            ("quý ba", 3),
            ("quy bon", 4),
            ("quý |", 1),
            ("quý II ạ", 2),
        ),
    ],
)
def test_any_way_to_count_to_four(typed: str, number: int) -> None:
    found = parse_quarter(typed, date(2026, 12, 25))
    assert found == Quarter(2026, number)


@pytest.mark.parametrize(
    "typed",
    [
        "quý 5",
        "quý 12",
        "quý 0",
        "quy định 1",
        "quý",
        "Quý",
        "1",
        "I",
        "",
        "quý 1 và quý 2",
        "quý I, II",
        "quý 1-2",
        "k1",
    ],
)
def test_no_single_quarter(typed: str) -> None:
    assert parse_quarter(typed, APRIL) is None


@pytest.mark.parametrize(
    ("today", "typed", "expected"),
    [
        (date(2026, 2, 1), "quý 4", Quarter(2025, 4)),
        (date(2026, 2, 1), "quý 3", Quarter(2025, 3)),
        (date(2026, 2, 1), "quý 2", Quarter(2026, 2)),
        (date(2026, 12, 1), "quý 1", Quarter(2026, 1)),
        (date(2026, 1, 1), "quý 1", Quarter(2026, 1)),
        (date(2026, 4, 7), "quý này", Quarter(2026, 2)),
        (date(2026, 1, 3), "quý trước", Quarter(2025, 4)),
        (date(2026, 1, 3), "quy vua roi", Quarter(2025, 4)),
        (date(2026, 12, 3), "quý sau", Quarter(2027, 1)),
        (date(2026, 4, 7), "quý IV năm ngoái", Quarter(2025, 4)),
        (date(2026, 4, 7), "quý 4 năm nay", Quarter(2026, 4)),
    ],
)
def test_the_year_that_was_not_said(today: date, typed: str, expected: Quarter) -> None:
    assert parse_quarter(typed, today) == expected


def test_a_count_after_the_quarter_is_not_its_year() -> None:
    assert parse_quarter("quý 1 50 hộ", APRIL) == Quarter(2026, 1)


@given(quarters)
def test_writing_and_reading_agree(quarter: Quarter) -> None:
    assert Quarter.from_code(quarter.code) == quarter
    for typed in (quarter.label, quarter.code, f"q{quarter.number}/{quarter.year % 100:02d}"):
        assert parse_quarter(typed, APRIL) == quarter


@given(quarters)
def test_quarters_follow_each_other_without_a_gap(quarter: Quarter) -> None:
    assert quarter.next().previous() == quarter
    assert quarter < quarter.next()
    assert quarter.last_day + timedelta(days=1) == quarter.next().first_day
    assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter
    assert quarter.first_day in quarter
    assert quarter.next().first_day not in quarter


@pytest.mark.parametrize("code", ["2026Q5", "2026", "Q1", "", "2026Q11", "26Q1"])
def test_a_wrong_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError):
        Quarter.from_code(code)


def test_there_is_no_fifth_quarter() -> None:
    with pytest.raises(ValueError):
        Quarter(2026, 5)


@given(anything)
def test_nothing_typed_breaks_it(typed: str) -> None:
    found = parse_quarter(typed, APRIL)
    assert found is None or found.number in range(1, 5)
