"""Writing numbers as the field prints them: dots for thousands, a decimal comma, percentages of a plan.

Decision 0010 says why a percentage has one decimal below 100 and none from 100 up.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Final

_WHOLE: Final = 100


def number(value: Decimal | int) -> str:
    """Exact and never in exponents: 1.150 · 81,75 · -3. Zeros at the end of the decimals are left out."""
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = text.translate({ord(","): ".", ord("."): ","})
    return "0" if text == "-0" else text


def administrative(count: int) -> str:
    """The style of official documents, where a single digit gets a zero in front: 05 mô hình, 01 việc."""
    return f"0{count}" if 0 < count < 10 else number(count)


def quantity(value: Decimal | int, unit: str) -> str:
    return f"{number(value)}{' ' if unit else ''}{unit}"


def share(done: Decimal | int, target: Decimal | int) -> Fraction | None:
    """Done of target, exactly; None for a target of zero, of which nothing is a share."""
    return Fraction(done) / Fraction(target) if target else None


def percent(done: Decimal | int, target: Decimal | int) -> str:
    """The share as a percentage, or the empty string where the target is zero."""
    part = share(done, target)
    return "" if part is None else percent_text(part)


def percent_text(part: Fraction, places: int | None = None) -> str:
    """A share (1 is all of it) for people: 75,8 % · 106 % · 50 %.

    Without `places`: one decimal below 100 and none from 100 up, half up, and it never crosses 100 by
    rounding: what is short of the plan by a hair reads 99,9 %, what is over it by one reads 100,1 %.
    With `places`, for a form whose template says how: that many decimals, zeros kept, plain half up.
    """
    if places is not None:
        return f"{_fixed(part * _WHOLE, places)} %"
    percents = part * _WHOLE
    if percents == _WHOLE:
        return "100 %"
    if percents < _WHOLE:
        return f"{number(min(_half_up(percents, 1), Decimal('99.9')))} %"
    whole = _half_up(percents, 0)
    if whole > _WHOLE:
        return f"{number(whole)} %"
    return f"{number(max(_half_up(percents, 1), Decimal('100.1')))} %"


def _fixed(value: Fraction, places: int) -> str:
    return f"{_half_up(value, places):,f}".translate({ord(","): ".", ord("."): ","})


def _half_up(value: Fraction, places: int) -> Decimal:
    """Exact at any size: the fraction is scaled to an integer before it becomes a decimal."""
    scaled = abs(value) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    with localcontext() as context:
        context.prec = max(28, len(str(whole)) + places + 2)
        context.rounding = ROUND_HALF_UP
        rounded = Decimal(whole).scaleb(-places)
        return -rounded if value < 0 else rounded
