from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.amounts import Quantity
from core.text.figures import administrative, number, percent, percent_text, quantity, share
from core.text.quantities import parse_quantity

amounts = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(1150), "1.150"),
        (Decimal("1.35"), "1,35"),
        (Decimal("81.75"), "81,75"),
        (Decimal(3853), "3.853"),
        (Decimal("1.350"), "1,35"),
        (Decimal("1E+6"), "1.000.000"),
        (Decimal("0.30"), "0,3"),
        (Decimal("-3.5"), "-3,5"),
        (Decimal("-0.0"), "0"),
        (0, "0"),
        (49_400, "49.400"),
        (Decimal("1234567890123456789012345678901.5"), "1.234.567.890.123.456.789.012.345.678.901,5"),
    ],
)
def test_numbers(value: Decimal | int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("done", "target", "text"),
    [
        ("3", "12", "25 %"),
        ("17", "16", "106 %"),
        ("1.35", "3.2", "42,2 %"),
        ("91", "120", "75,8 %"),
        ("9", "40", "22,5 %"),
        ("415", "800", "51,9 %"),
        ("1", "2", "50 %"),
        ("16", "16", "100 %"),
        ("0", "16", "0 %"),
        ("1", "3", "33,3 %"),
        ("2", "3", "66,7 %"),
        ("1", "16", "6,3 %"),
        ("26", "16", "163 %"),
        ("67", "68", "98,5 %"),
        ("3", "0", ""),
        ("0", "0", ""),
    ],
)
def test_percentages_of_a_plan(done: str, target: str, text: str) -> None:
    assert percent(Decimal(done), Decimal(target)) == text


def test_almost_is_never_printed_as_done() -> None:
    assert percent(2999, 3000) == "99,9 %"
    assert percent(1_000_001, 1_000_000) == "100,1 %"
    assert percent(1, 10**9) == "0 %"


def test_a_form_says_its_own_decimals() -> None:
    assert percent_text(Fraction(17, 16), places=2) == "106,25 %"
    assert percent_text(Fraction(17, 16), places=1) == "106,3 %"
    assert percent_text(Fraction(17, 16), places=0) == "106 %"
    assert percent_text(Fraction(1, 2), places=1) == "50,0 %"


def test_a_share_is_exact_and_nothing_is_divided_by_zero() -> None:
    assert share(Decimal("1.35"), Decimal("3.2")) == Fraction(27, 64)
    assert share(5, 0) is None


@pytest.mark.parametrize(("count", "text"), [(5, "05"), (1, "01"), (10, "10"), (0, "0"), (1150, "1.150")])
def test_official_counts(count: int, text: str) -> None:
    assert administrative(count) == text


@given(amounts)
def test_what_is_written_is_read_back(value: Decimal) -> None:
    for unit in ("km", "m²", "hộ", "lượt người"):
        read = parse_quantity(quantity(value, unit))
        assert isinstance(read, Quantity)
        assert (read.value, read.unit) == (value, unit)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_percentage_tells_truly_on_which_side_of_the_plan_it_is(done: int, target: int) -> None:
    shown = Decimal(percent(done, target).removesuffix(" %").replace(".", "").replace(",", "."))
    assert (shown > 100, shown == 100) == (done > target, done == target)
    assert abs(shown - Decimal(done) / Decimal(target) * 100) < Decimal("0.51")
