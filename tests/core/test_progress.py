"""Figures against targets: exact, uncapped, and never divided by zero."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.pledge import Measure, adds_up_by_default
from core.progress import Standing, cumulative, pace, progress
from tests.core.field import item

AT_LEAST, AT_MOST = Measure.AT_LEAST, Measure.AT_MOST


@pytest.mark.parametrize(
    ("measure", "target", "value", "standing", "share"),
    [
        (AT_LEAST, "16", "17", Standing.EXCEEDED, Fraction(17, 16)),
        (AT_LEAST, "12", "3", Standing.SHORT, Fraction(1, 4)),
        (AT_LEAST, "3.2", "1.35", Standing.SHORT, Fraction(135, 320)),
        (AT_LEAST, "120", "91", Standing.SHORT, Fraction(91, 120)),
        (AT_LEAST, "16", "16", Standing.MET, Fraction(1)),
        (AT_LEAST, "16", "0", Standing.SHORT, Fraction(0)),
        (AT_LEAST, "3", "2.9999999999999999999999999999", Standing.SHORT, None),
        (AT_MOST, "10", "11.2", Standing.SHORT, None),
        (AT_MOST, "10", "10", Standing.MET, None),
        (AT_MOST, "0", "0", Standing.MET, None),
        (AT_MOST, "0", "1", Standing.SHORT, None),
        (Measure.YES_NO, None, "1", Standing.MET, None),
        (Measure.YES_NO, None, "0", Standing.SHORT, None),
        (Measure.ALREADY_PERCENT, "20", "22.5", Standing.EXCEEDED, Fraction(225, 1000)),
        (Measure.ALREADY_PERCENT, "98", "97.9", Standing.SHORT, Fraction(979, 1000)),
        (AT_LEAST, "0", "5", Standing.EXCEEDED, None),
    ],
)
def test_figure_against_target(
    measure: Measure, target: str | None, value: str, standing: Standing, share: Fraction | None
) -> None:
    found = progress(measure, None if target is None else Decimal(target), Decimal(value))
    assert found.standing is standing
    if share is not None:
        assert found.share == share


def test_no_figure_is_not_zero() -> None:
    assert progress(AT_LEAST, Decimal(16), None).standing is Standing.UNKNOWN
    assert progress(AT_LEAST, Decimal(16), Decimal(0)).standing is Standing.SHORT


decimals = st.decimals(min_value=0, max_value=10**12, places=4)


@given(st.sampled_from(Measure), st.none() | decimals, st.none() | decimals)
def test_nothing_raises_and_met_agrees_with_the_share(
    measure: Measure, target: Decimal | None, value: Decimal | None
) -> None:
    found = progress(measure, target, value)
    if found.share is not None and measure is AT_LEAST:
        assert found.is_met == (found.share >= 1)


@given(st.lists(st.none() | decimals, max_size=4))
def test_the_year_is_the_sum_of_its_quarters_or_the_latest(quarters: list[Decimal | None]) -> None:
    named = [value for value in quarters if value is not None]
    assert cumulative(item(), tuple(quarters)) == (sum(named) if named else None)
    rate = replace(item("98", "%", Measure.ALREADY_PERCENT), adds_up=False)
    latest = cumulative(rate, tuple(quarters))
    assert latest == (named[-1] if named else None)


@pytest.mark.parametrize(
    ("measure", "unit", "adds"),
    [
        (AT_LEAST, "nhà", True),
        (AT_MOST, "lần vi phạm", True),
        (AT_MOST, "ngày làm việc", False),
        (AT_LEAST, "%", False),
        (Measure.ALREADY_PERCENT, "%", False),
        (Measure.YES_NO, "danh hiệu", False),
    ],
)
def test_what_is_summed(measure: Measure, unit: str, adds: bool) -> None:
    assert adds_up_by_default(measure, unit) is adds


def test_pace_is_even_until_the_items_own_deadline() -> None:
    half = item("8")
    assert pace(half, 2026, date(2026, 12, 31)) == Decimal(8)
    june = pace(half, 2026, date(2026, 6, 30))
    assert june is not None
    assert Decimal("3.9") < june < Decimal("4.1")
    assert pace(item("10", "ngày", AT_MOST), 2026, date(2026, 6, 30)) is None
