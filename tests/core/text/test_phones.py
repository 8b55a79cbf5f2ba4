"""Phone numbers as people and Excel leave them."""

import pytest

from core.text.phones import phone_number


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678", "912345678", "912345678.0", "9.12345678E8", "9,12345678e+08", "84912345678", "+84 912 345 678",
        "0912 345 678", "0912.345.678", "0912-345-678", "(84)912345678", "0084912345678", "'0912345678",
        "+84 (0)912345678",
        "０９１２３４５６７８", "0912\u00a0345\u200b678", "84 0912345678",
    ],
)  # fmt: skip
def test_one_number_in_many_guises(typed: str) -> None:
    assert phone_number(typed) == "0912345678"


def test_a_landline_has_eleven_digits() -> None:
    assert phone_number("024 3825 1234") == "02438251234"
    assert phone_number("2438251234") == "02438251234"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "12345",
        "01234567890",
        "0912345678/0987654321",
        "091234567O",
        "0112345678",
        "9.12E+08",
        "1968",
        "²³",
    ],
)
def test_what_is_none(typed: str) -> None:
    assert phone_number(typed) is None
